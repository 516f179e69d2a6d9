using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>The header in front of a packet tunnelled in UDP, RFC 3519 §3.3. The inner packet follows, up to the end of the datagram.</summary>
public readonly record struct UdpTunnelData
{
    //  |   Type = 4    |  Next Header  |           Reserved            |

    /// <summary>The type octet.</summary>
    public const MobileIpMessageType MessageType = MobileIpMessageType.UdpTunnelData;

    /// <summary>Octets in the header.</summary>
    public const int FixedSize = 4;

    /// <summary>IP protocol number of what follows: 4 IP in IP, 47 GRE, 55 minimal encapsulation.</summary>
    public byte NextHeader { get; init; }

    /// <summary>Reads the first 4 octets of a datagram. Faults: Truncated, or UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> datagram, out UdpTunnelData header, out WireFault fault)
    {
        var wire = new WireReader(datagram);
        wire.Expect((byte)MessageType);
        header = new() { NextHeader = wire.ReadUInt8() };
        wire.Skip(2); // reserved
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the header and returns <see cref="FixedSize"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)MessageType);
        wire.WriteUInt8(NextHeader);
        wire.WriteZeros(2);
        return wire.Written;
    }
}
