using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>The IPv4 and UDP headers a payload came in, as a driver checks them before anything else sees the payload.</summary>
/// <param name="Ip">Its header.</param>
/// <param name="Udp">Its UDP header.</param>
/// <param name="ChecksumRight">Whether the UDP checksum is right, or zero.</param>
internal sealed record Envelope(Ipv4Header Ip, UdpHeader Udp, bool ChecksumRight)
{
    /// <summary>
    /// Reads the packet of a vector; null when it has none or it cannot be read. What does not belong to the payload of the vector is a difference.
    /// </summary>
    public static Envelope? Read(VectorCase vector, Findings findings)
    {
        if (vector.Packet is not { } packet)
            return null;
        if (!Ipv4Header.TryParse(packet, out var ip, out var fault))
        {
            findings.Differs($"ip_hex: {fault}");
            return null;
        }
        if (ip.Protocol != IpProtocol.Udp || !UdpHeader.TryParseQuoted(ip.PayloadOf(packet), out var udp, out fault))
        {
            findings.Differs($"ip_hex: no UDP datagram ({fault})");
            return null;
        }
        var right = UdpHeader.TryParse(ip.PayloadOf(packet), ip.Source, ip.Destination, out udp, out fault);
        if (!right && fault.Kind != WireFaultKind.BadChecksum)
        {
            findings.Differs($"ip_hex: {fault}");
            return null;
        }
        findings.RequireOctets("payload of ip_hex", vector.Octets, udp.PayloadOf(ip.PayloadOf(packet)));
        var envelope = new Envelope(ip, udp, right);
        envelope.RequireSameHeaders(packet, findings);
        return envelope;
    }

    // Both headers are written again from what was read.
    private void RequireSameHeaders(byte[] packet, Findings findings)
    {
        var again = new byte[packet.Length];
        var header = Ip.WriteTo(again, Ip.OptionsOf(packet));
        findings.RequireOctets("IPv4 header written again", packet.AsSpan(0, header), again.AsSpan(0, header));
        if (Udp.Checksum == 0 || !ChecksumRight)
            return;
        var written = Udp.WriteTo(again.AsSpan(header), Ip.Source, Ip.Destination, Udp.PayloadOf(Ip.PayloadOf(packet)));
        findings.RequireOctets("UDP datagram written again", packet.AsSpan(header, written), again.AsSpan(header, written));
    }
}
