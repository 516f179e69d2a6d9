using System.Collections.Immutable;
using ProxyMip.Config;
using ProxyMip.Config.Agents;
using ProxyMip.Config.Bindings;
using ProxyMip.Config.ServiceSets;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Protocol.Security;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Runtime.Simulated;

/// <summary>What the nodes of a topology would be configured with by an administrator: the basis of their consoles before anything is saved.</summary>
public sealed class TopologyConfiguration : IConfigurationBasis
{
    private static readonly SecretKey DefaultExchangeKey = new("the network in memory shares this"u8);

    private readonly ImmutableDictionary<string, NodeConfiguration> _nodes;

    /// <summary>The configurations of a topology.</summary>
    /// <param name="topology">The network.</param>
    /// <param name="unconfigured">Access points left at factory values but for system name, gateway, SSID and exchange key.</param>
    public TopologyConfiguration(Topology topology, IReadOnlyCollection<string> unconfigured)
    {
        var nodes = ImmutableDictionary.CreateBuilder<string, NodeConfiguration>();
        foreach (var router in topology.Routers)
            nodes[router.Id] = Router(topology, router);
        foreach (var point in topology.AccessPoints)
            nodes[point.Id] = AccessPoint(topology, point, !unconfigured.Contains(point.Id));
        _nodes = nodes.ToImmutable();
    }

    /// <inheritdoc />
    public NodeConfiguration Of(string nodeId) => _nodes.GetValueOrDefault(nodeId, NodeConfiguration.Default);

    private static NodeConfiguration AccessPoint(Topology topology, AccessPointPlan plan, bool configured)
    {
        var exchange = new ExchangeConfig([new(1, topology.ExchangeKey ?? DefaultExchangeKey)]);
        var enabled = configured && plan.ProxyMobileIp;
        var sets = plan.ServiceSets.Select((name, index) => new ServiceSet { Id = index + 1, Name = name, ProxyMobileIp = enabled });
        var node = NodeConfiguration.Default with
        {
            Device = NodeConfiguration.Default.Device with { SystemName = plan.Id },
            Routing = NodeConfiguration.Default.Routing with { DefaultGateway = plan.Gateway ?? GatewayOf(topology, plan.Segment) },
            ServiceSets = plan.ServiceSets.IsEmpty ? ServiceSetsConfig.Default : new([.. sets], false),
            Exchange = exchange,
        };
        return enabled
            ? node with
            {
                General = new(true, [.. topology.AuthoritativeAccessPoints.Select(PeerName.Of)]),
                Bindings = topology.AssociationSource == AssociationSource.Local ? Bindings(topology) : SaBindingsConfig.Default,
            }
            : node;
    }

    private static NodeConfiguration Router(Topology topology, RouterPlan plan) => NodeConfiguration.Default with
    {
        Device = NodeConfiguration.Default.Device with { SystemName = plan.Id },
        HomeAgent = plan.HomeAgent is not { } home ? HomeAgentConfig.Default : new()
        {
            Enabled = true,
            Networks = [.. home.Segments.Select(id => topology.Segments.First(segment => segment.Id == id).Prefix), .. home.VirtualNetworks],
            MaximumLifetime = home.MaximumLifetime,
            ReverseTunnel = Policy(home.ReverseTunnel),
            Associations = Bindings(topology),
            AdvertisementInterval = (int)Math.Ceiling(home.AdvertisementInterval),
        },
        ForeignAgent = plan.ForeignAgent is not { } foreign ? ForeignAgentConfig.Default : new()
        {
            Enabled = true,
            CareOfAddress = foreign.CareOfAddress ?? plan.Interfaces.First(on => on.Segment == foreign.Segments[0]).Address,
            MaximumLifetime = foreign.MaximumLifetime,
            ReverseTunnel = Policy(foreign.ReverseTunnel),
            AdvertisementInterval = (int)Math.Ceiling(foreign.AdvertisementInterval),
        },
    };

    private static SaBindingsConfig Bindings(Topology topology) =>
        new([.. topology.Associations.Select(one => new SaBinding(one.Start, one.End, one.Spi, one.Key, one.Algorithm)).OrderBy(binding => binding.Start)]);

    private static Protocol.Wire.Ipv4Address? GatewayOf(Topology topology, string segment) =>
        topology.Routers.SelectMany(router => router.Interfaces).FirstOrDefault(on => on.Segment == segment)?.Address;

    private static ReverseTunnelling Policy(ReverseTunnelPolicy policy) => policy switch
    {
        ReverseTunnelPolicy.None => ReverseTunnelling.None,
        ReverseTunnelPolicy.Mandatory => ReverseTunnelling.Mandatory,
        _ => ReverseTunnelling.Optional,
    };
}
