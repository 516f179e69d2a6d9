using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>Registration Reply, RFC 5944 §3.4: the fixed part. Extensions (§3.5) follow it on the wire. It names no care-of address.</summary>
public readonly record struct RegistrationReply
{
    //  |   Type = 3    |     Code      |           Lifetime            |
    //  |                          Home Address                         |
    //  |                           Home Agent                          |
    //  |                    Identification (64 bits)                   |

    /// <summary>The type octet.</summary>
    public const MobileIpMessageType MessageType = MobileIpMessageType.RegistrationReply;

    /// <summary>Octets in the fixed part.</summary>
    public const int FixedSize = 20;

    /// <summary>Accepted, or why not. A number that has no name is kept as it came.</summary>
    public ReplyCode Code { get; init; }

    /// <summary>The field as it stands on the wire, which means something only where <see cref="GrantedLifetime"/> or <see cref="LongestLifetimeOffered"/> has a value.</summary>
    public RegistrationLifetime Lifetime { get; init; }

    /// <summary>Copied from the request, or the address the home agent assigned.</summary>
    public Ipv4Address HomeAddress { get; init; }

    /// <summary>Copied from the request, or with code 136 the address to use.</summary>
    public Ipv4Address HomeAgent { get; init; }

    /// <summary>The low 32 bits always come from the request (§5.7); see <see cref="Identifications"/>.</summary>
    public ulong Identification { get; init; }

    /// <summary>What the home agent granted; null when it denied.</summary>
    public RegistrationLifetime? GrantedLifetime => Code.IsAccepted() ? Lifetime : null;

    /// <summary>With code 69, the longest lifetime the foreign agent takes; else null.</summary>
    public RegistrationLifetime? LongestLifetimeOffered => Code == ReplyCode.RequestedLifetimeTooLong ? Lifetime : null;

    /// <summary>Reads the first 20 octets of a datagram. Faults: Truncated, or UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RegistrationReply reply, out WireFault fault)
    {
        var wire = new WireReader(datagram);
        wire.Expect((byte)MessageType);
        reply = new()
        {
            Code = (ReplyCode)wire.ReadUInt8(),
            Lifetime = new(wire.ReadUInt16()),
            HomeAddress = wire.ReadAddress(),
            HomeAgent = wire.ReadAddress(),
            Identification = wire.ReadUInt64(),
        };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the fixed part and returns <see cref="FixedSize"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)MessageType);
        wire.WriteUInt8((byte)Code);
        wire.WriteUInt16(Lifetime.Seconds);
        wire.WriteAddress(HomeAddress);
        wire.WriteAddress(HomeAgent);
        wire.WriteUInt64(Identification);
        return wire.Written;
    }
}
