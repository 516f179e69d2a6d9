using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>Associations out of the AAA servers: asked for once, waited for, cached, and never at the cost of a stranger's flood.</summary>
public sealed class HomeAgentAssociationTests
{
    [Fact]
    public void Request_OfNodeWithoutLocalAssociation_WaitsForTheServersAndIsThenAnswered()
    {
        var bench = Bench();

        var query = Assert.IsType<QueryAssociation>(Assert.Single(bench.Handle(new RequestMaker().AtHomeAgent())));
        bench.Move(bench.Now.Uptime + TimeSpan.FromSeconds(4));
        bench.Handle(Found());

        Assert.Equal(new(Town.MobileNode, null, 0), query);
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        Assert.Equal(TimeSpan.FromSeconds(600), Assert.Single(bench.HomeAgent.Bindings).Remaining);
    }

    [Fact]
    public void Request_ThatWaited_IsJudgedByTheTimeItCame()
    {
        var bench = Bench();
        bench.Handle(new RequestMaker().Later(-7).AtHomeAgent());
        bench.Move(bench.Now.Uptime + TimeSpan.FromSeconds(5));

        bench.Handle(Found());

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
    }

    [Fact]
    public void Retransmission_WhileWaiting_AsksNothingAgain()
    {
        var bench = Bench();
        bench.Handle(new RequestMaker().AtHomeAgent());

        Assert.Empty(bench.Handle(new RequestMaker().Later().AtHomeAgent()));
        Assert.Equal(1, bench.HomeAgent.WaitingForAssociation);
    }

    [Theory]
    [InlineData(null, 3599, true)]
    [InlineData(null, 3601, false)]
    [InlineData(120, 119, true)]
    [InlineData(120, 121, false)]
    public void Association_FromTheServers_IsKeptForItsTime(int? validFor, int after, bool isKept)
    {
        var bench = Bench();
        bench.Handle(new RequestMaker().AtHomeAgent());
        bench.Handle(Found() with { ValidFor = validFor is { } seconds ? TimeSpan.FromSeconds(seconds) : null });
        bench.Pass(TimeSpan.FromSeconds(after));

        var actions = bench.Handle(new RequestMaker().Later(after).AtHomeAgent());

        Assert.Equal(!isKept, actions.Any(action => action is QueryAssociation));
    }

    [Theory]
    [InlineData(AssociationAnswer.Refused, 59, false)]
    [InlineData(AssociationAnswer.Refused, 61, true)]
    [InlineData(AssociationAnswer.NoServer, 4, false)]
    [InlineData(AssociationAnswer.NoServer, 6, true)]
    public void Refusal_OfTheServers_IsSilentAndRememberedForAWhile(AssociationAnswer answer, int after, bool asksAgain)
    {
        var bench = Bench();
        bench.Handle(new RequestMaker().AtHomeAgent());
        Assert.Empty(bench.Handle(new AssociationAnswered(Town.MobileNode, answer, null, null, null)));
        bench.Pass(TimeSpan.FromSeconds(after));

        Assert.Equal(asksAgain, bench.Handle(new RequestMaker().Later(after).AtHomeAgent()).Any(action => action is QueryAssociation));
    }

    [Fact]
    public void WrongKey_UnderACachedAssociation_FetchesItAnewOnceAMinute()
    {
        var bench = Bench();
        bench.Handle(new RequestMaker().AtHomeAgent());
        bench.Handle(Found());
        bench.Pass(TimeSpan.FromSeconds(61));
        var changed = Town.Association(0x100, "99999999999999999999999999999999");
        bench.Handle(new RequestMaker { Node = changed }.Later(61).AtHomeAgent());
        Assert.Equal(ReplyCode.MobileNodeFailedAuthentication, bench.Reply.Code);
        bench.Pass(TimeSpan.FromSeconds(1));

        Assert.Single(bench.Handle(new RequestMaker { Node = changed }.Later(62).AtHomeAgent()).OfType<QueryAssociation>());
        bench.Handle(Found() with { Association = changed });
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        bench.Handle(new RequestMaker { Node = Town.NodeForeignKey }.Later(63).AtHomeAgent());
        Assert.DoesNotContain(bench.Handle(new RequestMaker { Node = Town.NodeForeignKey }.Later(64).AtHomeAgent()), action => action is QueryAssociation);
    }

    [Fact]
    public void Flood_OfInventedNodes_AsksNoMoreThanTheBudgetAndKeepsNoMoreState()
    {
        var bench = Bench(limit: 50);
        var queries = 0;
        for (uint i = 0; i < 5000; i++)
        {
            var node = new Ipv4Address(0x0a1e0000 + 2 + i % 250 + i / 250 * 256);
            queries += bench.Handle(new RequestMaker { HomeAddress = node }.AtHomeAgent()).OfType<QueryAssociation>().Count();
        }

        Assert.Equal(50, queries);
        Assert.Equal(50, bench.HomeAgent.WaitingForAssociation);
        Assert.Equal(5000 - 50, bench.HomeAgent.Counters.Discards[DiscardReason.WaitingListFull]);
    }

    [Fact]
    public void Wait_ThatIsNeverAnswered_EndsAfterThirtySeconds()
    {
        var bench = Bench();
        bench.Handle(new RequestMaker().AtHomeAgent());

        bench.Pass(TimeSpan.FromSeconds(31));

        Assert.Equal(0, bench.HomeAgent.WaitingForAssociation);
        Assert.Equal(1, bench.HomeAgent.Counters.Discards[DiscardReason.NoAssociationServer]);
        Assert.Empty(bench.Handle(Found()));
    }

    [Theory]
    [InlineData("10.31.0.5")]
    [InlineData("10.30.0.255")]
    public void Node_OfNoHomeNetwork_IsNotAskedAbout(string homeAddress)
    {
        var bench = Bench();

        Assert.Empty(bench.Handle(new RequestMaker { HomeAddress = AgentBench.Ip(homeAddress) }.AtHomeAgent()));
        Assert.Equal(1, bench.HomeAgent.Counters.Discards[DiscardReason.UnknownNode]);
    }

    [Fact]
    public void LocalAssociation_GoesBeforeTheServers()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { HasAssociationServer = true }));

        Assert.DoesNotContain(bench.Handle(new RequestMaker().AtHomeAgent()), action => action is QueryAssociation);
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
    }

    private static AgentBench Bench(int limit = 200) => new(Town.HomeNode(settings => settings with
    {
        Networks = [new(Ipv4Prefix.Parse("10.30.0.0/16"), Town.HomePort, Town.HomeAgent)],
        MobileNodeAssociations = AssociationRanges.Empty,
        HasAssociationServer = true,
        AssociationQueryLimit = limit,
        AllowedHosts = [(AgentBench.Ip("10.30.0.1"), AgentBench.Ip("10.30.0.254")), (AgentBench.Ip("10.30.1.0"), AgentBench.Ip("10.30.255.254"))],
    }));

    private static AssociationAnswered Found() => new(Town.MobileNode, AssociationAnswer.Found, Town.NodeKey, null, "10.0.0.9");
}
