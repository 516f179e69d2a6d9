using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Links;
using DropReason = ProxyMip.Engine.PacketPath.DropReason;

namespace ProxyMip.Simulation.Nodes;

/// <summary>Frames between radio, LAN and the access point itself.</summary>
public sealed partial class AccessPointNode
{
    private const int MostHeld = 64;
    private static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(2);

    private readonly long[] _drops = new long[Enum.GetValues<DropReason>().Length];

    /// <summary>Frames dropped for a reason.</summary>
    public long Drops(DropReason reason) => _drops[(int)reason];

    /// <summary>DHCP frames of visitors that were kept off the LAN (decision D-09).</summary>
    public long DhcpIntercepted { get; private set; }

    /// <inheritdoc />
    public override void Receive(NetworkPort port, Frame frame)
    {
        if (port == Radio)
            FromRadio(frame);
        else
            FromWire(frame);
    }

    private void FromRadio(Frame frame)
    {
        if (!_stations.TryGetValue(frame.Source, out var station))
            return; // not associated: a real radio does not take its frames
        station.HeardAt = Network.Now;
        station.IsElsewhere = false;
        station.FramesReceived++;
        station.OctetsReceived += frame.Octets.Length;
        Learn(station, frame);
        Treat(station, frame);
    }

    private void Treat(Station station, Frame frame)
    {
        var decision = AccessPointPath.FromRadio(frame.Octets, Driver.Tables);
        switch (decision.Action)
        {
            case FrameAction.Bridge:
                BridgeFromRadio(frame);
                break;
            case FrameAction.Redirect:
                Uplink.Send(Readdress(frame, decision.Link));
                break;
            case FrameAction.AnswerArp:
                AnswerArp(frame, decision.Link, Radio, station.Mac);
                break;
            case FrameAction.Queue:
                Hold(station, frame);
                break;
            case FrameAction.AnswerEcho:
                AnswerEcho(frame);
                break;
            case FrameAction.InterceptDhcp:
                DhcpIntercepted++;
                break;
            default:
                _drops[(int)decision.Reason]++;
                break;
        }
    }

    private void FromWire(Frame frame)
    {
        if (_stations.TryGetValue(frame.Source, out var moved))
            moved.IsElsewhere = true; // its address comes from the LAN now
        if (frame.Type < LowestEtherType)
            return; // nothing but the news where a station is
        var decision = AccessPointPath.FromWire(frame.Octets, Driver.Tables);
        switch (decision.Action)
        {
            case FrameAction.Bridge:
                BridgeFromWire(frame);
                break;
            case FrameAction.InterceptReply:
                TakeReply(frame);
                break;
            case FrameAction.AnswerArp:
                AnswerArp(frame, decision.Link, Uplink, frame.Source);
                break;
            default:
                _drops[(int)decision.Reason]++;
                break;
        }
    }

    private void BridgeFromRadio(Frame frame)
    {
        if (frame.Destination == Uplink.Mac)
            ToSelf(frame);
        else if (frame.Destination.IsGroup)
        {
            Uplink.Send(frame);
            Radio.Send(frame);
            ToSelf(frame);
        }
        else if (_stations.TryGetValue(frame.Destination, out var other) && !other.IsElsewhere)
            ToStation(other, frame);
        else
            Uplink.Send(frame);
    }

    private void BridgeFromWire(Frame frame)
    {
        if (frame.Destination.IsGroup)
        {
            if (_stations.Count > 0)
                Radio.Send(frame);
            ToSelf(frame);
        }
        else if (frame.Destination == Uplink.Mac)
            ToSelf(frame);
        else if (_stations.TryGetValue(frame.Destination, out var station) && !station.IsElsewhere)
            ToStation(station, frame);
    }

    // What the access point itself sends passes the bridge too: its stations are as near as its LAN.
    private bool DivertOwn(Frame frame)
    {
        if (frame.Source != Uplink.Mac || _stations.Count == 0)
            return false;
        if (frame.Destination.IsGroup)
            Radio.Send(frame);
        else if (_stations.TryGetValue(frame.Destination, out var station) && !station.IsElsewhere)
        {
            ToStation(station, frame);
            return true;
        }
        return false;
    }

    private void ToSelf(Frame frame) => Ip.Receive(Ip.Interfaces[0], frame);

    private void ToStation(Station station, Frame frame)
    {
        station.FramesSent++;
        station.OctetsSent += frame.Octets.Length;
        Radio.Send(frame);
        if (!station.IsWatched || (EtherType)frame.Type != EtherType.Ipv4)
            return;
        station.IsWatched = false;
        Driver.Handle(new FirstPacketDown(station.Mac));
    }

    // The engine learns an address from the first frame that shows it, before that frame is treated.
    private void Learn(Station station, Frame frame)
    {
        if (Driver.Agent is null || !TryReadSource(frame, out var address, out var evidence) || !address.IsUnicastHost)
            return;
        if (address == station.Address && Network.Now - station.ReportedAt < HeardInterval)
            return;
        station.Address = address;
        station.ReportedAt = Network.Now;
        Driver.Handle(new StationHeard(station.Mac, address, evidence));
    }

    private static bool TryReadSource(Frame frame, out Ipv4Address address, out AddressEvidence evidence)
    {
        (address, evidence) = (default, AddressEvidence.SourceAddress);
        var payload = frame.Octets[EthernetHeader.FixedSize..];
        switch ((EtherType)frame.Type)
        {
            case EtherType.Ipv4 when Ipv4Header.TryParse(payload, out var header, out _):
                address = header.Source;
                return true;
            case EtherType.Arp when ArpPacket.TryParse(payload, out var arp, out _) && arp.SenderMac == frame.Source:
                (address, evidence) = (arp.SenderAddress, AddressEvidence.ArpSender);
                return true;
            default:
                return false;
        }
    }

    private void TakeReply(Frame frame)
    {
        var packet = frame.Memory[EthernetHeader.FixedSize..];
        if (!Ipv4Header.TryParse(packet.Span, out var header, out _))
            return;
        var datagram = packet[header.HeaderLength..header.TotalLength];
        if (!UdpHeader.TryParse(datagram.Span, header.Source, header.Destination, out var udp, out _))
            return;
        Driver.Handle(new DatagramReceived(Uplink.Id, frame.Source, header.Source, header.Destination, header.TimeToLive, udp.SourcePort,
            udp.DestinationPort, datagram[UdpHeader.FixedSize..udp.Length]));
    }

    private void Hold(Station station, Frame frame)
    {
        if (station.Held.Count >= MostHeld)
        {
            station.Held.Dequeue();
            _drops[(int)DropReason.NotRegisteredYet]++;
        }
        station.Held.Enqueue((Network.Now, frame));
    }

    private protected override void PathChanged(PathChange change)
    {
        if (change is not SetStationPath { Path: not StationPath.Hold } set || !_stations.TryGetValue(set.Station, out var station))
            return;
        while (station.Held.TryDequeue(out var held))
        {
            if (Network.Now - held.At <= HeldFor)
                Treat(station, held.Frame);
            else
                _drops[(int)DropReason.NotRegisteredYet]++;
        }
    }

    private protected override void Watched(MacAddress station)
    {
        if (_stations.TryGetValue(station, out var entry))
            entry.IsWatched = true;
    }

    private static Frame Readdress(Frame frame, MacAddress destination)
    {
        var octets = frame.Octets.ToArray();
        destination.CopyTo(octets);
        return new(octets);
    }

    private static void AnswerArp(Frame frame, MacAddress link, NetworkPort port, MacAddress asker)
    {
        if (ArpPacket.TryParse(frame.Octets[EthernetHeader.FixedSize..], out var question, out _))
            IpLayer.Send(port, question.AnswerWith(link), link, asker);
    }

    // As if the gateway the client believes in had answered (RFC 5563 §6.2).
    private void AnswerEcho(Frame frame)
    {
        var packet = frame.Octets[EthernetHeader.FixedSize..];
        if (!Ipv4Header.TryParse(packet, out var header, out _) || !IcmpEcho.TryParse(header.PayloadOf(packet), out var echo, out _))
            return;
        var asked = header.PayloadOf(packet);
        var answer = new byte[asked.Length];
        echo.ToReply().WriteTo(answer, IcmpEcho.DataOf(asked));
        var back = new Ipv4Header { Source = header.Destination, Destination = header.Source, Identification = Ip.NextIdentification() };
        Radio.Send(FrameRoom.Finish(FrameRoom.Packet(back, IpProtocol.Icmp, answer), frame.Source, frame.Destination, EtherType.Ipv4));
    }
}
