using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Core;

/// <summary>What a node brings along besides its configuration: ports, resolved names, its start.</summary>
public sealed record NodePlatform
{
    /// <summary>All ports with the node's own addresses.</summary>
    public required ImmutableArray<NodeInterface> Interfaces { get; init; }

    /// <summary>Default gateway learned by DHCP; used when none is configured.</summary>
    public Ipv4Address? LearnedGateway { get; init; }

    /// <summary>Addresses of host names in the configuration, resolved by the driver. A name that is missing does not resolve now.</summary>
    public ImmutableDictionary<string, Ipv4Address> ResolvedNames { get; init; } = ImmutableDictionary<string, Ipv4Address>.Empty;

    /// <summary>Epoch of this start for the subnet map exchange (protocol reference 15.3).</summary>
    public required ulong Epoch { get; init; }
}
