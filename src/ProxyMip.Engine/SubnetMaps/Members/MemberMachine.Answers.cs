using System.Collections.Immutable;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <content>What the authoritative access point sends.</content>
internal static partial class MemberMachine
{
    private static MemberTransition OnHelloAnswered(MemberState state, HelloAnswered answer, TimeSpan now, MemberPolicy policy)
    {
        if (state.ReturnAttempt > 0 && answer.From == 0 && answer.Transaction == state.ReturnTransaction)
            return OnFirstAnswered(state, answer, now);
        if (state.Phase != MemberPhase.Hello || answer.From != state.Current || answer.Transaction != state.Transaction)
            return Unexpected(state, answer);
        return answer.Status switch
        {
            MapHelloStatus.Ok => Register(state, state.Current, now),
            MapHelloStatus.ListsDiffer => Register(state, state.Current, now).After(new ReportListsDiffer(state.Current)),
            MapHelloStatus.NotAccepting => GiveUp(state, GivenUpReason.NotAccepting, MemberPolicy.ShortPenalty, now, policy),
            _ => GiveUp(state, GivenUpReason.Refused, MemberPolicy.Penalty, now, policy),
        };
    }

    private static MemberTransition Register(MemberState state, int aap, TimeSpan now)
    {
        var quiet = Disengage(state) with { Phase = MemberPhase.Register, Current = aap, ReturnAt = state.ReturnAt };
        return Transmit(quiet, now, transaction => new SendRegister(aap, transaction, state.Maintenance != Maintenance.None));
    }

    private static MemberTransition OnRegistrationAnswered(MemberState state, RegistrationAnswered answer, TimeSpan now, MemberPolicy policy)
    {
        var awaited = state.Phase is MemberPhase.Register or MemberPhase.Verifying or MemberPhase.InSync
            && state.Attempt > 0 && answer.From == state.Current && answer.Transaction == state.Transaction;
        if (!awaited)
            return Unexpected(state, answer);
        return answer.Status switch
        {
            MapRegisterStatus.Ok => Registered(state, answer, now, policy),
            MapRegisterStatus.SomeRowsRefused or MapRegisterStatus.TableFull =>
                Registered(state, answer, now, policy).After(new ReportRowsRefused(state.Current, answer.Status)),
            MapRegisterStatus.TooManyAccessPoints => GiveUp(state, GivenUpReason.Full, MemberPolicy.Penalty, now, policy),
            MapRegisterStatus.NotAuthoritative => GiveUp(state, GivenUpReason.NotAuthoritative, MemberPolicy.Penalty, now, policy),
            MapRegisterStatus.ListsDiffer => GiveUp(state, GivenUpReason.ListsDiffer, MemberPolicy.Penalty, now, policy),
            _ => GiveUp(state, GivenUpReason.Refused, MemberPolicy.Penalty, now, policy),
        };
    }

    private static MemberTransition Registered(MemberState state, RegistrationAnswered answer, TimeSpan now, MemberPolicy policy)
    {
        var settled = state with
        {
            Attempt = 0,
            DueAt = null,
            Lifetime = answer.Lifetime,
            KeepaliveAt = now + answer.Lifetime / 3 * (0.9 + 0.2 * answer.Fraction),
            ReturnAt = state.Current == 0 ? null : state.ReturnAt ?? now + MemberPolicy.Return,
            Backoff = MemberPolicy.FirstBackoff,
        };
        var active = new Activate(state.Current);
        if (state.Phase == MemberPhase.Verifying)
            return OnVerified(settled, answer, now, policy).After(active);
        return answer.Next switch
        {
            MapNextStep.Current => InSync(settled, answer.Generation).After(active, new ConfirmTable(state.Current, answer.Generation)),
            MapNextStep.DeltasFollow when state.HeldFrom != state.Current => Fetch(settled, 0, now).After(active),
            MapNextStep.DeltasFollow when state.HeldGeneration >= answer.Generation => InSync(settled, state.HeldGeneration).After(active),
            MapNextStep.DeltasFollow => new(settled with { Phase = MemberPhase.AwaitingDeltas, Target = answer.Generation, DueAt = now + MemberPolicy.DeltaPatience }, [active]),
            _ => Fetch(settled, answer.Generation, now).After(active),
        };
    }

    private static MemberTransition InSync(MemberState state, ulong generation)
    {
        var next = state with { Phase = MemberPhase.InSync, Attempt = 0, DueAt = null, HeldFrom = state.Current, HeldGeneration = generation, Pull = default, Maintenance = Maintenance.None };
        return new(next, state.Maintenance == Maintenance.None ? [] : [new FinishMaintenance(Answered: true)]);
    }

    private static MemberTransition Confirm(MemberState state, TimeSpan now) =>
        Transmit(state with { KeepaliveAt = null, Attempt = 0 }, now, transaction => new SendKeepalive(state.Current, transaction, OfFetched: false));

    private static MemberTransition Fetch(MemberState state, ulong generation, TimeSpan now)
    {
        var (pull, _) = PullMachine.Begin(generation, now);
        var next = state with { Phase = MemberPhase.Sync, Attempt = 0, DueAt = null, Pull = pull };
        return Ask(next, anew: true);
    }

    private static MemberTransition Ask(MemberState state, bool anew)
    {
        var transaction = NextTransaction(state);
        return new(state with { LastTransaction = transaction, Transaction = transaction },
            [new AskForParts(state.Current, transaction, state.Pull.Generation, state.Pull.RunEnd, anew)]);
    }

    private static MemberTransition Apply(MemberState state, (PullState Next, PullOutcome Outcome) step, GivenUpReason onFailure, TimeSpan now, MemberPolicy policy)
    {
        var next = state with { Pull = step.Next };
        return step.Outcome switch
        {
            PullOutcome.Ask => Ask(next, anew: false),
            PullOutcome.AskAnew => Ask(next with { Phase = MemberPhase.Sync }, anew: true),
            PullOutcome.Failed => GiveUp(next, onFailure, MemberPolicy.Penalty, now, policy),
            _ => new(next),
        };
    }

    private static MemberTransition OnPart(MemberState state, PartKept part, TimeSpan now, MemberPolicy policy)
    {
        if (state.Phase != MemberPhase.Sync || part.From != state.Current)
            return Unexpected(state, part);
        var (pull, outcome) = PullMachine.Part(state.Pull, part.FirstMissing, part.Parts, now);
        if (outcome != PullOutcome.Complete)
            return Apply(state, (pull, outcome), GivenUpReason.BadTable, now, policy);
        var complete = state with { Pull = pull };
        return part.Verdict switch
        {
            TableVerdict.Good => Use(complete, part.Generation, now),
            TableVerdict.Unconfirmed => Verify(complete, part.Generation, now),
            _ => Apply(complete, PullMachine.StartOver(complete.Pull, now), GivenUpReason.BadTable, now, policy),
        };
    }

    // The keepalive tells what is held now; changes since the snapshot come in answer to it.
    private static MemberTransition Use(MemberState state, ulong generation, TimeSpan now)
    {
        var (synchronised, finished) = InSync(state, generation);
        return Confirm(synchronised, now).After([new UseFetchedTable(state.Current, generation, state.Maintenance != Maintenance.None), .. finished]);
    }

    private static MemberTransition Verify(MemberState state, ulong generation, TimeSpan now)
    {
        var next = state with { Phase = MemberPhase.Verifying, Target = generation, KeepaliveAt = null, Attempt = 0 };
        return Transmit(next, now, transaction => new SendKeepalive(state.Current, transaction, OfFetched: true));
    }

    private static MemberTransition OnVerified(MemberState state, RegistrationAnswered answer, TimeSpan now, MemberPolicy policy)
    {
        if (answer.Next == MapNextStep.AskForSnapshot)
            return Apply(state, PullMachine.StartOver(state.Pull, now), GivenUpReason.BadTable, now, policy);
        var (synchronised, finished) = InSync(state, state.Target);
        var use = new UseFetchedTable(state.Current, state.Target, state.Maintenance != Maintenance.None);
        return answer.Next == MapNextStep.Current
            ? new(synchronised, [use, .. finished])
            : new(synchronised with { Phase = MemberPhase.AwaitingDeltas, Target = answer.Generation, DueAt = now + MemberPolicy.DeltaPatience }, [use, .. finished]);
    }

    private static MemberTransition OnDelta(MemberState state, DeltaArrived delta, TimeSpan now)
    {
        var follows = state.Phase is MemberPhase.Register or MemberPhase.AwaitingDeltas or MemberPhase.InSync
            && delta.From == state.Current && state.HeldFrom == state.Current;
        if (!follows)
            return Unexpected(state, delta);
        if (delta.FromGeneration > state.HeldGeneration)
            return new(state, [new AnswerDelta(delta.From, delta.Transaction, MapDeltaStatus.Gap, state.HeldGeneration)]);
        if (delta.ToGeneration <= state.HeldGeneration)
            return new(state, [new AnswerDelta(delta.From, delta.Transaction, MapDeltaStatus.Applied, state.HeldGeneration)]);
        ImmutableArray<MemberAction> actions =
            [new ApplyDelta(delta.ToGeneration), new AnswerDelta(delta.From, delta.Transaction, MapDeltaStatus.Applied, delta.ToGeneration)];
        var applied = state with { HeldGeneration = delta.ToGeneration };
        if (state.Phase != MemberPhase.AwaitingDeltas)
            return new(applied, actions);
        return delta.ToGeneration >= state.Target
            ? InSync(applied, delta.ToGeneration).After(actions)
            : new(applied with { DueAt = now + MemberPolicy.DeltaPatience }, actions);
    }

    private static MemberTransition OnRefused(MemberState state, Refused refused, TimeSpan now, MemberPolicy policy)
    {
        if (refused.From != state.Current || state.Phase < MemberPhase.Hello)
            return new(state);
        var awaited = refused.Transaction == state.Transaction;
        return refused.Code switch
        {
            MapErrorCode.HelloRequired when Talks(state) => Greet(state, state.Current, now),
            MapErrorCode.GenerationNotAvailable when state.Phase == MemberPhase.Sync => Apply(state, PullMachine.StartOver(state.Pull, now), GivenUpReason.BadTable, now, policy),
            MapErrorCode.GenerationNotAvailable when state.Phase is MemberPhase.InSync or MemberPhase.AwaitingDeltas => Fetch(state, 0, now),
            MapErrorCode.SlowDown when state.Phase == MemberPhase.Sync => new(state with { Pull = PullMachine.SlowDown(state.Pull, refused.Fraction, now) }),
            MapErrorCode.SlowDown when awaited && state.Attempt > 0 => new(state with { Attempt = 1, DueAt = now + TimeSpan.FromSeconds(1 + 4 * refused.Fraction) }),
            MapErrorCode.NotAuthoritative when awaited => GiveUp(state, GivenUpReason.NotAuthoritative, MemberPolicy.Penalty, now, policy),
            MapErrorCode.TableFull or MapErrorCode.TooManyAccessPoints when awaited => GiveUp(state, GivenUpReason.Full, MemberPolicy.Penalty, now, policy),
            MapErrorCode.ListsDiffer when awaited => GiveUp(state, GivenUpReason.ListsDiffer, MemberPolicy.Penalty, now, policy),
            MapErrorCode.MalformedBody or MapErrorCode.UnknownType when awaited => GiveUp(state, GivenUpReason.Refused, MemberPolicy.Penalty, now, policy),
            _ => Unexpected(state, refused),
        };
    }

    private static MemberTransition TryFirst(MemberState state, TimeSpan now)
    {
        if (!state.IsRegistered || (state.ReturnAttempt > 0 && Retry.IsLast(state.ReturnAttempt)))
            return new(state with { ReturnAttempt = 0, ReturnAt = now + MemberPolicy.Return });
        var first = state.ReturnAttempt == 0;
        var transaction = first ? NextTransaction(state) : state.ReturnTransaction;
        var next = state with
        {
            ReturnAttempt = state.ReturnAttempt + 1,
            ReturnTransaction = transaction,
            LastTransaction = first ? transaction : state.LastTransaction,
            ReturnAt = now + Retry.Wait(state.ReturnAttempt + 1),
        };
        return new(next, [new SendHello(0, transaction)]);
    }

    private static MemberTransition OnFirstAnswered(MemberState state, HelloAnswered answer, TimeSpan now)
    {
        if (answer.Status is not (MapHelloStatus.Ok or MapHelloStatus.ListsDiffer))
            return new(state with { ReturnAttempt = 0, ReturnAt = now + MemberPolicy.Return });
        var transaction = NextTransaction(state);
        var moving = state with { LastTransaction = transaction, ReturnAt = null };
        return Register(moving, 0, now).After(new SendFarewell(state.Current, transaction, MapGoodbyeReason.Moving));
    }
}
