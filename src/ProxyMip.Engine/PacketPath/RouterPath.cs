using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.PacketPath;

/// <summary>What a router with agent roles does with one packet.</summary>
public enum RouteAction
{
    /// <summary>Route it as usual.</summary>
    Forward,

    /// <summary>It is for this node itself.</summary>
    ToSelf,

    /// <summary>It is a tunnel packet for this node: take it out and decide about the inner one.</summary>
    Decapsulate,

    /// <summary>Home agent: one copy into the tunnel of each binding.</summary>
    TunnelToBindings,

    /// <summary>Foreign agent: into the reverse tunnel of the visitor.</summary>
    ReverseTunnel,

    /// <summary>Foreign agent: to the visitor's pinned Ethernet address.</summary>
    DeliverToVisitor,

    /// <summary>Home agent: a broadcast of the home link, to the nodes that asked for broadcasts; it stays on the link as well.</summary>
    BroadcastToBindings,

    /// <summary>Drop it and count the reason.</summary>
    Drop,
}

/// <summary>The decision about one packet.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Reason">Why it is dropped.</param>
/// <param name="Visitor">The visitor concerned.</param>
/// <param name="Bindings">The bindings concerned.</param>
public readonly record struct RouteDecision(RouteAction Action, DropReason Reason = DropReason.None, SetVisitorPath? Visitor = null,
    ImmutableArray<SetBindingPath> Bindings = default)
{
    /// <summary>Route as usual.</summary>
    public static RouteDecision Forward => new(RouteAction.Forward);

    /// <summary>Drop and count.</summary>
    public static RouteDecision Drop(DropReason reason) => new(RouteAction.Drop, reason);
}

/// <summary>
/// Packet by packet decisions of a router that is home agent, foreign agent or both (protocol reference 10.5, 10.6, 11.5 and 12). Pure: tables, own
/// addresses and the packet decide.
/// </summary>
public static class RouterPath
{
    /// <summary>Whether the home agent answers this ARP packet on a port: a request for a node that is away, whose home link this is (RFC 5944 §4.6).</summary>
    public static bool AnswersArp(in ArpPacket arp, PortId port, PathTables tables)
    {
        var bindings = tables.BindingsOf(arp.TargetAddress);
        return !bindings.IsEmpty && bindings[0].HomePort == port && arp.AsksFor(arp.TargetAddress);
    }

    /// <summary>Decides about a packet that came in, tunnelled or not.</summary>
    /// <param name="packet">The packet, its header checked already.</param>
    /// <param name="ip">Its header.</param>
    /// <param name="port">Where it came in.</param>
    /// <param name="link">Ethernet source of its frame.</param>
    /// <param name="self">The router.</param>
    /// <param name="tables">Bindings and visitors.</param>
    public static RouteDecision Decide(ReadOnlySpan<byte> packet, in Ipv4Header ip, PortId port, MacAddress link, RouterIdentity self, PathTables tables)
    {
        if (self.Owns(ip.Destination))
            return new(IsTunnel(ip.Protocol) ? RouteAction.Decapsulate : RouteAction.ToSelf);
        if (ip.Destination.IsMulticast || ip.Destination.IsLimitedBroadcast || self.IsDirectedBroadcast(ip.Destination))
            return Broadcast(ip, port, self, tables);
        if (tables.Visitor(ip.Source) is { ReverseTunnel: true, EncapsulatingDelivery: false } visitor && visitor.Port == port && visitor.LinkAddress == link)
            return new(RouteAction.ReverseTunnel, Visitor: visitor);
        return ForDestination(packet, ip, self, tables);
    }

    /// <summary>Decides about the packet that came out of a tunnel.</summary>
    /// <param name="inner">The inner packet.</param>
    /// <param name="ip">Its header.</param>
    /// <param name="outer">What the outer header said.</param>
    /// <param name="port">Where the outer packet came in.</param>
    /// <param name="link">Ethernet source of the outer packet's frame.</param>
    /// <param name="self">The router.</param>
    /// <param name="tables">Bindings and visitors.</param>
    public static RouteDecision DecideInner(ReadOnlySpan<byte> inner, in Ipv4Header ip, in DecapsulatedPacket outer, PortId port, MacAddress link,
        RouterIdentity self, PathTables tables)
    {
        // A visitor with encapsulating delivery style: opened here, sent on through the reverse tunnel (RFC 3024 §5.2).
        if (tables.Visitor(outer.OuterSource) is { ReverseTunnel: true, EncapsulatingDelivery: true } sender && sender.Port == port && sender.LinkAddress == link)
            return ip.Source == sender.HomeAddress ? new(RouteAction.ReverseTunnel, Visitor: sender) : RouteDecision.Drop(DropReason.WrongInnerSource);
        if (outer.ReturnsToEncapsulator)
            return RouteDecision.Drop(DropReason.Loop);
        if (tables.Visitor(ip.Destination) is { } visitor)
        {
            var peer = PeerFault(visitor.Tunnel, outer);
            return peer == DropReason.None ? new(RouteAction.DeliverToVisitor, Visitor: visitor) : RouteDecision.Drop(peer);
        }
        return FromReverseTunnel(inner, ip, outer, self, tables);
    }

    private static RouteDecision FromReverseTunnel(ReadOnlySpan<byte> inner, in Ipv4Header ip, in DecapsulatedPacket outer, RouterIdentity self, PathTables tables)
    {
        var bindings = tables.BindingsOf(ip.Source);
        if (bindings.IsEmpty)
            return RouteDecision.Drop(IsPeer(outer.OuterSource, tables) ? DropReason.WrongInnerSource : DropReason.UnknownVisitor);
        foreach (var binding in bindings)
        {
            if (binding.Tunnel.Remote != outer.OuterSource)
                continue;
            if (!binding.ReverseTunnel)
                return RouteDecision.Drop(DropReason.ReverseTunnelNotGranted);
            var peer = PeerFault(binding.Tunnel, outer);
            if (peer != DropReason.None)
                return RouteDecision.Drop(peer);
            if (self.Owns(ip.Destination))
                return new(IsTunnel(ip.Protocol) ? RouteAction.Drop : RouteAction.ToSelf, IsTunnel(ip.Protocol) ? DropReason.Loop : DropReason.None);
            return ForDestination(inner, ip, self, tables);
        }
        return RouteDecision.Drop(DropReason.UnknownTunnelPeer);
    }

    private static RouteDecision ForDestination(ReadOnlySpan<byte> packet, in Ipv4Header ip, RouterIdentity self, PathTables tables)
    {
        var bindings = tables.BindingsOf(ip.Destination);
        if (bindings.IsEmpty)
            return RouteDecision.Forward;
        foreach (var binding in bindings)
        {
            // Both ends on this node: the visitor is on one of our own links, no tunnel is needed.
            if (self.Owns(binding.Tunnel.Remote) && tables.Visitor(ip.Destination) is { } local)
                return new(RouteAction.DeliverToVisitor, Visitor: local);
            if (TunnelEntry.WouldLoop(ip.Source, binding.Tunnel.Remote, []) || IsTunnelLoop(packet, ip, binding))
                return RouteDecision.Drop(DropReason.Loop);
        }
        return new(RouteAction.TunnelToBindings, Bindings: bindings);
    }

    // A tunnel packet to the mobile node whose inner destination is the node again, from its own care-of address (RFC 5944 §4.2.3).
    private static bool IsTunnelLoop(ReadOnlySpan<byte> packet, in Ipv4Header ip, SetBindingPath binding) =>
        ip.Protocol == IpProtocol.IpInIp && ip.Source == binding.Tunnel.Remote
        && Ipv4Header.TryParseQuoted(ip.PayloadOf(packet), out var inner, out _) && inner.Destination == ip.Destination;

    private static RouteDecision Broadcast(in Ipv4Header ip, PortId port, RouterIdentity self, PathTables tables)
    {
        if (self.Owns(ip.Source))
            return new(RouteAction.ToSelf);
        ImmutableArray<SetBindingPath>.Builder? receivers = null;
        foreach (var bindings in tables.Bindings)
        {
            foreach (var binding in bindings)
            {
                if (binding.Broadcasts && binding.HomePort == port && binding.HomeAddress != ip.Source)
                    (receivers ??= ImmutableArray.CreateBuilder<SetBindingPath>()).Add(binding);
            }
        }
        return receivers is null ? new(RouteAction.ToSelf) : new(RouteAction.BroadcastToBindings, Bindings: receivers.ToImmutable());
    }

    private static DropReason PeerFault(TunnelEnd tunnel, in DecapsulatedPacket outer)
    {
        if (outer.OuterSource != tunnel.Remote || outer.OuterDestination != tunnel.Local)
            return DropReason.UnknownTunnelPeer;
        return outer.Protocol == tunnel.Protocol && outer.GreKey == tunnel.ReceiveKey ? DropReason.None : DropReason.WrongEncapsulation;
    }

    private static bool IsPeer(Ipv4Address outerSource, PathTables tables) => tables.IsTunnelPeer(outerSource);

    private static bool IsTunnel(IpProtocol protocol) =>
        (TunnelProtocol)protocol is TunnelProtocol.IpInIp or TunnelProtocol.Gre or TunnelProtocol.MinimalEncapsulation;
}
