using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>HELLO, type 1: opens a session. It changes no state at its receiver, since anybody may have kept and replayed it.</summary>
public readonly record struct MapHello
{
    //  |     Role      |   AAP Index   |  Min Version  |  Max Version  |
    //  |                         Capabilities                          |
    //  |                   AAP List Digest (64 bits)                   |
    //  |                        Clock (64 bits)                        |

    /// <summary>Octets of the body.</summary>
    public const int Size = 24;

    /// <summary>What the sender is.</summary>
    public MapRole Role { get; init; }

    /// <summary>Place of the sender in the list of authoritative access points, from 1; 0 for an ordinary access point.</summary>
    public byte AapIndex { get; init; }

    /// <summary>Lowest version spoken.</summary>
    public byte MinVersion { get; init; }

    /// <summary>Highest version spoken.</summary>
    public byte MaxVersion { get; init; }

    /// <summary>None defined in version 1: 0.</summary>
    public uint Capabilities { get; init; }

    /// <summary>See <see cref="AapList.Digest"/>.</summary>
    public ulong AapListDigest { get; init; }

    /// <summary>Milliseconds since 1970, to show clock skew only.</summary>
    public ulong ClockMilliseconds { get; init; }

    /// <summary>
    /// Reads the body. Faults: <see cref="WireFaultKind.Truncated"/>, <see cref="WireFaultKind.BadLength"/>;
    /// <see cref="WireFaultKind.ForbiddenValue"/> for an unknown role or a highest version below the lowest.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> body, out MapHello hello, out WireFault fault)
    {
        var wire = new WireReader(body);
        hello = new()
        {
            Role = (MapRole)wire.ReadUInt8(),
            AapIndex = wire.ReadUInt8(),
            MinVersion = wire.ReadUInt8(),
            MaxVersion = wire.ReadUInt8(),
            Capabilities = wire.ReadUInt32(),
            AapListDigest = wire.ReadUInt64(),
            ClockMilliseconds = wire.ReadUInt64(),
        };
        wire.ExpectEnd();
        if (hello.Role is not (MapRole.AccessPoint or MapRole.Authoritative))
            wire.Fail(WireFaultKind.ForbiddenValue, 0);
        if (hello.MaxVersion < hello.MinVersion)
            wire.Fail(WireFaultKind.ForbiddenValue, 3);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the body and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> body)
    {
        var wire = new WireWriter(body);
        wire.WriteUInt8((byte)Role);
        wire.WriteUInt8(AapIndex);
        wire.WriteUInt8(MinVersion);
        wire.WriteUInt8(MaxVersion);
        wire.WriteUInt32(Capabilities);
        wire.WriteUInt64(AapListDigest);
        wire.WriteUInt64(ClockMilliseconds);
        return wire.Written;
    }
}
