using System.Collections.Immutable;
using ProxyMip.Engine.SubnetMaps.Exchange;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>
/// An access point as member of the subnet map exchange (protocol reference 15.5): chooses an authoritative access point, registers with it, fetches its
/// table, follows its changes, and goes to the next one when it fails. The table stays in use whatever happens here.
/// </summary>
internal static partial class MemberMachine
{
    /// <summary>Takes one event.</summary>
    /// <param name="state">The state before.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">Uptime.</param>
    /// <param name="policy">Settings.</param>
    public static MemberTransition Step(MemberState state, MemberEvent input, TimeSpan now, MemberPolicy policy) => (state.Phase, input) switch
    {
        (MemberPhase.Off, SwitchedOn) => new(Start(state, now, policy)),
        (MemberPhase.Off, MaintenanceAsked) => new(state, [new FinishMaintenance(Answered: false)]),
        (_, SwitchedOff off) => SwitchOff(state, off),
        (MemberPhase.Off, OwnRowsKnown) => new(state),
        (MemberPhase.Off, _) => Unexpected(state, input),

        (MemberPhase.Learning, OwnRowsKnown) => new(state with { Phase = MemberPhase.Spreading, DueAt = now + MemberPolicy.Spread * input.Fraction }),
        (_, OwnRowsKnown) when Talks(state) => Register(state, state.Current, now),
        (_, OwnRowsKnown) => new(state),

        (_, MaintenanceAsked asked) => Maintain(state, asked.Kind, now, policy),
        (_, MemberWoken) => Wake(state, input, now, policy),
        (_, HelloAnswered answer) => OnHelloAnswered(state, answer, now, policy),
        (_, RegistrationAnswered answer) => OnRegistrationAnswered(state, answer, now, policy),
        (_, PartKept part) => OnPart(state, part, now, policy),
        (_, DeltaArrived delta) => OnDelta(state, delta, now),
        (MemberPhase.AwaitingDeltas or MemberPhase.InSync, DigestDiffers) => Fetch(state, 0, now),
        (_, Refused refused) => OnRefused(state, refused, now, policy),
        (_, Restarted restarted) when restarted.From == state.Current && Talks(state) => Greet(state, state.Current, now),
        (_, Restarted) => new(state),
        (_, AapLeft left) when left.From == state.Current && Talks(state) => Leave(state, left, now),
        (_, AapLeft) => new(state),
        _ => Unexpected(state, input),
    };

    private static bool Talks(MemberState state) => state.Phase == MemberPhase.Register || state.IsRegistered;

    private static MemberState Start(MemberState state, TimeSpan now, MemberPolicy policy) => MemberState.Off with
    {
        Phase = MemberPhase.Learning,
        LastTransaction = state.LastTransaction,
        DueAt = now + MemberPolicy.Learning,
        PenaltyUntil = [.. Enumerable.Repeat(TimeSpan.Zero, policy.AuthoritativeAccessPoints)],
        Backoff = MemberPolicy.FirstBackoff,
    };

    private static MemberTransition SwitchOff(MemberState state, SwitchedOff off)
    {
        var next = MemberState.Off with { LastTransaction = state.LastTransaction + 1 };
        var actions = ImmutableArray.CreateBuilder<MemberAction>();
        if (Talks(state))
            actions.Add(new SendFarewell(state.Current, next.LastTransaction, off.Reason));
        if (state.Maintenance != Maintenance.None)
            actions.Add(new FinishMaintenance(Answered: false));
        actions.Add(new Activate(null));
        return new(next, actions.ToImmutable());
    }

    private static MemberTransition Wake(MemberState state, MemberEvent input, TimeSpan now, MemberPolicy policy)
    {
        if (state.Pull.Phase != PullPhase.Idle && now >= state.Pull.WakeAt)
            return Apply(state, PullMachine.Wake(state.Pull, now), GivenUpReason.NoAnswer, now, policy);
        if (state.DueAt <= now)
            return OnDue(state, now, input.Fraction, policy);
        if (state.KeepaliveAt <= now)
            return state.Phase == MemberPhase.InSync ? Confirm(state, now) : new(state with { KeepaliveAt = now + MemberPolicy.DeltaPatience });
        if (state.ReturnAt <= now)
            return TryFirst(state, now);
        return new(state);
    }

    private static MemberTransition OnDue(MemberState state, TimeSpan now, double fraction, MemberPolicy policy) => state.Phase switch
    {
        MemberPhase.Learning => new(state with { Phase = MemberPhase.Spreading, DueAt = now + MemberPolicy.Spread * fraction }),
        MemberPhase.Spreading => Choose(state, now, policy),
        MemberPhase.Waiting => Choose(Forgive(state), now, policy),
        MemberPhase.AwaitingDeltas => Fetch(state, 0, now),
        _ when Retry.IsLast(state.Attempt) => GiveUp(state, GivenUpReason.NoAnswer, MemberPolicy.Penalty, now, policy),
        MemberPhase.Hello => Transmit(state, now, transaction => new SendHello(state.Current, transaction)),
        MemberPhase.Register => Transmit(state, now, transaction => new SendRegister(state.Current, transaction, state.Maintenance != Maintenance.None)),
        _ => Transmit(state, now, transaction => new SendKeepalive(state.Current, transaction, state.Phase == MemberPhase.Verifying)),
    };

    // A retransmission repeats the transaction, so that an answer to either one counts.
    private static MemberTransition Transmit(MemberState state, TimeSpan now, Func<uint, MemberAction> message)
    {
        var first = state.Attempt == 0;
        var transaction = first ? NextTransaction(state) : state.Transaction;
        var next = state with
        {
            Attempt = state.Attempt + 1,
            Transaction = transaction,
            LastTransaction = first ? transaction : state.LastTransaction,
            DueAt = now + Retry.Wait(state.Attempt + 1),
        };
        return new(next, [message(transaction)]);
    }

    // Those with the top bit set mark pushed messages.
    private static uint NextTransaction(MemberState state) => state.LastTransaction == int.MaxValue ? 1 : state.LastTransaction + 1;

    private static MemberTransition Choose(MemberState state, TimeSpan now, MemberPolicy policy)
    {
        if (FirstFree(state, now) is { } free)
            return Greet(state, free, now);
        var next = state with
        {
            Phase = MemberPhase.Waiting,
            Attempt = 0,
            DueAt = now + state.Backoff,
            Backoff = state.Backoff * 2 < MemberPolicy.Penalty ? state.Backoff * 2 : MemberPolicy.Penalty,
            Maintenance = Maintenance.None,
        };
        var actions = ImmutableArray.CreateBuilder<MemberAction>();
        if (state.Backoff == MemberPolicy.FirstBackoff)
            actions.Add(new ReportNoneReachable());
        if (state.Maintenance != Maintenance.None)
            actions.Add(new FinishMaintenance(Answered: false));
        return new(next, actions.ToImmutable());
    }

    private static int? FirstFree(MemberState state, TimeSpan now)
    {
        for (var aap = 0; aap < state.PenaltyUntil.Length; aap++)
        {
            if (state.PenaltyUntil[aap] <= now)
                return aap;
        }
        return null;
    }

    // After a wait every authoritative access point gets another chance, penalty or not.
    private static MemberState Forgive(MemberState state) => state with { PenaltyUntil = [.. state.PenaltyUntil.Select(_ => TimeSpan.Zero)] };

    private static MemberTransition Greet(MemberState state, int aap, TimeSpan now)
    {
        var quiet = Disengage(state) with { Phase = MemberPhase.Hello, Current = aap };
        return Transmit(quiet, now, transaction => new SendHello(aap, transaction));
    }

    private static MemberState Disengage(MemberState state) => state with
    {
        Attempt = 0,
        DueAt = null,
        KeepaliveAt = null,
        ReturnAt = null,
        ReturnAttempt = 0,
        Pull = default,
    };

    private static MemberTransition GiveUp(MemberState state, GivenUpReason why, TimeSpan penalty, TimeSpan now, MemberPolicy policy)
    {
        var punished = Disengage(state) with { PenaltyUntil = state.PenaltyUntil.SetItem(state.Current, now + penalty) };
        return Choose(punished, now, policy).After(new ReportGivenUp(state.Current, why, FirstFree(punished, now)), new Activate(null));
    }

    // It said goodbye to everyone at once: not everyone may fall upon the next one at once.
    private static MemberTransition Leave(MemberState state, AapLeft left, TimeSpan now)
    {
        var next = Disengage(state) with
        {
            Phase = MemberPhase.Spreading,
            DueAt = now + MemberPolicy.Spread * left.Fraction,
            PenaltyUntil = state.PenaltyUntil.SetItem(state.Current, now + MemberPolicy.Penalty),
        };
        return new(next, [new ReportGivenUp(state.Current, GivenUpReason.Left, FirstFree(next, now)), new Activate(null)]);
    }

    private static MemberTransition Maintain(MemberState state, Maintenance kind, TimeSpan now, MemberPolicy policy)
    {
        var asked = state with { Maintenance = kind };
        return state.Phase switch
        {
            MemberPhase.Learning or MemberPhase.Spreading or MemberPhase.Waiting => Choose(Forgive(asked), now, policy),
            MemberPhase.Hello => new(asked), // its REGISTER asks for a whole table
            _ => Register(asked, state.Current, now),
        };
    }

    private static MemberTransition Unexpected(MemberState state, MemberEvent input) => new(state, [new CountUnexpected(input)]);
}
