namespace ProxyMip.Engine.Agents;

/// <summary>At most so many in every stretch of time: a bucket that fills up evenly. Keeps two numbers.</summary>
/// <param name="burst">Most at once; also how many become free in one period.</param>
/// <param name="period">The stretch of time.</param>
internal sealed class RateLimit(int burst, TimeSpan period)
{
    private readonly TimeSpan _cost = period / burst;
    private TimeSpan? _filledAt; // the uptime at which the bucket is full again

    /// <summary>Takes one if there is one.</summary>
    public bool TryTake(TimeSpan now)
    {
        var filledAt = _filledAt is { } at && at > now ? at : now;
        if (filledAt + _cost > now + period)
            return false;
        _filledAt = filledAt + _cost;
        return true;
    }
}
