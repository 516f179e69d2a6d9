using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Traffic;

/// <summary>Hands octets to a connection at a steady rate until it ends or is stopped.</summary>
public sealed class StreamFeed : IScheduled
{
    private readonly Timeline _timeline;
    private readonly StreamConnection _connection;
    private readonly TimeSpan _interval;
    private readonly long _octets;
    private bool _stopped;

    private StreamFeed(Timeline timeline, StreamConnection connection, long octets, TimeSpan interval) =>
        (_timeline, _connection, _octets, _interval) = (timeline, connection, octets, interval);

    /// <summary>Begins at once.</summary>
    /// <param name="timeline">Virtual time.</param>
    /// <param name="connection">The connection.</param>
    /// <param name="octets">Octets handed over each time.</param>
    /// <param name="interval">Time between two times.</param>
    public static StreamFeed Start(Timeline timeline, StreamConnection connection, long octets, TimeSpan interval)
    {
        var feed = new StreamFeed(timeline, connection, octets, interval);
        ((IScheduled)feed).Fire(0, null);
        return feed;
    }

    /// <summary>Hands over no more.</summary>
    public void Stop() => _stopped = true;

    void IScheduled.Fire(int kind, object? payload)
    {
        if (_stopped || _connection.State is StreamState.Closed or StreamState.Broken)
            return;
        _connection.Write(_octets);
        _timeline.After(_interval, this, 0);
    }
}
