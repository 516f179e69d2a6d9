using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>DIGEST-ACK, type 12: the other side's values, laid out as in <see cref="MapDigest"/>.</summary>
public readonly record struct MapDigestAck
{
    //  |                Own Claim Generation (64 bits)                 |
    //  |                        Own Claim Count                        |
    //  |                       Merged Row Count                        |
    //  |                    Claim Digest (32 octets)                   |
    //  |                   Merged Digest (32 octets)                   |
    //  |   Generation of the Receiver's Claims held here (64 bits)     |

    /// <summary>Octets of the body.</summary>
    public const int Size = 88;

    /// <summary>Generation of the sender's own claims.</summary>
    public ulong ClaimGeneration { get; init; }

    /// <summary>Rows of the sender's own claims.</summary>
    public uint ClaimCount { get; init; }

    /// <summary>Rows of the sender's merged table.</summary>
    public uint MergedCount { get; init; }

    /// <summary>Digest of the sender's own claims.</summary>
    public TableDigest ClaimDigest { get; init; }

    /// <summary>Digest of the sender's merged table.</summary>
    public TableDigest MergedDigest { get; init; }

    /// <summary>Generation of the receiver's claims as the sender holds them.</summary>
    public ulong HeldGeneration { get; init; }

    /// <summary>Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>, <see cref="WireFaultKind.BadLength"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapDigestAck ack, out WireFault fault)
    {
        var wire = new WireReader(body);
        ack = new()
        {
            ClaimGeneration = wire.ReadUInt64(),
            ClaimCount = wire.ReadUInt32(),
            MergedCount = wire.ReadUInt32(),
            ClaimDigest = TableDigest.Read(ref wire),
            MergedDigest = TableDigest.Read(ref wire),
            HeldGeneration = wire.ReadUInt64(),
        };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> body)
    {
        var wire = new WireWriter(body);
        wire.WriteUInt64(ClaimGeneration);
        wire.WriteUInt32(ClaimCount);
        wire.WriteUInt32(MergedCount);
        ClaimDigest.Write(ref wire);
        MergedDigest.Write(ref wire);
        wire.WriteUInt64(HeldGeneration);
        return wire.Written;
    }
}
