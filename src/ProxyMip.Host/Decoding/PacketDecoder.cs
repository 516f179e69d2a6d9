using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Decoding;

/// <summary>Decodes octets from the layer they start with, everything they carry included. Never throws, whatever the octets.</summary>
internal static class PacketDecoder
{
    /// <summary>Decodes; a layer that is not known is guessed.</summary>
    public static DecodedLayer Decode(ReadOnlySpan<byte> octets, DecodeLayer layer, DecodeSession session) =>
        (layer == DecodeLayer.Unknown ? LayerGuess.Of(octets) : layer) switch
        {
            DecodeLayer.Ethernet => Ethernet(octets, session),
            DecodeLayer.Ipv4 => Ipv4Decoder.Decode(octets, session),
            DecodeLayer.UdpPayload => RegistrationDecoder.Decode(octets, session),
            DecodeLayer.Radius => RadiusDecoder.Decode(octets, default, session),
            DecodeLayer.Tacacs => TacacsDecoder.Decode(octets, session),
            DecodeLayer.SubnetMap => SubnetMapDecoder.Decode(octets, session),
            DecodeLayer.Cooked1 => Cooked1(octets, session),
            DecodeLayer.Cooked2 => Cooked2(octets, session),
            _ => new DecodedLayer("Octets").With("Octets", Wording.Octets(octets)).Broken("none of the layers that are known; name it with --layer"),
        };

    private static DecodedLayer Ethernet(ReadOnlySpan<byte> frame, DecodeSession session)
    {
        var layer = new DecodedLayer("Ethernet II");
        if (!EthernetHeader.TryParse(frame, out var header, out var fault))
            return layer.With("Octets", Wording.Octets(frame)).Broken(Wording.Fault(fault));
        layer.With("Destination", header.Destination.ToString(), header.Destination.IsBroadcast ? "broadcast" : header.Destination.IsGroup ? "group" : null)
            .With("Source", header.Source.ToString());
        if (header.Vlan is { } tag)
            layer.With("VLAN", tag.Id, $"priority {tag.Priority}");
        layer.With("Type", Wording.Hex((ushort)header.EtherType), NameOf(header.EtherType));
        return layer.Carrying(Payload(header.EtherType, header.PayloadOf(frame), session));
    }

    // The pseudo link layer of a capture on all Linux interfaces: packet type, hardware type, address length, address (8), protocol.
    private static DecodedLayer Cooked1(ReadOnlySpan<byte> frame, DecodeSession session)
    {
        var layer = new DecodedLayer("Linux cooked capture");
        var wire = new WireReader(frame);
        var type = wire.ReadUInt16();
        wire.Skip(2);
        int size = wire.ReadUInt16();
        var address = wire.ReadOctets(8);
        var protocol = (EtherType)wire.ReadUInt16();
        return Cooked(layer, ref wire, type, address, size, protocol, session);
    }

    // Version 2: protocol, reserved (2), interface (4), hardware type (2), packet type, address length, address (8).
    private static DecodedLayer Cooked2(ReadOnlySpan<byte> frame, DecodeSession session)
    {
        var layer = new DecodedLayer("Linux cooked capture v2");
        var wire = new WireReader(frame);
        var protocol = (EtherType)wire.ReadUInt16();
        wire.Skip(2);
        layer.With("Interface", wire.ReadUInt32());
        wire.Skip(2);
        var type = wire.ReadUInt8();
        int size = wire.ReadUInt8();
        var address = wire.ReadOctets(8);
        return Cooked(layer, ref wire, type, address, size, protocol, session);
    }

    private static DecodedLayer Cooked(DecodedLayer layer, ref WireReader wire, ushort type, ReadOnlySpan<byte> address, int size, EtherType protocol,
        DecodeSession session)
    {
        if (!wire.Succeeded(out var fault))
            return layer.Broken(Wording.Fault(fault));
        var direction = type switch { 0 => "to this host", 1 => "broadcast", 2 => "multicast", 3 => "to another host", 4 => "sent by this host", _ => null };
        layer.With("Packet Type", type, direction)
            .With("Source", size == MacAddress.Size ? MacAddress.Read(address).ToString() : Wording.Octets(address[..Math.Min(size, address.Length)]))
            .With("Protocol", Wording.Hex((ushort)protocol), NameOf(protocol));
        return layer.Carrying(Payload(protocol, wire.ReadRest(), session));
    }

    private static DecodedLayer? Payload(EtherType type, ReadOnlySpan<byte> payload, DecodeSession session) => type switch
    {
        EtherType.Ipv4 => Ipv4Decoder.Decode(payload, session),
        EtherType.Arp => Arp(payload),
        _ => null,
    };

    private static DecodedLayer Arp(ReadOnlySpan<byte> packet)
    {
        var layer = new DecodedLayer("ARP");
        if (!ArpPacket.TryParse(packet, out var arp, out var fault))
            return layer.With("Octets", Wording.Octets(packet)).Broken(Wording.Fault(fault));
        var operation = arp.Operation switch { ArpOperation.Request => "request", ArpOperation.Reply => "reply", _ => null };
        layer.With("Operation", (ushort)arp.Operation, arp.IsGratuitous ? $"gratuitous {operation}" : arp.IsProbe ? "probe" : operation);
        return layer.With("Sender Hardware Address", arp.SenderMac.ToString())
            .With("Sender Protocol Address", arp.SenderAddress.ToString())
            .With("Target Hardware Address", arp.TargetMac.ToString())
            .With("Target Protocol Address", arp.TargetAddress.ToString());
    }

    private static string? NameOf(EtherType type) => type switch
    {
        EtherType.Ipv4 => "IPv4",
        EtherType.Arp => "ARP",
        EtherType.Ipv6 => "IPv6",
        EtherType.Eapol => "802.1X",
        _ => null,
    };
}
