using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>DELTA-ACK, type 8.</summary>
public readonly record struct MapDeltaAck
{
    //  |     Scope     |    Status     |               0               |
    //  |                               0                               |
    //  |                   Generation Held (64 bits)                   |

    /// <summary>Octets of the body.</summary>
    public const int Size = 16;

    private const int ReservedSize = 6;

    /// <summary>Which table.</summary>
    public MapScope Scope { get; init; }

    /// <summary>What became of the delta.</summary>
    public MapDeltaStatus Status { get; init; }

    /// <summary>The generation held now.</summary>
    public ulong GenerationHeld { get; init; }

    /// <summary>
    /// Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>, <see cref="WireFaultKind.BadLength"/>;
    /// <see cref="WireFaultKind.ForbiddenValue"/> for an unknown scope.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapDeltaAck ack, out WireFault fault)
    {
        var wire = new WireReader(body);
        var scope = (MapScope)wire.ReadUInt8();
        var status = (MapDeltaStatus)wire.ReadUInt8();
        wire.Skip(ReservedSize);
        ack = new() { Scope = scope, Status = status, GenerationHeld = wire.ReadUInt64() };
        wire.ExpectEnd();
        if (scope is not (MapScope.Merged or MapScope.Claims))
            wire.Fail(WireFaultKind.ForbiddenValue, 0);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> body)
    {
        var wire = new WireWriter(body);
        wire.WriteUInt8((byte)Scope);
        wire.WriteUInt8((byte)Status);
        wire.WriteZeros(ReservedSize);
        wire.WriteUInt64(GenerationHeld);
        return wire.Written;
    }
}
