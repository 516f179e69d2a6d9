using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>Registration Revocation, RFC 3543 §3.3: the fixed part. A Foreign-Home authentication extension must follow.</summary>
public readonly record struct RevocationMessage
{
    //  |   Type = 7    |   Reserved    |A|I|         Reserved          |
    //  |                          Home Address                         |
    //  |                      Home Domain Address                      |
    //  |                    Foreign Domain Address                     |
    //  |                     Revocation Identifier                     |

    /// <summary>The type octet.</summary>
    public const MobileIpMessageType MessageType = MobileIpMessageType.Revocation;

    /// <summary>Octets in the fixed part.</summary>
    public const int FixedSize = 20;

    /// <summary>Who revokes, and whether the node is to be told.</summary>
    public RevocationBits Bits { get; init; }

    /// <summary>The node whose binding ends.</summary>
    public Ipv4Address HomeAddress { get; init; }

    /// <summary>The home agent of the binding.</summary>
    public Ipv4Address HomeDomainAddress { get; init; }

    /// <summary>The care-of address of the binding.</summary>
    public Ipv4Address ForeignDomainAddress { get; init; }

    /// <summary>A timestamp in seconds by the sender's clock, the one extension 137 used; each message has a later one.</summary>
    public uint RevocationIdentifier { get; init; }

    /// <summary>Reads the first 20 octets of a datagram. Faults: Truncated, or UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RevocationMessage revocation, out WireFault fault)
    {
        var wire = new WireReader(datagram);
        wire.Expect((byte)MessageType);
        wire.Skip(1); // reserved
        revocation = new()
        {
            Bits = (RevocationBits)wire.ReadUInt16() & RevocationBits.Defined,
            HomeAddress = wire.ReadAddress(),
            HomeDomainAddress = wire.ReadAddress(),
            ForeignDomainAddress = wire.ReadAddress(),
            RevocationIdentifier = wire.ReadUInt32(),
        };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the fixed part and returns <see cref="FixedSize"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)MessageType);
        wire.WriteZeros(1);
        wire.WriteUInt16((ushort)(Bits & RevocationBits.Defined));
        wire.WriteAddress(HomeAddress);
        wire.WriteAddress(HomeDomainAddress);
        wire.WriteAddress(ForeignDomainAddress);
        wire.WriteUInt32(RevocationIdentifier);
        return wire.Written;
    }
}
