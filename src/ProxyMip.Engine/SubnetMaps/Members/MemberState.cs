using System.Collections.Immutable;
using ProxyMip.Engine.SubnetMaps.Exchange;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>How far a member is with its authoritative access point (protocol reference 15.5).</summary>
internal enum MemberPhase : byte
{
    Off,

    /// <summary>The own home agents are waited for, up to 10 s.</summary>
    Learning,

    /// <summary>A random wait of up to 5 s, so that not all access points come at once.</summary>
    Spreading,

    /// <summary>Every authoritative access point failed; the next round is waited for.</summary>
    Waiting,

    Hello,
    Register,

    /// <summary>Registered; deltas were announced.</summary>
    AwaitingDeltas,

    Sync,

    /// <summary>All parts of a snapshot are there, but its digest was never told: asked for by a keepalive.</summary>
    Verifying,

    InSync,
}

/// <summary>What an administrator asked for.</summary>
internal enum Maintenance : byte
{
    None,
    Refresh,
    Clear,
}

/// <summary>State of a member. Authoritative access points are numbered as configured, from 0.</summary>
internal sealed record MemberState
{
    /// <summary>Switched off.</summary>
    public static MemberState Off { get; } = new();

    public MemberPhase Phase { get; init; }

    /// <summary>The authoritative access point being tried or in use.</summary>
    public int Current { get; init; }

    /// <summary>Transmissions of what an answer is waited for; 0 when none is.</summary>
    public int Attempt { get; init; }

    /// <summary>The transaction whose answer is waited for.</summary>
    public uint Transaction { get; init; }

    /// <summary>The last transaction used.</summary>
    public uint LastTransaction { get; init; }

    /// <summary>When the phase, or the answer waited for, is overdue.</summary>
    public TimeSpan? DueAt { get; init; }

    /// <summary>Until when each authoritative access point is passed over.</summary>
    public ImmutableArray<TimeSpan> PenaltyUntil { get; init; } = [];

    /// <summary>The wait when all of them failed: 5 s, doubling up to 60 s.</summary>
    public TimeSpan Backoff { get; init; }

    /// <summary>Lifetime granted.</summary>
    public TimeSpan Lifetime { get; init; }

    /// <summary>When the next keepalive is due.</summary>
    public TimeSpan? KeepaliveAt { get; init; }

    /// <summary>When the first authoritative access point is tried again, or its answer is overdue.</summary>
    public TimeSpan? ReturnAt { get; init; }

    /// <summary>Transmissions of the quiet attempt at the first authoritative access point; 0 when none runs.</summary>
    public int ReturnAttempt { get; init; }

    /// <summary>Transaction of that attempt.</summary>
    public uint ReturnTransaction { get; init; }

    /// <summary>Whose table is held; null: none.</summary>
    public int? HeldFrom { get; init; }

    /// <summary>The generation of that table, as its source counts.</summary>
    public ulong HeldGeneration { get; init; }

    /// <summary>The generation deltas were announced up to.</summary>
    public ulong Target { get; init; }

    /// <summary>Fetching of a snapshot.</summary>
    public PullState Pull { get; init; }

    /// <summary>Clear or Refresh, until the table was compared.</summary>
    public Maintenance Maintenance { get; init; }

    /// <summary>Whether the authoritative access point at <see cref="Current"/> has accepted a registration.</summary>
    public bool IsRegistered => Phase is MemberPhase.AwaitingDeltas or MemberPhase.Sync or MemberPhase.Verifying or MemberPhase.InSync;

    /// <summary>The earliest deadline.</summary>
    public TimeSpan? WakeAt => Earlier(Earlier(DueAt, KeepaliveAt), Earlier(ReturnAt, Pull.Phase == PullPhase.Idle ? null : Pull.WakeAt));

    private static TimeSpan? Earlier(TimeSpan? left, TimeSpan? right) => left is null || right < left ? right : left;
}
