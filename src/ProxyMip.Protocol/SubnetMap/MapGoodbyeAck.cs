using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>GOODBYE-ACK, type 14: a copy of the GOODBYE.</summary>
public readonly record struct MapGoodbyeAck
{
    //  |    Reason     |                       0                       |

    /// <summary>Octets of the body.</summary>
    public const int Size = 4;

    private const int ReservedSize = 3;

    /// <summary>Why.</summary>
    public MapGoodbyeReason Reason { get; init; }

    /// <summary>Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>, <see cref="WireFaultKind.BadLength"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapGoodbyeAck ack, out WireFault fault)
    {
        var wire = new WireReader(body);
        ack = new() { Reason = (MapGoodbyeReason)wire.ReadUInt8() };
        wire.Skip(ReservedSize);
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> body)
    {
        var wire = new WireWriter(body);
        wire.WriteUInt8((byte)Reason);
        wire.WriteZeros(ReservedSize);
        return wire.Written;
    }
}
