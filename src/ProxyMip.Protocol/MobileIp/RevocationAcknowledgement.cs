using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>Registration Revocation Acknowledgement, RFC 3543 §3.4: the fixed part. A Foreign-Home authentication extension must follow.</summary>
public readonly record struct RevocationAcknowledgement
{
    //  |   Type = 15   |   Reserved    |I|          Reserved           |
    //  |                          Home Address                         |
    //  |                     Revocation Identifier                     |

    /// <summary>The type octet.</summary>
    public const MobileIpMessageType MessageType = MobileIpMessageType.RevocationAcknowledgement;

    /// <summary>Octets in the fixed part.</summary>
    public const int FixedSize = 12;

    private const ushort InformBit = 0x8000;

    /// <summary>I: the mobile node was told.</summary>
    public bool MobileNodeInformed { get; init; }

    /// <summary>Copied from the revocation.</summary>
    public Ipv4Address HomeAddress { get; init; }

    /// <summary>Copied from the revocation.</summary>
    public uint RevocationIdentifier { get; init; }

    /// <summary>Reads the first 12 octets of a datagram. Faults: Truncated, or UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RevocationAcknowledgement acknowledgement, out WireFault fault)
    {
        var wire = new WireReader(datagram);
        wire.Expect((byte)MessageType);
        wire.Skip(1); // reserved
        acknowledgement = new()
        {
            MobileNodeInformed = wire.ReadUInt16() >= InformBit, // the top bit; the others are reserved
            HomeAddress = wire.ReadAddress(),
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
        wire.WriteUInt16(MobileNodeInformed ? InformBit : (ushort)0);
        wire.WriteAddress(HomeAddress);
        wire.WriteUInt32(RevocationIdentifier);
        return wire.Written;
    }
}
