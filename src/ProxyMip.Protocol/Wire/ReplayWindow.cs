namespace ProxyMip.Protocol.Wire;

/// <summary>
/// Remembers which of the last 128 sequence numbers of one sender were seen. A value: <see cref="TryAccept"/> returns the state afterwards, and
/// nothing changes until the caller keeps it. Numbers start at 1 and never wrap.
/// </summary>
public readonly record struct ReplayWindow
{
    /// <summary>Numbers remembered.</summary>
    public const int Size = 128;

    /// <summary>Bit i set: number <see cref="Highest"/> - i was seen.</summary>
    private readonly UInt128 _seen;

    private ReplayWindow(ulong highest, UInt128 seen)
    {
        Highest = highest;
        _seen = seen;
    }

    /// <summary>The highest number accepted; 0 before the first.</summary>
    public ulong Highest { get; }

    /// <summary>Whether the number may still be accepted.</summary>
    public bool IsFresh(ulong sequence)
    {
        if (sequence > Highest)
            return true;
        var behind = Highest - sequence;
        return sequence != 0 && behind < Size && (_seen >> (int)behind & UInt128.One) == UInt128.Zero;
    }

    /// <summary>Accepts a number that is neither known nor too old.</summary>
    /// <param name="sequence">From 1.</param>
    /// <param name="next">The window afterwards; unchanged when the number is refused.</param>
    public bool TryAccept(ulong sequence, out ReplayWindow next)
    {
        next = this;
        if (!IsFresh(sequence))
            return false;
        if (sequence <= Highest)
            next = new(Highest, _seen | UInt128.One << (int)(Highest - sequence));
        else
            next = new(sequence, UInt128.One | (sequence - Highest < Size ? _seen << (int)(sequence - Highest) : UInt128.Zero));
        return true;
    }
}
