using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Protocol.Tunnels;

namespace ProxyMip.Host.Decoding;

/// <summary>Tells what octets are when nobody says so. Tried from the form that is hardest to hit by chance to the easiest.</summary>
internal static class LayerGuess
{
    public static DecodeLayer Of(ReadOnlySpan<byte> octets)
    {
        if (octets.StartsWith("PMSM"u8))
            return DecodeLayer.SubnetMap;
        if (Ipv4Header.TryParse(octets, out _, out _))
            return DecodeLayer.Ipv4;
        if (IsEthernet(octets))
            return DecodeLayer.Ethernet;
        if (TacacsHeader.TryParse(octets, out var tacacs, out _) && tacacs.BodyLength == octets.Length - TacacsHeader.Size)
            return DecodeLayer.Tacacs;
        if (RadiusPacket.TryParse(octets, out var radius, out _) && Enum.IsDefined(radius.Code) && radius.Octets.Length == octets.Length)
            return DecodeLayer.Radius;
        if (octets.Length > 0 && Enum.IsDefined((MobileIpMessageType)octets[0]))
            return DecodeLayer.UdpPayload;
        return Ipv4Header.TryParseQuoted(octets, out _, out _) ? DecodeLayer.Ipv4 : DecodeLayer.Unknown;
    }

    private static bool IsEthernet(ReadOnlySpan<byte> octets)
    {
        if (!EthernetHeader.TryParse(octets, out var header, out _))
            return false;
        var payload = header.PayloadOf(octets);
        return header.EtherType switch
        {
            EtherType.Ipv4 => Ipv4Header.TryParseQuoted(payload, out _, out _),
            EtherType.Arp => ArpPacket.TryParse(payload, out _, out _),
            EtherType.Ipv6 or EtherType.Eapol => true,
            _ => false,
        };
    }
}
