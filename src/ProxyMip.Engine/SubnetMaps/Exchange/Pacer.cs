namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>A token bucket in virtual time: so many per second, with a burst saved up.</summary>
internal struct Pacer
{
    private readonly double _perSecond;
    private readonly double _burst;
    private double _tokens;
    private TimeSpan _filledAt;

    /// <summary>Starts full.</summary>
    /// <param name="perSecond">Tokens gained per second.</param>
    /// <param name="burst">Most tokens saved up.</param>
    public Pacer(double perSecond, double burst)
    {
        _perSecond = perSecond;
        _burst = burst;
        _tokens = burst;
    }

    /// <summary>Takes tokens when there are enough of them.</summary>
    public bool TryTake(int count, TimeSpan now)
    {
        Fill(now);
        if (_tokens < count)
            return false;
        _tokens -= count;
        return true;
    }

    /// <summary>When one token will be there.</summary>
    public readonly TimeSpan NextAt => _tokens >= 1
        ? _filledAt
        : _filledAt + TimeSpan.FromTicks((long)Math.Ceiling((1 - _tokens) / _perSecond * TimeSpan.TicksPerSecond));

    private void Fill(TimeSpan now)
    {
        if (now <= _filledAt)
            return;
        _tokens = Math.Min(_burst, _tokens + (now - _filledAt).TotalSeconds * _perSecond);
        _filledAt = now;
    }
}
