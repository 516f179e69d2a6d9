using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>Echo request or reply, RFC 792. The data follow the fixed part and come back unchanged.</summary>
public readonly record struct IcmpEcho
{
    //  | Type = 8 or 0 |   Code = 0    |            Checksum           |
    //  |           Identifier          |        Sequence Number        |
    //  |  Data ...

    /// <summary>Octets in front of the data.</summary>
    public const int FixedSize = 8;

    private const int ChecksumAt = 2;

    /// <summary>Whether this is the answer.</summary>
    public bool IsReply { get; init; }

    /// <summary>Chosen by the asker.</summary>
    public ushort Identifier { get; init; }

    /// <summary>Counts the requests of one asker.</summary>
    public ushort SequenceNumber { get; init; }

    /// <summary>
    /// Reads and verifies the payload of an IPv4 packet. Faults: <see cref="WireFaultKind.Truncated"/>;
    /// <see cref="WireFaultKind.UnexpectedValue"/> for another type or code; <see cref="WireFaultKind.BadChecksum"/>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> message, out IcmpEcho echo, out WireFault fault)
    {
        var wire = new WireReader(message);
        var type = (IcmpType)wire.ReadUInt8();
        if (type is not (IcmpType.EchoRequest or IcmpType.EchoReply))
            wire.Fail(WireFaultKind.UnexpectedValue, 0);
        wire.Expect(0);
        wire.Skip(2);
        echo = new()
        {
            IsReply = type == IcmpType.EchoReply,
            Identifier = wire.ReadUInt16(),
            SequenceNumber = wire.ReadUInt16(),
        };
        if (!InternetChecksum.IsValid(message))
            wire.Fail(WireFaultKind.BadChecksum, ChecksumAt);
        return wire.Succeeded(out fault);
    }

    /// <summary>The data of the message this was read from.</summary>
    public static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> message) => message[FixedSize..];

    /// <summary>The answer: the same data go with it.</summary>
    public IcmpEcho ToReply() => this with { IsReply = true };

    /// <summary>Writes the message with its checksum and returns the octets written.</summary>
    /// <exception cref="ArgumentException">The destination has no room for 8 octets and the data.</exception>
    public int WriteTo(Span<byte> destination, ReadOnlySpan<byte> data)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)(IsReply ? IcmpType.EchoReply : IcmpType.EchoRequest));
        wire.WriteUInt8(0);
        wire.WriteUInt16(0);
        wire.WriteUInt16(Identifier);
        wire.WriteUInt16(SequenceNumber);
        wire.WriteOctets(data);
        wire.PatchUInt16(ChecksumAt, InternetChecksum.Compute(destination[..wire.Written]));
        return wire.Written;
    }
}
