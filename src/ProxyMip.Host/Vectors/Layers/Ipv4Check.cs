using System.Text.Json;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Layers;

/// <summary>Whole IPv4 packets: agent discovery, the three encapsulations, and UDP datagrams.</summary>
internal static class Ipv4Check
{
    public static void Check(VectorCase vector, Findings findings)
    {
        if (vector.Packet is { } packet)
            findings.RequireOctets("ip_hex", vector.Octets, packet);
        if (!Ipv4Header.TryParse(vector.Octets, out var header, out var fault))
        {
            Refuse(vector, fault.Kind == WireFaultKind.BadChecksum ? Reasons.IpChecksum : Reasons.Header, findings);
            return;
        }
        var again = new byte[header.HeaderLength];
        header.WriteTo(again, header.OptionsOf(vector.Octets));
        findings.RequireOctets("IPv4 header written again", vector.Octets.AsSpan(0, again.Length), again);
        var payload = header.PayloadOf(vector.Octets);
        switch (header.Protocol)
        {
            case IpProtocol.IpInIp or IpProtocol.Gre or IpProtocol.MinimalEncapsulation:
                TunnelCheck.Check(vector, header, findings);
                break;
            case IpProtocol.Icmp when !payload.IsEmpty && payload[0] == RouterAdvertisement.IcmpType:
                AdvertisementCheck.Check(vector, header, findings);
                break;
            case IpProtocol.Icmp when !payload.IsEmpty && payload[0] == RouterSolicitation.IcmpType:
                SolicitationCheck.Check(vector, header, findings);
                break;
            case IpProtocol.Udp when UdpHeader.TryParseQuoted(payload, out var udp, out _) && udp.Length <= payload.Length:
                RegistrationCheck.Check(vector with { Octets = udp.PayloadOf(payload).ToArray(), Packet = vector.Octets }, findings);
                break;
            default:
                Refuse(vector, Reasons.Header, findings);
                break;
        }
    }

    private static void Refuse(VectorCase vector, string reason, Findings findings)
    {
        if (vector.Fields.ValueKind == JsonValueKind.Object)
            findings.Differs($"cannot be read: {reason}");
        foreach (var expectation in vector.Expectations)
            OutcomeComparison.Compare(expectation, Observation.Refused(Observation.Discard, reason), findings);
    }
}
