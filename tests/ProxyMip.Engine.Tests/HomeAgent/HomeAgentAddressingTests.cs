using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>Check 3: requests to broadcast addresses and to home agents that are not here (protocol reference 11.2, 11.4 and 14.4).</summary>
public sealed class HomeAgentAddressingTests
{
    private static readonly byte[] s_nai = Hex.Parse("83 11 6d6e323031406578616d706c652e6e6574");

    [Theory]
    [InlineData("10.30.0.255")]
    [InlineData("255.255.255.255")]
    [Requirement("HAG-024", "HAG-025", "HAG-026", "HAG-040", "HAG-045")]
    public void Request_ToABroadcastAddress_Is136FromTheUnicastAddress(string destination)
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker { HomeAgent = AgentBench.Ip("10.30.0.255") }.AtHomeAgent(destination: AgentBench.Ip(destination)));

        Assert.Equal((ReplyCode.UnknownHomeAgentAddress, Town.HomeAgent), (bench.Reply.Code, bench.Reply.HomeAgent));
        Assert.Equal((Town.HomeAgent, Town.ForeignAgent), (bench.Sent.Source, bench.Sent.Destination));
        Assert.Empty(bench.HomeAgent.Bindings);
    }

    [Fact]
    [Requirement("HAG-045")]
    public void Request_NamingAnotherHomeAgent_Is136()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker { HomeAgent = AgentBench.Ip("10.30.0.9") }.AtHomeAgent());

        Assert.Equal((ReplyCode.UnknownHomeAgentAddress, Town.HomeAgent), (bench.Reply.Code, bench.Reply.HomeAgent));
    }

    [Fact]
    [Requirement("HAG-046")]
    public void Refusal_OfANodeThatProvesItself_IsSigned()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker { HomeAgent = AgentBench.Ip("10.30.0.255") }.AtHomeAgent());

        Assert.Equal(42, bench.Sent.Payload.Length);
    }

    [Fact]
    [Requirement("HAG-084")]
    public void Probe_ThatNothingAuthenticates_IsAnsweredWithoutASignature()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(Probe(Town.ForeignAgent));

        Assert.Equal((ReplyCode.UnknownHomeAgentAddress, Town.HomeAgent, 20), (bench.Reply.Code, bench.Reply.HomeAgent, bench.Sent.Payload.Length));
    }

    [Fact]
    [Requirement("HAG-084")]
    public void Probes_AreAnsweredOncePerSecondAndSourceAndTenTimesInAll()
    {
        var bench = new AgentBench(Town.HomeNode());
        var fromOne = 0;
        for (var i = 0; i < 100; i++)
            fromOne += bench.Handle(Probe(Town.ForeignAgent)).OfType<SendDatagram>().Count();
        bench.Pass(TimeSpan.FromSeconds(1));
        var fromMany = 0;
        for (uint i = 0; i < 100; i++)
            fromMany += bench.Handle(Probe(new(0x0a140001 + i))).OfType<SendDatagram>().Count();

        Assert.Equal((1, 10), (fromOne, fromMany));
    }

    [Theory]
    [InlineData("224.0.0.11")]
    [InlineData("10.30.0.77")]
    public void Request_ForSomebodyElse_IsDropped(string destination)
    {
        var bench = new AgentBench(Town.HomeNode());

        Assert.Empty(bench.Handle(new RequestMaker().AtHomeAgent(destination: AgentBench.Ip(destination))));
        Assert.Equal(1, bench.HomeAgent.Counters.Discards[DiscardReason.NotAddressedHere]);
    }

    [Theory]
    [InlineData("0.0.0.0", null, ReplyCode.Accepted)]
    [InlineData("255.255.255.255", null, ReplyCode.Accepted)]
    [InlineData("0.0.0.0", "8b 05 01 0a1e0001", ReplyCode.Accepted)]
    [InlineData("0.0.0.0", "8b 01 0004 0a1e0001", ReplyCode.Accepted)]
    [InlineData("0.0.0.0", "8b 05 01 0a1e0009", ReplyCode.UnknownHomeAgentAddress)]
    [InlineData("10.30.0.1", "8b 05 01 0a1e0009", ReplyCode.UnknownHomeAgentAddress)]
    [Requirement("HAG-083")]
    public void Request_ForAnyHomeAgent_IsTakenUnlessItWantsAnother(string homeAgent, string? wanted, ReplyCode code)
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { DynamicAssignment = true }));

        bench.Handle(new RequestMaker { HomeAgent = AgentBench.Ip(homeAgent), Before = [.. s_nai, .. Hex.Parse(wanted ?? "")] }.AtHomeAgent());

        Assert.Equal((code, Town.HomeAgent), (bench.Reply.Code, bench.Reply.HomeAgent));
    }

    [Fact]
    public void Request_ForAnyHomeAgent_Is136WithoutDynamicAssignment()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker { HomeAgent = default, Before = s_nai }.AtHomeAgent());

        Assert.Equal(ReplyCode.UnknownHomeAgentAddress, bench.Reply.Code);
    }

    [Fact]
    public void Broadcast_OfOneOfSeveralNetworks_IsAnsweredWithTheAddressThere()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { Networks = [.. settings.Networks, new HomeNetwork(Ipv4Prefix.Parse("10.1.0.0/24"), Town.OuterPort, AgentBench.Ip("10.1.0.1"))] }));

        bench.Handle(Probe(Town.ForeignAgent) with { Destination = AgentBench.Ip("10.1.0.255") });

        Assert.Equal(AgentBench.Ip("10.1.0.1"), bench.Reply.HomeAgent);
    }

    // As authoritative access points send it (protocol reference 15.7).
    private static DatagramReceived Probe(Ipv4Address source) => new RequestMaker
    {
        Lifetime = 1,
        HomeAddress = AgentBench.Ip("10.30.0.0"),
        HomeAgent = AgentBench.Ip("10.30.0.255"),
        CareOfAddress = source,
        Node = Town.Association(0xff, "badbadbadbadbadbadbadbadbadbadba"),
    }.AtHomeAgent(source, AgentBench.Ip("10.30.0.255"));
}
