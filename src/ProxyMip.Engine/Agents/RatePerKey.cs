namespace ProxyMip.Engine.Agents;

/// <summary>
/// At most one per period for each key. Holds only the keys of the running period, and never more than a fixed number: beyond it every new key is
/// refused, so that a flood of invented keys costs no memory.
/// </summary>
/// <typeparam name="TKey">What is limited, such as a source address.</typeparam>
/// <param name="period">The time between two of the same key.</param>
/// <param name="capacity">Most keys at a time.</param>
internal sealed class RatePerKey<TKey>(TimeSpan period, int capacity)
    where TKey : struct, IEquatable<TKey>
{
    private readonly HashSet<TKey> _recent = [];
    private readonly Queue<(TKey Key, TimeSpan FreeAt)> _order = new();

    /// <summary>Keys held at the moment.</summary>
    public int Count => _recent.Count;

    /// <summary>Takes the one of a key if it is free.</summary>
    public bool TryTake(TKey key, TimeSpan now)
    {
        while (_order.TryPeek(out var oldest) && oldest.FreeAt <= now)
        {
            _recent.Remove(oldest.Key);
            _order.Dequeue();
        }
        if (_recent.Count >= capacity || !_recent.Add(key))
            return false;
        _order.Enqueue((key, now + period));
        return true;
    }
}
