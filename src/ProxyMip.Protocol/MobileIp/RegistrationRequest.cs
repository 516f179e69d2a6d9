using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>Registration Request, RFC 5944 §3.3: the fixed part. Extensions (§3.5) follow it on the wire.</summary>
public readonly record struct RegistrationRequest
{
    //  0                   1                   2                   3
    //  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
    //  |   Type = 1    |S|B|D|M|G|r|T|x|           Lifetime            |
    //  |                          Home Address                         |
    //  |                           Home Agent                          |
    //  |                        Care-of Address                        |
    //  |                    Identification (64 bits)                   |

    /// <summary>The type octet.</summary>
    public const MobileIpMessageType MessageType = MobileIpMessageType.RegistrationRequest;

    /// <summary>Octets in the fixed part.</summary>
    public const int FixedSize = 24;

    /// <summary>The flags. Of the two undefined ones, r is taken out on reception and x is kept; neither is ever sent.</summary>
    public RegistrationBits Bits { get; init; }

    /// <summary>Seconds asked for; zero asks for deregistration.</summary>
    public RegistrationLifetime Lifetime { get; init; }

    /// <summary>The node's address; 0.0.0.0 asks for one, and then an NAI says for whom (RFC 2794).</summary>
    public Ipv4Address HomeAddress { get; init; }

    /// <summary>The home agent to register with.</summary>
    public Ipv4Address HomeAgent { get; init; }

    /// <summary>The end of the tunnel; equal to the home address in a deregistration of every binding.</summary>
    public Ipv4Address CareOfAddress { get; init; }

    /// <summary>Matches replies to requests and stops replay (§5.7); see <see cref="Identifications"/>.</summary>
    public ulong Identification { get; init; }

    /// <summary>Whether this asks for the end of one or all bindings.</summary>
    public bool IsDeregistration => Lifetime.IsZero;

    /// <summary>Whether this asks for the end of every binding of the node.</summary>
    public bool IsDeregistrationOfAll => Lifetime.IsZero && CareOfAddress == HomeAddress;

    /// <summary>Reads the first 24 octets of a datagram. Faults: Truncated, or UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out RegistrationRequest request, out WireFault fault)
    {
        var wire = new WireReader(datagram);
        wire.Expect((byte)MessageType);
        request = new()
        {
            Bits = (RegistrationBits)wire.ReadUInt8() & (RegistrationBits.Defined | RegistrationBits.Reserved),
            Lifetime = new(wire.ReadUInt16()),
            HomeAddress = wire.ReadAddress(),
            HomeAgent = wire.ReadAddress(),
            CareOfAddress = wire.ReadAddress(),
            Identification = wire.ReadUInt64(),
        };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the fixed part and returns <see cref="FixedSize"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)MessageType);
        wire.WriteUInt8((byte)(Bits & RegistrationBits.Defined));
        wire.WriteUInt16(Lifetime.Seconds);
        wire.WriteAddress(HomeAddress);
        wire.WriteAddress(HomeAgent);
        wire.WriteAddress(CareOfAddress);
        wire.WriteUInt64(Identification);
        return wire.Written;
    }
}
