namespace ProxyMip.Protocol.Tunnels;

/// <summary>Generic Routing Encapsulation of IPv4 in IPv4, RFC 2784 and RFC 2890. Neither way allocates.</summary>
public static class Gre
{
    //  |  Outer IPv4 header, 20 octets, protocol 47, no options  |
    //  |  GRE header, 4 to 16 octets  |
    //  |  Inner IPv4 packet as in IP in IP ...

    /// <summary>Octets added without optional fields.</summary>
    public const int MinOverhead = Ipv4Header.FixedSize + GreHeader.MinSize;

    /// <summary>Octets added with all optional fields.</summary>
    public const int MaxOverhead = Ipv4Header.FixedSize + GreHeader.MaxSize;

    /// <summary>Octets added with the GRE fields of a header.</summary>
    public static int OverheadFor(in TunnelHeader header) => Ipv4Header.FixedSize + HeaderOf(header).Size;

    /// <summary>Puts an outer header and a GRE header in front of a packet; DSCP, ECN and DF are copied as in IP in IP.</summary>
    /// <param name="inner">The packet; octets behind its total length are left out.</param>
    /// <param name="header">The outer header and the optional GRE fields.</param>
    /// <param name="destination">
    /// At least <see cref="OverheadFor"/> more octets than the packet. The packet may already lie there, that many octets in: then nothing is
    /// copied.
    /// </param>
    /// <param name="written">Octets of the encapsulated packet.</param>
    /// <param name="fault">Why the packet was refused: a fault of its header, its time to live, or its size.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static bool TryEncapsulate(
        ReadOnlySpan<byte> inner, in TunnelHeader header, Span<byte> destination, out int written, out TunnelFault fault)
    {
        var gre = HeaderOf(header);
        if (!OuterHeader.TryPutInFront(
            inner, header, TunnelProtocol.Gre, Ipv4Header.FixedSize + gre.Size, destination, out written, out fault))
            return false;
        gre.WriteTo(destination[Ipv4Header.FixedSize..written]);
        return true;
    }

    /// <summary>
    /// Takes the outer and the GRE header off, in place: only the ECN bits and the checksum of the inner header may change.
    /// </summary>
    /// <param name="outer">The packet as received, from its outer header.</param>
    /// <param name="packet">Where the inner packet lies, who sent it, and its key and sequence number.</param>
    /// <param name="fault">Why the packet must be dropped; nothing is answered to it.</param>
    public static bool TryDecapsulate(Span<byte> outer, out DecapsulatedPacket packet, out TunnelFault fault)
    {
        packet = default;
        fault = TunnelExit.InspectOuter(outer, TunnelProtocol.Gre, out var headerLength, out var end);
        if (fault.IsFault)
            return false;
        if (!GreHeader.TryParse(outer[headerLength..end], out var gre, out fault))
        {
            fault = fault with { Offset = headerLength + fault.Offset };
            return false;
        }
        if (gre.ProtocolType != GreHeader.Ipv4)
        {
            fault = new(TunnelFaultKind.GreProtocolType, headerLength + 2);
            return false;
        }
        var start = headerLength + gre.Size;
        fault = TunnelExit.TakeInner(outer, start, end, out var length);
        if (fault.IsFault)
            return false;
        packet = TunnelExit.Describe(TunnelProtocol.Gre, outer, start, length) with { GreKey = gre.Key, GreSequence = gre.Sequence };
        return true;
    }

    private static GreHeader HeaderOf(in TunnelHeader header) => new()
    {
        HasChecksum = header.GreChecksum,
        Key = header.GreKey,
        Sequence = header.GreSequence,
        ProtocolType = GreHeader.Ipv4,
    };
}
