using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>The header of a UDP datagram, RFC 768. Its checksum covers the addresses of the IPv4 packet too.</summary>
public readonly record struct UdpHeader
{
    //  |          Source Port          |        Destination Port       |
    //  |             Length            |            Checksum           |

    /// <summary>Octets on the wire.</summary>
    public const int FixedSize = 8;

    /// <summary>Most octets of payload in one IPv4 packet without options.</summary>
    public const int MaxPayload = Ipv4Header.MaxTotalLength - Ipv4Header.FixedSize - FixedSize;

    private const int ChecksumAt = 6;

    /// <summary>Port of the sender.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>Port of the receiver.</summary>
    public ushort DestinationPort { get; init; }

    /// <summary>Octets of header and payload.</summary>
    public ushort Length { get; init; }

    /// <summary>As received; 0 means the sender computed none.</summary>
    public ushort Checksum { get; init; }

    /// <summary>
    /// Reads the datagram in the payload of an IPv4 packet and verifies its checksum; 0 stands for none and is accepted. Octets behind its length are
    /// allowed. Faults: <see cref="WireFaultKind.Truncated"/>; <see cref="WireFaultKind.BadLength"/> for a length below 8;
    /// <see cref="WireFaultKind.BadChecksum"/>.
    /// </summary>
    public static bool TryParse(
        ReadOnlySpan<byte> datagram, Ipv4Address source, Ipv4Address destination, out UdpHeader header, out WireFault fault)
    {
        if (!TryParseQuoted(datagram, out header, out fault))
            return false;
        if (header.Length > datagram.Length)
            fault = new(WireFaultKind.Truncated, datagram.Length);
        else if (header.Checksum != 0 && !InternetChecksum.IsValid(datagram[..header.Length], Pseudo(source, destination, header.Length)))
            fault = new(WireFaultKind.BadChecksum, ChecksumAt);
        return !fault.IsFault;
    }

    /// <summary>Reads the header alone, as an ICMP error quotes it: neither payload nor checksum are looked at.</summary>
    public static bool TryParseQuoted(ReadOnlySpan<byte> quoted, out UdpHeader header, out WireFault fault)
    {
        var wire = new WireReader(quoted);
        header = new()
        {
            SourcePort = wire.ReadUInt16(),
            DestinationPort = wire.ReadUInt16(),
            Length = wire.ReadUInt16(),
            Checksum = wire.ReadUInt16(),
        };
        if (header.Length < FixedSize)
            wire.Fail(WireFaultKind.BadLength, 4);
        return wire.Succeeded(out fault);
    }

    /// <summary>The payload of the datagram this header was read from.</summary>
    public ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> datagram) => datagram[FixedSize..Length];

    /// <summary>
    /// Writes header and payload with a checksum, never 0 (RFC 768: a computed 0 is sent as all ones), and returns the octets written.
    /// <see cref="Length"/> and <see cref="Checksum"/> are not looked at.
    /// </summary>
    /// <param name="destination">At least 8 octets more than the payload; the payload may lie there already, at octet 8.</param>
    /// <param name="source">Source address of the IPv4 packet.</param>
    /// <param name="target">Destination address of the IPv4 packet.</param>
    /// <param name="payload">At most <see cref="MaxPayload"/> octets.</param>
    /// <exception cref="ArgumentException">The destination is too small or the payload too long.</exception>
    public int WriteTo(Span<byte> destination, Ipv4Address source, Ipv4Address target, ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MaxPayload)
            throw new ArgumentException($"A datagram carries at most {MaxPayload} octets, not {payload.Length}.");
        var length = (ushort)(FixedSize + payload.Length);
        var wire = new WireWriter(destination);
        var header = wire.Reserve(FixedSize);
        wire.WriteOctets(payload);
        var fields = new WireWriter(header);
        fields.WriteUInt16(SourcePort);
        fields.WriteUInt16(DestinationPort);
        fields.WriteUInt16(length);
        fields.WriteUInt16(0);
        var checksum = InternetChecksum.Compute(destination[..length], Pseudo(source, target, length));
        fields.PatchUInt16(ChecksumAt, checksum == 0 ? ushort.MaxValue : checksum);
        return wire.Written;
    }

    private static uint Pseudo(Ipv4Address source, Ipv4Address destination, ushort length) =>
        InternetChecksum.PseudoHeader(source, destination, (byte)IpProtocol.Udp, length);
}
