using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>How far the pushing of changes to one receiver is.</summary>
internal enum PushPhase : byte
{
    /// <summary>The receiver has no table of ours to build on, or fetches one; it will say when it has.</summary>
    Paused,

    /// <summary>Nothing is under way.</summary>
    Idle,

    /// <summary>A delta is waiting for its acknowledgement.</summary>
    Waiting,

    /// <summary>No acknowledgement came, or it was refused; left to the receiver's next keepalive or comparison.</summary>
    GivenUp,
}

/// <summary>State of pushing to one receiver.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="Confirmed">The generation the receiver said it holds.</param>
/// <param name="Transaction">Transaction of the delta that is waiting.</param>
/// <param name="Attempt">Transmissions since the last acknowledgement.</param>
/// <param name="WakeAt">When the acknowledgement is overdue.</param>
internal readonly record struct PushState(PushPhase Phase, ulong Confirmed, uint Transaction, int Attempt, TimeSpan WakeAt);

/// <summary>What comes of a step.</summary>
internal enum PushOutcome : byte
{
    Nothing,

    /// <summary>Send the changes that follow the confirmed generation, under the transaction of the state.</summary>
    Send,

    /// <summary>There may be more to send: give it another turn.</summary>
    WantsTurn,

    /// <summary>Deltas cannot help this receiver: tell it to ask for a snapshot. Told again with each retransmission, until it asks.</summary>
    NeedsSnapshot,
}

/// <summary>Pushes changes to one receiver, one delta at a time (protocol reference 15.6): again after 1, 2 and 4 s, then left alone.</summary>
internal static class PushMachine
{
    /// <summary>The receiver said by itself which generation it holds (register, keepalive, comparison).</summary>
    public static (PushState Next, PushOutcome Outcome) Confirm(PushState state, ulong generation) =>
        state.Phase == PushPhase.Waiting && generation <= state.Confirmed
            ? (state, PushOutcome.Nothing)
            : (new(PushPhase.Idle, generation, 0, 0, default), PushOutcome.WantsTurn);

    /// <summary>The receiver fetches a snapshot.</summary>
    public static PushState Pause(PushState state) => new(PushPhase.Paused, state.Confirmed, 0, 0, default);

    /// <summary>There is room to send.</summary>
    /// <param name="state">The state.</param>
    /// <param name="generation">The present generation.</param>
    /// <param name="transaction">A transaction to use.</param>
    /// <param name="now">Uptime.</param>
    public static (PushState Next, PushOutcome Outcome) Turn(PushState state, ulong generation, uint transaction, TimeSpan now) =>
        state.Phase == PushPhase.Idle && state.Confirmed < generation
            ? (state with { Phase = PushPhase.Waiting, Transaction = transaction, Attempt = 1, WakeAt = now + Retry.Wait(1) }, PushOutcome.Send)
            : (state, PushOutcome.Nothing);

    /// <summary>The deadline came.</summary>
    public static (PushState Next, PushOutcome Outcome) Wake(PushState state, TimeSpan now) => state.Phase switch
    {
        PushPhase.Waiting when now < state.WakeAt => (state, PushOutcome.Nothing),
        PushPhase.Waiting when Retry.IsLast(state.Attempt) => (state with { Phase = PushPhase.GivenUp }, PushOutcome.Nothing),
        PushPhase.Waiting => (state with { Attempt = state.Attempt + 1, WakeAt = now + Retry.Wait(state.Attempt + 1) }, PushOutcome.Send),
        _ => (state, PushOutcome.Nothing),
    };

    /// <summary>An acknowledgement came.</summary>
    /// <param name="state">The state.</param>
    /// <param name="transaction">The transaction it answers.</param>
    /// <param name="answer">Applied, gap or refused.</param>
    /// <param name="held">The generation the receiver holds now.</param>
    /// <param name="covered">Whether deltas can lead from that generation to the present one.</param>
    public static (PushState Next, PushOutcome Outcome) Acknowledge(PushState state, uint transaction, MapDeltaStatus answer, ulong held, bool covered)
    {
        var awaited = state.Phase == PushPhase.Waiting && transaction == state.Transaction;
        return answer switch
        {
            _ when state.Phase == PushPhase.Paused => (state, PushOutcome.Nothing),
            MapDeltaStatus.Applied when covered && (awaited || held > state.Confirmed) => (new(PushPhase.Idle, held, 0, 0, default), PushOutcome.WantsTurn),
            MapDeltaStatus.Applied when awaited => (state, PushOutcome.NeedsSnapshot),
            MapDeltaStatus.Gap when awaited && covered => (new(PushPhase.Idle, held, 0, 0, default), PushOutcome.WantsTurn),
            MapDeltaStatus.Gap when awaited => (state, PushOutcome.NeedsSnapshot),
            MapDeltaStatus.Refused when awaited => (state with { Phase = PushPhase.GivenUp }, PushOutcome.Nothing),
            _ => (state, PushOutcome.Nothing),
        };
    }
}
