namespace ProxyMip.Simulation.Traffic;

/// <summary>Timing of the reliable stream: the habits of a common operating system (RFC 6298, RFC 5681).</summary>
public sealed record StreamPolicy
{
    /// <summary>Wait before the first retransmission while no round trip was measured.</summary>
    public TimeSpan InitialTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Shortest retransmission time.</summary>
    public TimeSpan MinimumTimeout { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest retransmission time; doubling stops here.</summary>
    public TimeSpan MaximumTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// A connection that gets nothing acknowledged for this time is broken (RFC 5482 calls it user timeout). 924 s is what fifteen retransmissions from
    /// 200 ms up to 120 s add up to.
    /// </summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(924);

    /// <summary>How long to try to open a connection.</summary>
    public TimeSpan ConnectLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Octets the receiver takes out of order.</summary>
    public ushort Window { get; init; } = 65_535;
}
