using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Topologies;

/// <summary>What each engine of a topology is configured with.</summary>
internal sealed class SettingsPlan(Topology topology)
{
    private readonly AssociationRanges _associations = new(topology.Associations.Select(one =>
        new AssociationRange(one.Start, one.End, new(one.Spi, one.Algorithm, one.Key))));

    private readonly SecretKey _exchangeKey = topology.ExchangeKey ?? new("the network in memory shares this"u8);

    /// <summary>The association of one mobile node; null when the topology has none for it.</summary>
    public SecurityAssociation? AssociationOf(Ipv4Address mobileNode) => _associations.Find(mobileNode);

    /// <summary>A router with agents; null for a plain router.</summary>
    public NodeSettings? Of(RouterPlan plan, RouterNode node)
    {
        if (plan is { HomeAgent: null, ForeignAgent: null })
            return null;
        return new()
        {
            Name = plan.Id,
            Interfaces = [.. node.Ip.Interfaces.Select(Wired)],
            HomeAgent = plan.HomeAgent is { } home ? HomeAgent(plan, home, node) : null,
            ForeignAgent = plan.ForeignAgent is { } foreign ? ForeignAgent(plan, foreign, node) : null,
        };
    }

    /// <summary>An access point, enabled or not.</summary>
    public NodeSettings Of(AccessPointPlan plan, AccessPointNode node, Ipv4Address? gateway)
    {
        var uplink = Wired(node.Ip.Interfaces[0]);
        var radio = node.Ports[1];
        return new()
        {
            Name = plan.Id,
            Interfaces = [uplink, uplink with { Port = radio.Id, Name = radio.Name, Kind = PortKind.Radio, Mac = radio.Mac }],
            DefaultGateway = gateway,
            AccessPoint = new()
            {
                Enabled = plan.ProxyMobileIp,
                ServiceSets = plan.ProxyMobileIp ? [.. plan.ServiceSets] : [],
                Associations = topology.AssociationSource == AssociationSource.Local ? _associations : AssociationRanges.Empty,
                HasAssociationServer = topology.AssociationSource == AssociationSource.Server,
                MaximumLifetime = TimeSpan.FromSeconds(topology.Proxy.MaximumLifetime),
                ReverseTunnel = topology.Proxy.ReverseTunnel,
                Gre = topology.Proxy.Gre,
            },
            SubnetMap = new()
            {
                Enabled = plan.ProxyMobileIp,
                AuthoritativeAccessPoints = topology.AuthoritativeAccessPoints,
                Keys = [new(1, _exchangeKey)],
                ComparePeriod = TimeSpan.FromSeconds(topology.ComparePeriod),
                Epoch = 0, // given at every start of the node
            },
        };
    }

    private HomeAgentSettings HomeAgent(RouterPlan plan, HomeAgentPlan home, RouterNode node)
    {
        var networks = home.Segments.Select(segment => OnSegment(plan, segment, node)).Select(on => new HomeNetwork(on.Subnet, on.Port.Id, on.Address))
            .Concat(home.VirtualNetworks.Select(network => new HomeNetwork(network, null, node.Address)));
        return new()
        {
            Networks = [.. networks],
            Advertising = Advertising(home.AdvertisementInterval),
            MaximumLifetime = home.MaximumLifetime,
            MobileNodeAssociations = _associations,
            ReverseTunnel = home.ReverseTunnel,
        };
    }

    private static ForeignAgentSettings ForeignAgent(RouterPlan plan, ForeignAgentPlan foreign, RouterNode node) => new()
    {
        CareOfAddresses = [foreign.CareOfAddress ?? OnSegment(plan, foreign.Segments[0], node).Address],
        ServicePorts = [.. foreign.Segments.Select(segment => OnSegment(plan, segment, node).Port.Id)],
        Advertising = Advertising(foreign.AdvertisementInterval),
        MaximumLifetime = foreign.MaximumLifetime,
        ReverseTunnel = foreign.ReverseTunnel,
    };

    private static AdvertisingSettings Advertising(double interval) =>
        new() { MaximumInterval = TimeSpan.FromSeconds(interval), PrefixLengths = true };

    private static IpInterface OnSegment(RouterPlan plan, string segment, RouterNode node) =>
        node.Ip.Interfaces[plan.Interfaces.IndexOf(plan.Interfaces.First(one => one.Segment == segment))];

    private static NodeInterface Wired(IpInterface on) => new(on.Port.Id, on.Port.Name, PortKind.Wired, on.Port.Mac, on.Address, on.Subnet);
}
