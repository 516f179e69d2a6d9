using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Links;

/// <summary>One direction of a link with its queue: decides when, how often and whether at all a frame arrives.</summary>
internal sealed class LinkDirection(Timeline timeline, SeededEntropy entropy, IScheduled receiver, int kind)
{
    private TimeSpan _lastArrival;
    private TimeSpan _busyUntil;

    /// <summary>What it does to frames; may be changed at any time.</summary>
    public LinkQuality Quality { get; set; } = LinkQuality.Perfect;

    /// <summary>Frames lost on it.</summary>
    public long Lost { get; private set; }

    /// <summary>Puts a frame on the link.</summary>
    public void Carry(Frame frame)
    {
        var quality = Quality;
        if (quality.IsPlain)
        {
            Deliver(frame, quality.Delay, inOrder: true);
            return;
        }
        if (entropy.Happens(quality.Loss) || !TryQueue(frame, quality, out var waiting))
        {
            Lost++;
            return;
        }
        Deliver(frame, quality, waiting);
        if (entropy.Happens(quality.Duplicate))
            Deliver(frame, quality, waiting);
    }

    private void Deliver(Frame frame, LinkQuality quality, TimeSpan waiting)
    {
        var delay = waiting + quality.Delay;
        if (quality.Jitter > TimeSpan.Zero)
            delay += entropy.Between(TimeSpan.Zero, quality.Jitter);
        if (entropy.Happens(quality.Reorder))
            Deliver(frame, delay + entropy.Between(TimeSpan.Zero, quality.ReorderDelay), inOrder: false);
        else
            Deliver(frame, delay, inOrder: true);
    }

    private void Deliver(Frame frame, TimeSpan delay, bool inOrder)
    {
        var arrival = timeline.Now + delay;
        if (inOrder)
            _lastArrival = arrival = arrival > _lastArrival ? arrival : _lastArrival;
        timeline.At(arrival, receiver, kind, frame);
    }

    private bool TryQueue(Frame frame, LinkQuality quality, out TimeSpan waiting)
    {
        waiting = TimeSpan.Zero;
        if (quality.OctetsPerSecond <= 0)
            return true;
        var start = _busyUntil > timeline.Now ? _busyUntil : timeline.Now;
        if ((start - timeline.Now).TotalSeconds * quality.OctetsPerSecond > quality.QueueLimit)
            return false;
        _busyUntil = start + TimeSpan.FromSeconds((double)frame.Octets.Length / quality.OctetsPerSecond);
        waiting = _busyUntil - timeline.Now;
        return true;
    }
}
