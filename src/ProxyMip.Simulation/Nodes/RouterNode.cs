using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Links;

namespace ProxyMip.Simulation.Nodes;

/// <summary>A router. With agent roles every packet goes through the engine's <see cref="PacketRouter"/> before the routes are asked.</summary>
public sealed class RouterNode : EngineNode
{
    private readonly Output _output;
    private readonly byte[] _scratch = new byte[Ipv4Header.MaxTotalLength];
    private PacketRouter? _router;
    private HomeAgentState? _disk;
    private ArrivedPacket _current;

    internal RouterNode(string id, VirtualNetwork network)
        : base(id, NodeKind.Router, network, forwards: true) => _output = new(this);

    /// <summary>The packet path of its agents; null without agents, or while it is off.</summary>
    public PacketRouter? Path => _router;

    /// <summary>Gives it a network card with an address.</summary>
    internal IpInterface AddInterface(Segment segment, MacAddress mac, Ipv4Address address, Ipv4Prefix subnet, LinkQuality? quality)
    {
        var port = AddPort($"eth{Ports.Count}", mac);
        segment.Attach(port, LinkQuality.Perfect, quality);
        return Ip.AddInterface(port, address, subnet);
    }

    /// <inheritdoc />
    public override bool Takes(in ArrivedPacket packet)
    {
        if (_router is not { } router || packet.On is not { } on)
            return false;
        var octets = packet.Octets.Span[..packet.Header.TotalLength];
        octets.CopyTo(_scratch);
        _current = packet;
        router.Receive(_scratch.AsSpan(0, octets.Length), on.Port.Id, packet.LinkSource, Clock.Uptime, _output);
        return true;
    }

    /// <inheritdoc />
    public override bool Takes(IpInterface on, in ArpPacket arp)
    {
        if (_router is not { } router || !RouterPath.AnswersArp(arp, on.Port.Id, router.Tables))
            return false;
        Ip.Learn(on, arp);
        IpLayer.Send(on.Port, arp.AnswerWith(on.Port.Mac), on.Port.Mac, arp.SenderMac);
        return true;
    }

    /// <inheritdoc />
    public override void Icmp(in ArrivedPacket packet)
    {
        if (_router?.TryHandleTunnelError(packet.Payload.Span, Clock.Uptime, _output) == true)
            return;
        base.Icmp(packet);
    }

    private protected override void Started()
    {
        base.Started();
        if (Driver.Agent is not { } agent)
            return;
        if (agent.Settings is { HomeAgent: not null } or { ForeignAgent: not null })
            _router = new(RouterIdentity.Of(agent.Settings), Driver.Tables);
        if (_disk is { } saved && agent.Settings.HomeAgent is not null)
            Driver.Handle(new HomeAgentStateRestored(saved));
    }

    private protected override void Stopping(bool keepMemory)
    {
        _disk = keepMemory ? Driver.Agent?.Role<HomeAgentRole>()?.Export(Clock.Now) : null;
        _router = null;
        base.Stopping(keepMemory);
    }

    private sealed class Output(RouterNode node) : PacketOutput
    {
        public override void Forward(ReadOnlySpan<byte> packet)
        {
            node.Ip.Counters.Forwarded++;
            if (!node.Ip.Send(FrameRoom.Copy(packet)))
                node.CouldNotForward(packet);
        }

        public override void Deliver(PortId port, MacAddress link, ReadOnlySpan<byte> packet)
        {
            var from = node.PortOf(port);
            from.Send(FrameRoom.Finish(FrameRoom.Copy(packet), link, from.Mac, EtherType.Ipv4));
        }

        public override void ToSelf(ReadOnlySpan<byte> packet)
        {
            if (Ipv4Header.TryParse(packet, out var header, out _))
                node.Ip.DeliverHere(node._current with { Header = header, Octets = packet.ToArray() });
        }
    }

    // What the routes say of a packet the agents let pass: no route, or too big for the next segment.
    private void CouldNotForward(ReadOnlySpan<byte> packet)
    {
        if (!Ipv4Header.TryParse(packet, out var header, out _))
            return;
        var arrived = _current with { Header = header, Octets = packet.ToArray() };
        if (Ip.Routes.Find(header.Destination) is { } route)
            Ip.SendError(arrived, IcmpError.FragmentationNeeded((ushort)route.Interface.Mtu));
        else
            Ip.SendError(arrived, IcmpError.Unreachable(UnreachableCode.Network));
    }
}
