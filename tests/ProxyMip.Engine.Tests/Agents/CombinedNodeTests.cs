using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.Agents;

/// <summary>A router that is home agent of one network and foreign agent on others: which role answers, and how a node moves between its own links.</summary>
public sealed class CombinedNodeTests
{
    [Fact]
    public void Visitor_OfTheSameRouter_IsRegisteredByBothRolesWithoutAMessageOnTheWire()
    {
        var bench = new AgentBench(Node());

        var actions = bench.Handle(new RequestMaker().AtForeignAgent()).ToList();

        Assert.Equal((ReplyCode.Accepted, Town.MobileNode, Town.MobileNodeMac), (bench.Reply.Code, bench.Sent.Destination, bench.Sent.LinkDestination!.Value));
        Assert.Equal(Town.ForeignAgent, Assert.Single(bench.HomeAgent.Bindings).CareOfAddress);
        Assert.Equal(Town.HomeAgent, Assert.Single(bench.ForeignAgent.Visitors).HomeAgent);
        Assert.Single(actions.OfType<SetBindingPath>());
        Assert.Single(actions.OfType<SetVisitorPath>());
    }

    [Fact]
    public void Deregistration_OfThatVisitorThroughTheForeignAgent_EndsBoth()
    {
        var bench = new AgentBench(Node());
        bench.Handle(new RequestMaker().AtForeignAgent());

        bench.Handle(new RequestMaker { Lifetime = 0 }.Later(2.3).AtForeignAgent());

        Assert.Empty(bench.HomeAgent.Bindings);
        Assert.Empty(bench.ForeignAgent.Visitors);
    }

    [Fact]
    public void Deregistration_FromTheHomeLink_IsAnsweredByTheHomeAgent()
    {
        var bench = new AgentBench(Node());
        bench.Handle(new RequestMaker().AtForeignAgent());

        bench.Handle(new RequestMaker { Lifetime = 0, CareOfAddress = Town.MobileNode }.Later(2.3).OnHomeLink());

        Assert.Empty(bench.HomeAgent.Bindings);
        Assert.Equal((ReplyCode.Accepted, Town.HomePort), (bench.Reply.Code, bench.Sent.Port!.Value));
        Assert.Equal(0, bench.ForeignAgent.Counters.RequestsReceived - 1);
    }

    [Fact]
    public void Request_ForAnotherHomeAgent_IsRelayedAndNotAnswered136()
    {
        var bench = new AgentBench(Node());
        var elsewhere = AgentBench.Ip("10.40.0.1");

        bench.Handle(new RequestMaker { HomeAddress = AgentBench.Ip("10.40.0.7"), HomeAgent = elsewhere }.AtForeignAgent());

        Assert.Equal((elsewhere, Town.ForeignAgent), (bench.Sent.Destination, bench.Sent.Source));
        Assert.Equal(0, bench.HomeAgent.Counters.RequestsReceived);
    }

    [Fact]
    public void Request_RelayedByAnotherForeignAgent_IsAnsweredByTheHomeAgent()
    {
        var bench = new AgentBench(Node());

        bench.Handle(new RequestMaker { CareOfAddress = AgentBench.Ip("10.21.0.1") }.AtHomeAgent());

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        Assert.Equal(0, bench.ForeignAgent.Counters.RequestsReceived);
    }

    [Fact]
    public void Probe_ToTheHomeNetwork_IsAnsweredByTheHomeAgent()
    {
        var bench = new AgentBench(Node());

        bench.Handle(new RequestMaker { HomeAgent = AgentBench.Ip("10.30.0.255") }.AtHomeAgent(AgentBench.Ip("10.20.0.2"), AgentBench.Ip("10.30.0.255")));

        Assert.Equal(ReplyCode.UnknownHomeAgentAddress, bench.Reply.Code);
        Assert.Equal(0, bench.ForeignAgent.Counters.RequestsReceived);
    }

    [Fact]
    public void Move_FromAnotherForeignAgentToTheRouterItself_ReplacesTheBinding()
    {
        var bench = new AgentBench(Node());
        bench.Handle(new RequestMaker { CareOfAddress = AgentBench.Ip("10.21.0.1") }.AtHomeAgent());

        bench.Handle(new RequestMaker().Later(2.3).AtForeignAgent());

        Assert.Equal(Town.ForeignAgent, Assert.Single(bench.HomeAgent.Bindings).CareOfAddress);
        Assert.Single(bench.ForeignAgent.Visitors);
    }

    private static NodeSettings Node()
    {
        var home = Town.HomeNode();
        return home with
        {
            Interfaces = home.Interfaces.Add(new(Town.VisitorPort, "visitors", PortKind.Wired, Town.ForeignAgentMac, Town.ForeignAgent, Ipv4Prefix.Parse("10.20.0.0/24"))),
            ForeignAgent = new() { CareOfAddresses = [Town.ForeignAgent], ServicePorts = [Town.HomePort, Town.OuterPort, Town.VisitorPort] },
        };
    }
}
