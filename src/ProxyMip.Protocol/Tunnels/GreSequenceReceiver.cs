namespace ProxyMip.Protocol.Tunnels;

/// <summary>What to do with a received GRE sequence number (RFC 2890 §2.2).</summary>
public enum GreSequenceVerdict
{
    /// <summary>One more than the last: deliver.</summary>
    InOrder,

    /// <summary>Ahead, packets are missing: deliver all the same.</summary>
    Gap,

    /// <summary>Equal to the last or up to 2^31 - 1 behind it: discard.</summary>
    OutOfSequence,
}

/// <summary>
/// The receiving side of GRE sequence numbers, RFC 2890 §2.2: numbers start at 0 and wrap. A receiver that starts in the middle of a flow
/// takes the first number it sees as its start.
/// </summary>
public readonly record struct GreSequenceReceiver
{
    /// <summary>The last number delivered; null before the first.</summary>
    public uint? Last { get; init; }

    /// <summary>Judges a number and returns the state afterwards.</summary>
    public GreSequenceReceiver Receive(uint sequence, out GreSequenceVerdict verdict)
    {
        var ahead = unchecked((int)(sequence - (Last ?? uint.MaxValue)));
        verdict = ahead switch
        {
            1 => GreSequenceVerdict.InOrder,
            _ when ahead > 0 || Last is null => GreSequenceVerdict.Gap,
            _ => GreSequenceVerdict.OutOfSequence,
        };
        return verdict == GreSequenceVerdict.OutOfSequence ? this : new() { Last = sequence };
    }
}
