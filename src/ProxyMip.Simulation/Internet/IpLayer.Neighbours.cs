using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;

namespace ProxyMip.Simulation.Internet;

/// <summary>Address resolution, RFC 826.</summary>
public sealed partial class IpLayer
{
    /// <summary>Forgets everything learned about neighbours, as an operating system does when the carrier goes away.</summary>
    public void ForgetNeighbours()
    {
        foreach (var on in _interfaces)
            on.Neighbours.Clear();
    }

    /// <summary>What is known about a neighbour; zero when nothing is.</summary>
    public static MacAddress NeighbourOf(IpInterface on, Ipv4Address address) =>
        on.Neighbours.TryGetValue(address, out var neighbour) ? neighbour.Mac : default;

    /// <summary>Asks for an address whether it is known or not.</summary>
    public static void Probe(IpInterface on, Ipv4Address target)
    {
        var question = ArpPacket.RequestFor(target, on.Port.Mac, on.Address);
        Send(on.Port, question, on.Port.Mac, MacAddress.Broadcast);
    }

    /// <summary>Sends an ARP packet with any Ethernet addresses.</summary>
    internal static void Send(NetworkPort port, in ArpPacket arp, MacAddress source, MacAddress destination)
    {
        var room = FrameRoom.For(ArpPacket.FixedSize);
        arp.WriteTo(FrameRoom.PacketIn(room));
        port.Send(FrameRoom.Finish(room, destination, source, EtherType.Arp));
    }

    /// <summary>Sends a packet to a neighbour, asking for its Ethernet address first when it is not known.</summary>
    internal void SendToNeighbour(IpInterface via, Ipv4Address nextHop, byte[] room)
    {
        if (nextHop.IsMulticast)
            via.Port.Send(FrameRoom.Finish(room, MacAddress.ForMulticast(nextHop), via.Port.Mac, EtherType.Ipv4));
        else if (nextHop.IsLimitedBroadcast || (via.Subnet.Length < 31 && nextHop == via.Subnet.DirectedBroadcast))
            via.Port.Send(FrameRoom.Finish(room, MacAddress.Broadcast, via.Port.Mac, EtherType.Ipv4));
        else
            SendUnicast(via, nextHop, room);
    }

    private void SendUnicast(IpInterface via, Ipv4Address nextHop, byte[] room)
    {
        if (!via.Neighbours.TryGetValue(nextHop, out var neighbour))
            via.Neighbours[nextHop] = neighbour = new();
        if (!neighbour.Mac.IsZero)
        {
            via.Port.Send(FrameRoom.Finish(room, neighbour.Mac, via.Port.Mac, EtherType.Ipv4));
            if (neighbour.Asked == 0 && _timeline.Now - neighbour.ConfirmedAt > Policy.Reachable)
                Ask(via, nextHop, neighbour); // old, but used until nobody answers
            return;
        }
        if (neighbour.Waiting.Count >= Policy.QueueLimit)
            neighbour.Waiting.Dequeue();
        neighbour.Waiting.Enqueue(room);
        if (neighbour.Asked == 0)
            Ask(via, nextHop, neighbour);
    }

    private void Ask(IpInterface via, Ipv4Address address, Neighbour neighbour)
    {
        neighbour.Asked++;
        Probe(via, address);
        _timeline.After(Policy.RetryInterval, this, neighbour.Question, new Pending(via, address, neighbour));
    }

    void Time.IScheduled.Fire(int kind, object? payload)
    {
        var (via, address, neighbour) = (Pending)payload!;
        if (neighbour.Question != kind || neighbour.Asked == 0)
            return; // answered meanwhile
        if (neighbour.Asked < Policy.Tries)
        {
            Ask(via, address, neighbour);
            return;
        }
        if (via.Neighbours.TryGetValue(address, out var current) && current == neighbour)
            via.Neighbours.Remove(address);
        Counters.Unresolved += neighbour.Waiting.Count;
        foreach (var room in neighbour.Waiting)
            ReportUnresolved(room);
    }

    private void ReportUnresolved(byte[] room)
    {
        var octets = room.AsMemory(EthernetHeader.FixedSize);
        if (Ipv4Header.TryParse(octets.Span, out var header, out _))
            SendError(new(null, default, default, header, octets), IcmpError.Unreachable(UnreachableCode.Host));
    }

    private void ReceiveArp(IpInterface on, Frame frame)
    {
        if (!ArpPacket.TryParse(frame.Octets[EthernetHeader.FixedSize..], out var arp, out _) || arp.SenderMac == on.Port.Mac)
            return;
        if (_user.Takes(on, arp))
            return;
        Learn(on, arp);
        if (arp.AsksFor(on.Address))
            Send(on.Port, arp.AnswerWith(on.Port.Mac), on.Port.Mac, arp.SenderMac);
    }

    /// <summary>Takes over what an ARP packet says: entries that exist change, new ones only come from packets for us (RFC 826).</summary>
    internal void Learn(IpInterface on, in ArpPacket arp)
    {
        if (!arp.SenderAddress.IsUnicastHost || arp.SenderMac.IsGroup || arp.SenderMac.IsZero || arp.SenderAddress == on.Address)
            return;
        if (!on.Neighbours.TryGetValue(arp.SenderAddress, out var neighbour))
        {
            if (arp.TargetAddress != on.Address)
                return;
            on.Neighbours[arp.SenderAddress] = neighbour = new();
        }
        neighbour.Mac = arp.SenderMac;
        neighbour.ConfirmedAt = _timeline.Now;
        neighbour.Asked = 0;
        neighbour.Question++;
        while (neighbour.Waiting.TryDequeue(out var room))
            on.Port.Send(FrameRoom.Finish(room, neighbour.Mac, on.Port.Mac, EtherType.Ipv4));
    }

    private sealed record Pending(IpInterface Via, Ipv4Address Address, Neighbour Neighbour);
}
