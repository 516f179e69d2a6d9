using ProxyMip.Simulation.Links;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>Which nodes lose power at random.</summary>
[Flags]
public enum CrashTargets
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Routers with a home agent; what they keep on disk survives.</summary>
    HomeAgents = 1,

    /// <summary>Routers with a foreign agent and without a home agent that any mobile node needs.</summary>
    ForeignAgents = 2,

    /// <summary>Access points.</summary>
    AccessPoints = 4,

    /// <summary>All.</summary>
    All = HomeAgents | ForeignAgents | AccessPoints,
}

/// <summary>What a roam campaign does.</summary>
public sealed record RoamOptions
{
    /// <summary>Roams of all mobile nodes together.</summary>
    public int Roams { get; init; } = 1000;

    /// <summary>Probability that a frame is lost between an access point and its LAN, in each direction.</summary>
    public double Loss { get; init; }

    /// <summary>Probability that it is overtaken.</summary>
    public double Reorder { get; init; }

    /// <summary>Probability that it arrives twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Clocks are off by up to this much, each its own way.</summary>
    public TimeSpan Skew { get; init; }

    /// <summary>Mean time between two jumps of a wall clock of up to <see cref="Jump"/>; zero: none.</summary>
    public TimeSpan JumpEvery { get; init; }

    /// <summary>How far a wall clock jumps at most.</summary>
    public TimeSpan Jump { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Who loses power.</summary>
    public CrashTargets Crash { get; init; }

    /// <summary>Mean time between two power cuts.</summary>
    public TimeSpan CrashEvery { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where all chance comes from.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Shortest stay at an access point after a roam is over.</summary>
    public TimeSpan ShortestStay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest stay.</summary>
    public TimeSpan LongestStay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// A mobile node does not come home again sooner than this after it last did: the home procedure runs at most once in 60 s (protocol reference 9.6).
    /// </summary>
    public TimeSpan HomePause { get; init; } = TimeSpan.FromSeconds(61);

    /// <summary>A roam that takes longer has failed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(64);

    /// <summary>Time between two probe datagrams during a roam; zero: no probes, so nothing is known of packets.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Whether the packets of a clean network are judged: none may be lost that reached the home agent after it switched.</summary>
    public bool IsClean => Loss <= 0 && Reorder <= 0 && Duplicate <= 0 && Crash == CrashTargets.None && Skew == TimeSpan.Zero && JumpEvery == TimeSpan.Zero;

    /// <summary>What the options do to a link that is otherwise fine.</summary>
    internal LinkQuality Spoil(LinkQuality fine) => fine with { Loss = Loss, Reorder = Reorder, Duplicate = Duplicate };
}
