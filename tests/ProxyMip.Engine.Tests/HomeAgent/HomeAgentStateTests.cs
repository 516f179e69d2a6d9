using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>What survives a restart (product goal G5): bindings that have not ended and the highest Identification of each node.</summary>
public sealed class HomeAgentStateTests
{
    [Fact]
    public void State_ReadBack_RestoresBindingsWithWhatIsLeftOfThem()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker { Bits = RegistrationBits.ReverseTunnel | RegistrationBits.Gre }.AtHomeAgent());
        var path = bench.Actions.OfType<SetBindingPath>().Single();
        bench.Pass(TimeSpan.FromSeconds(100));
        var before = bench.HomeAgent.Bindings;

        var restarted = Restart(bench, TimeSpan.FromSeconds(200));

        Assert.Equal(path, Assert.Single(restarted.Actions.OfType<SetBindingPath>()));
        Assert.Equal(before[0] with { Remaining = TimeSpan.FromSeconds(300) }, Assert.Single(restarted.HomeAgent.Bindings));
        restarted.Pass(TimeSpan.FromSeconds(301));
        Assert.Empty(restarted.HomeAgent.Bindings);
    }

    [Fact]
    public void State_ReadBack_AnnouncesNothing()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());

        Assert.DoesNotContain(Restart(bench, TimeSpan.FromSeconds(1)).Actions, action => action is SendArp or SendDatagram);
    }

    [Fact]
    public void State_ReadBackTooLate_LeavesEndedBindingsOut()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker { Lifetime = 60 }.AtHomeAgent());

        var restarted = Restart(bench, TimeSpan.FromSeconds(61));

        Assert.Empty(restarted.HomeAgent.Bindings);
        Assert.Empty(restarted.Actions.OfType<PathChange>());
        Assert.Equal(1, restarted.HomeAgent.KnownNodes);
    }

    [Fact]
    public void State_ReadBackUnderAClockSteppedBack_GrantsNoMoreThanWasGranted()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());

        Assert.Equal(TimeSpan.FromSeconds(600), Assert.Single(Restart(bench, TimeSpan.FromDays(-10)).HomeAgent.Bindings).Remaining);
    }

    [Fact]
    public void State_OfANodeThatMayNoLongerRegister_KeepsItsIdentificationOnly()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());
        var state = bench.Node.Role<HomeAgentRole>()!.Export(bench.Now);
        var restarted = new AgentBench(Town.HomeNode(settings => settings with { AllowedHosts = [] })) { Now = new(TimeSpan.Zero, bench.Now.Wall) };

        restarted.Handle(new HomeAgentStateRestored(state));

        Assert.Empty(restarted.HomeAgent.Bindings);
        Assert.Equal(1, restarted.HomeAgent.KnownNodes);
    }

    [Fact]
    public void Journal_GetsTheNodeBeforeTheReplyIsSent()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { Journal = true }));

        var actions = bench.Handle(new RequestMaker().AtHomeAgent()).ToList();

        var saved = Assert.Single(actions.OfType<SaveMobileNode>());
        Assert.InRange(actions.IndexOf(saved), 0, actions.IndexOf(bench.Sent) - 1);
        Assert.Equal((Town.MobileNode, 0xed4ea8c080000001, Town.ForeignAgent),
            (saved.Node.HomeAddress, saved.Node.HighestIdentification!.Value, Assert.Single(saved.Node.Bindings).CareOfAddress));
    }

    [Fact]
    public void Nodes_WithoutBinding_AreForgottenOnlyWhenNoReplayOfThemCouldPass()
    {
        // Room for two nodes beside the one binding.
        var bench = new AgentBench(Town.HomeNode(settings => settings with { MaximumBindings = 1 }));
        var first = new RequestMaker { Lifetime = 1 };
        bench.Handle(first.AtHomeAgent());
        bench.Pass(TimeSpan.FromSeconds(1.5));
        bench.Handle((first with { HomeAddress = AgentBench.Ip("10.30.0.202") }).Later(1.5).AtHomeAgent());
        bench.Pass(TimeSpan.FromSeconds(1.5));

        bench.Handle((first with { HomeAddress = AgentBench.Ip("10.30.0.203") }).Later(3).AtHomeAgent());
        Assert.Equal(ReplyCode.HomeAgentInsufficientResources, bench.Reply.Code);
        bench.Pass(TimeSpan.FromSeconds(20));
        bench.Handle((first with { HomeAddress = AgentBench.Ip("10.30.0.203") }).Later(23).AtHomeAgent());
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        Assert.Equal(2, bench.HomeAgent.KnownNodes);
    }

    private static AgentBench Restart(AgentBench bench, TimeSpan down)
    {
        var state = bench.Node.Role<HomeAgentRole>()!.Export(bench.Now);
        var restarted = new AgentBench(bench.Node.Settings) { Now = new(TimeSpan.Zero, bench.Now.Wall + down) };
        restarted.Handle(new HomeAgentStateRestored(state));
        return restarted;
    }
}
