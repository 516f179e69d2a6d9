namespace ProxyMip.Simulation.Traffic;

/// <summary>
/// What is in a stream: every octet follows from its offset and the connection, so that nothing need be stored for retransmission and the receiver
/// notices octets that are wrong, misplaced or of another connection.
/// </summary>
internal static class StreamContent
{
    private const int Period = 65_521; // prime, so that no power of two goes unnoticed
    private static readonly byte[] Pattern = MakePattern();

    /// <summary>Fills a buffer with the octets from an offset on.</summary>
    public static void Fill(Span<byte> destination, long offset, uint salt)
    {
        while (!destination.IsEmpty)
        {
            var piece = PieceAt(offset, salt, destination.Length);
            piece.CopyTo(destination);
            destination = destination[piece.Length..];
            offset += piece.Length;
        }
    }

    /// <summary>Whether octets are those that were sent.</summary>
    public static bool Matches(ReadOnlySpan<byte> octets, long offset, uint salt)
    {
        while (!octets.IsEmpty)
        {
            var piece = PieceAt(offset, salt, octets.Length);
            if (!octets.StartsWith(piece))
                return false;
            octets = octets[piece.Length..];
            offset += piece.Length;
        }
        return true;
    }

    private static ReadOnlySpan<byte> PieceAt(long offset, uint salt, int wanted)
    {
        var start = (int)((offset + salt) % Period);
        return Pattern.AsSpan(start, Math.Min(wanted, Period - start));
    }

    private static byte[] MakePattern()
    {
        var pattern = new byte[Period];
        new Time.SeededEntropy(Period).Fill(pattern);
        return pattern;
    }
}
