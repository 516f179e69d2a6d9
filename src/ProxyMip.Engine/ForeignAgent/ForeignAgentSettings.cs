using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>What an agent does about reverse tunnelling (RFC 3024).</summary>
public enum ReverseTunnelPolicy
{
    /// <summary>Not offered: codes 74 and 137.</summary>
    None,

    /// <summary>Granted when asked for.</summary>
    Optional,

    /// <summary>Demanded: codes 75 and 138 without it.</summary>
    Mandatory,
}

/// <summary>The foreign agent as configured (protocol reference section 10).</summary>
public sealed record ForeignAgentSettings
{
    /// <summary>Care-of addresses, first one preferred; at least one. Usually an own interface address.</summary>
    public required ImmutableArray<Ipv4Address> CareOfAddresses { get; init; }

    /// <summary>Ports on which visitors are served and advertisements sent.</summary>
    public required ImmutableArray<PortId> ServicePorts { get; init; }

    /// <summary>Advertisement timing.</summary>
    public AdvertisingSettings Advertising { get; init; } = new();

    /// <summary>Longest registration lifetime, advertised too. 0xffff seconds means infinite.</summary>
    public ushort MaximumLifetime { get; init; } = 1800;

    /// <summary>Offer GRE.</summary>
    public bool Gre { get; init; } = true;

    /// <summary>Offer minimal encapsulation.</summary>
    public bool MinimalEncapsulation { get; init; }

    /// <summary>Reverse tunnelling.</summary>
    public ReverseTunnelPolicy ReverseTunnel { get; init; } = ReverseTunnelPolicy.Optional;

    /// <summary>Whether the encapsulating delivery style (extension 130) is supported beside the direct one.</summary>
    public bool EncapsulatingDelivery { get; init; } = true;

    /// <summary>Set the R bit: registration through this agent is required.</summary>
    public bool RegistrationRequired { get; init; }

    /// <summary>Negotiate revocation (RFC 3543) with home agents an association exists with; sets the X bit.</summary>
    public bool Revocation { get; init; }

    /// <summary>Advertise challenges (RFC 4721).</summary>
    public bool Challenge { get; init; }

    /// <summary>Most visitors; beyond, new ones get 66 and the B bit is set.</summary>
    public int MaximumVisitors { get; init; } = 10_000;

    /// <summary>Most pending requests in all (decision D-10).</summary>
    public int MaximumPending { get; init; } = 1000;

    /// <summary>Most pending requests per mobile node (decision D-10).</summary>
    public int MaximumPendingPerNode { get; init; } = 5;

    /// <summary>A pending request is dropped and answered 78 after this time. RFC 5944: 7 s.</summary>
    public TimeSpan PendingTimeout { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>Associations with home agents (Foreign-Home), by the home agent's address.</summary>
    public ImmutableDictionary<Ipv4Address, SecurityAssociation> HomeAgentAssociations { get; init; } = ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty;

    /// <summary>Associations with mobile nodes (Mobile-Foreign).</summary>
    public AssociationRanges MobileNodeAssociations { get; init; } = AssociationRanges.Empty;

    /// <summary>Home agents that are refused with 65; empty: all are allowed.</summary>
    public ImmutableHashSet<Ipv4Address> ProhibitedHomeAgents { get; init; } = [];

    /// <summary>Answer 136 instead of 194 as RFC 3344 agents do.</summary>
    public bool Rfc3344Codes { get; init; }

    /// <summary>Ignore the reserved bit x instead of answering 70 (decision D-03).</summary>
    public bool LenientReservedBits { get; init; }

    /// <summary>Serve mobile nodes that name themselves by an NAI and have no address yet (RFC 2794); off: code 96.</summary>
    public bool NetworkAccessIdentifiers { get; init; } = true;

    /// <summary>Key GRE tunnels by session (RFC 6245): extension 48 in every relayed request that asks for GRE.</summary>
    public bool GreKeys { get; init; }
}
