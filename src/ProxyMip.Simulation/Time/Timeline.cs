namespace ProxyMip.Simulation.Time;

/// <summary>
/// Virtual time. Nothing happens between two occurrences, so hours pass in milliseconds; a console advances it to the wall time elapsed instead.
/// </summary>
public sealed class Timeline
{
    private readonly EventHeap _heap = new();
    private long _now;
    private long _order;

    /// <summary>Time since the network began.</summary>
    public TimeSpan Now => new(_now);

    /// <summary>Occurrences called so far.</summary>
    public long Handled { get; private set; }

    /// <summary>Occurrences still to come.</summary>
    public int Waiting => _heap.Count;

    /// <summary>Time of the next occurrence; null when nothing will happen any more.</summary>
    public TimeSpan? NextAt => _heap.Count == 0 ? null : new TimeSpan(_heap.NextAt);

    /// <summary>Called after every occurrence; null for none.</summary>
    internal Action? AfterEach { get; set; }

    /// <summary>Calls the target after a delay; a negative one counts as none.</summary>
    public void After(TimeSpan delay, IScheduled target, int kind, object? payload = null) => At(Now + delay, target, kind, payload);

    /// <summary>Calls the target at a time; a past one counts as now.</summary>
    public void At(TimeSpan time, IScheduled target, int kind, object? payload = null) =>
        _heap.Push(new(Math.Max(time.Ticks, _now), _order++, target, kind, payload));

    /// <summary>Calls everything that is due up to and including a time, which is the present afterwards.</summary>
    public void Advance(TimeSpan until)
    {
        while (_heap.NextAt <= until.Ticks)
            Step();
        _now = Math.Max(_now, until.Ticks);
    }

    /// <summary>Calls occurrences until a condition holds.</summary>
    /// <param name="condition">Looked at before the first and after every occurrence.</param>
    /// <param name="limit">When to give up; it is the present then.</param>
    /// <returns>Whether the condition holds.</returns>
    public bool AdvanceUntil(Func<bool> condition, TimeSpan limit)
    {
        while (!condition())
        {
            if (_heap.NextAt > limit.Ticks)
            {
                _now = Math.Max(_now, limit.Ticks);
                return false;
            }
            Step();
        }
        return true;
    }

    private void Step()
    {
        var next = _heap.Pop();
        _now = next.At;
        Handled++;
        next.Target.Fire(next.Kind, next.Payload);
        AfterEach?.Invoke();
    }
}
