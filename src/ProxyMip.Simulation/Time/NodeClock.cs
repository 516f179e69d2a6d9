using ProxyMip.Engine.Core;

namespace ProxyMip.Simulation.Time;

/// <summary>
/// The two clocks of one node. Uptime starts at every power-on and cannot be set; the wall clock may be off, drift, and jump.
/// </summary>
public sealed class NodeClock(Timeline timeline, DateTimeOffset beginning)
{
    private TimeSpan _startedAt;
    private TimeSpan _anchor;
    private TimeSpan _offsetAtAnchor;

    /// <summary>What the wall clock is ahead of true time now.</summary>
    public TimeSpan Offset => _offsetAtAnchor + (timeline.Now - _anchor) * DriftPerMillion / 1e6;

    /// <summary>Microseconds the wall clock gains in a second.</summary>
    public double DriftPerMillion { get; private set; }

    /// <summary>Time since the node was switched on.</summary>
    public TimeSpan Uptime => timeline.Now - _startedAt;

    /// <summary>Both clocks now.</summary>
    public Moment Now => new(Uptime, beginning + timeline.Now + Offset);

    /// <summary>Steps the wall clock.</summary>
    /// <param name="by">Forwards when positive.</param>
    public void Jump(TimeSpan by) => (_offsetAtAnchor, _anchor) = (Offset + by, timeline.Now);

    /// <summary>Sets how far the wall clock is off, whatever it was before.</summary>
    public void SetOffset(TimeSpan offset) => (_offsetAtAnchor, _anchor) = (offset, timeline.Now);

    /// <summary>Sets how fast the wall clock runs from now on.</summary>
    public void SetDrift(double partsPerMillion)
    {
        SetOffset(Offset);
        DriftPerMillion = partsPerMillion;
    }

    /// <summary>The node was switched on: uptime is zero.</summary>
    internal void Restart() => _startedAt = timeline.Now;

    /// <summary>The instant of the network at which an uptime of this node is reached.</summary>
    internal TimeSpan ToNetwork(TimeSpan uptime) => uptime > TimeSpan.MaxValue - _startedAt ? TimeSpan.MaxValue : _startedAt + uptime;
}
