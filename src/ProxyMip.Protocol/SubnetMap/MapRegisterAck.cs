using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>REGISTER-ACK, type 4: the lifetime granted, and the table the authoritative access point holds.</summary>
public readonly record struct MapRegisterAck
{
    //  |    Status     |     Next      |       Granted Lifetime        |
    //  |                           Row Count                           |
    //  |                     Generation (64 bits)                      |
    //  |                       Digest (32 octets)                      |

    /// <summary>Octets of the body.</summary>
    public const int Size = 48;

    /// <summary>Whether the registration holds.</summary>
    public MapRegisterStatus Status { get; init; }

    /// <summary>How to come to the current table.</summary>
    public MapNextStep Next { get; init; }

    /// <summary>Seconds until the registration ends, unless renewed.</summary>
    public ushort GrantedLifetime { get; init; }

    /// <summary>Rows of the current table.</summary>
    public uint RowCount { get; init; }

    /// <summary>Generation of the current table.</summary>
    public ulong Generation { get; init; }

    /// <summary>Digest of the current table.</summary>
    public TableDigest Digest { get; init; }

    /// <summary>Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>, <see cref="WireFaultKind.BadLength"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapRegisterAck ack, out WireFault fault)
    {
        var wire = new WireReader(body);
        ack = new()
        {
            Status = (MapRegisterStatus)wire.ReadUInt8(),
            Next = (MapNextStep)wire.ReadUInt8(),
            GrantedLifetime = wire.ReadUInt16(),
            RowCount = wire.ReadUInt32(),
            Generation = wire.ReadUInt64(),
            Digest = TableDigest.Read(ref wire),
        };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> body)
    {
        var wire = new WireWriter(body);
        wire.WriteUInt8((byte)Status);
        wire.WriteUInt8((byte)Next);
        wire.WriteUInt16(GrantedLifetime);
        wire.WriteUInt32(RowCount);
        wire.WriteUInt64(Generation);
        Digest.Write(ref wire);
        return wire.Written;
    }
}
