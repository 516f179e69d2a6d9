using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Internet;

/// <summary>Routing, forwarding and the errors that go with them.</summary>
public sealed partial class IpLayer
{
    /// <summary>Sends a UDP datagram the way the routes say.</summary>
    /// <returns>False: there is no route.</returns>
    public bool SendDatagram(Ipv4Address source, Ipv4Address destination, ushort sourcePort, ushort destinationPort, ReadOnlySpan<byte> payload,
        byte timeToLive = 64, bool dontFragment = false)
    {
        var header = new Ipv4Header
        {
            Source = source,
            Destination = destination,
            TimeToLive = timeToLive,
            DontFragment = dontFragment,
            Identification = NextIdentification(),
        };
        return Send(FrameRoom.Datagram(header, sourcePort, destinationPort, payload));
    }

    /// <summary>Sends a complete packet the way the routes say.</summary>
    /// <param name="room">The packet with room in front.</param>
    /// <returns>False: there is no route, or it does not fit and may not be fragmented.</returns>
    internal bool Send(byte[] room)
    {
        var packet = FrameRoom.PacketIn(room);
        if (!Ipv4Header.TryParseQuoted(packet, out var header, out _))
            return false;
        if (Routes.Find(header.Destination) is not { } route)
        {
            Counters.NoRoute++;
            return false;
        }
        return SendVia(room, header, route.Interface, route.Gateway ?? header.Destination);
    }

    /// <summary>Sends a complete packet to a neighbour.</summary>
    internal bool SendVia(byte[] room, in Ipv4Header header, IpInterface via, Ipv4Address nextHop)
    {
        if (header.TotalLength <= via.Mtu)
        {
            SendToNeighbour(via, nextHop, room);
            return true;
        }
        if (!Ipv4Fragmenter.TryCreate(FrameRoom.PacketIn(room), header, via.Mtu, out var fragments))
        {
            Counters.TooBig++;
            return false;
        }
        var piece = new byte[via.Mtu];
        while (fragments.TryNext(piece, out var written))
            SendToNeighbour(via, nextHop, FrameRoom.Copy(piece.AsSpan(0, written)));
        return true;
    }

    /// <summary>Forwards a packet as a router does.</summary>
    internal void Forward(in ArrivedPacket packet)
    {
        var header = packet.Header;
        if (packet.LinkDestination.IsGroup || header.Source.IsLoopback || header.Destination.IsLoopback)
            return;
        if (Routes.Find(header.Destination) is not { } route)
        {
            Counters.NoRoute++;
            SendError(packet, IcmpError.Unreachable(UnreachableCode.Network));
            return;
        }
        var room = FrameRoom.Copy(packet.Octets.Span[..header.TotalLength]);
        if (!Ipv4Header.TryDecrementTimeToLive(FrameRoom.PacketIn(room)))
        {
            Counters.TimeToLiveExpired++;
            SendError(packet, IcmpError.TimeExceeded());
            return;
        }
        if (header.TotalLength > route.Interface.Mtu && header.DontFragment)
        {
            Counters.TooBig++;
            SendError(packet, IcmpError.FragmentationNeeded((ushort)route.Interface.Mtu));
            return;
        }
        Counters.Forwarded++;
        SendVia(room, header, route.Interface, route.Gateway ?? header.Destination);
    }

    /// <summary>Tells the sender of a packet what became of it, unless RFC 1122 §3.2.2 forbids it.</summary>
    internal void SendError(in ArrivedPacket packet, in IcmpError error)
    {
        var octets = packet.Octets.Span;
        if (!IcmpErrorRule.MayBeSentAbout(octets, packet.Header, packet.LinkDestination.IsGroup) || Owns(packet.Header.Source))
            return;
        var source = packet.On?.Address ?? SourceTowards(packet.Header.Source);
        if (source.IsAny)
            return;
        Span<byte> answer = stackalloc byte[IcmpError.MaxPacketSize];
        var written = error.WritePacketTo(answer, source, NextIdentification(), octets, packet.Header);
        Send(FrameRoom.Copy(answer[..written]));
    }

    /// <summary>The own address a packet to a destination would carry; 0.0.0.0 without a route.</summary>
    public Ipv4Address SourceTowards(Ipv4Address destination) => Routes.Find(destination)?.Interface.Address ?? Ipv4Address.Any;
}
