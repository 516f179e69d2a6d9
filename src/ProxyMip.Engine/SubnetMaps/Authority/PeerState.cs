using ProxyMip.Engine.SubnetMaps.Exchange;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>How far an authoritative access point is with another one.</summary>
internal enum PeerPhase : byte
{
    /// <summary>A HELLO waits for its answer.</summary>
    Greeting,

    /// <summary>It does not answer; greeted again after a compare period.</summary>
    Silent,

    /// <summary>Heard in this run, and not silent for three periods since.</summary>
    Alive,
}

/// <summary>State of the link to another authoritative access point (protocol reference 15.6).</summary>
internal readonly record struct PeerState
{
    public PeerPhase Phase { get; init; }

    /// <summary>Transmissions of the HELLO or DIGEST that waits for its answer; 0 when none does.</summary>
    public int Attempt { get; init; }

    /// <summary>Transaction of that message.</summary>
    public uint Transaction { get; init; }

    /// <summary>The last transaction used.</summary>
    public uint LastTransaction { get; init; }

    /// <summary>When the answer is overdue, or the next HELLO or DIGEST is due.</summary>
    public TimeSpan DueAt { get; init; }

    /// <summary>Uptime of its last message.</summary>
    public TimeSpan? HeardAt { get; init; }

    /// <summary>Generation of its claims held here; 0: none.</summary>
    public ulong Held { get; init; }

    /// <summary>Generation of its claims as it last told.</summary>
    public ulong Told { get; init; }

    /// <summary>When claims that deltas did not bring are fetched; null: nothing is missing.</summary>
    public TimeSpan? FetchAt { get; init; }

    /// <summary>Fetching of its claims.</summary>
    public PullState Pull { get; init; }

    /// <summary>Comparisons in a row that found different merged tables although the claims are the same.</summary>
    public int Mismatches { get; init; }

    /// <summary>Result of the last comparison; null before the first one.</summary>
    public bool? SameTable { get; init; }

    /// <summary>Whether its claims are here, or it has turned out not to answer: what a start waits for.</summary>
    public bool IsSettled { get; init; }

    /// <summary>The earliest deadline.</summary>
    public TimeSpan WakeAt
    {
        get
        {
            var earliest = DueAt;
            if (FetchAt < earliest)
                earliest = FetchAt.Value;
            if (Pull.Phase != PullPhase.Idle && Pull.WakeAt < earliest)
                earliest = Pull.WakeAt;
            return earliest;
        }
    }
}

/// <summary>What an authoritative access point is to do about another one.</summary>
internal abstract record PeerAction;

internal sealed record GreetPeer(uint Transaction) : PeerAction;

internal sealed record ComparePeer(uint Transaction) : PeerAction;

/// <summary>SNAPSHOT-REQUEST for its claims.</summary>
internal sealed record FetchClaims(uint Transaction, ulong Generation, int RunEnd, bool Anew) : PeerAction;

/// <summary>Put the fetched claims in the place of those held.</summary>
internal sealed record UseClaims : PeerAction;

/// <summary>Apply the changes of the delta that is being handled.</summary>
internal sealed record ApplyClaims : PeerAction;

internal sealed record AnswerClaims(uint Transaction, Protocol.SubnetMap.MapDeltaStatus Status, ulong Held) : PeerAction;

/// <summary>It is dead or has restarted: what it claimed is nobody's now.</summary>
/// <param name="Restarted">It lives, with nothing in memory.</param>
internal sealed record OrphanClaims(bool Restarted) : PeerAction;

/// <summary>It answers for the first time, or again.</summary>
internal sealed record ReportPeerAlive : PeerAction;

/// <summary>It was silent for three periods, or said goodbye.</summary>
internal sealed record ReportPeerDead : PeerAction;

/// <summary>Tables differ although the claims are the same.</summary>
internal sealed record ReportTablesDiffer : PeerAction;
