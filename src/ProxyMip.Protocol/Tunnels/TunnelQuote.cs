namespace ProxyMip.Protocol.Tunnels;

/// <summary>
/// What an ICMP error from inside a tunnel quotes: the outer header, and, when the router quoted enough, the packet its sender would recognise.
/// </summary>
public readonly record struct TunnelQuote
{
    /// <summary>The encapsulation.</summary>
    public TunnelProtocol Protocol { get; init; }

    /// <summary>The outer header as quoted: source is the tunnel entry, destination its exit.</summary>
    public Ipv4Header Outer { get; init; }

    /// <summary>Octets the encapsulation had added; 0 when too little is quoted to tell.</summary>
    public int Overhead { get; init; }

    /// <summary>The header of the original packet; meaningful only with <see cref="HasOriginal"/>.</summary>
    public Ipv4Header Original { get; init; }

    /// <summary>
    /// Whether header and at least 8 octets of the original packet are known, so that an error may be relayed to its sender. Otherwise only the
    /// state of the tunnel can be updated (RFC 2003 §4).
    /// </summary>
    public bool HasOriginal { get; init; }

    /// <summary>The GRE key, when GRE was quoted with one.</summary>
    public uint? GreKey { get; init; }

    /// <summary>Reads what an ICMP error quotes and restores as much of the original packet as it shows.</summary>
    /// <param name="quoted">See <see cref="IcmpError.QuotedOf"/>.</param>
    /// <param name="original">At least as many octets as <paramref name="quoted"/>; receives the beginning of the original packet.</param>
    /// <param name="written">Octets of it; 0 without <see cref="HasOriginal"/>.</param>
    /// <param name="quote">What was read.</param>
    /// <returns>False when the quoted packet has no sound outer header or is not one of our encapsulations.</returns>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static bool TryRead(ReadOnlySpan<byte> quoted, Span<byte> original, out int written, out TunnelQuote quote)
    {
        (written, quote) = (0, default);
        if (!Ipv4Header.TryParseQuoted(quoted, out var outer, out _))
            return false;
        quote = new() { Protocol = (TunnelProtocol)outer.Protocol, Outer = outer };
        var behind = quoted[outer.HeaderLength..];
        switch (quote.Protocol)
        {
            case TunnelProtocol.IpInIp:
                quote = quote with { Overhead = IpInIp.Overhead };
                written = Take(behind, original, ref quote);
                return true;
            case TunnelProtocol.Gre when GreHeader.TryParseQuoted(behind, out var gre):
                quote = quote with { Overhead = Ipv4Header.FixedSize + gre.Size, GreKey = gre.Key };
                written = Take(behind[gre.Size..], original, ref quote);
                return true;
            case TunnelProtocol.MinimalEncapsulation when MinimalForwardingHeader.TryParse(behind, out var forwarding, out _):
                quote = quote with { Overhead = forwarding.Size };
                written = Restore(quoted, forwarding, original, ref quote);
                return true;
            default:
                return quote.Protocol is TunnelProtocol.Gre or TunnelProtocol.MinimalEncapsulation;
        }
    }

    private static int Take(ReadOnlySpan<byte> inner, Span<byte> original, ref TunnelQuote quote)
    {
        if (!Ipv4Header.TryParseQuoted(inner, out var header, out _) || inner.Length < header.HeaderLength + IcmpError.MinQuotedPayload)
            return 0;
        quote = quote with { Original = header, HasOriginal = true };
        inner.CopyTo(original);
        return inner.Length;
    }

    private static int Restore(ReadOnlySpan<byte> quoted, in MinimalForwardingHeader forwarding, Span<byte> original, ref TunnelQuote quote)
    {
        var outer = quote.Outer;
        var payload = quoted[(outer.HeaderLength + forwarding.Size)..];
        if (payload.Length < IcmpError.MinQuotedPayload || outer.PayloadLength < forwarding.Size)
            return 0;
        var header = outer with
        {
            TotalLength = (ushort)(outer.TotalLength - forwarding.Size),
            Protocol = forwarding.Protocol,
            Source = forwarding.OriginalSource ?? outer.Source,
            Destination = forwarding.OriginalDestination,
        };
        quote = quote with { Original = header, HasOriginal = true };
        var written = header.WriteTo(original, outer.OptionsOf(quoted));
        payload.CopyTo(original[written..]);
        return written + payload.Length;
    }
}
