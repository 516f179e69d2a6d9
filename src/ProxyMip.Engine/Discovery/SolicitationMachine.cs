using ProxyMip.Engine.Core;

namespace ProxyMip.Engine.Discovery;

/// <summary>Whether an access point looks for agents.</summary>
public enum SolicitationPhase
{
    /// <summary>Router discovery is switched off.</summary>
    Off,

    /// <summary>What is needed is heard: nothing is sent.</summary>
    Quiet,

    /// <summary>An agent is looked for.</summary>
    Searching,
}

/// <summary>State of the search for agents.</summary>
/// <param name="Phase">Whether one is looked for.</param>
public sealed record SolicitationState(SolicitationPhase Phase)
{
    /// <summary>The state before anything happened.</summary>
    public static SolicitationState Initial { get; } = new(SolicitationPhase.Off);

    /// <summary>Solicitations sent since the search last started fast.</summary>
    public int Sent { get; init; }

    /// <summary>Nominal wait after the last solicitation; never shrinks within a search.</summary>
    public TimeSpan Interval { get; init; } = SolicitationMachine.FirstInterval;

    /// <summary>Uptime of the last solicitation; null when none was sent.</summary>
    public TimeSpan? SentAt { get; init; }

    /// <summary>Uptime at which the next solicitation is due; null unless searching.</summary>
    public TimeSpan? WakeAt { get; init; }

    /// <summary>Whether the next search may start at full speed: at first, on a new link, and after a successful registration.</summary>
    public bool MayStartFast { get; init; } = true;

    /// <summary>Whether any agent is heard.</summary>
    public bool HasAgent { get; init; }

    /// <summary>Whether a foreign agent that takes new registrations is heard.</summary>
    public bool HasUsableForeignAgent { get; init; }

    /// <summary>Until when a visitor waits for a foreign agent; null when none waits.</summary>
    public TimeSpan? WantedUntil { get; init; }
}

/// <summary>What the search reacts to.</summary>
public abstract record SolicitationEvent
{
    private protected SolicitationEvent(double random) => Random = random;

    /// <summary>Uniform in [0, 1): spreads the next solicitation.</summary>
    public double Random { get; }
}

/// <summary>Router discovery was switched on, or the link changed: start anew, at full speed.</summary>
public sealed record LinkStarted(double Random) : SolicitationEvent(Random);

/// <summary>Router discovery was switched off.</summary>
public sealed record LinkStopped(double Random) : SolicitationEvent(Random);

/// <summary>An agent was heard or lost.</summary>
/// <param name="Random">Uniform in [0, 1).</param>
/// <param name="Any">Whether any agent is live now.</param>
/// <param name="UsableForeignAgent">Whether a foreign agent that takes new registrations is live now.</param>
public sealed record AgentsKnown(double Random, bool Any, bool UsableForeignAgent) : SolicitationEvent(Random);

/// <summary>A visitor needs a foreign agent.</summary>
public sealed record ForeignAgentMissing(double Random) : SolicitationEvent(Random);

/// <summary>A registration succeeded.</summary>
public sealed record RegistrationSucceeded(double Random) : SolicitationEvent(Random);

/// <summary>The deadline has come.</summary>
public sealed record SolicitationDue(double Random) : SolicitationEvent(Random);

/// <summary>
/// When to solicit (RFC 5944 §2.4, RFC 1256 §5.3): only in the absence of what is needed, after a random 0 to 1 s, three at no more than one a second, then
/// at intervals that double up to about a minute; never faster again within a search.
/// </summary>
public static class SolicitationMachine
{
    /// <summary>Wait after each of the first solicitations.</summary>
    public static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(1);

    /// <summary>The longest nominal wait; spread by 5 % it stays above a minute.</summary>
    public static readonly TimeSpan Ceiling = TimeSpan.FromSeconds(64);

    /// <summary>How long one request for a foreign agent keeps the search going.</summary>
    public static readonly TimeSpan WantedFor = TimeSpan.FromSeconds(120);

    private const int FastSolicitations = 3;

    /// <summary>One step. The second result says whether to send a solicitation now.</summary>
    public static (SolicitationState Next, bool Send) Step(SolicitationState state, SolicitationEvent input, Moment now) => (state.Phase, input) switch
    {
        (_, LinkStopped) => (SolicitationState.Initial, false),
        (_, LinkStarted) => (Begin(SolicitationState.Initial, input.Random, now), false),
        (SolicitationPhase.Off, _) => (state, false),
        (_, RegistrationSucceeded) => (state with { MayStartFast = true }, false),
        (_, AgentsKnown heard) => (Review(state with { HasAgent = heard.Any, HasUsableForeignAgent = heard.UsableForeignAgent }, input.Random, now), false),
        (_, ForeignAgentMissing) => (Review(state with { WantedUntil = now.Uptime + WantedFor }, input.Random, now), false),
        (SolicitationPhase.Searching, SolicitationDue) when now.Uptime < state.WakeAt => (state, false),
        (SolicitationPhase.Searching, SolicitationDue) => IsNeeded(state, now) ? (Sent(state, input.Random, now), true) : (Rest(state), false),
        (SolicitationPhase.Quiet, SolicitationDue) => (state, false),
        _ => (state, false),
    };

    private static bool IsNeeded(SolicitationState state, Moment now) =>
        !state.HasAgent || (!state.HasUsableForeignAgent && now.Uptime < state.WantedUntil);

    private static SolicitationState Review(SolicitationState state, double random, Moment now) => (state.Phase, IsNeeded(state, now)) switch
    {
        (SolicitationPhase.Searching, false) => Rest(state),
        (SolicitationPhase.Quiet, true) => Begin(state, random, now),
        _ => state,
    };

    private static SolicitationState Rest(SolicitationState state) => state with { Phase = SolicitationPhase.Quiet, WakeAt = null };

    private static SolicitationState Begin(SolicitationState state, double random, Moment now)
    {
        var first = now.Uptime + FirstInterval * random;
        if (state.MayStartFast)
            return state with { Phase = SolicitationPhase.Searching, Sent = 0, Interval = FirstInterval, WakeAt = first, MayStartFast = false };
        // No registration succeeded since the last search: its pace is kept.
        var earliest = state.SentAt + state.Interval;
        return state with { Phase = SolicitationPhase.Searching, WakeAt = earliest > first ? earliest : first };
    }

    private static SolicitationState Sent(SolicitationState state, double random, Moment now)
    {
        var sent = state.Sent + 1;
        var interval = sent < FastSolicitations ? FirstInterval : sent == FastSolicitations ? FirstInterval * 2 : state.Interval * 2;
        interval = interval < Ceiling ? interval : Ceiling;
        return state with { Sent = sent, Interval = interval, SentAt = now.Uptime, WakeAt = now.Uptime + Spread(interval, random) };
    }

    // One a second is a limit, so the fast ones are spread upwards only; the others around their nominal time.
    private static TimeSpan Spread(TimeSpan interval, double random) =>
        interval == FirstInterval ? interval * (1 + 0.2 * random) : interval * (0.95 + 0.1 * random);
}
