using System.Collections.Immutable;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Runtime.Diagnostics;

/// <summary>The twelve counters over time: one sample a minute, seven days. Safe for readers on other threads.</summary>
public sealed class CounterHistory
{
    /// <summary>Time between two samples.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private const int Capacity = 7 * 24 * 60;

    private readonly Lock _gate = new();
    private readonly Queue<CounterSample> _samples = new();
    private DateTimeOffset _last;
    private bool _cleared;

    /// <summary>Notes that the counters were cleared.</summary>
    public void NoteCleared()
    {
        lock (_gate)
            _cleared = true;
    }

    /// <summary>Takes a sample when a period has passed since the last one.</summary>
    public void Sample(DateTimeOffset at, CounterValues counters)
    {
        lock (_gate)
        {
            if (_samples.Count > 0 && at - _last < Period && at >= _last)
                return;
            _samples.Enqueue(new(at, counters, _cleared));
            (_last, _cleared) = (at, false);
            if (_samples.Count > Capacity)
                _samples.Dequeue();
        }
    }

    /// <summary>Samples of the last while, oldest first.</summary>
    public ImmutableArray<CounterSample> Since(DateTimeOffset from)
    {
        lock (_gate)
            return [.. _samples.Where(sample => sample.At >= from)];
    }
}
