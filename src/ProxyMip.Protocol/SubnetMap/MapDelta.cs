using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>DELTA, type 7: what turns one generation of a table into a later one. The changes follow the fixed part.</summary>
public readonly record struct MapDelta
{
    //  |     Scope     |       0       |         Change Count          |
    //  |                   From Generation (64 bits)                   |
    //  |                    To Generation (64 bits)                    |
    //  |  Changes ...

    /// <summary>Octets in front of the changes.</summary>
    public const int FixedSize = 20;

    /// <summary>Most changes in one message.</summary>
    public const int MaxChanges = 128;

    /// <summary>Which table.</summary>
    public MapScope Scope { get; init; }

    /// <summary>The generation the receiver must hold.</summary>
    public ulong FromGeneration { get; init; }

    /// <summary>The generation it holds afterwards.</summary>
    public ulong ToGeneration { get; init; }

    /// <summary>
    /// Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>; <see cref="WireFaultKind.BadLength"/> when octets follow the changes;
    /// <see cref="WireFaultKind.ForbiddenValue"/> for an unknown scope, more than 128 changes, generations that go back, or a fault of a change.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapDelta delta, out MapChangeList changes, out WireFault fault)
    {
        var wire = new WireReader(body);
        var scope = (MapScope)wire.ReadUInt8();
        wire.Skip(1);
        var count = wire.ReadUInt16();
        delta = new() { Scope = scope, FromGeneration = wire.ReadUInt64(), ToGeneration = wire.ReadUInt64() };
        if (scope is not (MapScope.Merged or MapScope.Claims))
            wire.Fail(WireFaultKind.ForbiddenValue, 0);
        if (count > MaxChanges)
            wire.Fail(WireFaultKind.ForbiddenValue, 2);
        if (delta.ToGeneration < delta.FromGeneration)
            wire.Fail(WireFaultKind.ForbiddenValue, 12);
        changes = MapChangeList.Read(ref wire, count);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns its octets.</summary>
    /// <param name="body">At least 20 octets and 8 for each change.</param>
    /// <param name="changes">At most 128.</param>
    /// <exception cref="ArgumentException">The destination is too small, or there are too many changes.</exception>
    public int WriteTo(Span<byte> body, ReadOnlySpan<MapChange> changes)
    {
        if (changes.Length > MaxChanges)
            throw new ArgumentException($"A delta has at most {MaxChanges} changes, not {changes.Length}.");
        var wire = new WireWriter(body);
        wire.WriteUInt8((byte)Scope);
        wire.WriteUInt8(0);
        wire.WriteUInt16((ushort)changes.Length);
        wire.WriteUInt64(FromGeneration);
        wire.WriteUInt64(ToGeneration);
        foreach (ref readonly var change in changes)
            change.Write(ref wire);
        return wire.Written;
    }
}
