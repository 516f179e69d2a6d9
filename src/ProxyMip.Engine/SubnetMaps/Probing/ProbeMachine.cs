namespace ProxyMip.Engine.SubnetMaps.Probing;

/// <summary>How far the probing of one home agent is.</summary>
internal enum ProbePhase : byte
{
    /// <summary>Waiting until it is time for a round.</summary>
    Resting,

    /// <summary>In a round: probes go out 2 s apart.</summary>
    Asking,

    /// <summary>It did not answer in as many rounds as it was given.</summary>
    Dead,
}

/// <summary>Probing of the home agent of one row.</summary>
/// <param name="Phase">How far it is.</param>
/// <param name="Failed">Rounds without an answer since the last answer.</param>
/// <param name="Allowed">Rounds it is given: three, or one when an administrator pressed Clear.</param>
/// <param name="Sent">Probes sent in this round.</param>
/// <param name="LowWord">Low half of the Identification of this round's probes; answers repeat it.</param>
/// <param name="RoundAt">When this round started.</param>
/// <param name="WakeAt">When the next thing is due.</param>
internal readonly record struct ProbeState(ProbePhase Phase, int Failed, int Allowed, int Sent, uint LowWord, TimeSpan RoundAt, TimeSpan WakeAt);

/// <summary>What comes of a step.</summary>
internal enum ProbeOutcome : byte
{
    Nothing,

    /// <summary>Send a probe to the directed broadcast address of the subnet.</summary>
    SendBroadcast,

    /// <summary>Send a probe to the home agent's own address: many routers drop directed broadcasts.</summary>
    SendUnicast,

    /// <summary>The round is over without an answer; another one follows.</summary>
    RoundFailed,

    /// <summary>The last round is over without an answer: the row goes.</summary>
    Died,

    /// <summary>It answered.</summary>
    Answered,
}

/// <summary>Asks a home agent nobody vouches for whether it is there (manual; protocol reference 15.7).</summary>
internal static class ProbeMachine
{
    /// <summary>Probes of a round that go to the directed broadcast address.</summary>
    public const int Broadcasts = 3;

    /// <summary>Probes of a round that go to the home agent's address afterwards.</summary>
    public const int Unicasts = 2;

    /// <summary>Rounds before a row goes.</summary>
    public const int Rounds = 3;

    private static readonly TimeSpan s_apart = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_roundsApart = TimeSpan.FromSeconds(30);
    /// <summary>A home agent that answered is asked again after this time, while nobody vouches for it.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(600);


    /// <summary>Starts a series of rounds.</summary>
    /// <param name="rounds">Rounds it is given.</param>
    /// <param name="at">When the first probe is due.</param>
    public static ProbeState Start(int rounds, TimeSpan at) => new(ProbePhase.Resting, 0, rounds, 0, 0, at, at);

    /// <summary>An administrator wants to know now: a round starts at once unless one runs; a given number of rounds decides.</summary>
    public static ProbeState Hurry(ProbeState state, int rounds, TimeSpan now) => state.Phase switch
    {
        ProbePhase.Asking => state with { Allowed = Math.Min(state.Allowed, state.Failed + rounds) },
        _ => state with { Phase = ProbePhase.Resting, Allowed = Math.Min(state.Allowed, state.Failed + rounds), WakeAt = now },
    };

    /// <summary>The deadline came.</summary>
    /// <param name="state">The state.</param>
    /// <param name="random">32 random bits for the Identification of a new round; never 0, which marks no round.</param>
    /// <param name="now">Uptime.</param>
    public static (ProbeState Next, ProbeOutcome Outcome) Wake(ProbeState state, uint random, TimeSpan now) => state.Phase switch
    {
        ProbePhase.Dead => (state, ProbeOutcome.Nothing),
        _ when now < state.WakeAt => (state, ProbeOutcome.Nothing),
        ProbePhase.Resting => (state with { Phase = ProbePhase.Asking, Sent = 1, LowWord = random, RoundAt = now, WakeAt = now + s_apart }, ProbeOutcome.SendBroadcast),
        _ when state.Sent < Broadcasts => (state with { Sent = state.Sent + 1, WakeAt = now + s_apart }, ProbeOutcome.SendBroadcast),
        _ when state.Sent < Broadcasts + Unicasts => (state with { Sent = state.Sent + 1, WakeAt = now + s_apart }, ProbeOutcome.SendUnicast),
        _ when state.Failed + 1 >= state.Allowed => (state with { Phase = ProbePhase.Dead, Failed = state.Failed + 1, LowWord = 0 }, ProbeOutcome.Died),
        _ => (state with { Phase = ProbePhase.Resting, Failed = state.Failed + 1, Sent = 0, LowWord = 0, WakeAt = Later(state.RoundAt + s_roundsApart, now) },
            ProbeOutcome.RoundFailed),
    };

    /// <summary>A registration reply with the low word of this round came from the home agent, or names it: it is alive, whatever the code says.</summary>
    public static (ProbeState Next, ProbeOutcome Outcome) Answer(ProbeState state, TimeSpan now) => state.Phase == ProbePhase.Asking
        ? (Start(Rounds, now + Rest), ProbeOutcome.Answered)
        : (state, ProbeOutcome.Nothing);

    private static TimeSpan Later(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
