using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>
/// The header of every message of the subnet map exchange, PMSM version 1 (this project's own protocol, UDP port 6500). The body of the message
/// and 32 octets of HMAC-SHA-256 follow: <see cref="SubnetMapDatagram"/> opens and seals them.
/// </summary>
public readonly record struct MapHeader
{
    //  |                      Magic = 0x504D534D                       |
    //  |  Version = 1  |     Type      |             Flags             |
    //  |            Length             |            Key ID             |
    //  |                        Sender Address                         |
    //  |                       Receiver Address                        |
    //  |                    Sender Epoch (64 bits)                     |
    //  |                   Receiver Epoch (64 bits)                    |
    //  |                      Sequence (64 bits)                       |
    //  |                          Transaction                          |

    /// <summary>Octets of the header.</summary>
    public const int FixedSize = 48;

    /// <summary>Octets of the HMAC behind the body.</summary>
    public const int TrailerSize = 32;

    /// <summary>Octets of a datagram with an empty body.</summary>
    public const int MinDatagramSize = FixedSize + TrailerSize;

    /// <summary>Most octets of a datagram: it is never fragmented.</summary>
    public const int MaxDatagramSize = 1200;

    /// <summary>Most octets of a body.</summary>
    public const int MaxBodySize = MaxDatagramSize - MinDatagramSize;

    /// <summary>UDP port (manual).</summary>
    public const ushort Port = 6500;

    /// <summary>The version spoken here.</summary>
    public const byte CurrentVersion = 1;

    /// <summary>Set in the transactions of pushed messages, clear in those an asker chooses.</summary>
    public const uint PushTransaction = 0x80000000;

    internal const int VersionAt = 4;
    internal const int LengthAt = 8;
    private const uint Magic = 0x504d534d;

    /// <summary>What the body is. Unknown numbers survive a round trip.</summary>
    public MapMessageType Type { get; init; }

    /// <summary>Defined bits only.</summary>
    public MapBits Bits { get; init; }

    /// <summary>Octets of the whole datagram.</summary>
    public ushort Length { get; init; }

    /// <summary>Names the pre-shared key, 1 to 65535.</summary>
    public ushort KeyId { get; init; }

    /// <summary>Equal to the IP source address.</summary>
    public Ipv4Address Sender { get; init; }

    /// <summary>Stops reflection: must be an address of the receiver.</summary>
    public Ipv4Address Receiver { get; init; }

    /// <summary>The run of the sender.</summary>
    public MapEpoch SenderEpoch { get; init; }

    /// <summary>The run of the receiver as the sender last learned it.</summary>
    public MapEpoch ReceiverEpoch { get; init; }

    /// <summary>Counts the datagrams of this sender epoch to this receiver from 1, retransmissions too.</summary>
    public ulong Sequence { get; init; }

    /// <summary>Chosen by the asker and repeated in the answer.</summary>
    public uint Transaction { get; init; }

    /// <summary>
    /// Reads the header of a whole datagram. Faults: <see cref="WireFaultKind.Truncated"/> below 80 octets;
    /// <see cref="WireFaultKind.UnexpectedValue"/> for another magic number or version; <see cref="WireFaultKind.BadLength"/> when the length
    /// is not the datagram's, or above 1200.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out MapHeader header, out WireFault fault)
    {
        var wire = new WireReader(datagram);
        wire.Expect(Magic);
        wire.Expect(CurrentVersion);
        var type = (MapMessageType)wire.ReadUInt8();
        var bits = (MapBits)wire.ReadUInt16() & MapBits.Defined;
        var length = wire.ReadUInt16();
        if (length != datagram.Length || length > MaxDatagramSize)
            wire.Fail(WireFaultKind.BadLength, LengthAt);
        header = new()
        {
            Type = type,
            Bits = bits,
            Length = length,
            KeyId = wire.ReadUInt16(),
            Sender = wire.ReadAddress(),
            Receiver = wire.ReadAddress(),
            SenderEpoch = new(wire.ReadUInt64()),
            ReceiverEpoch = new(wire.ReadUInt64()),
            Sequence = wire.ReadUInt64(),
            Transaction = wire.ReadUInt32(),
        };
        if (wire.Remaining < TrailerSize)
            wire.Fail(WireFaultKind.Truncated, datagram.Length);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the header and returns <see cref="FixedSize"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt32(Magic);
        wire.WriteUInt8(CurrentVersion);
        wire.WriteUInt8((byte)Type);
        wire.WriteUInt16((ushort)(Bits & MapBits.Defined));
        wire.WriteUInt16(Length);
        wire.WriteUInt16(KeyId);
        wire.WriteAddress(Sender);
        wire.WriteAddress(Receiver);
        wire.WriteUInt64(SenderEpoch.Value);
        wire.WriteUInt64(ReceiverEpoch.Value);
        wire.WriteUInt64(Sequence);
        wire.WriteUInt32(Transaction);
        return wire.Written;
    }
}
