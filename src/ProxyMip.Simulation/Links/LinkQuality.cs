namespace ProxyMip.Simulation.Links;

/// <summary>What one direction of a link does to frames. Every chance is drawn from the seed of the network.</summary>
public sealed record LinkQuality
{
    /// <summary>Neither delay nor loss.</summary>
    public static LinkQuality Perfect { get; } = new();

    /// <summary>Time every frame takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Up to this much more, uniformly; frames stay in order unless <see cref="Reorder"/> says otherwise.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Probability that a frame is lost, 0 to 1. 1 is a link that is dead in this direction only.</summary>
    public double Loss { get; init; }

    /// <summary>Probability that a frame arrives twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Probability that a frame is held back and overtaken by later ones.</summary>
    public double Reorder { get; init; }

    /// <summary>How long at most a frame is held back.</summary>
    public TimeSpan ReorderDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Octets a second; 0 for no limit. Frames queue behind each other.</summary>
    public long OctetsPerSecond { get; init; }

    /// <summary>Octets that may wait for the link when it has a limit; more are lost.</summary>
    public int QueueLimit { get; init; } = 256 * 1024;

    /// <summary>Whether a frame comes out exactly as it went in, after the same delay as every other.</summary>
    internal bool IsPlain => Loss <= 0 && Duplicate <= 0 && Reorder <= 0 && OctetsPerSecond <= 0 && Jitter <= TimeSpan.Zero;
}
