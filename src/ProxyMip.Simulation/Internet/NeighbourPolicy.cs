namespace ProxyMip.Simulation.Internet;

/// <summary>How a node resolves addresses by ARP: the habits of a common operating system.</summary>
public sealed record NeighbourPolicy
{
    /// <summary>An entry is used without asking again for this time.</summary>
    public TimeSpan Reachable { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two requests for the same address.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Requests before giving up.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>Packets kept per address while it is being resolved; the oldest goes first.</summary>
    public int QueueLimit { get; init; } = 16;
}
