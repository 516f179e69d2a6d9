using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>One home network this agent serves.</summary>
/// <param name="Prefix">The home prefix.</param>
/// <param name="Port">The port of the home link; null for a virtual network.</param>
/// <param name="Address">The agent's own address in Home Agent fields and outer headers.</param>
public sealed record HomeNetwork(Ipv4Prefix Prefix, PortId? Port, Ipv4Address Address);

/// <summary>The home agent as configured (protocol reference section 11).</summary>
public sealed record HomeAgentSettings
{
    /// <summary>Home networks, at least one.</summary>
    public required ImmutableArray<HomeNetwork> Networks { get; init; }

    /// <summary>Advertisement timing on home links.</summary>
    public AdvertisingSettings Advertising { get; init; } = new();

    /// <summary>Longest binding lifetime in seconds; longer requests are lowered. 0xffff means infinite.</summary>
    public ushort MaximumLifetime { get; init; } = 3600;

    /// <summary>Associations with mobile nodes (Mobile-Home).</summary>
    public AssociationRanges MobileNodeAssociations { get; init; } = AssociationRanges.Empty;

    /// <summary>Whether AAA servers are asked for nodes without a local association.</summary>
    public bool HasAssociationServer { get; init; }

    /// <summary>Associations with foreign agents (Foreign-Home), by care-of address.</summary>
    public ImmutableDictionary<Ipv4Address, SecurityAssociation> ForeignAgentAssociations { get; init; } = ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty;

    /// <summary>Addresses that may register; null: every host of the home networks.</summary>
    public ImmutableArray<(Ipv4Address Start, Ipv4Address End)>? AllowedHosts { get; init; }

    /// <summary>Accepted clock difference in either direction: 7 s by default (RFC 5944 §5.7.1).</summary>
    public TimeSpan Tolerance { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>Most simultaneous bindings per mobile node; 1: S bit unsupported (code 1).</summary>
    public int MaximumBindingsPerNode { get; init; } = 1;

    /// <summary>Most bindings in all; beyond, 130.</summary>
    public int MaximumBindings { get; init; } = 200_000;

    /// <summary>Support GRE.</summary>
    public bool Gre { get; init; } = true;

    /// <summary>Support minimal encapsulation.</summary>
    public bool MinimalEncapsulation { get; init; } = true;

    /// <summary>Reverse tunnelling.</summary>
    public ReverseTunnelPolicy ReverseTunnel { get; init; } = ReverseTunnelPolicy.Optional;

    /// <summary>Deliver broadcasts to nodes that set B. Off: the bit is ignored.</summary>
    public bool Broadcasts { get; init; }

    /// <summary>Negotiate revocation (RFC 3543) with foreign agents an association exists with.</summary>
    public bool Revocation { get; init; }

    /// <summary>Foreign agents that may register without a Mobile-Home extension (RFC 5563 per-node authentication); empty: code 150, null: code 149.</summary>
    public ImmutableHashSet<Ipv4Address>? ProxyAgents { get; init; }

    /// <summary>Answer 131 where RFC 5944 wants silence, and insist on exactly one authorization-enabling extension.</summary>
    public bool Rfc3344Mode { get; init; }

    /// <summary>Ignore the reserved bit x instead of answering 134 (decision D-03).</summary>
    public bool LenientReservedBits { get; init; }
}
