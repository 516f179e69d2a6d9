using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.PacketPath;

/// <summary>
/// Carries out what <see cref="RouterPath"/> decides: TTL, encapsulation, MTU and fragmentation, ICMP errors, tunnel soft state. The one implementation for
/// the network in memory and for the user-space tiers on Linux. No allocation per packet; drops are counted by reason.
/// </summary>
public sealed class PacketRouter
{
    private const int DefaultMtu = 1500;

    private readonly byte[] _outer = new byte[Ipv4Header.MaxTotalLength];
    private readonly byte[] _piece = new byte[Ipv4Header.MaxTotalLength];
    private readonly byte[] _inner = new byte[Ipv4Header.MaxTotalLength];
    private readonly byte[] _error = new byte[IcmpError.MaxPacketSize];
    private readonly long[] _drops = new long[Enum.GetValues<DropReason>().Length];
    private ushort _identification;
    private TimeSpan _errorSecond;
    private int _errorsThisSecond;

    /// <summary>A router over tables that someone else keeps up to date.</summary>
    /// <param name="self">Own addresses and networks.</param>
    /// <param name="tables">Bindings and visitors.</param>
    public PacketRouter(RouterIdentity self, PathTables tables) => (Self, Tables) = (self, tables);

    /// <summary>Own addresses and networks; replaced when the settings change.</summary>
    public RouterIdentity Self { get; set; }

    /// <summary>Bindings and visitors.</summary>
    public PathTables Tables { get; }

    /// <summary>Tunnel soft state.</summary>
    public TunnelStates Tunnels { get; } = new();

    /// <summary>MTU of the links a tunnel packet leaves by, octets.</summary>
    public int LinkMtu { get; set; } = DefaultMtu;

    /// <summary>Whether outer packets carry DF always, not only when the inner one does (RFC 2003 §3.1: may).</summary>
    public bool AlwaysDontFragment { get; set; } = true;

    /// <summary>Most ICMP errors a second.</summary>
    public int ErrorsPerSecond { get; init; } = 100;

    /// <summary>Packets put into tunnels.</summary>
    public long Encapsulated { get; private set; }

    /// <summary>Packets taken out of tunnels.</summary>
    public long Decapsulated { get; private set; }

    /// <summary>Packets dropped for a reason.</summary>
    public long Drops(DropReason reason) => _drops[(int)reason];

    /// <summary>Takes one packet that arrived at the router (not necessarily for it) and sends on what follows from it.</summary>
    /// <param name="packet">From the first octet of the IPv4 header; link padding may follow. Changed in place.</param>
    /// <param name="port">Where it came in.</param>
    /// <param name="link">Ethernet source of its frame.</param>
    /// <param name="uptime">Now.</param>
    /// <param name="output">Where packets go.</param>
    public void Receive(Span<byte> packet, PortId port, MacAddress link, TimeSpan uptime, PacketOutput output)
    {
        if (!Ipv4Header.TryParse(packet, out var ip, out _))
        {
            Drop(DropReason.Malformed);
            return;
        }
        packet = packet[..ip.TotalLength];
        var decision = RouterPath.Decide(packet, ip, port, link, Self, Tables);
        if (decision.Action == RouteAction.Decapsulate)
            TakeOut(packet, port, link, uptime, output);
        else
            CarryOut(decision, packet, ip, uptime, output);
    }

    /// <summary>
    /// Notes an ICMP error that came back about a tunnel packet of this node and tells the original sender what it may know (RFC 2003 §4). False: the error
    /// is about something else.
    /// </summary>
    /// <param name="message">The ICMP message from its type octet on.</param>
    /// <param name="uptime">Now.</param>
    /// <param name="output">Where the error to the original sender goes.</param>
    public bool TryHandleTunnelError(ReadOnlySpan<byte> message, TimeSpan uptime, PacketOutput output)
    {
        if (!IcmpError.TryParse(message, out var error, out _)
            || !TunnelQuote.TryRead(IcmpError.QuotedOf(message), _inner, out var written, out var quote)
            || !Self.Owns(quote.Outer.Source) || !Tables.IsTunnelPeer(quote.Outer.Destination))
            return false;
        var outcome = TunnelIcmp.Translate(error, quote, quote.HasOriginal && Self.IsOnLink(quote.Original.Destination));
        Tunnels.Note(new(quote.Outer.Source, quote.Outer.Destination, quote.Protocol), outcome, uptime);
        if (outcome.Relay is { } relay)
            SendError(relay, _inner.AsSpan(0, written), quote.Original, uptime, output);
        return true;
    }

    private void TakeOut(Span<byte> packet, PortId port, MacAddress link, TimeSpan uptime, PacketOutput output)
    {
        if (!Tunnel.TryDecapsulate(packet, out var taken, out var fault))
        {
            Drop(fault.Kind == TunnelFaultKind.CongestionMarkLost ? DropReason.Congestion : DropReason.BadInnerPacket);
            return;
        }
        var inner = taken.Of(packet);
        if (!Ipv4Header.TryParse(inner, out var ip, out _))
        {
            Drop(DropReason.BadInnerPacket);
            return;
        }
        var decision = RouterPath.DecideInner(inner, ip, taken, port, link, Self, Tables);
        if (decision.Action != RouteAction.Drop)
            Decapsulated++;
        CarryOut(decision, inner, ip, uptime, output);
    }

    private void CarryOut(in RouteDecision decision, Span<byte> packet, in Ipv4Header ip, TimeSpan uptime, PacketOutput output)
    {
        switch (decision.Action)
        {
            case RouteAction.ToSelf:
                output.ToSelf(packet);
                break;
            case RouteAction.Forward:
                if (Decrement(packet, ip, uptime, output))
                    output.Forward(packet);
                break;
            case RouteAction.DeliverToVisitor:
                if (Decrement(packet, ip, uptime, output))
                    output.Deliver(decision.Visitor!.Port, decision.Visitor.LinkAddress, packet);
                break;
            case RouteAction.ReverseTunnel:
                Send(decision.Visitor!.Tunnel, packet, ip, uptime, output);
                break;
            case RouteAction.TunnelToBindings:
                foreach (var binding in decision.Bindings)
                    Send(binding.Tunnel, packet, ip, uptime, output);
                break;
            case RouteAction.BroadcastToBindings:
                foreach (var binding in decision.Bindings)
                    SendBroadcast(binding, packet, uptime, output);
                output.ToSelf(packet);
                break;
            default:
                Drop(decision.Reason);
                break;
        }
    }

    // Forwarding decrements once; what would reach 0 is dropped and its sender told.
    private bool Decrement(Span<byte> packet, in Ipv4Header ip, TimeSpan uptime, PacketOutput output)
    {
        if (Ipv4Header.TryDecrementTimeToLive(packet))
            return true;
        Drop(DropReason.TimeExceeded);
        SendError(IcmpError.TimeExceeded(), packet, ip, uptime, output);
        return false;
    }

    private void Send(TunnelEnd tunnel, ReadOnlySpan<byte> packet, in Ipv4Header ip, TimeSpan uptime, PacketOutput output)
    {
        if (ip.TimeToLive <= 1)
        {
            Drop(DropReason.TimeExceeded);
            SendError(IcmpError.TimeExceeded(), packet, ip, uptime, output);
            return;
        }
        var protocol = ip.IsFragment && tunnel.Protocol == TunnelProtocol.MinimalEncapsulation ? TunnelProtocol.IpInIp : tunnel.Protocol;
        var header = HeaderFor(tunnel);
        var state = Tunnels.At(new(tunnel.Local, tunnel.Remote, tunnel.Protocol), uptime);
        var room = Math.Min(state.Mtu ?? LinkMtu, LinkMtu) - Tunnel.Overhead(protocol, header, ip.Source);
        if (state.UnreachableSince is not null)
            SendError(IcmpError.Unreachable(state.PathTooLong || Self.IsOnLink(ip.Destination) ? UnreachableCode.Host : UnreachableCode.Network),
                packet, ip, uptime, output);
        if (!Ipv4Fragmenter.TryCreate(packet, ip, room, out var pieces))
        {
            Drop(DropReason.TooBig);
            SendError(IcmpError.FragmentationNeeded((ushort)Math.Max(room, PathMtu.Minimum)), packet, ip, uptime, output);
            return;
        }
        while (pieces.TryNext(_piece, out var written))
            Wrap(protocol, header with { Identification = _identification++ }, _piece.AsSpan(0, written), output);
    }

    private void Wrap(TunnelProtocol protocol, in TunnelHeader header, ReadOnlySpan<byte> inner, PacketOutput output)
    {
        if (!Tunnel.TryEncapsulate(protocol, inner, header, _outer, out var written, out var fault)
            && (fault.Kind != TunnelFaultKind.InnerFragment
                || !Tunnel.TryEncapsulate(TunnelProtocol.IpInIp, inner, header, _outer, out written, out _)))
        {
            Drop(DropReason.BadInnerPacket);
            return;
        }
        Encapsulated++;
        output.Forward(_outer.AsSpan(0, written));
    }

    // A broadcast first becomes the payload of a unicast to the home address, so that the foreign agent can deliver it (RFC 5944 §4.3).
    private void SendBroadcast(SetBindingPath binding, ReadOnlySpan<byte> packet, TimeSpan uptime, PacketOutput output)
    {
        var nest = new TunnelHeader { Source = binding.Tunnel.Local, Destination = binding.HomeAddress, Identification = _identification++, Forwarding = false };
        if (Tunnel.TryEncapsulate(TunnelProtocol.IpInIp, packet, nest, _inner, out var written, out _)
            && Ipv4Header.TryParse(_inner.AsSpan(0, written), out var ip, out _))
            Send(binding.Tunnel, _inner.AsSpan(0, written), ip, uptime, output);
    }

    private TunnelHeader HeaderFor(TunnelEnd tunnel) => new()
    {
        Source = tunnel.Local,
        Destination = tunnel.Remote,
        DontFragment = AlwaysDontFragment,
        GreKey = tunnel.SendKey,
    };

    private void SendError(in IcmpError error, ReadOnlySpan<byte> packet, in Ipv4Header ip, TimeSpan uptime, PacketOutput output)
    {
        if (Self.Addresses.Length == 0 || !IcmpErrorRule.MayBeSentAbout(packet, ip, Self.IsDirectedBroadcast(ip.Destination)) || !MaySendError(uptime))
            return;
        var written = error.WritePacketTo(_error, Self.Addresses[0], _identification++, packet, ip);
        // The sender may itself be away: its errors take the same path as everything else for it.
        var errorPacket = _error.AsSpan(0, written);
        if (!Ipv4Header.TryParse(errorPacket, out var header, out _))
            return;
        if (Tables.Visitor(header.Destination) is { } visitor)
            output.Deliver(visitor.Port, visitor.LinkAddress, errorPacket);
        else if (Tables.BindingsOf(header.Destination) is { IsEmpty: false } bindings)
            Wrap(TunnelProtocol.IpInIp, HeaderFor(bindings[0].Tunnel) with { Forwarding = false, Identification = _identification++ }, errorPacket, output);
        else
            output.Forward(errorPacket);
    }

    private bool MaySendError(TimeSpan uptime)
    {
        if (uptime - _errorSecond >= TimeSpan.FromSeconds(1))
            (_errorSecond, _errorsThisSecond) = (uptime, 0);
        return _errorsThisSecond++ < ErrorsPerSecond;
    }

    private void Drop(DropReason reason) => _drops[(int)reason]++;
}
