using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Traffic;

/// <summary>Control bits of a segment, RFC 9293 §3.1.</summary>
[Flags]
public enum SegmentBits : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>No more data.</summary>
    Finish = 1,

    /// <summary>Synchronise sequence numbers.</summary>
    Synchronise = 2,

    /// <summary>Reset the connection.</summary>
    Reset = 4,

    /// <summary>Push.</summary>
    Push = 8,

    /// <summary>The acknowledgement number counts.</summary>
    Acknowledge = 16,
}

/// <summary>
/// A segment of the reliable stream of the simulated hosts: the header of TCP (RFC 9293 §3.1), so that captures can be read with common tools. Only the
/// maximum segment size option is known.
/// </summary>
public readonly record struct StreamSegment
{
    //  |          Source Port          |       Destination Port        |
    //  |                        Sequence Number                        |
    //  |                    Acknowledgment Number                      |
    //  | Offset| Rsrvd |     Bits      |            Window             |
    //  |           Checksum            |         Urgent Pointer        |
    //  |  Options, here: kind 2, length 4, maximum segment size        |

    /// <summary>Octets of a header without options.</summary>
    public const int FixedSize = 20;

    private const int ChecksumAt = 16;
    private const byte MaximumSizeOption = 2;
    private const byte MaximumSizeOptionLength = 4;

    /// <summary>Port of the sender.</summary>
    public ushort SourcePort { get; init; }

    /// <summary>Port of the receiver.</summary>
    public ushort DestinationPort { get; init; }

    /// <summary>Number of the first octet of data, or of the SYN.</summary>
    public uint Sequence { get; init; }

    /// <summary>Number of the next octet expected.</summary>
    public uint Acknowledgement { get; init; }

    /// <summary>Control bits.</summary>
    public SegmentBits Bits { get; init; }

    /// <summary>Octets the sender is ready to take.</summary>
    public ushort Window { get; init; }

    /// <summary>Largest segment the sender takes; only with SYN, null elsewhere.</summary>
    public ushort? MaximumSize { get; init; }

    /// <summary>Octets of the header on the wire.</summary>
    public int HeaderLength { get; init; }

    /// <summary>Whether all of these bits are set.</summary>
    public bool Has(SegmentBits bits) => (Bits & bits) == bits;

    /// <summary>Reads and verifies the payload of an IPv4 packet.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, Ipv4Address source, Ipv4Address destination, out StreamSegment segment, out WireFault fault)
    {
        var wire = new WireReader(octets);
        segment = new()
        {
            SourcePort = wire.ReadUInt16(),
            DestinationPort = wire.ReadUInt16(),
            Sequence = wire.ReadUInt32(),
            Acknowledgement = wire.ReadUInt32(),
        };
        var (words, _) = wire.ReadSplitUInt8(4);
        segment = segment with { HeaderLength = words * 4, Bits = (SegmentBits)wire.ReadUInt8(), Window = wire.ReadUInt16() };
        wire.Skip(4);
        if (segment.HeaderLength < FixedSize)
            wire.Fail(WireFaultKind.BadLength, 12);
        var options = new WireReader(wire.ReadOctets(segment.HeaderLength - FixedSize));
        if (options.Remaining >= MaximumSizeOptionLength && options.ReadUInt8() == MaximumSizeOption && options.ReadUInt8() == MaximumSizeOptionLength)
            segment = segment with { MaximumSize = options.ReadUInt16() };
        if (!InternetChecksum.IsValid(octets, Pseudo(source, destination, octets.Length)))
            wire.Fail(WireFaultKind.BadChecksum, ChecksumAt);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes header and data with the checksum and returns the octets written.</summary>
    public int WriteTo(Span<byte> octets, Ipv4Address source, Ipv4Address destination, ReadOnlySpan<byte> data)
    {
        var headerLength = FixedSize + (MaximumSize is null ? 0 : MaximumSizeOptionLength);
        var wire = new WireWriter(octets);
        wire.WriteUInt16(SourcePort);
        wire.WriteUInt16(DestinationPort);
        wire.WriteUInt32(Sequence);
        wire.WriteUInt32(Acknowledgement);
        wire.WriteSplitUInt8((byte)(headerLength / 4), 0, 4);
        wire.WriteUInt8((byte)Bits);
        wire.WriteUInt16(Window);
        wire.WriteUInt32(0);
        if (MaximumSize is { } size)
        {
            wire.WriteUInt8(MaximumSizeOption);
            wire.WriteUInt8(MaximumSizeOptionLength);
            wire.WriteUInt16(size);
        }
        wire.WriteOctets(data);
        wire.PatchUInt16(ChecksumAt, InternetChecksum.Compute(octets[..wire.Written], Pseudo(source, destination, wire.Written)));
        return wire.Written;
    }

    private static uint Pseudo(Ipv4Address source, Ipv4Address destination, int length) =>
        InternetChecksum.PseudoHeader(source, destination, (byte)IpProtocol.Tcp, (ushort)length);
}
