namespace ProxyMip.Simulation.Time;

/// <summary>
/// Occurrences by time; equal times keep the order in which they were scheduled. A four-way heap in one array: fewer cache misses than a binary one.
/// </summary>
internal sealed class EventHeap
{
    private Occurrence[] _items = new Occurrence[1024];

    /// <summary>Occurrences waiting.</summary>
    public int Count { get; private set; }

    /// <summary>Time of the next one, in ticks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long NextAt => Count == 0 ? long.MaxValue : _items[0].At;

    /// <summary>Adds one.</summary>
    public void Push(in Occurrence occurrence)
    {
        if (Count == _items.Length)
            Array.Resize(ref _items, Count * 2);
        var at = Count++;
        while (at > 0)
        {
            var parent = (at - 1) / 4;
            if (!Precedes(occurrence, _items[parent]))
                break;
            _items[at] = _items[parent];
            at = parent;
        }
        _items[at] = occurrence;
    }

    /// <summary>Takes the next one; there must be one.</summary>
    public Occurrence Pop()
    {
        var first = _items[0];
        var last = _items[--Count];
        _items[Count] = default;
        if (Count > 0)
            Sink(last);
        return first;
    }

    private void Sink(in Occurrence item)
    {
        var at = 0;
        while (true)
        {
            var child = at * 4 + 1;
            if (child >= Count)
                break;
            var best = child;
            var end = Math.Min(child + 4, Count);
            for (var other = child + 1; other < end; other++)
            {
                if (Precedes(_items[other], _items[best]))
                    best = other;
            }
            if (!Precedes(_items[best], item))
                break;
            _items[at] = _items[best];
            at = best;
        }
        _items[at] = item;
    }

    private static bool Precedes(in Occurrence one, in Occurrence other) => one.At < other.At || (one.At == other.At && one.Order < other.Order);
}

/// <summary>One thing that will happen.</summary>
/// <param name="At">When, in ticks since the network began.</param>
/// <param name="Order">Tells occurrences at the same time apart: first scheduled, first called.</param>
/// <param name="Target">Who is called.</param>
/// <param name="Kind">Handed to the target.</param>
/// <param name="Payload">Handed to the target.</param>
internal readonly record struct Occurrence(long At, long Order, IScheduled Target, int Kind, object? Payload);
