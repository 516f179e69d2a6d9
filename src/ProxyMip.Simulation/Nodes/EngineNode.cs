using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Engines;
using ProxyMip.Simulation.Internet;

namespace ProxyMip.Simulation.Nodes;

/// <summary>A node that runs the engine: an access point or a router with agents.</summary>
public abstract class EngineNode : NetworkNode, IEngineHost
{
    private const ushort RegistrationPort = 434;
    private const ushort SubnetMapPort = 6500;

    private ulong _lastEpoch;

    private protected EngineNode(string id, NodeKind kind, VirtualNetwork network, bool forwards)
        : base(id, kind, network, forwards) =>
        Driver = new(this, Entropy);

    /// <summary>Runs the engine.</summary>
    public EngineDriver Driver { get; }

    /// <summary>What the engine is configured with; null: a node without any role. Changed by <see cref="Reconfigure"/>.</summary>
    public NodeSettings? Settings { get; private set; }

    /// <summary>Who answers for associations; null when no server is configured.</summary>
    public IAssociationServer? AssociationServer { get; set; }

    /// <summary>Changes the settings, at once when the node is on.</summary>
    public void Reconfigure(NodeSettings settings)
    {
        Settings = settings;
        if (Driver.Agent is null && IsUp)
            Started();
        else
            Driver.Handle(new SettingsChanged(WithEpoch(settings, renew: false)));
    }

    /// <inheritdoc />
    public override bool Datagram(in ArrivedPacket packet, in UdpHeader header, ReadOnlyMemory<byte> payload)
    {
        if (Driver.Agent is null || header.DestinationPort is not (RegistrationPort or SubnetMapPort) && header.SourcePort != RegistrationPort)
            return false;
        var port = packet.On?.Port.Id ?? Ports[0].Id;
        Driver.Handle(new DatagramReceived(port, packet.LinkSource, packet.Header.Source, packet.Header.Destination, packet.Header.TimeToLive,
            header.SourcePort, header.DestinationPort, payload));
        return true;
    }

    /// <inheritdoc />
    public override void Icmp(in ArrivedPacket packet)
    {
        if (Driver.Agent is null)
            return;
        var port = packet.On?.Port.Id ?? Ports[0].Id;
        Driver.Handle(new IcmpReceived(port, packet.LinkSource, packet.Header.Source, packet.Header.Destination, packet.Header.TimeToLive, packet.Payload));
    }

    void IEngineHost.Send(SendDatagram datagram)
    {
        var header = new Ipv4Header
        {
            Source = datagram.Source,
            Destination = datagram.Destination,
            TimeToLive = datagram.TimeToLive,
            Identification = Ip.NextIdentification(),
        };
        Send(datagram.Port, datagram.LinkSource, datagram.LinkDestination, datagram.Destination,
            FrameRoom.Datagram(header, datagram.SourcePort, datagram.DestinationPort, datagram.Payload.Span));
    }

    void IEngineHost.Send(SendIcmp message)
    {
        var header = new Ipv4Header
        {
            Source = message.Source,
            Destination = message.Destination,
            TimeToLive = message.TimeToLive,
            Identification = Ip.NextIdentification(),
        };
        Send(message.Port, null, message.LinkDestination, message.Destination, FrameRoom.Packet(header, IpProtocol.Icmp, message.Message.Span));
    }

    void IEngineHost.Send(SendArp arp)
    {
        var packet = new ArpPacket
        {
            Operation = arp.IsReply ? ArpOperation.Reply : ArpOperation.Request,
            SenderMac = arp.SenderLink,
            SenderAddress = arp.Sender,
            TargetMac = arp.TargetLink,
            TargetAddress = arp.Target,
        };
        IpLayer.Send(PortOf(arp.Port), packet, arp.LinkSource, arp.LinkDestination);
    }

    void IEngineHost.Applied(PathChange change) => PathChanged(change);

    void IEngineHost.Watch(MacAddress station) => Watched(station);

    void IEngineHost.Ask(QueryAssociation query)
    {
        if (AssociationServer is not { } server)
            Driver.Handle(new AssociationAnswered(query.MobileNode, AssociationAnswer.NotConfigured, null, null, null));
        else
            server.Ask(this, query, Driver.Handle);
    }

    void IEngineHost.Save(SavedMobileNode node) => Saved(node);

    private protected virtual void PathChanged(PathChange change)
    {
    }

    private protected virtual void Watched(MacAddress station)
    {
    }

    private protected virtual void Saved(SavedMobileNode node)
    {
    }

    private protected override void Started()
    {
        if (Settings is { } settings)
            Driver.Start(WithEpoch(settings, renew: true));
    }

    private protected override void Stopping(bool keepMemory)
    {
        Driver.Stop();
        if (!keepMemory)
            _lastEpoch = 0;
    }

    private void Send(PortId? port, MacAddress? linkSource, MacAddress? linkDestination, Ipv4Address destination, byte[] room)
    {
        if (port is not { } id)
        {
            Ip.Send(room);
            return;
        }
        var from = PortOf(id);
        if (linkDestination is { } link)
            from.Send(FrameRoom.Finish(room, link, linkSource ?? from.Mac, EtherType.Ipv4));
        else if (destination.IsMulticast || destination.IsLimitedBroadcast)
            from.Send(FrameRoom.Finish(room, destination.IsMulticast ? MacAddress.ForMulticast(destination) : MacAddress.Broadcast,
                linkSource ?? from.Mac, EtherType.Ipv4));
        else if (Ip.On(from) is { } on)
            Ip.SendToNeighbour(on, on.Subnet.Contains(destination) ? destination : GatewayOn(on) ?? destination, room);
    }

    private Ipv4Address? GatewayOn(IpInterface on) => Ip.Routes.Find(Ipv4Address.Any) is { } route && route.Interface == on ? route.Gateway : null;

    // Strictly larger than at any earlier start that is remembered, also when the wall clock was set back (protocol reference 15.3).
    private NodeSettings WithEpoch(NodeSettings settings, bool renew)
    {
        if (settings.SubnetMap is not { } map)
            return settings;
        if (renew)
        {
            var seconds = (ulong)Math.Max(1, Clock.Now.Wall.ToUnixTimeSeconds());
            _lastEpoch = Math.Max(EpochOf(seconds, Entropy.NextUInt32()), _lastEpoch + 1);
        }
        return settings with { SubnetMap = map with { Epoch = _lastEpoch } };
    }

    private static ulong EpochOf(ulong seconds, uint random) => seconds * (1UL + uint.MaxValue) + random;
}
