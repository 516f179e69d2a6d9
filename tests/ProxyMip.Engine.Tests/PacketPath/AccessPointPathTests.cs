using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;
using static ProxyMip.Engine.Tests.PacketPath.Packets;

namespace ProxyMip.Engine.Tests.PacketPath;

public sealed class AccessPointPathTests
{
    private static readonly MacAddress OldGatewayMac = MacAddress.Parse("02:00:00:00:30:01");

    private static PathTables Tables(StationPath path)
    {
        var tables = new PathTables();
        tables.Apply(new SetStationPath(MobileNodeMac, MobileNode, path, ForeignAgentMac, CareOf, HomeNetwork));
        return tables;
    }

    private static FrameDecision Up(StationPath path, byte[] packet, MacAddress? to = null, EtherType type = EtherType.Ipv4) =>
        AccessPointPath.FromRadio(Frame(MobileNodeMac, to ?? OldGatewayMac, type, packet), Tables(path));

    private static FrameDecision Down(StationPath path, byte[] packet, MacAddress from, MacAddress? to = null) =>
        AccessPointPath.FromWire(Frame(from, to ?? MobileNodeMac, EtherType.Ipv4, packet), Tables(path));

    [Fact]
    [Requirement("APX-025", "APX-031", "APX-097")]
    public void Visitor_Unicast_GoesToTheForeignAgentUnchanged() =>
        Assert.Equal(new(FrameAction.Redirect, ForeignAgentMac), Up(StationPath.Visitor, Ip(MobileNode, Correspondent)));

    [Fact]
    [Requirement("APX-094")]
    public void Visitor_ToAnotherStationOfTheSameAccessPoint_GoesToTheForeignAgentToo() =>
        Assert.Equal(FrameAction.Redirect, Up(StationPath.Visitor, Ip(MobileNode, Ipv4Address.Parse("10.30.0.202")), to: OtherMac).Action);

    [Theory]
    [InlineData("224.0.0.251")]
    [InlineData("255.255.255.255")]
    [InlineData("10.30.0.255")]
    [Requirement("APX-030")]
    public void Visitor_BroadcastOrMulticast_NeverReachesTheLan(string destination) =>
        Assert.Equal(DropReason.VisitorBroadcast, Up(StationPath.Visitor, Ip(MobileNode, Ipv4Address.Parse(destination)), MacAddress.Broadcast).Reason);

    [Fact]
    [Requirement("APX-098")]
    public void Visitor_Dhcp_IsIntercepted() =>
        Assert.Equal(FrameAction.InterceptDhcp, Up(StationPath.Visitor, Udp(Ipv4Address.Any, Ipv4Address.Broadcast, 68, 67), MacAddress.Broadcast).Action);

    [Fact]
    public void Visitor_WithAnotherSource_IsDropped() =>
        Assert.Equal(DropReason.ForeignSource, Up(StationPath.Visitor, Ip(Ipv4Address.Parse("10.30.0.66"), Correspondent)).Reason);

    [Fact]
    public void Visitor_Ipv6_IsDropped() => Assert.Equal(DropReason.VisitorProtocol, Up(StationPath.Visitor, new byte[40], type: EtherType.Ipv6).Reason);

    [Fact]
    public void Visitor_Eapol_Passes() => Assert.Equal(FrameAction.Bridge, Up(StationPath.Visitor, new byte[4], type: EtherType.Eapol).Action);

    [Theory]
    [InlineData("10.30.0.1")]
    [InlineData("10.30.0.77")]
    [Requirement("APX-100", "APX-075")]
    public void Visitor_ArpForItsHomeSubnet_IsAnsweredWithTheForeignAgentsAddress(string asked)
    {
        var arp = Arp(ArpPacket.RequestFor(Ipv4Address.Parse(asked), MobileNodeMac, MobileNode), MacAddress.Broadcast);
        Assert.Equal(new(FrameAction.AnswerArp, ForeignAgentMac), AccessPointPath.FromRadio(arp, Tables(StationPath.Visitor)));
    }

    [Fact]
    [Requirement("APX-075")]
    public void Visitor_GratuitousArp_NeverReachesTheLan()
    {
        var arp = Arp(ArpPacket.GratuitousRequest(MobileNode, MobileNodeMac), MacAddress.Broadcast);
        Assert.Equal(DropReason.VisitorArp, AccessPointPath.FromRadio(arp, Tables(StationPath.Visitor)).Reason);
    }

    [Fact]
    [Requirement("APX-093")]
    public void Visitor_PingToItsGatewayWithTtl1_IsAnsweredHere() =>
        Assert.Equal(FrameAction.AnswerEcho,
            Up(StationPath.Visitor, Ip(MobileNode, HomeAgentAddress, timeToLive: 1, protocol: IpProtocol.Icmp, content: [8, 0, 0xf7, 0xff, 0, 0, 0, 0])).Action);

    [Fact]
    public void Hold_Unicast_IsQueued() => Assert.Equal(FrameAction.Queue, Up(StationPath.Hold, Ip(MobileNode, Correspondent)).Action);

    [Fact]
    public void Quarantined_Unicast_IsDropped() => Assert.Equal(DropReason.Quarantined, Up(StationPath.Quarantined, Ip(MobileNode, Correspondent)).Reason);

    [Fact]
    public void UnknownStation_IsBridged() =>
        Assert.Equal(FrameDecision.Bridge, AccessPointPath.FromRadio(Frame(OtherMac, OldGatewayMac, EtherType.Ipv4, Ip(MobileNode, Correspondent)), Tables(StationPath.Visitor)));

    [Fact]
    [Requirement("APX-026")]
    public void FromForeignAgent_IsBridgedToTheVisitor() =>
        Assert.Equal(FrameDecision.Bridge, Down(StationPath.Visitor, Ip(Correspondent, MobileNode), ForeignAgentMac));

    [Fact]
    public void FromElsewhere_IsKeptFromTheVisitor() =>
        Assert.Equal(DropReason.NotFromForeignAgent, Down(StationPath.Visitor, Ip(Correspondent, MobileNode), OtherMac).Reason);

    [Fact]
    [Requirement("APX-076", "APX-048")]
    public void Redirect_FromTheForeignAgent_IsDropped() =>
        Assert.Equal(DropReason.Redirect, Down(StationPath.Visitor, Ip(CareOf, MobileNode, protocol: IpProtocol.Icmp, content: [5, 1, 0, 0, 10, 20, 0, 9]), ForeignAgentMac).Reason);

    [Theory]
    [InlineData(StationPath.Bridge)]
    [InlineData(StationPath.Hold)]
    [InlineData(StationPath.Visitor)]
    [Requirement("APX-024")]
    public void RegistrationReply_IsInterceptedWhateverTheState(StationPath path) =>
        Assert.Equal(FrameAction.InterceptReply, Down(path, Udp(CareOf, MobileNode, 434, 434), ForeignAgentMac).Action);

    [Fact]
    [Requirement("APX-081")]
    public void ArpForAVisitor_ByUnicastFromItsAgent_IsAnsweredWithTheVisitorsAddress()
    {
        var arp = Arp(ArpPacket.RequestFor(MobileNode, ForeignAgentMac, CareOf), MobileNodeMac);
        Assert.Equal(new(FrameAction.AnswerArp, MobileNodeMac), AccessPointPath.FromWire(arp, Tables(StationPath.Visitor)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Requirement("APX-081")]
    public void ArpForAVisitor_ByBroadcastOrFromOthers_IsNotAnswered(bool fromAgent)
    {
        var arp = Arp(ArpPacket.RequestFor(MobileNode, fromAgent ? ForeignAgentMac : OtherMac, CareOf), MacAddress.Broadcast);
        Assert.Equal(DropReason.VisitorArp, AccessPointPath.FromWire(arp, Tables(StationPath.Visitor)).Reason);
    }

    [Fact]
    public void AnyOctets_NeverThrow()
    {
        var random = new Random(7);
        var frame = new byte[80];
        for (var i = 0; i < 20_000; i++)
        {
            random.NextBytes(frame);
            MobileNodeMac.CopyTo(frame.AsSpan(i % 2 == 0 ? 6 : 0));
            (frame[12], frame[13]) = (8, (byte)(i % 3 == 0 ? 0 : 6));
            var cut = frame.AsSpan(0, random.Next(frame.Length));
            AccessPointPath.FromRadio(cut, Tables(StationPath.Visitor));
            AccessPointPath.FromWire(cut, Tables(StationPath.Visitor));
        }
    }

    [Fact]
    public void Impostor_Quarantined_DoesNotTakeTheAddressFromItsOwner()
    {
        var tables = Tables(StationPath.Visitor);

        tables.Apply(new SetStationPath(OtherMac, MobileNode, StationPath.Quarantined, default, default, null));

        Assert.Equal(MobileNodeMac, tables.StationAt(MobileNode)!.Station);
    }
}
