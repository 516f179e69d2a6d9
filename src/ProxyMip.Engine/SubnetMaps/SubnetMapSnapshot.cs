using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps;

/// <summary>How far an access point is with its authoritative access point (protocol reference 15.5).</summary>
public enum SubnetMapPhase
{
    /// <summary>The feature is off.</summary>
    Off,

    /// <summary>Waiting for the own home agents, at most 10 s, and a random wait of up to 5 s.</summary>
    Learning,

    /// <summary>No authoritative access point answers; the next round of attempts is waited for. The table stays in use.</summary>
    Waiting,

    /// <summary>Opening a session.</summary>
    Hello,

    /// <summary>Registering the own rows.</summary>
    Register,

    /// <summary>Fetching the table.</summary>
    Synchronising,

    /// <summary>The table is the one of the active authoritative access point.</summary>
    InSync,

    /// <summary>This node is an authoritative access point itself.</summary>
    Authoritative,
}

/// <summary>What is known about a row.</summary>
public enum SubnetMapRowStatus
{
    /// <summary>Vouched for by an access point, or its home agent answered a probe.</summary>
    Active,

    /// <summary>No access point vouches for it; its home agent is being asked. Still used.</summary>
    Probing,

    /// <summary>Its home agent has not answered yet; not used for lookup.</summary>
    Unverified,

    /// <summary>Kept from before a restart of the authoritative access point until that one knows its access points again. Used.</summary>
    Stale,
}

/// <summary>One row as the Subnet Map Table page shows it.</summary>
/// <param name="HomeAgent">Home agent address.</param>
/// <param name="Network">Its subnet.</param>
/// <param name="Status">What is known about it.</param>
/// <param name="LearnedFrom">The authoritative access point it came from; null: the own subnet.</param>
/// <param name="LearnedAt">Uptime at which it entered the table.</param>
/// <param name="ValidatedAt">Uptime of the last confirmation: registered, answered a probe, or compared equal with the active authoritative access point.</param>
/// <param name="AccessPoints">Access points that vouch for it; null where that is not known (on an ordinary access point).</param>
public sealed record SubnetMapRowView(Ipv4Address HomeAgent, Ipv4Prefix Network, SubnetMapRowStatus Status, Ipv4Address? LearnedFrom,
    TimeSpan LearnedAt, TimeSpan ValidatedAt, int? AccessPoints);

/// <summary>One access point registered with this authoritative one.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Rows">Rows it registered.</param>
/// <param name="ExpiresAt">Uptime at which it is forgotten unless heard again.</param>
/// <param name="Generation">Table generation it has confirmed.</param>
public sealed record SubnetMapMember(Ipv4Address Address, int Rows, TimeSpan ExpiresAt, ulong Generation);

/// <summary>Another authoritative access point as this one sees it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="IsAlive">Whether it was heard during the last three compare periods.</param>
/// <param name="Claims">Rows it claims.</param>
/// <param name="HeardAt">Uptime of its last message; null: never.</param>
/// <param name="SameTable">Whether the last comparison found equal tables; null before the first one.</param>
public sealed record SubnetMapPeer(Ipv4Address Address, bool IsAlive, int Claims, TimeSpan? HeardAt, bool? SameTable);

/// <summary>Refresh or Clear while it runs.</summary>
/// <param name="IsClear">Clear; otherwise Refresh.</param>
/// <param name="Done">Rows dealt with.</param>
/// <param name="Total">Rows to deal with.</param>
public sealed record SubnetMapMaintenance(bool IsClear, int Done, int Total);

/// <summary>The subnet map exchange of one node at one instant: for pages, tests and exports.</summary>
public sealed record SubnetMapSnapshot
{
    /// <summary>How far the exchange is.</summary>
    public required SubnetMapPhase Phase { get; init; }

    /// <summary>The authoritative access point in use, this node's own address when it is one; null when none answers.</summary>
    public Ipv4Address? ActiveAap { get; init; }

    /// <summary>Generation of the table as its authoritative access point counts; 0 before the first one.</summary>
    public ulong Generation { get; init; }

    /// <summary>Digest of the rows shared by all access points, 32 octets; empty before the first table.</summary>
    public ImmutableArray<byte> Digest { get; init; } = [];

    /// <summary>Rows in the order learned.</summary>
    public ImmutableArray<SubnetMapRowView> Rows { get; init; } = [];

    /// <summary>Access points registered here, by address. Empty on an ordinary access point.</summary>
    public ImmutableArray<SubnetMapMember> Members { get; init; } = [];

    /// <summary>The other authoritative access points, in configured order. Empty on an ordinary access point.</summary>
    public ImmutableArray<SubnetMapPeer> Peers { get; init; } = [];

    /// <summary>Access points seen with another list of authoritative access points, by address.</summary>
    public ImmutableArray<Ipv4Address> DifferingLists { get; init; } = [];

    /// <summary>What was counted since start.</summary>
    public SubnetMapCounters Counters { get; init; } = new();

    /// <summary>Refresh or Clear in progress; null when neither runs.</summary>
    public SubnetMapMaintenance? Maintenance { get; init; }
}
