namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>How far the fetching of a snapshot is.</summary>
internal enum PullPhase : byte
{
    Idle,

    /// <summary>Parts were asked for.</summary>
    Asking,

    /// <summary>The other side is busy; asked again after a while.</summary>
    Holding,
}

/// <summary>Fetching of a snapshot.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="Generation">The generation wanted; 0 is the latest.</param>
/// <param name="RunEnd">The part behind the run that was asked for.</param>
/// <param name="Try">How often this run was asked for.</param>
/// <param name="Restarts">How often it started over.</param>
/// <param name="WakeAt">When missing parts are asked for again.</param>
internal readonly record struct PullState(PullPhase Phase, ulong Generation, int RunEnd, int Try, int Restarts, TimeSpan WakeAt);

/// <summary>What comes of a step.</summary>
internal enum PullOutcome : byte
{
    Nothing,

    /// <summary>Ask for the parts missing before the end of the run.</summary>
    Ask,

    /// <summary>Forget the parts there are, then ask from part 0.</summary>
    AskAnew,

    /// <summary>All parts are there.</summary>
    Complete,

    /// <summary>Given up.</summary>
    Failed,
}

/// <summary>Fetches a snapshot in runs of 16 parts (protocol reference 15.5, Sync): missing parts are asked for again after 1 s, up to three times.</summary>
internal static class PullMachine
{
    /// <summary>Parts asked for at a time.</summary>
    public const int Run = 16;

    private const int Tries = 4;
    private const int MaximumRestarts = 3;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    /// <summary>Starts.</summary>
    /// <param name="generation">The generation offered; 0 for the latest.</param>
    /// <param name="now">Uptime.</param>
    public static (PullState Next, PullOutcome Outcome) Begin(ulong generation, TimeSpan now) =>
        (new(PullPhase.Asking, generation, Run, 1, 0, now + s_patience), PullOutcome.AskAnew);

    /// <summary>A part arrived and was kept.</summary>
    /// <param name="state">The state.</param>
    /// <param name="firstMissing">The first part not there yet.</param>
    /// <param name="parts">Parts of the snapshot.</param>
    /// <param name="now">Uptime.</param>
    public static (PullState Next, PullOutcome Outcome) Part(PullState state, int firstMissing, int parts, TimeSpan now) => state.Phase switch
    {
        PullPhase.Idle => (state, PullOutcome.Nothing),
        _ when firstMissing >= parts => (state with { Phase = PullPhase.Idle }, PullOutcome.Complete),
        _ when firstMissing >= state.RunEnd =>
            (state with { Phase = PullPhase.Asking, RunEnd = firstMissing + Run, Try = 1, WakeAt = now + s_patience }, PullOutcome.Ask),
        PullPhase.Holding => (state, PullOutcome.Nothing),
        _ => (state with { WakeAt = now + s_patience }, PullOutcome.Nothing),
    };

    /// <summary>The deadline came.</summary>
    public static (PullState Next, PullOutcome Outcome) Wake(PullState state, TimeSpan now) => state.Phase switch
    {
        PullPhase.Idle => (state, PullOutcome.Nothing),
        _ when now < state.WakeAt => (state, PullOutcome.Nothing),
        PullPhase.Holding => (state with { Phase = PullPhase.Asking, Try = 1, WakeAt = now + s_patience }, PullOutcome.Ask),
        _ when state.Try >= Tries => (state with { Phase = PullPhase.Idle }, PullOutcome.Failed),
        _ => (state with { Try = state.Try + 1, WakeAt = now + s_patience }, PullOutcome.Ask),
    };

    /// <summary>The generation is not there any more, or what came has a wrong count or digest: over again with the latest, at most three times.</summary>
    public static (PullState Next, PullOutcome Outcome) StartOver(PullState state, TimeSpan now) => state.Restarts >= MaximumRestarts
        ? (state with { Phase = PullPhase.Idle }, PullOutcome.Failed)
        : (new(PullPhase.Asking, 0, Run, 1, state.Restarts + 1, now + s_patience), PullOutcome.AskAnew);

    /// <summary>The other side is busy: wait 1 to 5 s.</summary>
    /// <param name="state">The state.</param>
    /// <param name="fraction">Uniform in [0, 1).</param>
    /// <param name="now">Uptime.</param>
    public static PullState SlowDown(PullState state, double fraction, TimeSpan now) => state.Phase == PullPhase.Idle
        ? state
        : state with { Phase = PullPhase.Holding, WakeAt = now + TimeSpan.FromSeconds(1 + 4 * fraction) };
}
