using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.ForeignAgent;

/// <summary>Where denials go, what they copy, how often they are sent; timeouts and ICMP errors (RFC 5944 §3.7.2.3, §3.7.3).</summary>
public sealed class DenialTests
{
    private static readonly RequestMaker s_bad = new() { CareOfAddress = AgentBench.Ip("10.99.99.99") };

    [Fact]
    [Requirement("FAG-033", "FAG-034", "FAG-036", "MSG-039")]
    public void Denial_CopiesAddressesIdentificationAndLifetime()
    {
        var bench = new AgentBench(Town.ForeignNode());

        bench.Handle(s_bad.AtForeignAgent());

        Assert.Equal(new RegistrationReply
        {
            Code = ReplyCode.InvalidCareOfAddress,
            Lifetime = new(600),
            HomeAddress = Town.MobileNode,
            HomeAgent = Town.HomeAgent,
            Identification = s_bad.Identification,
        }, bench.Reply);
    }

    [Theory]
    [InlineData("10.20.0.1")]
    [InlineData("224.0.0.11")]
    [Requirement("FAG-037", "FAG-038", "FAG-039")]
    public void Denial_GoesBackTheWayTheRequestCame(string destination)
    {
        var bench = new AgentBench(Town.ForeignNode());

        bench.Handle(s_bad.AtForeignAgent(destination: AgentBench.Ip(destination)));

        Assert.Equal((Town.ForeignAgent, Town.MobileNode, (ushort)434, (ushort)5434),
            (bench.Sent.Source, bench.Sent.Destination, bench.Sent.SourcePort, bench.Sent.DestinationPort));
        Assert.Equal((Town.VisitorPort, Town.MobileNodeMac), (bench.Sent.Port!.Value, bench.Sent.LinkDestination!.Value));
    }

    [Fact]
    [Requirement("FAG-038")]
    public void Denial_OfNodeWithoutAddress_IsBroadcastToItsEthernetAddress()
    {
        var bench = new AgentBench(Town.ForeignNode());

        bench.Handle((s_bad with { HomeAddress = default, Before = Hex.Parse("83 01 6d") }).AtForeignAgent());

        Assert.Equal((Ipv4Address.Broadcast, Town.MobileNodeMac), (bench.Sent.Destination, bench.Sent.LinkDestination!.Value));
    }

    [Fact]
    [Requirement("FAG-016")]
    public void Denials_ToOneNode_AreSentOnceASecond()
    {
        var bench = new AgentBench(Town.ForeignNode());
        var sent = new List<double>();
        for (var i = 0; i < 40; i++)
        {
            bench.Move(TimeSpan.FromSeconds(200 + i * 0.05));
            foreach (var _ in bench.Handle(s_bad.Later(i).AtForeignAgent()).OfType<SendDatagram>())
                sent.Add(i * 0.05);
        }

        Assert.Equal([0, 1], sent.Select(at => Math.Round(at, 2)));
        Assert.Equal(38, bench.ForeignAgent.Counters.Discards[DiscardReason.RateLimited]);
    }

    [Fact]
    [Requirement("FAG-007", "FAG-008", "FAG-032")]
    public void PendingRequest_WithoutReply_Is78AfterSevenSeconds()
    {
        var bench = new AgentBench(Town.ForeignNode());
        var start = bench.Now.Uptime;
        bench.Handle(new RequestMaker().AtForeignAgent());

        var (at, action) = Assert.Single(bench.Pass(TimeSpan.FromSeconds(30)), item => item.Action is SendDatagram);

        Assert.Equal(start + TimeSpan.FromSeconds(7), at);
        Assert.Equal(ReplyCode.RegistrationTimeout, AgentBench.ReplyOf((SendDatagram)action).Code);
        Assert.Empty(bench.ForeignAgent.Pending);
    }

    [Fact]
    [Requirement("FAG-032")]
    public void PendingRequest_IsNotKeptLongerThanTheLifetimeItAsksFor()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker { Lifetime = 3 }.AtForeignAgent());

        bench.Pass(TimeSpan.FromSeconds(3.1));

        Assert.Empty(bench.ForeignAgent.Pending);
    }

    [Fact]
    [Requirement("FAG-001", "FAG-002", "FAG-003")]
    public void Agent_OverAWholeLifetime_SendsNothingOfItsOwnAccord()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker { Lifetime = 20 }.AtForeignAgent());
        bench.Handle(HomeAgentReply.To(bench.Sent).Make());

        Assert.DoesNotContain(bench.Pass(TimeSpan.FromSeconds(100)), item => item.Action is SendDatagram);
        Assert.Empty(bench.ForeignAgent.Visitors);
    }

    [Theory]
    [InlineData(3, 0, ReplyCode.HomeNetworkUnreachable)]
    [InlineData(3, 1, ReplyCode.HomeAgentHostUnreachable)]
    [InlineData(3, 3, ReplyCode.HomeAgentPortUnreachable)]
    [InlineData(3, 10, ReplyCode.HomeAgentUnreachable)]
    [InlineData(11, 0, ReplyCode.HomeAgentUnreachable)]
    [Requirement("FAG-040")]
    public void IcmpError_AboutARelayedRequest_DeniesIt(byte type, byte code, ReplyCode expected)
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker().AtForeignAgent());

        bench.Handle(Error(type, code, bench.Sent, int.MaxValue));

        Assert.Equal(expected, bench.Reply.Code);
        Assert.Empty(bench.ForeignAgent.Pending);
    }

    [Fact]
    [Requirement("FAG-040")]
    public void IcmpError_ThatQuotesEightOctets_DeniesEverythingPendingAtThatHomeAgent()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker().AtForeignAgent());
        var relayed = bench.Sent;
        bench.Handle(new RequestMaker { HomeAddress = AgentBench.Ip("10.30.0.202") }.AtForeignAgent());
        bench.Handle(new RequestMaker { HomeAddress = AgentBench.Ip("10.40.0.3"), HomeAgent = AgentBench.Ip("10.40.0.1") }.AtForeignAgent());

        bench.Handle(Error(3, 1, relayed, 8));

        Assert.Equal(2, bench.Actions.OfType<SendDatagram>().Count());
        Assert.Equal(AgentBench.Ip("10.40.0.1"), Assert.Single(bench.ForeignAgent.Pending).HomeAgent);
    }

    [Theory]
    [InlineData(4, 0)]
    [InlineData(5, 1)]
    public void IcmpMessage_ThatIsNoFailure_ChangesNothing(byte type, byte code)
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker().AtForeignAgent());

        bench.Handle(Error(type, code, bench.Sent, int.MaxValue));

        Assert.Single(bench.ForeignAgent.Pending);
    }

    [Fact]
    public void IcmpError_AboutARequestThatIsNotPending_ChangesNothing()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker().AtForeignAgent());
        var relayed = bench.Sent;

        bench.Handle(Error(3, 1, relayed with { Payload = new RequestMaker().Later(9).Make() }, int.MaxValue));

        Assert.Single(bench.ForeignAgent.Pending);
    }

    private static IcmpReceived Error(byte type, byte code, SendDatagram about, int quotedPayload)
    {
        var udp = new byte[UdpHeader.FixedSize + about.Payload.Length];
        new UdpHeader { SourcePort = about.SourcePort, DestinationPort = about.DestinationPort }.WriteTo(udp, about.Source, about.Destination, about.Payload.Span);
        var header = new Ipv4Header
        {
            TotalLength = (ushort)(Ipv4Header.FixedSize + udp.Length),
            Protocol = IpProtocol.Udp,
            Source = about.Source,
            Destination = about.Destination,
        };
        var packet = new byte[header.TotalLength];
        header.WriteTo(packet);
        udp.CopyTo(packet, Ipv4Header.FixedSize);
        var quoted = packet.AsSpan(0, Math.Min(packet.Length, Ipv4Header.FixedSize + Math.Min(quotedPayload, udp.Length)));
        var message = new byte[IcmpError.FixedSize + quoted.Length];
        new IcmpError { Type = (IcmpType)type, Code = code }.WriteTo(message, quoted);
        return new(Town.OuterPort, AgentBench.Mac(0x55), AgentBench.Ip("10.9.9.9"), about.Source, 60, message);
    }
}
