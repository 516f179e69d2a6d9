using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Internet;

/// <summary>
/// IPv4 over Ethernet as an unmodified host or router does it: ARP, routing, fragments, echo, and the errors of RFC 792. It knows nothing of Mobile IP;
/// a node with agents takes packets out before the layer decides (<see cref="IIpUser"/>).
/// </summary>
public sealed partial class IpLayer : IScheduled
{
    private readonly Timeline _timeline;
    private readonly IIpUser _user;
    private readonly List<IpInterface> _interfaces = [];
    private readonly HashSet<Ipv4Address> _own = [];
    private readonly HashSet<Ipv4Address> _broadcasts = [];
    private readonly Reassembler _reassembler = new();
    private ushort _identification;

    internal IpLayer(Timeline timeline, IIpUser user, NeighbourPolicy? policy = null)
    {
        _timeline = timeline;
        _user = user;
        Policy = policy ?? new();
    }

    /// <summary>How addresses are resolved.</summary>
    public NeighbourPolicy Policy { get; }

    /// <summary>Whether packets for others are forwarded: a router.</summary>
    public bool Forwards { get; init; }

    /// <summary>Whether echo requests are answered.</summary>
    public bool AnswersEcho { get; set; } = true;

    /// <summary>Where packets go.</summary>
    public RouteTable Routes { get; } = new();

    /// <summary>Why packets did not go on.</summary>
    public IpCounters Counters { get; } = new();

    /// <summary>All interfaces.</summary>
    public IReadOnlyList<IpInterface> Interfaces => _interfaces;

    /// <summary>Gives a port an address and a route to its subnet.</summary>
    public IpInterface AddInterface(NetworkPort port, Ipv4Address address, Ipv4Prefix subnet, int mtu = 1500)
    {
        var added = new IpInterface(port, address, subnet, mtu);
        _interfaces.Add(added);
        _own.Add(address);
        if (subnet.Length < 31)
            _broadcasts.Add(subnet.DirectedBroadcast);
        Routes.Set(new(subnet, added, null));
        return added;
    }

    /// <summary>The interface on a port; null when the port has no address.</summary>
    public IpInterface? On(NetworkPort port)
    {
        foreach (var candidate in _interfaces)
        {
            if (candidate.Port == port)
                return candidate;
        }
        return null;
    }

    /// <summary>Whether an address is one of the node's own.</summary>
    public bool Owns(Ipv4Address address) => _own.Contains(address);

    /// <summary>Takes a frame that came in on a port; one for another Ethernet address is passed over.</summary>
    public void Receive(IpInterface on, Frame frame)
    {
        if (frame.Destination != on.Port.Mac && !frame.Destination.IsGroup)
            return;
        switch ((EtherType)frame.Type)
        {
            case EtherType.Arp:
                ReceiveArp(on, frame);
                break;
            case EtherType.Ipv4:
                ReceivePacket(on, frame);
                break;
            default:
                break; // nothing else is spoken here
        }
    }

    private void ReceivePacket(IpInterface on, Frame frame)
    {
        var octets = frame.Memory[EthernetHeader.FixedSize..];
        if (!Ipv4Header.TryParse(octets.Span, out var header, out _))
        {
            Counters.Malformed++;
            return;
        }
        Decide(new(on, frame.Source, frame.Destination, header, octets));
    }

    /// <summary>Delivers or forwards a packet that was taken out of a tunnel.</summary>
    internal void Reinject(ReadOnlyMemory<byte> octets)
    {
        if (Ipv4Header.TryParse(octets.Span, out var header, out _))
            Decide(new(null, default, default, header, octets));
        else
            Counters.Malformed++;
    }

    private void Decide(in ArrivedPacket packet)
    {
        if (_user.Takes(packet))
            return;
        if (IsForUs(packet))
            DeliverHere(packet);
        else if (Forwards)
            Forward(packet);
        else
            Counters.NotForUs++;
    }

    private bool IsForUs(in ArrivedPacket packet)
    {
        var destination = packet.Header.Destination;
        return _own.Contains(destination) || _broadcasts.Contains(destination) || destination.IsLimitedBroadcast || destination.IsMulticast;
    }

    /// <summary>Delivers a packet to this node, its last missing fragment permitting.</summary>
    internal void DeliverHere(in ArrivedPacket packet)
    {
        if (!packet.Header.IsFragment)
        {
            Dispatch(packet);
            return;
        }
        if (_reassembler.Take(packet.Header, packet.Octets.Span, _timeline.Now) is not { } whole)
            return;
        if (Ipv4Header.TryParse(whole, out var header, out _))
            Dispatch(packet with { Header = header, Octets = whole });
    }

    private void Dispatch(in ArrivedPacket packet)
    {
        Counters.Delivered++;
        switch (packet.Header.Protocol)
        {
            case IpProtocol.Icmp:
                DispatchIcmp(packet);
                break;
            case IpProtocol.Udp:
                DispatchDatagram(packet);
                break;
            default:
                if (!_user.Other(packet))
                    SendError(packet, IcmpError.Unreachable(UnreachableCode.Protocol));
                break;
        }
    }

    private void DispatchDatagram(in ArrivedPacket packet)
    {
        var datagram = packet.Payload;
        if (!UdpHeader.TryParse(datagram.Span, packet.Header.Source, packet.Header.Destination, out var header, out _))
            Counters.Malformed++;
        else if (!_user.Datagram(packet, header, datagram[UdpHeader.FixedSize..header.Length]))
            SendError(packet, IcmpError.Unreachable(UnreachableCode.Port));
    }

    private void DispatchIcmp(in ArrivedPacket packet)
    {
        var message = packet.Payload.Span;
        if (!IcmpEcho.TryParse(message, out var echo, out _) || echo.IsReply)
        {
            _user.Icmp(packet);
            return;
        }
        var (asker, asked) = (packet.Header.Source, packet.Header.Destination);
        if (!AnswersEcho || !Owns(asked) || !asker.IsUnicastHost)
            return;
        var answer = new byte[message.Length];
        echo.ToReply().WriteTo(answer, IcmpEcho.DataOf(message));
        Send(FrameRoom.Packet(new() { Source = asked, Destination = asker, Identification = NextIdentification() }, IpProtocol.Icmp, answer));
    }

    /// <summary>A number that tells the packets of this node apart when they are fragmented.</summary>
    internal ushort NextIdentification() => ++_identification;
}
