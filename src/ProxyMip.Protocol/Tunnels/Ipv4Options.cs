using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>The options of an IPv4 header, RFC 791 §3.1, as far as fragments need them.</summary>
public static class Ipv4Options
{
    /// <summary>Most octets of options.</summary>
    public const int MaxSize = Ipv4Header.MaxSize - Ipv4Header.FixedSize;

    private const byte EndOfList = 0;
    private const byte NoOperation = 1;
    private const int NumberBits = 7;

    /// <summary>
    /// Copies the options whose copy bit is set, as all fragments but the first carry them, and pads to a multiple of 4 octets.
    /// Stops at the end of the list and at an option whose length is impossible.
    /// </summary>
    /// <param name="options">Options as they stand in the header.</param>
    /// <param name="destination">At least as many octets as <paramref name="options"/>.</param>
    /// <returns>Octets written.</returns>
    public static int CopyForFragment(ReadOnlySpan<byte> options, Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        while (!options.IsEmpty && options[0] != EndOfList)
        {
            var size = options[0] == NoOperation ? 1 : options.Length < 2 ? 0 : options[1];
            if (size > options.Length || (size < 2 && options[0] != NoOperation))
                break;
            if (BitFields.Split(options[0], NumberBits).High != 0)
                wire.WriteOctets(options[..size]);
            options = options[size..];
        }
        wire.WriteZeros((4 - wire.Written % 4) % 4);
        return wire.Written;
    }
}
