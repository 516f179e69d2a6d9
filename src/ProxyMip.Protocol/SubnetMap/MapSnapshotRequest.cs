using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>SNAPSHOT-REQUEST, type 5: asks for a run of parts.</summary>
public readonly record struct MapSnapshotRequest
{
    //  |     Scope     |       0       |          First Part           |
    //  |         Parts Wanted          |               0               |
    //  |                     Generation (64 bits)                      |

    /// <summary>Octets of the body.</summary>
    public const int Size = 16;

    /// <summary>Most parts asked for at once.</summary>
    public const int MaxParts = 16;

    /// <summary>Which table.</summary>
    public MapScope Scope { get; init; }

    /// <summary>The first part wanted, from 0.</summary>
    public ushort FirstPart { get; init; }

    /// <summary>Parts wanted, 1 to 16.</summary>
    public ushort PartsWanted { get; init; }

    /// <summary>Generation wanted; 0 for the latest.</summary>
    public ulong Generation { get; init; }

    /// <summary>
    /// Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>, <see cref="WireFaultKind.BadLength"/>;
    /// <see cref="WireFaultKind.ForbiddenValue"/> for an unknown scope or a number of parts outside 1 to 16.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapSnapshotRequest request, out WireFault fault)
    {
        var wire = new WireReader(body);
        var scope = (MapScope)wire.ReadUInt8();
        wire.Skip(1);
        var firstPart = wire.ReadUInt16();
        var partsWanted = wire.ReadUInt16();
        wire.Skip(2);
        request = new() { Scope = scope, FirstPart = firstPart, PartsWanted = partsWanted, Generation = wire.ReadUInt64() };
        wire.ExpectEnd();
        if (scope is not (MapScope.Merged or MapScope.Claims))
            wire.Fail(WireFaultKind.ForbiddenValue, 0);
        if (partsWanted is < 1 or > MaxParts)
            wire.Fail(WireFaultKind.ForbiddenValue, 4);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> body)
    {
        var wire = new WireWriter(body);
        wire.WriteUInt8((byte)Scope);
        wire.WriteUInt8(0);
        wire.WriteUInt16(FirstPart);
        wire.WriteUInt16(PartsWanted);
        wire.WriteUInt16(0);
        wire.WriteUInt64(Generation);
        return wire.Written;
    }
}
