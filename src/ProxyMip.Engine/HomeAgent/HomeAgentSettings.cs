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

/// <summary>A mobile node known by its Network Access Identifier (RFC 2794).</summary>
/// <param name="Association">What it shares with this home agent.</param>
/// <param name="HomeAddress">Its own home address; null: one of <see cref="HomeAgentSettings.AssignableAddresses"/> while it is registered.</param>
public sealed record NamedNode(SecurityAssociation Association, Ipv4Address? HomeAddress = null);

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

    /// <summary>Mobile nodes known by their NAI, exact and case-sensitive. They may register with home address 0.0.0.0.</summary>
    public ImmutableDictionary<string, NamedNode> NamedNodes { get; init; } = ImmutableDictionary.Create<string, NamedNode>(StringComparer.Ordinal);

    /// <summary>Home addresses handed out to named nodes without one of their own, in order; empty: none are handed out (code 129).</summary>
    public ImmutableArray<(Ipv4Address Start, Ipv4Address End)> AssignableAddresses { get; init; } = [];

    /// <summary>What mobile nodes share with the AAA infrastructure (Mobile-AAA, RFC 4721). An SPI of 2 selects the CHAP style.</summary>
    public AssociationRanges MobileAaaAssociations { get; init; } = AssociationRanges.Empty;

    /// <summary>Serve nodes that ask for any home agent: Home Agent field 0.0.0.0 or 255.255.255.255 with an NAI (RFC 4433). Off: code 136.</summary>
    public bool DynamicAssignment { get; init; }

    /// <summary>Send gratuitous ARPs as replies instead of requests; some hosts heed only one of the forms (RFC 5944 §4.6 allows both).</summary>
    public bool GratuitousArpReplies { get; init; }

    /// <summary>Emit a <see cref="SaveMobileNode"/> before the reply of every accepted request, for a driver that keeps a journal.</summary>
    public bool Journal { get; init; }

    /// <summary>Most answers per second to requests that nothing authenticates, all sources together. One source gets at most one per second.</summary>
    public int UnauthenticatedAnswersPerSecond { get; init; } = 100;

    /// <summary>Most association queries per second, and most requests that wait for one.</summary>
    public int AssociationQueryLimit { get; init; } = 200;
}
