namespace ProxyMip.Simulation.Campaigns;

/// <summary>Durations with their percentiles.</summary>
public sealed class Distribution
{
    private readonly List<long> _ticks = [];
    private bool _sorted = true;

    /// <summary>How many.</summary>
    public int Count => _ticks.Count;

    /// <summary>The longest; zero when there are none.</summary>
    public TimeSpan Maximum => Percentile(100);

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan duration)
    {
        _ticks.Add(duration.Ticks);
        _sorted = false;
    }

    /// <summary>Adds all of another one.</summary>
    public void Add(Distribution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _ticks.AddRange(other._ticks);
        _sorted = false;
    }

    /// <summary>The duration that this share stays at or below (nearest rank); zero when there are none.</summary>
    /// <param name="percent">0 to 100.</param>
    public TimeSpan Percentile(double percent)
    {
        if (_ticks.Count == 0)
            return TimeSpan.Zero;
        if (!_sorted)
            _ticks.Sort();
        _sorted = true;
        var rank = (int)Math.Ceiling(percent / 100 * _ticks.Count);
        return new(_ticks[Math.Clamp(rank - 1, 0, _ticks.Count - 1)]);
    }

    /// <summary>How many stay at or below a duration.</summary>
    public int CountWithin(TimeSpan limit) => _ticks.Count(ticks => ticks <= limit.Ticks);
}
