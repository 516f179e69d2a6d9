using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;
using static ProxyMip.Engine.Tests.PacketPath.Packets;

namespace ProxyMip.Engine.Tests.PacketPath;

public sealed class RouterPathTests
{
    [Fact]
    [Requirement("HAG-048", "HAG-051", "HAG-047", "TUN-001", "TUN-007")]
    public void HomeAgent_PacketForAnAwayNode_IsTunnelledFromItsOwnAddress()
    {
        var sent = Assert.Single(new RouterBench(true, Binding()).Receive(Ip(Correspondent, MobileNode)).Forwarded);
        var outer = Header(sent);
        Assert.Equal((HomeAgentAddress, CareOf, IpProtocol.IpInIp), (outer.Source, outer.Destination, outer.Protocol));
        Assert.Equal(63, Header(outer.PayloadOf(sent).ToArray()).TimeToLive);
    }

    [Fact]
    [Requirement("HAG-050")]
    public void HomeAgent_PacketForANodeAtHome_IsForwarded()
    {
        var sent = Assert.Single(new RouterBench(true).Receive(Ip(Correspondent, MobileNode)).Forwarded);
        Assert.Equal((MobileNode, (byte)63), (Header(sent).Destination, Header(sent).TimeToLive));
    }

    [Fact]
    [Requirement("HAG-049")]
    public void HomeAgent_TwoBindings_SendsOneCopyEach()
    {
        var second = Ipv4Address.Parse("10.40.0.1");
        var bench = new RouterBench(true, Binding(), Binding(tunnel: HomeEnd() with { Remote = second })).Receive(Ip(Correspondent, MobileNode));
        Assert.Equal([CareOf, second], bench.Forwarded.Select(packet => Header(packet).Destination));
    }

    [Fact]
    [Requirement("HAG-053")]
    public void HomeAgent_OneOfTwoBindingsRemoved_KeepsTheOther()
    {
        var second = Ipv4Address.Parse("10.40.0.1");
        var bench = new RouterBench(true, Binding(), Binding(tunnel: HomeEnd() with { Remote = second }), new RemoveBindingPath(MobileNode, CareOf));
        Assert.Equal(second, Header(Assert.Single(bench.Receive(Ip(Correspondent, MobileNode)).Forwarded)).Destination);
        Assert.False(bench.Router.Tables.IsTunnelPeer(CareOf));
    }

    [Fact]
    [Requirement("HAG-052", "HAG-072")]
    public void HomeAgent_ReverseTunnelGranted_TakesTheInnerPacketOut()
    {
        var bench = new RouterBench(true, Binding(reverse: true)).Receive(Wrapped(Ip(MobileNode, Correspondent), CareOf, HomeAgentAddress));
        Assert.Equal((MobileNode, Correspondent), (Header(Assert.Single(bench.Forwarded)).Source, Header(bench.Forwarded[0]).Destination));
    }

    public static TheoryData<string, DropReason> BadReverse => new()
    {
        { "not granted", DropReason.ReverseTunnelNotGranted },
        { "other outer source", DropReason.UnknownTunnelPeer },
        { "other inner source", DropReason.WrongInnerSource },
        { "other encapsulation", DropReason.WrongEncapsulation },
        { "nested to this node", DropReason.Loop },
    };

    [Theory]
    [MemberData(nameof(BadReverse))]
    [Requirement("HAG-072", "TUN-029")]
    public void HomeAgent_ReverseTunnelOutsideTheBinding_IsDropped(string variant, DropReason reason)
    {
        var inner = Ip(variant == "other inner source" ? Ipv4Address.Parse("10.30.0.9") : MobileNode, Correspondent);
        if (variant == "nested to this node")
            inner = Wrapped(Ip(MobileNode, Correspondent), MobileNode, HomeAgentAddress);
        var outer = Wrapped(inner, variant == "other outer source" ? Ipv4Address.Parse("10.66.0.6") : CareOf, HomeAgentAddress,
            variant == "other encapsulation" ? TunnelProtocol.Gre : TunnelProtocol.IpInIp);
        var bench = new RouterBench(true, Binding(reverse: variant != "not granted")).Receive(outer);
        Assert.Equal(1, bench.Router.Drops(reason));
        Assert.Empty(bench.Forwarded);
    }

    [Fact]
    [Requirement("FAG-051", "TUN-010")]
    public void ForeignAgent_TunnelledPacketForAVisitor_GoesToItsPinnedAddress()
    {
        var bench = new RouterBench(false, Visitor()).Receive(Wrapped(Ip(Correspondent, MobileNode), HomeAgentAddress, CareOf));
        var (port, link, packet) = Assert.Single(bench.Delivered);
        Assert.Equal((VisitPort, MobileNodeMac, (byte)63), (port, link, Header(packet).TimeToLive));
    }

    [Fact]
    [Requirement("FAG-053", "FAG-054")]
    public void ForeignAgent_TunnelledPacketForNobody_IsDroppedInSilence()
    {
        var bench = new RouterBench(false, Visitor()).Receive(Wrapped(Ip(Correspondent, Ipv4Address.Parse("10.30.0.9")), HomeAgentAddress, CareOf));
        Assert.Equal(1, bench.Router.Drops(DropReason.UnknownVisitor) + bench.Router.Drops(DropReason.WrongInnerSource));
        Assert.Empty(bench.Forwarded);
        Assert.Empty(bench.Delivered);
    }

    [Fact]
    [Requirement("FAG-082", "TUN-029")]
    public void ForeignAgent_TunnelFromAnotherPeer_IsDropped()
    {
        var bench = new RouterBench(false, Visitor()).Receive(Wrapped(Ip(Correspondent, MobileNode), Ipv4Address.Parse("10.66.0.6"), CareOf));
        Assert.Equal(1, bench.Router.Drops(DropReason.UnknownTunnelPeer));
        Assert.Empty(bench.Delivered);
    }

    [Fact]
    [Requirement("FAG-056")]
    public void ForeignAgent_PacketFromAVisitor_IsForwardedWithTtlDecremented()
    {
        var sent = Assert.Single(new RouterBench(false, Visitor()).Receive(Ip(MobileNode, Correspondent), VisitPort, MobileNodeMac).Forwarded);
        Assert.Equal(((byte)63, Correspondent), (Header(sent).TimeToLive, Header(sent).Destination));
    }

    [Fact]
    public void ForeignAgent_BadHeaderChecksumOfAVisitor_IsDropped()
    {
        var packet = Ip(MobileNode, Correspondent);
        packet[10] ^= 0xff;
        var bench = new RouterBench(false, Visitor()).Receive(packet, VisitPort, MobileNodeMac);
        Assert.Equal(1, bench.Router.Drops(DropReason.Malformed));
    }

    [Fact]
    [Requirement("FAG-069", "FAG-070", "FAG-059")]
    public void ForeignAgent_ReverseTunnel_UsesCareOfAddressAndHomeAgent()
    {
        var sent = Assert.Single(new RouterBench(false, Visitor(reverse: true)).Receive(Ip(MobileNode, Correspondent), VisitPort, MobileNodeMac).Forwarded);
        Assert.Equal((CareOf, HomeAgentAddress, IpProtocol.IpInIp), (Header(sent).Source, Header(sent).Destination, Header(sent).Protocol));
    }

    [Fact]
    public void ForeignAgent_ReverseTunnel_TakesNothingFromAnotherStation()
    {
        var sent = Assert.Single(new RouterBench(false, Visitor(reverse: true)).Receive(Ip(MobileNode, Correspondent), VisitPort, OtherMac).Forwarded);
        Assert.Equal(IpProtocol.Udp, Header(sent).Protocol);
    }

    [Fact]
    [Requirement("FAG-071")]
    public void ForeignAgent_EncapsulatingStyle_TunnelsOnlyWhatTheNodeEncapsulated()
    {
        var bench = new RouterBench(false, Visitor(reverse: true, encapsulating: true));
        var plain = Assert.Single(bench.Receive(Ip(MobileNode, Correspondent), VisitPort, MobileNodeMac).Forwarded);
        Assert.Equal(IpProtocol.Udp, Header(plain).Protocol);
        bench.Forwarded.Clear();
        var wrapped = Assert.Single(bench.Receive(Wrapped(Ip(MobileNode, Correspondent), MobileNode, CareOf), VisitPort, MobileNodeMac).Forwarded);
        Assert.Equal((CareOf, HomeAgentAddress), (Header(wrapped).Source, Header(wrapped).Destination));
    }

    [Fact]
    [Requirement("FAG-060", "HAG-058", "HAG-059", "HAG-060")]
    public void Broadcast_ForANodeThatSetB_TravelsNestedAndIsDeliveredUnopened()
    {
        var home = new RouterBench(true, Binding(broadcasts: true)).Receive(Ip(Ipv4Address.Parse("10.30.0.9"), HomeNetwork.DirectedBroadcast), HomePort);
        var foreign = new RouterBench(false, Visitor()).Receive(Assert.Single(home.Forwarded));
        var delivered = Assert.Single(foreign.Delivered).Packet;
        Assert.Equal((MobileNode, IpProtocol.IpInIp), (Header(delivered).Destination, Header(delivered).Protocol));
        Assert.Equal(HomeNetwork.DirectedBroadcast, Header(Header(delivered).PayloadOf(delivered).ToArray()).Destination);
    }

    [Fact]
    [Requirement("HAG-058")]
    public void Broadcast_ForANodeWithoutB_StaysOnTheHomeLink() =>
        Assert.Empty(new RouterBench(true, Binding()).Receive(Ip(Ipv4Address.Parse("10.30.0.9"), Ipv4Address.Broadcast), HomePort).Forwarded);

    [Fact]
    [Requirement("HAG-055", "TUN-014")]
    public void HomeAgent_PacketFromTheCareOfAddress_IsNotTunnelledBack()
    {
        var bench = new RouterBench(true, Binding()).Receive(Wrapped(Ip(Correspondent, MobileNode), CareOf, MobileNode));
        Assert.Equal(1, bench.Router.Drops(DropReason.Loop));
        Assert.Empty(bench.Forwarded);
    }

    [Fact]
    [Requirement("HAG-056", "HAG-057")]
    public void HomeAgent_TunnelPacketFromElsewhere_IsEncapsulatedAgain()
    {
        var sent = Assert.Single(new RouterBench(true, Binding()).Receive(Wrapped(Ip(Correspondent, MobileNode), Correspondent, MobileNode)).Forwarded);
        var inner = Header(Header(sent).PayloadOf(sent).ToArray());
        Assert.Equal((CareOf, MobileNode, IpProtocol.IpInIp), (Header(sent).Destination, inner.Destination, inner.Protocol));
    }

    [Fact]
    [Requirement("HAG-061")]
    public void HomeAgent_AnswersArpOnTheHomeLinkOnly()
    {
        var tables = new PathTables();
        tables.Apply(Binding());
        var asked = ArpPacket.RequestFor(MobileNode, OtherMac, Ipv4Address.Parse("10.30.0.9"));
        Assert.True(RouterPath.AnswersArp(asked, HomePort, tables));
        Assert.False(RouterPath.AnswersArp(asked, CorePort, tables));
        Assert.False(RouterPath.AnswersArp(ArpPacket.GratuitousRequest(MobileNode, MobileNodeMac), HomePort, tables));
        tables.Apply(new RemoveBindingPath(MobileNode, null));
        Assert.False(RouterPath.AnswersArp(asked, HomePort, tables));
    }

    [Fact]
    public void BothRolesOnOneRouter_DeliverWithoutATunnel()
    {
        var tunnel = new TunnelEnd(HomeAgentAddress, HomeAgentAddress, TunnelProtocol.IpInIp);
        var bench = new RouterBench(true, Binding(tunnel: tunnel), Visitor(tunnel: tunnel)).Receive(Ip(Correspondent, MobileNode));
        Assert.Empty(bench.Forwarded);
        Assert.Equal(MobileNodeMac, Assert.Single(bench.Delivered).Link);
    }
}
