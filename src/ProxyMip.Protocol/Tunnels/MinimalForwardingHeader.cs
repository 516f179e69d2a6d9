using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>The header that minimal encapsulation puts behind the IPv4 header, RFC 2004 §3.1.</summary>
public readonly record struct MinimalForwardingHeader
{
    //  |   Protocol    |S|  reserved   |        Header Checksum        |
    //  |                 Original Destination Address                  |
    //  |           Original Source Address, only if S is set           |

    /// <summary>Octets without the original source.</summary>
    public const int ShortSize = 8;

    /// <summary>Octets with the original source.</summary>
    public const int LongSize = 12;

    private const int ChecksumAt = 2;
    private const int ReservedBits = 7;

    /// <summary>What the payload is.</summary>
    public IpProtocol Protocol { get; init; }

    /// <summary>Destination before encapsulation.</summary>
    public Ipv4Address OriginalDestination { get; init; }

    /// <summary>Source before encapsulation; null (S clear) when the encapsulator is itself the sender.</summary>
    public Ipv4Address? OriginalSource { get; init; }

    /// <summary>Octets on the wire: 8 or 12.</summary>
    public int Size => OriginalSource is null ? ShortSize : LongSize;

    /// <summary>
    /// Reads and verifies the header; the payload follows. Reserved bits are ignored. Faults: <see cref="WireFaultKind.Truncated"/>;
    /// <see cref="WireFaultKind.BadChecksum"/>, over this header only.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out MinimalForwardingHeader header, out WireFault fault)
    {
        var wire = new WireReader(octets);
        var protocol = (IpProtocol)wire.ReadUInt8();
        var (sourcePresent, _) = wire.ReadSplitUInt8(ReservedBits);
        wire.Skip(2);
        header = new()
        {
            Protocol = protocol,
            OriginalDestination = wire.ReadAddress(),
            OriginalSource = sourcePresent != 0 ? wire.ReadAddress() : null,
        };
        if (!InternetChecksum.IsValid(octets[..wire.Position]))
            wire.Fail(WireFaultKind.BadChecksum, ChecksumAt);
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the header with its checksum and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)Protocol);
        wire.WriteSplitUInt8(OriginalSource is null ? (byte)0 : (byte)1, 0, ReservedBits);
        wire.WriteUInt16(0);
        wire.WriteAddress(OriginalDestination);
        if (OriginalSource is { } source)
            wire.WriteAddress(source);
        wire.PatchUInt16(ChecksumAt, InternetChecksum.Compute(destination[..wire.Written]));
        return wire.Written;
    }
}
