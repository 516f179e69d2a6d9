using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Decoding;

/// <summary>IPv4 with what it carries: UDP, TCP as far as TACACS+, ICMP, and the three encapsulations.</summary>
internal static class Ipv4Decoder
{
    private const ushort RegistrationPort = 434;
    private const ushort TacacsPort = 49;
    private const int MostTunnels = 8;

    public static DecodedLayer Decode(ReadOnlySpan<byte> packet, DecodeSession session, int depth = 0)
    {
        var layer = new DecodedLayer("IPv4");
        var sound = Ipv4Header.TryParse(packet, out var header, out var fault);
        if (!sound && !Ipv4Header.TryParseQuoted(packet, out header, out _))
            return layer.With("Octets", Wording.Octets(packet)).Broken(Wording.Fault(fault));
        Describe(layer, header, fault);
        if (!sound && fault.Kind != WireFaultKind.BadChecksum)
            return layer.Broken(Wording.Fault(fault));
        var payload = header.PayloadOf(packet);
        if (header.IsFragment)
            return layer.With("Payload", Wording.Octets(payload), "a fragment");
        return layer.Carrying(depth >= MostTunnels ? null : Carried(packet, header, payload, session, depth));
    }

    /// <summary>The header alone, as an ICMP error quotes it.</summary>
    public static DecodedLayer Quoted(ReadOnlySpan<byte> quoted)
    {
        var layer = new DecodedLayer("IPv4 (quoted)");
        if (!Ipv4Header.TryParseQuoted(quoted, out var header, out var fault))
            return layer.With("Octets", Wording.Octets(quoted)).Broken(Wording.Fault(fault));
        return Describe(layer, header, default).With("Payload", Wording.Octets(quoted[header.HeaderLength..]), "the beginning only");
    }

    private static DecodedLayer Describe(DecodedLayer layer, in Ipv4Header header, WireFault fault)
    {
        layer.With("Header Length", header.HeaderLength, "octets")
            .With("DSCP", header.Dscp)
            .With("ECN", (byte)header.Ecn, header.Ecn switch { Ecn.Ce => "congestion experienced", Ecn.NotEct => "not ECN-capable", _ => "ECN-capable" })
            .With("Total Length", header.TotalLength, "octets")
            .With("Identification", Wording.Hex(header.Identification));
        var flags = Wording.Flags((header.DontFragment ? 2u : 0) + (header.MoreFragments ? 1u : 0), [(2, "DF", "do not fragment"), (1, "MF", "more fragments")]);
        return layer.With("Flags", flags.Letters, flags.Meaning)
            .With("Fragment Offset", header.FragmentOffset)
            .With("Time to Live", header.TimeToLive)
            .With("Protocol", (byte)header.Protocol, NameOf(header.Protocol))
            .With("Header Checksum", Wording.Hex(header.Checksum), fault.Kind == WireFaultKind.BadChecksum ? "wrong" : "right")
            .With("Source Address", header.Source.ToString())
            .With("Destination Address", header.Destination.ToString());
    }

    private static DecodedLayer? Carried(ReadOnlySpan<byte> packet, in Ipv4Header header, ReadOnlySpan<byte> payload, DecodeSession session, int depth) =>
        header.Protocol switch
        {
            IpProtocol.Udp => Udp(payload, header, session),
            IpProtocol.Tcp => Tcp(payload, session),
            IpProtocol.Icmp => IcmpDecoder.Decode(payload),
            IpProtocol.IpInIp => Decode(payload, session, depth + 1),
            IpProtocol.Gre => Gre(payload, session, depth),
            IpProtocol.MinimalEncapsulation => Minimal(packet, payload, session, depth),
            _ => null,
        };

    private static DecodedLayer Udp(ReadOnlySpan<byte> datagram, in Ipv4Header ip, DecodeSession session)
    {
        var layer = new DecodedLayer("UDP");
        var sound = UdpHeader.TryParse(datagram, ip.Source, ip.Destination, out var udp, out var fault);
        if (!sound && fault.Kind != WireFaultKind.BadChecksum)
            return layer.With("Octets", Wording.Octets(datagram)).Broken(Wording.Fault(fault));
        var state = udp.Checksum == 0 ? "none sent" : sound ? "right" : "wrong: every receiver discards this datagram";
        layer.With("Source Port", udp.SourcePort)
            .With("Destination Port", udp.DestinationPort)
            .With("Length", udp.Length, "octets")
            .With("Checksum", Wording.Hex(udp.Checksum), state);
        var payload = udp.PayloadOf(datagram);
        var flow = new Flow(ip.Source, udp.SourcePort, ip.Destination, udp.DestinationPort);
        if (Uses(flow, RegistrationPort))
            return layer.Carrying(RegistrationDecoder.Decode(payload, session));
        if (Uses(flow, MapHeader.Port))
            return layer.Carrying(SubnetMapDecoder.Decode(payload, session));
        if (Uses(flow, 1812) || Uses(flow, 1813) || Uses(flow, 1645) || Uses(flow, 1646))
            return layer.Carrying(RadiusDecoder.Decode(payload, flow, session));
        return LayerGuess.Of(payload) switch
        {
            DecodeLayer.SubnetMap => layer.Carrying(SubnetMapDecoder.Decode(payload, session)),
            _ => payload.IsEmpty ? layer : layer.With("Payload", Wording.Octets(payload)),
        };
    }

    private static DecodedLayer Tcp(ReadOnlySpan<byte> segment, DecodeSession session)
    {
        var layer = new DecodedLayer("TCP");
        var wire = new WireReader(segment);
        var (source, destination) = (wire.ReadUInt16(), wire.ReadUInt16());
        layer.With("Source Port", source).With("Destination Port", destination).With("Sequence Number", wire.ReadUInt32());
        wire.Skip(sizeof(uint));
        var (words, _) = wire.ReadSplitUInt8(4);
        wire.Skip(words * 4 - wire.Position);
        var payload = wire.ReadRest();
        if (!wire.Succeeded(out var fault))
            return layer.Broken(Wording.Fault(fault));
        if (payload.IsEmpty)
            return layer;
        var isTacacs = source == TacacsPort || destination == TacacsPort;
        return isTacacs && TacacsHeader.TryParse(payload, out _, out _)
            ? layer.Carrying(TacacsDecoder.Decode(payload, session))
            : layer.With("Payload", Wording.Octets(payload));
    }

    private static DecodedLayer Gre(ReadOnlySpan<byte> payload, DecodeSession session, int depth)
    {
        var layer = new DecodedLayer("GRE");
        if (!GreHeader.TryParse(payload, out var gre, out var fault))
            return layer.With("Octets", Wording.Octets(payload)).Broken(TunnelWording.Of(fault));
        var bits = (gre.HasChecksum ? 4u : 0) + (gre.Key is null ? 0u : 2) + (gre.Sequence is null ? 0u : 1);
        var flags = Wording.Flags(bits, [(4, "C", "checksum"), (2, "K", "key"), (1, "S", "sequence number")]);
        layer.With("Flags", flags.Letters, flags.Meaning).With("Protocol Type", Wording.Hex(gre.ProtocolType), gre.ProtocolType == GreHeader.Ipv4 ? "IPv4" : null);
        if (gre.HasChecksum)
            layer.With("Checksum", "right");
        if (gre.Key is { } key)
            layer.With("Key", Wording.Hex(key, 8));
        if (gre.Sequence is { } sequence)
            layer.With("Sequence Number", sequence);
        return gre.ProtocolType == GreHeader.Ipv4 ? layer.Carrying(Decode(payload[gre.Size..], session, depth + 1)) : layer;
    }

    private static DecodedLayer Minimal(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> payload, DecodeSession session, int depth)
    {
        var layer = new DecodedLayer("Minimal Encapsulation");
        if (!MinimalForwardingHeader.TryParse(payload, out var forwarding, out var fault) && fault.Kind != WireFaultKind.BadChecksum)
            return layer.With("Octets", Wording.Octets(payload)).Broken(Wording.Fault(fault));
        layer.With("Protocol", (byte)forwarding.Protocol, NameOf(forwarding.Protocol))
            .With("Flags", forwarding.OriginalSource is null ? "none" : "S", forwarding.OriginalSource is null ? null : "original source present")
            .With("Header Checksum", fault.IsFault ? "wrong" : "right")
            .With("Original Destination Address", forwarding.OriginalDestination.ToString());
        if (forwarding.OriginalSource is { } source)
            layer.With("Original Source Address", source.ToString());
        var copy = packet.ToArray();
        if (!MinimalEncapsulation.TryDecapsulate(copy, out var inner, out var tunnelFault))
            return layer.Broken(TunnelWording.Of(tunnelFault));
        return layer.Carrying(Decode(inner.Of(copy), session, depth + 1));
    }

    private static bool Uses(Flow flow, ushort port) => flow.SourcePort == port || flow.DestinationPort == port;

    private static string? NameOf(IpProtocol protocol) => protocol switch
    {
        IpProtocol.Icmp => "ICMP",
        IpProtocol.IpInIp => "IP in IP",
        IpProtocol.Tcp => "TCP",
        IpProtocol.Udp => "UDP",
        IpProtocol.Gre => "GRE",
        IpProtocol.MinimalEncapsulation => "minimal encapsulation",
        _ => null,
    };
}
