using System.Collections.Immutable;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>Something that happened on the link to another authoritative access point. Messages are authenticated, fresh and parsed.</summary>
/// <param name="Fraction">A random value in [0, 1).</param>
internal abstract record PeerEvent(double Fraction);

internal sealed record PeerWoken(double Fraction) : PeerEvent(Fraction);

/// <summary>Any message of it; comes before the event of the message itself.</summary>
/// <param name="Fraction">Random.</param>
/// <param name="Restarted">Its epoch is a later one.</param>
internal sealed record PeerHeard(double Fraction, bool Restarted) : PeerEvent(Fraction);

/// <summary>DIGEST or DIGEST-ACK.</summary>
/// <param name="Fraction">Random.</param>
/// <param name="IsAnswer">DIGEST-ACK.</param>
/// <param name="Transaction">Its transaction.</param>
/// <param name="ClaimGeneration">Generation of its claims.</param>
/// <param name="SameClaims">Whether the claims held here have the digest it told.</param>
/// <param name="SameMerged">Whether the merged tables have the same digest.</param>
/// <param name="HoldsOurs">Whether it holds the present generation of our claims.</param>
internal sealed record PeerCompared(double Fraction, bool IsAnswer, uint Transaction, ulong ClaimGeneration, bool SameClaims, bool SameMerged, bool HoldsOurs)
    : PeerEvent(Fraction);

/// <summary>DELTA of its claims.</summary>
internal sealed record ClaimsChanged(double Fraction, uint Transaction, ulong From, ulong To) : PeerEvent(Fraction);

/// <summary>A SNAPSHOT-PART of its claims that was kept.</summary>
internal sealed record ClaimsPartKept(double Fraction, int FirstMissing, int Parts, TableVerdict Verdict, ulong Generation) : PeerEvent(Fraction);

/// <summary>ERROR.</summary>
internal sealed record PeerRefused(double Fraction, MapErrorCode Code) : PeerEvent(Fraction);

/// <summary>GOODBYE.</summary>
internal sealed record PeerLeft(double Fraction) : PeerEvent(Fraction);

/// <summary>
/// One authoritative access point's view of another (protocol reference 15.6): greets it, compares claims and merged tables every period, fetches what differs, and
/// takes it for dead after three silent periods.
/// </summary>
internal static class PeerMachine
{
    private const int SilentPeriods = 3;
    private const int PatientMismatches = 3;

    // Deltas, also those sent a second time, come before this; then the claims are fetched.
    private static readonly TimeSpan s_deltaPatience = TimeSpan.FromMilliseconds(1500);

    /// <summary>The state of a link that greets at once.</summary>
    public static PeerState Start(TimeSpan now) => new() { DueAt = now };

    /// <summary>Takes one event.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">Uptime.</param>
    /// <param name="period">The compare period.</param>
    public static (PeerState Next, ImmutableArray<PeerAction> Actions) Step(PeerState state, PeerEvent input, TimeSpan now, TimeSpan period) => input switch
    {
        PeerWoken => Wake(state, input.Fraction, now, period),
        PeerHeard heard => Hear(state, heard, now),
        PeerCompared compared => Compare(state, compared, now, period),
        ClaimsChanged changed => Change(state, changed, now),
        ClaimsPartKept part => Keep(state, part, now),
        PeerRefused { Code: MapErrorCode.GenerationNotAvailable } when state.Pull.Phase != PullPhase.Idle => Apply(state, PullMachine.StartOver(state.Pull, now), now),
        PeerRefused { Code: MapErrorCode.GenerationNotAvailable } => Fetch(state, 0, now),
        PeerRefused { Code: MapErrorCode.SlowDown } => (state with { Pull = PullMachine.SlowDown(state.Pull, input.Fraction, now) }, []),
        PeerRefused { Code: MapErrorCode.HelloRequired } => Greet(state with { Phase = PeerPhase.Greeting, Attempt = 0 }, now),
        PeerRefused { Code: MapErrorCode.NotAuthoritative or MapErrorCode.ListsDiffer } => Die(state with { IsSettled = true }, now, period),
        PeerLeft => Die(state, now, period),
        _ => (state, []),
    };

    private static (PeerState, ImmutableArray<PeerAction>) Wake(PeerState state, double fraction, TimeSpan now, TimeSpan period)
    {
        if (state.Phase == PeerPhase.Alive && now - state.HeardAt > period * SilentPeriods)
            return Die(state, now, TimeSpan.Zero);
        if (state.Pull.Phase != PullPhase.Idle && now >= state.Pull.WakeAt)
            return Apply(state, PullMachine.Wake(state.Pull, now), now);
        if (state.FetchAt <= now)
            return state.Pull.Phase == PullPhase.Idle ? Fetch(state, state.Told, now) : (state with { FetchAt = null }, []);
        if (now < state.DueAt)
            return (state, []);
        if (state.Phase == PeerPhase.Silent)
            return Greet(state with { Phase = PeerPhase.Greeting, Attempt = 0 }, now);
        if (state.Attempt > 0 && Retry.IsLast(state.Attempt))
        {
            var rest = now + Spread(period, fraction) - TimeSpan.FromSeconds(8);
            var next = state with { Attempt = 0, DueAt = rest > now ? rest : now + TimeSpan.FromSeconds(1) };
            return state.Phase == PeerPhase.Alive ? (next, [])
                : state.Held > 0 ? Die(next, now, next.DueAt - now)
                : (next with { Phase = PeerPhase.Silent, IsSettled = true }, []);
        }
        return state.Phase == PeerPhase.Alive ? Digest(state, now) : Greet(state, now);
    }

    private static (PeerState, ImmutableArray<PeerAction>) Greet(PeerState state, TimeSpan now)
    {
        var next = Transmit(state, now);
        return (next, [new GreetPeer(next.Transaction)]);
    }

    private static (PeerState, ImmutableArray<PeerAction>) Digest(PeerState state, TimeSpan now)
    {
        var next = Transmit(state, now);
        return (next, [new ComparePeer(next.Transaction)]);
    }

    private static PeerState Transmit(PeerState state, TimeSpan now)
    {
        var transaction = state.Attempt == 0 ? state.LastTransaction + 1 : state.Transaction;
        return state with
        {
            Attempt = state.Attempt + 1,
            Transaction = transaction,
            LastTransaction = state.Attempt == 0 ? transaction : state.LastTransaction,
            DueAt = now + Retry.Wait(state.Attempt + 1),
        };
    }

    // A HELLO-ACK or any other message for this run of ours shows that it lives. Tables are compared at once.
    private static (PeerState, ImmutableArray<PeerAction>) Hear(PeerState state, PeerHeard heard, TimeSpan now)
    {
        var next = state with { HeardAt = now };
        if (state.Phase == PeerPhase.Alive && !heard.Restarted)
            return (next, []);
        var (greeted, actions) = Digest(next with { Phase = PeerPhase.Alive, Attempt = 0, Held = 0, Told = 0, FetchAt = null, Pull = default, Mismatches = 0 }, now);
        if (state.Phase != PeerPhase.Alive)
            actions = actions.Insert(0, new ReportPeerAlive());
        return (greeted, heard.Restarted ? actions.Insert(0, new OrphanClaims(Restarted: true)) : actions);
    }

    private static (PeerState, ImmutableArray<PeerAction>) Compare(PeerState state, PeerCompared compared, TimeSpan now, TimeSpan period)
    {
        var next = state with { Told = compared.ClaimGeneration };
        if (compared.IsAnswer && state.Attempt > 0 && compared.Transaction == state.Transaction)
            next = next with { Attempt = 0, DueAt = now + Spread(period, compared.Fraction) };
        if (state.Held != compared.ClaimGeneration || state.Held == 0)
        {
            return state.Held == 0 && state.Pull.Phase == PullPhase.Idle
                ? Fetch(next, compared.ClaimGeneration, now)
                : (next with { FetchAt = state.FetchAt ?? now + s_deltaPatience, SameTable = compared.SameMerged }, []);
        }
        if (!compared.SameClaims)
            return Fetch(next with { SameTable = compared.SameMerged }, compared.ClaimGeneration, now);
        next = next with { FetchAt = null, IsSettled = true, SameTable = compared.SameMerged };
        if (compared.SameMerged || !compared.HoldsOurs)
            return (next with { Mismatches = 0 }, []);
        if (!compared.IsAnswer)
            return (next, []);
        if (state.Mismatches + 1 < PatientMismatches)
            return (next with { Mismatches = state.Mismatches + 1 }, []);
        var (fetching, actions) = Fetch(next with { Mismatches = 0 }, compared.ClaimGeneration, now);
        return (fetching, actions.Insert(0, new ReportTablesDiffer()));
    }

    private static (PeerState, ImmutableArray<PeerAction>) Change(PeerState state, ClaimsChanged delta, TimeSpan now)
    {
        if (state.Held == 0 || state.Pull.Phase != PullPhase.Idle)
            return (state, []); // a whole copy is on its way
        if (delta.From > state.Held)
            return (state with { FetchAt = state.FetchAt ?? now + s_deltaPatience }, [new AnswerClaims(delta.Transaction, MapDeltaStatus.Gap, state.Held)]);
        if (delta.To <= state.Held)
            return (state, [new AnswerClaims(delta.Transaction, MapDeltaStatus.Applied, state.Held)]);
        var next = state with { Held = delta.To, FetchAt = delta.To >= state.Told ? null : state.FetchAt };
        return (next, [new ApplyClaims(), new AnswerClaims(delta.Transaction, MapDeltaStatus.Applied, delta.To)]);
    }

    private static (PeerState, ImmutableArray<PeerAction>) Fetch(PeerState state, ulong generation, TimeSpan now)
    {
        var (pull, outcome) = PullMachine.Begin(generation, now);
        return Apply(state with { FetchAt = null }, (pull, outcome), now);
    }

    private static (PeerState, ImmutableArray<PeerAction>) Apply(PeerState state, (PullState Next, PullOutcome Outcome) step, TimeSpan now)
    {
        var next = state with { Pull = step.Next };
        if (step.Outcome is PullOutcome.Ask or PullOutcome.AskAnew)
        {
            var transaction = state.LastTransaction + 1;
            return (next with { LastTransaction = transaction },
                [new FetchClaims(transaction, step.Next.Generation, step.Next.RunEnd, step.Outcome == PullOutcome.AskAnew)]);
        }
        // The next comparison finds the difference again.
        return step.Outcome == PullOutcome.Failed ? (next with { Held = 0, IsSettled = true }, []) : (next, []);
    }

    private static (PeerState, ImmutableArray<PeerAction>) Keep(PeerState state, ClaimsPartKept part, TimeSpan now)
    {
        var (pull, outcome) = PullMachine.Part(state.Pull, part.FirstMissing, part.Parts, now);
        if (outcome != PullOutcome.Complete)
            return Apply(state, (pull, outcome), now);
        if (part.Verdict == TableVerdict.Bad)
            return Apply(state, PullMachine.StartOver(state.Pull, now), now);
        // A digest that was not told yet is compared in the next period.
        return (state with { Pull = pull, Held = part.Generation, IsSettled = true, FetchAt = null }, [new UseClaims()]);
    }

    private static (PeerState, ImmutableArray<PeerAction>) Die(PeerState state, TimeSpan now, TimeSpan wait) => state.Phase != PeerPhase.Alive && state.Held == 0
        ? (state, [])
        : (new PeerState { Phase = PeerPhase.Silent, LastTransaction = state.LastTransaction, DueAt = now + wait, HeardAt = state.HeardAt, IsSettled = true },
            [new OrphanClaims(Restarted: false), new ReportPeerDead()]);

    private static TimeSpan Spread(TimeSpan period, double fraction) => period * (0.9 + 0.2 * fraction);
}
