using System.Collections.Immutable;
using ProxyMip.Config;
using ProxyMip.Config.Agents;
using ProxyMip.Config.Bindings;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Core;

/// <summary>Turns what an administrator configured into what the engine runs with. Pure: the same configuration and platform give the same settings.</summary>
public static class SettingsBuilder
{
    /// <summary>The settings of a node.</summary>
    /// <param name="configuration">As stored; its sections are valid.</param>
    /// <param name="platform">Ports, resolved names and start of the node.</param>
    /// <param name="isAccessPoint">Whether the node has a radio side, real or simulated.</param>
    public static NodeSettings Build(NodeConfiguration configuration, NodePlatform platform, bool isAccessPoint)
    {
        var authoritative = configuration.General.AuthoritativeAccessPoints.Select(peer => Resolve(peer, platform)).OfType<Ipv4Address>().Distinct().ToImmutableArray();
        return new()
        {
            Name = configuration.Device.SystemName,
            Interfaces = platform.Interfaces,
            DefaultGateway = configuration.Routing.DefaultGateway ?? platform.LearnedGateway,
            AccessPoint = isAccessPoint ? AccessPoint(configuration, authoritative) : null,
            SubnetMap = isAccessPoint && !authoritative.IsEmpty && !configuration.Exchange.Keys.IsEmpty ? SubnetMap(configuration, authoritative, platform) : null,
            ForeignAgent = configuration.ForeignAgent.Enabled ? ForeignAgent(configuration.ForeignAgent, platform) : null,
            HomeAgent = configuration.HomeAgent.Enabled ? HomeAgent(configuration, platform) : null,
        };
    }

    /// <summary>Host names the configuration needs an address for.</summary>
    public static ImmutableArray<string> NamesToResolve(NodeConfiguration configuration) =>
        [.. configuration.General.AuthoritativeAccessPoints.Where(peer => peer.Address is null).Select(peer => peer.Text).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static AccessPointSettings AccessPoint(NodeConfiguration configuration, ImmutableArray<Ipv4Address> authoritative) => new()
    {
        Enabled = configuration.General.Enabled,
        ServiceSets = [.. configuration.ServiceSets.All.Where(set => set.ProxyMobileIp).Select(set => set.Name)],
        Associations = Ranges(configuration.Bindings),
        HasAssociationServer = configuration.Servers.Rows.Any(row => row is { Name: not null, ForMobileIp: true }),
        ProtectedAddresses = [.. authoritative, .. configuration.Servers.Rows.Select(row => row.Name?.Address).OfType<Ipv4Address>()],
    };

    private static SubnetMapSettings SubnetMap(NodeConfiguration configuration, ImmutableArray<Ipv4Address> authoritative, NodePlatform platform) => new()
    {
        Enabled = configuration.General.Enabled,
        AuthoritativeAccessPoints = authoritative,
        Keys = [.. configuration.Exchange.Keys.Select(key => new SubnetMapKey(key.Id, key.Key))],
        Epoch = platform.Epoch,
    };

    private static ForeignAgentSettings ForeignAgent(ForeignAgentConfig section, NodePlatform platform)
    {
        var wired = Wired(platform);
        return new()
        {
            CareOfAddresses = [section.CareOfAddress ?? wired[0].Address],
            ServicePorts = [.. wired.Select(port => port.Port)],
            Advertising = Advertising(section.AdvertisementInterval, section.AdvertisementLifetime),
            MaximumLifetime = (ushort)section.MaximumLifetime,
            MaximumVisitors = section.MaximumVisitors,
            ReverseTunnel = Policy(section.ReverseTunnel),
            Gre = section.Gre,
            MinimalEncapsulation = section.MinimalEncapsulation,
            RegistrationRequired = section.RegistrationRequired,
        };
    }

    private static HomeAgentSettings HomeAgent(NodeConfiguration configuration, NodePlatform platform)
    {
        var (section, wired) = (configuration.HomeAgent, Wired(platform));
        var networks = section.Networks.IsEmpty ? [.. wired.Select(port => port.Subnet)] : section.Networks;
        return new()
        {
            Networks = [.. networks.Select(prefix => Network(prefix, wired))],
            Advertising = Advertising(section.AdvertisementInterval, null),
            MaximumLifetime = (ushort)section.MaximumLifetime,
            MobileNodeAssociations = Ranges(section.Associations),
            HasAssociationServer = configuration.Servers.Rows.Any(row => row is { Name: not null, ForMobileIp: true }),
            AllowedHosts = section.Hosts.IsEmpty ? null : [.. section.Hosts.Select(range => (range.Start, range.End))],
            Tolerance = TimeSpan.FromSeconds(section.Tolerance),
            MaximumBindingsPerNode = section.MaximumBindingsPerNode,
            ReverseTunnel = Policy(section.ReverseTunnel),
            Gre = section.Gre,
            MinimalEncapsulation = section.MinimalEncapsulation,
        };
    }

    // A home network is that of a port, or a virtual one behind the node's first address.
    private static HomeNetwork Network(Ipv4Prefix prefix, ImmutableArray<NodeInterface> wired) =>
        wired.FirstOrDefault(port => port.Subnet == prefix) is { } port ? new(prefix, port.Port, port.Address) : new(prefix, null, wired[0].Address);

    private static ImmutableArray<NodeInterface> Wired(NodePlatform platform) =>
        [.. platform.Interfaces.Where(port => port.Kind == PortKind.Wired && !port.Address.IsAny)];

    private static AssociationRanges Ranges(SaBindingsConfig section) => new(section.All.Select(binding =>
        new AssociationRange(binding.Start, binding.End, new(binding.Spi, binding.Algorithm ?? AuthenticationAlgorithm.HmacMd5, binding.Key))));

    private static AdvertisingSettings Advertising(int interval, int? lifetime) => new()
    {
        MaximumInterval = TimeSpan.FromSeconds(interval),
        Lifetime = lifetime is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    private static ReverseTunnelPolicy Policy(ReverseTunnelling section) => section switch
    {
        ReverseTunnelling.None => ReverseTunnelPolicy.None,
        ReverseTunnelling.Mandatory => ReverseTunnelPolicy.Mandatory,
        _ => ReverseTunnelPolicy.Optional,
    };

    private static Ipv4Address? Resolve(PeerName peer, NodePlatform platform) =>
        peer.Address ?? (platform.ResolvedNames.TryGetValue(peer.Text, out var address) ? address : null);
}
