using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>Everything the console shows of an access point as proxy, at one moment. Immutable; built on request.</summary>
public sealed record AccessPointSnapshot
{
    /// <summary>Mobile IP Status: the General switch in force.</summary>
    public bool Enabled { get; init; }

    /// <summary>Home Agents: live ones heard on the own subnet.</summary>
    public ImmutableArray<Ipv4Address> HomeAgents { get; init; } = [];

    /// <summary>Foreign Agents: live ones heard.</summary>
    public ImmutableArray<Ipv4Address> ForeignAgents { get; init; } = [];

    /// <summary>Active AAP; null when none is in use.</summary>
    public Ipv4Address? ActiveAap { get; init; }

    /// <summary>MN IP Addresses: registered visitors, and clients at home that are registered to roam; ascending.</summary>
    public ImmutableArray<Ipv4Address> MobileNodes { get; init; } = [];

    /// <summary>The twelve counters.</summary>
    public AccessPointCounters Counters { get; init; } = new();

    /// <summary>What was passed over, by reason; reasons that never occurred are left out.</summary>
    public ImmutableSortedDictionary<AccessPointDropReason, long> Drops { get; init; } = ImmutableSortedDictionary<AccessPointDropReason, long>.Empty;

    /// <summary>Time of day of the last Clear; null: never cleared since the start.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>Who pressed Clear last.</summary>
    public string? ClearedBy { get; init; }

    /// <summary>All live agents.</summary>
    public ImmutableArray<HeardAgent> Agents { get; init; } = [];

    /// <summary>Default routers: the configured one and those learned.</summary>
    public ImmutableArray<DefaultRouter> Routers { get; init; } = [];

    /// <summary>The search for agents.</summary>
    public SolicitationState Search { get; init; } = SolicitationState.Initial;

    /// <summary>How far the clock of each home agent is ahead of ours, as far as learned from refusals (133).</summary>
    public ImmutableDictionary<Ipv4Address, TimeSpan> ClockOffsets { get; init; } = ImmutableDictionary<Ipv4Address, TimeSpan>.Empty;

    /// <summary>All associated stations, by address.</summary>
    public ImmutableArray<ClientView> Clients { get; init; } = [];

    /// <summary>The last roams, newest first.</summary>
    public ImmutableArray<RoamTrace> Roams { get; init; } = [];
}

/// <summary>One associated station.</summary>
public sealed record ClientView
{
    /// <summary>Its Ethernet address.</summary>
    public required MacAddress Station { get; init; }

    /// <summary>Its address; 0.0.0.0 while unknown.</summary>
    public required Ipv4Address Address { get; init; }

    /// <summary>The SSID.</summary>
    public required string ServiceSet { get; init; }

    /// <summary>Association number.</summary>
    public required int AssociationNumber { get; init; }

    /// <summary>Uptime at the association.</summary>
    public required TimeSpan AssociatedAt { get; init; }

    /// <summary>Uptime at which it was last heard.</summary>
    public required TimeSpan HeardAt { get; init; }

    /// <summary>Where it stands.</summary>
    public required ClientPhase Phase { get; init; }

    /// <summary>Whether it is served as a mobile node.</summary>
    public bool IsServed { get; init; }

    /// <summary>Why not, or not yet; null when it is.</summary>
    public ServiceReason? Reason { get; init; }

    /// <summary>Home agent of its registration, or of the request that is out.</summary>
    public Ipv4Address? HomeAgent { get; init; }

    /// <summary>Foreign agent of its registration, or of the request that is out.</summary>
    public Ipv4Address? ForeignAgent { get; init; }

    /// <summary>Care-of address of its registration.</summary>
    public Ipv4Address? CareOfAddress { get; init; }

    /// <summary>What is left of its registration; null without one, and for one that never ends.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>Code of the last denial since its last success; null when there was none.</summary>
    public byte? DeniedWith { get; init; }

    /// <summary>The roam in progress, or the last one.</summary>
    public long? Roam { get; init; }
}
