using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>REGISTER, type 3: the rows of an access point, and the table it holds. The entries follow the fixed part.</summary>
public readonly record struct MapRegister
{
    //  |           Lifetime            |  Entry Count  |R|    Flags    |   R is 0x01
    //  |                          Source AAP                           |
    //  |                  Known Generation (64 bits)                   |
    //  |                    Known Digest (32 octets)                   |
    //  |  Entries ...

    /// <summary>Octets in front of the entries.</summary>
    public const int FixedSize = 48;

    /// <summary>Most entries of one access point.</summary>
    public const int MaxEntries = 16;

    // The flag of every REGISTER of version 1: the rows replace the sender's earlier ones. Received flags are ignored.
    private const byte Replaces = 0x01;

    /// <summary>Seconds asked for, 60 to 3600.</summary>
    public ushort Lifetime { get; init; }

    /// <summary>The authoritative access point the table came from; 0.0.0.0 without a table.</summary>
    public Ipv4Address SourceAap { get; init; }

    /// <summary>Generation of the table held; 0 without a table.</summary>
    public ulong KnownGeneration { get; init; }

    /// <summary>Digest of the table held; <see cref="TableDigest.None"/> without a table.</summary>
    public TableDigest KnownDigest { get; init; }

    /// <summary>
    /// Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>; <see cref="WireFaultKind.BadLength"/> when octets follow the entries;
    /// <see cref="WireFaultKind.ForbiddenValue"/> for more than 16 entries or a fault of an entry.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapRegister register, out MapEntryList entries, out WireFault fault)
    {
        var wire = new WireReader(body);
        var lifetime = wire.ReadUInt16();
        var count = wire.ReadUInt8();
        if (count > MaxEntries)
            wire.Fail(WireFaultKind.ForbiddenValue, 2);
        wire.Skip(1);
        register = new()
        {
            Lifetime = lifetime,
            SourceAap = wire.ReadAddress(),
            KnownGeneration = wire.ReadUInt64(),
            KnownDigest = TableDigest.Read(ref wire),
        };
        entries = MapEntryList.Read(ref wire, count);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns its octets.</summary>
    /// <param name="body">At least 48 octets and 8 for each entry.</param>
    /// <param name="entries">At most 16.</param>
    /// <exception cref="ArgumentException">The destination is too small, or there are too many entries.</exception>
    public int WriteTo(Span<byte> body, ReadOnlySpan<MapEntry> entries)
    {
        if (entries.Length > MaxEntries)
            throw new ArgumentException($"A registration has at most {MaxEntries} entries, not {entries.Length}.");
        var wire = new WireWriter(body);
        wire.WriteUInt16(Lifetime);
        wire.WriteUInt8((byte)entries.Length);
        wire.WriteUInt8(Replaces);
        wire.WriteAddress(SourceAap);
        wire.WriteUInt64(KnownGeneration);
        KnownDigest.Write(ref wire);
        foreach (ref readonly var entry in entries)
            entry.Write(ref wire);
        return wire.Written;
    }
}
