using System.Buffers.Binary;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Fuzz;

/// <summary>Sets right the checksums that would otherwise end every mutated input at the door.</summary>
public static class Checksums
{
    private const int IcmpOffset = 2;
    private const int Ipv4Offset = 10;

    /// <summary>The sum at octet 2 over everything: ICMP, and the header of RFC 2004 over its own length.</summary>
    public static void Icmp(Span<byte> message) => Set(message, IcmpOffset, message.Length);

    /// <summary>The IPv4 header, and for protocol 1 the ICMP message behind it, for 55 the forwarding header.</summary>
    public static void Ipv4(Span<byte> packet)
    {
        if (packet.Length < 20)
            return;
        var headerLength = (packet[0] & 15) * 4;
        if (headerLength < 20 || headerLength > packet.Length)
            return;
        var inner = packet[headerLength..];
        switch (packet[9])
        {
            case 1:
                Icmp(inner);
                break;
            case 4:
                Ipv4(inner);
                break;
            case 55:
                Forwarding(inner);
                break;
            default:
                break;
        }
        Set(packet, Ipv4Offset, headerLength);
    }

    /// <summary>RFC 2004: eight octets, or twelve when the original source is there.</summary>
    public static void Forwarding(Span<byte> header)
    {
        if (header.Length >= 8)
            Set(header, IcmpOffset, Math.Min(header.Length, header[1] >= 0x80 ? 12 : 8));
    }

    private static void Set(Span<byte> octets, int offset, int covered)
    {
        if (covered < offset + 2)
            return;
        BinaryPrimitives.WriteUInt16BigEndian(octets[offset..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(octets[offset..], InternetChecksum.Compute(octets[..covered]));
    }
}
