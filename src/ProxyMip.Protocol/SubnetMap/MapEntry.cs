using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>A row with its state, as registrations and snapshots carry it.</summary>
public readonly record struct MapEntry
{
    //  |     State     | Prefix Length |           AP Count            |
    //  |                      Home Agent Address                       |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 8;

    /// <summary>How far the row may be trusted.</summary>
    public MapRowState State { get; init; }

    /// <summary>Bits of the subnet mask, 1 to 32.</summary>
    public byte PrefixLength { get; init; }

    /// <summary>Access points that vouch for the row; 0 in a registration.</summary>
    public ushort AccessPoints { get; init; }

    /// <summary>Address of the home agent.</summary>
    public Ipv4Address HomeAgent { get; init; }

    /// <summary>Home agent and prefix length alone.</summary>
    public MapRow Row => new(HomeAgent, PrefixLength);

    /// <summary>Whether look-up may use the row: active or probing.</summary>
    public bool IsUsable => State is MapRowState.Active or MapRowState.Probing;

    /// <summary>
    /// Reads one entry. Faults: <see cref="WireFaultKind.Truncated"/>; <see cref="WireFaultKind.ForbiddenValue"/> for a state other than 1 to 3 or
    /// a prefix length outside 1 to 32.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out MapEntry entry, out WireFault fault)
    {
        var wire = new WireReader(octets);
        entry = Read(ref wire);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the entry and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        Write(ref wire);
        return wire.Written;
    }

    internal static MapEntry Read(ref WireReader wire)
    {
        var at = wire.Position;
        var entry = new MapEntry
        {
            State = (MapRowState)wire.ReadUInt8(),
            PrefixLength = wire.ReadUInt8(),
            AccessPoints = wire.ReadUInt16(),
            HomeAgent = wire.ReadAddress(),
        };
        if (entry.State is < MapRowState.Active or > MapRowState.Unverified)
            wire.Fail(WireFaultKind.ForbiddenValue, at);
        if (entry.PrefixLength is < MapRow.MinPrefixLength or > MapRow.MaxPrefixLength)
            wire.Fail(WireFaultKind.ForbiddenValue, at + 1);
        return entry;
    }

    internal void Write(ref WireWriter wire)
    {
        wire.WriteUInt8((byte)State);
        wire.WriteUInt8(PrefixLength);
        wire.WriteUInt16(AccessPoints);
        wire.WriteAddress(HomeAgent);
    }
}
