using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;

namespace ProxyMip.Simulation.Internet;

/// <summary>
/// Packets are built with room for the Ethernet header in front, so that nothing is copied when the next hop becomes known.
/// </summary>
internal static class FrameRoom
{
    /// <summary>The packet behind the room.</summary>
    public static Span<byte> PacketIn(byte[] room) => room.AsSpan(EthernetHeader.FixedSize);

    /// <summary>Room for a packet of a length.</summary>
    public static byte[] For(int packetLength) => new byte[EthernetHeader.FixedSize + packetLength];

    /// <summary>Copies a packet behind a room.</summary>
    public static byte[] Copy(ReadOnlySpan<byte> packet)
    {
        var room = For(packet.Length);
        packet.CopyTo(PacketIn(room));
        return room;
    }

    /// <summary>Fills the room and makes a frame of it.</summary>
    public static Frame Finish(byte[] room, MacAddress destination, MacAddress source, EtherType type)
    {
        new EthernetHeader { Destination = destination, Source = source, EtherType = type }.WriteTo(room);
        return new(room);
    }

    /// <summary>A UDP datagram.</summary>
    public static byte[] Datagram(in Ipv4Header header, ushort sourcePort, ushort destinationPort, ReadOnlySpan<byte> payload)
    {
        var room = For(Ipv4Header.FixedSize + UdpHeader.FixedSize + payload.Length);
        var packet = PacketIn(room);
        var written = Complete(header, IpProtocol.Udp, packet).WriteTo(packet);
        var udp = new UdpHeader { SourcePort = sourcePort, DestinationPort = destinationPort };
        udp.WriteTo(packet[written..], header.Source, header.Destination, payload);
        return room;
    }

    /// <summary>A packet of any protocol whose payload is complete.</summary>
    public static byte[] Packet(in Ipv4Header header, IpProtocol protocol, ReadOnlySpan<byte> payload)
    {
        var room = For(Ipv4Header.FixedSize + payload.Length);
        var packet = PacketIn(room);
        var written = Complete(header, protocol, packet).WriteTo(packet);
        payload.CopyTo(packet[written..]);
        return room;
    }

    private static Ipv4Header Complete(in Ipv4Header header, IpProtocol protocol, Span<byte> packet) =>
        header with { Protocol = protocol, TotalLength = (ushort)packet.Length };
}
