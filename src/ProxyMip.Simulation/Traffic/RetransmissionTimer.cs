namespace ProxyMip.Simulation.Traffic;

/// <summary>Round trip estimate and back-off, RFC 6298.</summary>
internal sealed class RetransmissionTimer(StreamPolicy policy)
{
    private TimeSpan? _smoothed;
    private TimeSpan _variation;
    private int _backoff;

    /// <summary>The smoothed round trip; null before the first measurement.</summary>
    public TimeSpan? RoundTrip => _smoothed;

    /// <summary>How long to wait for an acknowledgement now.</summary>
    public TimeSpan Timeout
    {
        get
        {
            var wait = _smoothed is { } smoothed ? smoothed + 4 * _variation : policy.InitialTimeout;
            if (wait < policy.MinimumTimeout)
                wait = policy.MinimumTimeout;
            for (var i = 0; i < _backoff && wait < policy.MaximumTimeout; i++)
                wait *= 2;
            return wait < policy.MaximumTimeout ? wait : policy.MaximumTimeout;
        }
    }

    /// <summary>A segment that was sent once was acknowledged after this time.</summary>
    public void Measured(TimeSpan roundTrip)
    {
        if (_smoothed is not { } smoothed)
        {
            (_smoothed, _variation) = (roundTrip, roundTrip / 2);
            return;
        }
        _variation = _variation * 0.75 + (smoothed - roundTrip).Duration() * 0.25;
        _smoothed = smoothed * 0.875 + roundTrip * 0.125;
    }

    /// <summary>Nothing came in time.</summary>
    public void BackOff() => _backoff++;

    /// <summary>Something new was acknowledged.</summary>
    public void Progress() => _backoff = 0;
}
