using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>Minimal encapsulation, RFC 2004: the original header is changed, and what it held goes into a short header behind it.</summary>
public static class MinimalEncapsulation
{
    //  |  Original IPv4 header with its options: protocol 55, tunnel addresses, longer, new checksum  |
    //  |  Minimal forwarding header, 8 or 12 octets  |
    //  |  Original payload ...

    /// <summary>Octets the encapsulation adds to a packet of which the encapsulator is the sender.</summary>
    public const int MinOverhead = MinimalForwardingHeader.ShortSize;

    /// <summary>Octets the encapsulation adds to a packet of another sender.</summary>
    public const int MaxOverhead = MinimalForwardingHeader.LongSize;

    /// <summary>Octets the encapsulation adds to a packet.</summary>
    /// <param name="innerSource">Source of the packet.</param>
    /// <param name="encapsulator">Source of the tunnel.</param>
    public static int OverheadFor(Ipv4Address innerSource, Ipv4Address encapsulator) =>
        innerSource == encapsulator ? MinOverhead : MaxOverhead;

    /// <summary>Whether the encapsulator writes the octet at this offset of the IPv4 header: protocol, checksum, addresses and length.</summary>
    internal static bool ChangesHeaderAt(int offset) => offset is >= Ipv4Octets.ProtocolAt and < Ipv4Header.FixedSize
        or Ipv4Octets.TotalLengthAt or Ipv4Octets.TotalLengthAt + 1;

    /// <summary>
    /// Encapsulates a packet. DSCP, ECN, identification, DF and options stay those of the packet, and the time to live is the packet's, decremented only
    /// when forwarding.
    /// </summary>
    /// <param name="inner">The packet; octets behind its total length are left out.</param>
    /// <param name="header">Tunnel addresses, and whether the packet is being forwarded.</param>
    /// <param name="destination">
    /// At least <see cref="OverheadFor"/> more octets than the packet. The packet may already lie there, that many octets in: then only
    /// headers are moved.
    /// </param>
    /// <param name="written">Octets of the encapsulated packet.</param>
    /// <param name="fault">
    /// Why the packet was refused: a fault of its header, its time to live, its size, or that it is a fragment (use IP in IP).
    /// </param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static bool TryEncapsulate(
        ReadOnlySpan<byte> inner, in TunnelHeader header, Span<byte> destination, out int written, out TunnelFault fault)
    {
        written = 0;
        fault = TunnelEntry.Inspect(inner, header.Forwarding, out var headerLength, out var innerLength);
        if (fault.IsFault)
            return false;
        var source = Ipv4Octets.Source(inner);
        var forwarding = new MinimalForwardingHeader
        {
            Protocol = (IpProtocol)Ipv4Octets.Protocol(inner),
            OriginalDestination = Ipv4Octets.Destination(inner),
            OriginalSource = source == header.Source ? null : source,
        };
        var total = innerLength + forwarding.Size;
        if (Ipv4Octets.IsFragment(inner))
            fault = new(TunnelFaultKind.InnerFragment, Ipv4Octets.FragmentAt);
        else if (total > Ipv4Header.MaxTotalLength)
            fault = new(TunnelFaultKind.TooLong, Ipv4Octets.TotalLengthAt);
        if (fault.IsFault)
            return false;

        // The payload first: where the packet lies in the destination already, the header is about to be written over.
        inner[headerLength..innerLength].CopyTo(destination[(headerLength + forwarding.Size)..total]);
        var front = destination[..headerLength];
        inner[..headerLength].CopyTo(front);
        if (header.Forwarding)
            Ipv4Octets.DecrementTimeToLive(front);
        Ipv4Octets.Redirect(front, (ushort)total, (byte)TunnelProtocol.MinimalEncapsulation, header.Source, header.Destination);
        forwarding.WriteTo(destination[headerLength..]);
        written = total;
        return true;
    }

    /// <summary>
    /// Restores the original packet exactly, in place: its header is moved 8 or 12 octets on, up to its payload. A packet with a fault is left
    /// as it was.
    /// </summary>
    /// <param name="outer">The packet as received.</param>
    /// <param name="packet">Where the inner packet lies and who sent it.</param>
    /// <param name="fault">Why the packet must be dropped; nothing is answered to it.</param>
    public static bool TryDecapsulate(Span<byte> outer, out DecapsulatedPacket packet, out TunnelFault fault)
    {
        packet = new() { Protocol = TunnelProtocol.MinimalEncapsulation };
        fault = TunnelExit.InspectOuter(outer, TunnelProtocol.MinimalEncapsulation, out var headerLength, out var total);
        if (fault.IsFault)
            return false;
        if (!MinimalForwardingHeader.TryParse(outer[headerLength..total], out var forwarding, out var wireFault))
        {
            var kind = wireFault.Kind == WireFaultKind.BadChecksum ? TunnelFaultKind.BadForwardingChecksum : TunnelFaultKind.Truncated;
            fault = new(kind, headerLength + wireFault.Offset);
            return false;
        }
        if (Ipv4Octets.TimeToLive(outer) == 0)
        {
            fault = new(TunnelFaultKind.TimeToLiveZero, Ipv4Octets.TimeToLiveAt);
            return false;
        }
        packet = packet with
        {
            Offset = forwarding.Size,
            Length = total - forwarding.Size,
            OuterSource = Ipv4Octets.Source(outer),
            OuterDestination = Ipv4Octets.Destination(outer),
            Source = forwarding.OriginalSource ?? Ipv4Octets.Source(outer),
            Destination = forwarding.OriginalDestination,
        };
        var header = outer.Slice(packet.Offset, headerLength);
        outer[..headerLength].CopyTo(header);
        Ipv4Octets.Redirect(header, (ushort)packet.Length, (byte)forwarding.Protocol, packet.Source, packet.Destination);
        return true;
    }
}
