using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>A router address as it is advertised.</summary>
internal readonly record struct RouterAddress(Ipv4Address Address, int Preference, byte PrefixLength);

/// <summary>What a node advertises on one port, made from its settings. Busy bit, sequence number and challenge are added when it is sent.</summary>
internal sealed record PortPlan
{
    public required PortId Port { get; init; }

    /// <summary>The own address advertisements come from.</summary>
    public required Ipv4Address Source { get; init; }

    public required AdvertisingSettings Settings { get; init; }

    public required MobilityAgentBits Bits { get; init; }

    public required RegistrationLifetime RegistrationLifetime { get; init; }

    public required ImmutableArray<Ipv4Address> CareOfAddresses { get; init; }

    public required ImmutableArray<RouterAddress> Routers { get; init; }

    /// <summary>Whether challenges are advertised.</summary>
    public required bool Challenge { get; init; }

    /// <summary>
    /// The plans of a node: home agent bits on home links, foreign agent bits on service ports. Where both roles meet on a port they share one
    /// advertisement, timed by the foreign agent's settings. A port without an own address is left out until it has one.
    /// </summary>
    public static ImmutableArray<PortPlan> Build(NodeSettings node)
    {
        var plans = ImmutableArray.CreateBuilder<PortPlan>();
        foreach (var port in node.Interfaces.Select(item => item.Port).Distinct())
        {
            var own = node.Interfaces.Where(item => item.Port == port && !item.Address.IsAny).ToImmutableArray();
            var foreign = node.ForeignAgent is { } agent && agent.ServicePorts.Contains(port) ? agent : null;
            var home = node.HomeAgent is { } settings && settings.Networks.Any(network => network.Port == port) ? settings : null;
            if (own.IsEmpty || (foreign is null && home is null))
                continue;
            plans.Add(Build(port, own, foreign, home));
        }
        return plans.ToImmutable();
    }

    private static PortPlan Build(PortId port, ImmutableArray<NodeInterface> own, ForeignAgentSettings? foreign, HomeAgentSettings? home)
    {
        var settings = foreign?.Advertising ?? home!.Advertising;
        return new()
        {
            Port = port,
            Source = own[0].Address,
            Settings = settings,
            Bits = BitsOf(foreign) | BitsOf(home, foreign is null),
            RegistrationLifetime = new(foreign?.MaximumLifetime ?? home!.MaximumLifetime),
            CareOfAddresses = foreign?.CareOfAddresses ?? [],
            Routers = [.. own.Select(item => RouterOf(item, settings)).OfType<RouterAddress>()],
            Challenge = foreign is { Challenge: true },
        };
    }

    private static RouterAddress? RouterOf(NodeInterface own, AdvertisingSettings settings)
    {
        var (advertise, preference) = settings.Addresses.TryGetValue(own.Address, out var special) ? special : new(true, settings.Preference);
        return advertise ? new(own.Address, preference, (byte)own.Subnet.Length) : null;
    }

    // What a foreign agent can take out of tunnels decides where both roles meet: visitors read it.
    private static MobilityAgentBits BitsOf(ForeignAgentSettings? agent) => agent is null ? MobilityAgentBits.None
        : MobilityAgentBits.ForeignAgent
        | When(agent.RegistrationRequired, MobilityAgentBits.RegistrationRequired)
        | When(agent.Gre, MobilityAgentBits.Gre)
        | When(agent.MinimalEncapsulation, MobilityAgentBits.MinimalEncapsulation)
        | When(agent.ReverseTunnel != ReverseTunnelPolicy.None, MobilityAgentBits.ReverseTunnel)
        | When(agent.Revocation, MobilityAgentBits.Revocation);

    private static MobilityAgentBits BitsOf(HomeAgentSettings? agent, bool alone) => agent is null ? MobilityAgentBits.None
        : MobilityAgentBits.HomeAgent
        | When(alone && agent.Gre, MobilityAgentBits.Gre)
        | When(alone && agent.MinimalEncapsulation, MobilityAgentBits.MinimalEncapsulation)
        | When(alone && agent.ReverseTunnel != ReverseTunnelPolicy.None, MobilityAgentBits.ReverseTunnel);

    private static MobilityAgentBits When(bool condition, MobilityAgentBits bit) => condition ? bit : MobilityAgentBits.None;
}
