using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>KEEPALIVE, type 9: renews a registration and tells which table the access point holds.</summary>
public readonly record struct MapKeepalive
{
    //  |                          Source AAP                           |
    //  |                               0                               |
    //  |                  Known Generation (64 bits)                   |
    //  |                    Known Digest (32 octets)                   |

    /// <summary>Octets of the body.</summary>
    public const int Size = 48;

    private const int ReservedSize = 4;

    /// <summary>The authoritative access point the table came from; 0.0.0.0 without a table.</summary>
    public Ipv4Address SourceAap { get; init; }

    /// <summary>Generation of the table held; 0 without a table.</summary>
    public ulong KnownGeneration { get; init; }

    /// <summary>Digest of the table held; <see cref="TableDigest.None"/> without a table.</summary>
    public TableDigest KnownDigest { get; init; }

    /// <summary>Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>, <see cref="WireFaultKind.BadLength"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapKeepalive keepalive, out WireFault fault)
    {
        var wire = new WireReader(body);
        var source = wire.ReadAddress();
        wire.Skip(ReservedSize);
        keepalive = new()
        {
            SourceAap = source,
            KnownGeneration = wire.ReadUInt64(),
            KnownDigest = TableDigest.Read(ref wire),
        };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> body)
    {
        var wire = new WireWriter(body);
        wire.WriteAddress(SourceAap);
        wire.WriteZeros(ReservedSize);
        wire.WriteUInt64(KnownGeneration);
        KnownDigest.Write(ref wire);
        return wire.Written;
    }
}
