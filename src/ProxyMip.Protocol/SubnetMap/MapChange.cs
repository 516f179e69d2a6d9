using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>One change of a table.</summary>
public readonly record struct MapChange
{
    //  | Op (4)| St (4)| Prefix Length |           AP Count            |
    //  |                      Home Agent Address                       |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 8;

    private const int StateBits = 4;

    /// <summary>Put in or take out.</summary>
    public MapOperation Operation { get; init; }

    /// <summary>State of a row put in; 0 and ignored for one taken out.</summary>
    public MapRowState State { get; init; }

    /// <summary>Bits of the subnet mask, 1 to 32.</summary>
    public byte PrefixLength { get; init; }

    /// <summary>Access points that vouch for a row put in.</summary>
    public ushort AccessPoints { get; init; }

    /// <summary>Address of the home agent.</summary>
    public Ipv4Address HomeAgent { get; init; }

    /// <summary>Home agent and prefix length alone.</summary>
    public MapRow Row => new(HomeAgent, PrefixLength);

    /// <summary>The row as it stands after <see cref="MapOperation.Upsert"/>.</summary>
    public MapEntry Entry => new() { State = State, PrefixLength = PrefixLength, AccessPoints = AccessPoints, HomeAgent = HomeAgent };

    /// <summary>The change that puts a row in or replaces it.</summary>
    public static MapChange Upsert(in MapEntry entry) => new()
    {
        Operation = MapOperation.Upsert,
        State = entry.State,
        PrefixLength = entry.PrefixLength,
        AccessPoints = entry.AccessPoints,
        HomeAgent = entry.HomeAgent,
    };

    /// <summary>The change that takes a row out.</summary>
    public static MapChange Remove(MapRow row) =>
        new() { Operation = MapOperation.Remove, PrefixLength = row.PrefixLength, HomeAgent = row.HomeAgent };

    /// <summary>
    /// Reads one change. Faults: <see cref="WireFaultKind.Truncated"/>; <see cref="WireFaultKind.ForbiddenValue"/> for an unknown operation, a state
    /// other than 1 to 3 of a row put in, or a prefix length outside 1 to 32.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out MapChange change, out WireFault fault)
    {
        var wire = new WireReader(octets);
        change = Read(ref wire);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the change and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        Write(ref wire);
        return wire.Written;
    }

    internal static MapChange Read(ref WireReader wire)
    {
        var at = wire.Position;
        var (operation, state) = wire.ReadSplitUInt8(StateBits);
        var change = new MapChange
        {
            Operation = (MapOperation)operation,
            State = (MapRowState)state,
            PrefixLength = wire.ReadUInt8(),
            AccessPoints = wire.ReadUInt16(),
            HomeAgent = wire.ReadAddress(),
        };
        var sound = change.Operation == MapOperation.Remove
            || (change.Operation == MapOperation.Upsert && change.State is >= MapRowState.Active and <= MapRowState.Unverified);
        if (!sound)
            wire.Fail(WireFaultKind.ForbiddenValue, at);
        if (change.PrefixLength is < MapRow.MinPrefixLength or > MapRow.MaxPrefixLength)
            wire.Fail(WireFaultKind.ForbiddenValue, at + 1);
        return change;
    }

    internal void Write(ref WireWriter wire)
    {
        wire.WriteSplitUInt8((byte)Operation, (byte)State, StateBits);
        wire.WriteUInt8(PrefixLength);
        wire.WriteUInt16(AccessPoints);
        wire.WriteAddress(HomeAgent);
    }
}
