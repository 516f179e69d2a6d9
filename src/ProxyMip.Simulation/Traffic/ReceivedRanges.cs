namespace ProxyMip.Simulation.Traffic;

/// <summary>The octets of a stream that have arrived, by their offset: everything up to <see cref="InOrder"/>, and pieces beyond.</summary>
internal sealed class ReceivedRanges
{
    private readonly SortedList<long, long> _beyond = []; // start -> end

    /// <summary>Octets received without a gap.</summary>
    public long InOrder { get; private set; }

    /// <summary>Adds a piece.</summary>
    /// <returns>Whether <see cref="InOrder"/> grew.</returns>
    public bool Add(long start, long end)
    {
        if (end <= InOrder)
            return false;
        if (start > InOrder)
        {
            if (!_beyond.TryGetValue(start, out var known) || known < end)
                _beyond[start] = end;
            return false;
        }
        InOrder = end;
        while (_beyond.Count > 0 && _beyond.GetKeyAtIndex(0) <= InOrder)
        {
            InOrder = Math.Max(InOrder, _beyond.GetValueAtIndex(0));
            _beyond.RemoveAt(0);
        }
        return true;
    }
}
