namespace ProxyMip.Simulation.Traffic;

/// <summary>How far a connection is.</summary>
public enum StreamState
{
    /// <summary>The opener waits for the answer to its SYN.</summary>
    Opening,

    /// <summary>The listener waits for the acknowledgement of its own SYN.</summary>
    Answering,

    /// <summary>Data flow.</summary>
    Open,

    /// <summary>Both sides have said that there is no more.</summary>
    Closed,

    /// <summary>It failed; <see cref="StreamConnection.Failure"/> says why.</summary>
    Broken,
}

/// <summary>Why a connection broke.</summary>
public enum StreamFailure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>The other end does not know it.</summary>
    Reset,

    /// <summary>Nothing was acknowledged for too long.</summary>
    TimedOut,

    /// <summary>Nobody listens there.</summary>
    Refused,

    /// <summary>Octets arrived that were never sent.</summary>
    Corrupted,
}
