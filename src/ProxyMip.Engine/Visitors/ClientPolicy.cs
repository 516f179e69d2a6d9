using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Registration;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>
/// What every client machine of an access point decides by: settings, the own subnet, live agents, the subnet map, clock offsets. Immutable; replaced when
/// one of them changes.
/// </summary>
public sealed record ClientPolicy
{
    /// <summary>The proxy's settings.</summary>
    public required AccessPointSettings Settings { get; init; }

    /// <summary>The wired port with the own address and subnet.</summary>
    public required NodeInterface Uplink { get; init; }

    /// <summary>The default gateway: preferred among several agents; null when there is none.</summary>
    public Ipv4Address? Gateway { get; init; }

    /// <summary>Live agents by address.</summary>
    public ImmutableArray<HeardAgent> Agents { get; init; } = [];

    /// <summary>The subnet map.</summary>
    public HomeSubnets Map { get; init; } = HomeSubnets.Empty;

    /// <summary>How far the clock of each home agent is ahead of ours, learned from 133 (decision of the project: per home agent).</summary>
    public ImmutableDictionary<Ipv4Address, TimeSpan> ClockOffsets { get; init; } = ImmutableDictionary<Ipv4Address, TimeSpan>.Empty;

    /// <summary>Home agents that do not want the PMIPv4 extensions (149).</summary>
    public ImmutableHashSet<Ipv4Address> WithoutProxyExtensions { get; init; } = [];

    /// <summary>The live agent with an address; null when there is none.</summary>
    public HeardAgent? Agent(Ipv4Address address)
    {
        foreach (var agent in Agents)
        {
            if (agent.Address == address)
                return agent;
        }
        return null;
    }
}
