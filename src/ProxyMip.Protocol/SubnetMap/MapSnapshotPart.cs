using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>SNAPSHOT-PART, type 6: up to 128 rows of one generation in canonical order. The entries follow the fixed part.</summary>
public readonly record struct MapSnapshotPart
{
    //  |     Scope     |       0       |         Entries Here          |
    //  |                     Generation (64 bits)                      |
    //  |             Part              |          Part Count           |
    //  |                          Total Rows                           |
    //  |  Entries ...

    /// <summary>Octets in front of the entries.</summary>
    public const int FixedSize = 20;

    /// <summary>Entries of every part but the last, which has fewer or as many.</summary>
    public const int EntriesPerPart = 128;

    /// <summary>Which table.</summary>
    public MapScope Scope { get; init; }

    /// <summary>The generation all parts belong to.</summary>
    public ulong Generation { get; init; }

    /// <summary>Number of this part, from 0.</summary>
    public ushort Part { get; init; }

    /// <summary>Number of parts, at least 1: an empty table has one empty part.</summary>
    public ushort PartCount { get; init; }

    /// <summary>Rows of the whole table.</summary>
    public uint TotalRows { get; init; }

    /// <summary>Parts of a table with this many rows.</summary>
    public static uint PartsOf(uint totalRows) => totalRows == 0 ? 1 : (totalRows - 1) / EntriesPerPart + 1;

    /// <summary>Entries in one part of a table with this many rows.</summary>
    /// <param name="part">Number of the part, below <see cref="PartsOf"/>.</param>
    /// <param name="totalRows">Rows of the table.</param>
    public static uint EntriesIn(uint part, uint totalRows) => Math.Min(EntriesPerPart, totalRows - part * EntriesPerPart);

    /// <summary>
    /// Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>; <see cref="WireFaultKind.BadLength"/> when the number of entries is not that
    /// of this part or octets follow; <see cref="WireFaultKind.ForbiddenValue"/> for an unknown scope, a part beyond the count, a count that does not
    /// fit the rows, or a fault of an entry.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapSnapshotPart part, out MapEntryList entries, out WireFault fault)
    {
        var wire = new WireReader(body);
        var scope = (MapScope)wire.ReadUInt8();
        wire.Skip(1);
        var count = wire.ReadUInt16();
        part = new()
        {
            Scope = scope,
            Generation = wire.ReadUInt64(),
            Part = wire.ReadUInt16(),
            PartCount = wire.ReadUInt16(),
            TotalRows = wire.ReadUInt32(),
        };
        if (scope is not (MapScope.Merged or MapScope.Claims))
            wire.Fail(WireFaultKind.ForbiddenValue, 0);
        if (part.Part >= part.PartCount)
            wire.Fail(WireFaultKind.ForbiddenValue, 12);
        if (part.PartCount != PartsOf(part.TotalRows))
            wire.Fail(WireFaultKind.ForbiddenValue, 14);
        if (!wire.Failed && count != EntriesIn(part.Part, part.TotalRows))
            wire.Fail(WireFaultKind.BadLength, 2);
        entries = MapEntryList.Read(ref wire, count);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns its octets.</summary>
    /// <param name="body">At least 20 octets and 8 for each entry.</param>
    /// <param name="entries">Exactly <see cref="EntriesIn"/> of this part, in canonical order.</param>
    /// <exception cref="ArgumentException">The destination is too small, or there are too many entries.</exception>
    public int WriteTo(Span<byte> body, ReadOnlySpan<MapEntry> entries)
    {
        if (entries.Length > EntriesPerPart)
            throw new ArgumentException($"A part has at most {EntriesPerPart} entries, not {entries.Length}.");
        var wire = new WireWriter(body);
        wire.WriteUInt8((byte)Scope);
        wire.WriteUInt8(0);
        wire.WriteUInt16((ushort)entries.Length);
        wire.WriteUInt64(Generation);
        wire.WriteUInt16(Part);
        wire.WriteUInt16(PartCount);
        wire.WriteUInt32(TotalRows);
        foreach (ref readonly var entry in entries)
            entry.Write(ref wire);
        return wire.Written;
    }
}
