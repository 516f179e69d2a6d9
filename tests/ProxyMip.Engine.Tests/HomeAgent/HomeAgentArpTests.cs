using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>Proxy and gratuitous ARP of the home agent (RFC 5944 §4.6, protocol reference section 12).</summary>
public sealed class HomeAgentArpTests
{
    [Fact]
    [Requirement("HAG-062", "HAG-063", "HAG-064", "HAG-067")]
    public void FirstBinding_IsAnnouncedThreeTimesASecondApartWithTheAgentsAddress()
    {
        var bench = new AgentBench(Town.HomeNode());
        var start = bench.Now.Uptime;
        var actions = bench.Handle(new RequestMaker().AtHomeAgent()).ToList();
        var first = Assert.Single(actions.OfType<SendArp>());

        var rest = bench.Pass(TimeSpan.FromSeconds(60)).Where(item => item.Action is SendArp).ToList();

        Assert.Equal(new SendArp(Town.HomePort, Town.HomeAgentMac, MacAddress.Broadcast, false, Town.HomeAgentMac, Town.MobileNode, default, Town.MobileNode), first);
        Assert.Equal([(start + TimeSpan.FromSeconds(1), first), (start + TimeSpan.FromSeconds(2), first)], rest);
    }

    [Fact]
    public void FirstBinding_TurnsOnProxyArpBeforeItIsAnnounced()
    {
        var bench = new AgentBench(Town.HomeNode());

        var actions = bench.Handle(new RequestMaker().AtHomeAgent()).ToList();

        var path = actions.FindIndex(action => action is SetBindingPath { HomePort: { } port } && port == Town.HomePort);
        Assert.InRange(path, 0, actions.FindIndex(action => action is SendArp) - 1);
    }

    [Fact]
    [Requirement("HAG-068")]
    public void Announcement_InReplyForm_RepeatsTheSenderAddressAsTarget()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { GratuitousArpReplies = true }));

        var arp = Assert.Single(bench.Handle(new RequestMaker().AtHomeAgent()).OfType<SendArp>());

        Assert.Equal((true, Town.HomeAgentMac, Town.HomeAgentMac, Town.MobileNode, Town.MobileNode),
            (arp.IsReply, arp.SenderLink, arp.TargetLink, arp.Sender, arp.Target));
    }

    [Fact]
    public void Renewal_IsNotAnnounced()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());
        bench.Pass(TimeSpan.FromSeconds(3));

        Assert.DoesNotContain(bench.Handle(new RequestMaker().Later(3).AtHomeAgent()), action => action is SendArp);
    }

    [Fact]
    [Requirement("HAG-065")]
    public void ReturnHome_TurnsOffProxyArpFirstThenAnnouncesTheNodesOwnAddress()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());

        var actions = bench.Handle(new RequestMaker { Lifetime = 0, CareOfAddress = Town.MobileNode }.Later().OnHomeLink()).ToList();
        var repeated = bench.Pass(TimeSpan.FromSeconds(10)).Select(item => item.Action).OfType<SendArp>().ToList();

        var off = actions.FindIndex(action => action == new RemoveBindingPath(Town.MobileNode, null));
        var arp = actions.FindIndex(action => action is SendArp);
        Assert.InRange(off, 0, arp - 1);
        Assert.All([(SendArp)actions[arp], .. repeated], item => Assert.Equal((Town.MobileNodeMac, Town.HomeAgentMac, Town.MobileNode), (item.SenderLink, item.LinkSource, item.Sender)));
        Assert.Equal(2, repeated.Count);
    }

    [Fact]
    public void ReturnHome_StopsRepeatingTheAgentsOwnAnnouncements()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());

        bench.Handle(new RequestMaker { Lifetime = 0, CareOfAddress = Town.MobileNode }.Later(0.5).AtHomeAgent(Town.ForeignAgent));

        Assert.DoesNotContain(bench.Pass(TimeSpan.FromSeconds(10)), item => item.Action is SendArp);
    }

    [Fact]
    public void Deregistration_RelayedByForeignAgent_IsNotAnnouncedSinceTheNodesAddressIsUnknown()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());
        bench.Pass(TimeSpan.FromSeconds(3));

        Assert.DoesNotContain(bench.Handle(new RequestMaker { Lifetime = 0 }.Later(3).AtHomeAgent()), action => action is SendArp);
    }

    [Fact]
    public void Deregistration_OfNodeThatWasNeverAway_IsAcceptedWithoutAnyArp()
    {
        var bench = new AgentBench(Town.HomeNode());

        var actions = bench.Handle(new RequestMaker { Lifetime = 0, CareOfAddress = Town.MobileNode }.OnHomeLink());

        Assert.True(bench.Reply.Code.Equals(Protocol.MobileIp.ReplyCode.Accepted));
        Assert.DoesNotContain(actions, action => action is SendArp or PathChange);
    }

    [Fact]
    public void VirtualHomeNetwork_HasNoLinkToAnnounceOn()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { Networks = [new(Ipv4Prefix.Parse("10.30.0.0/24"), null, Town.HomeAgent)] }));

        var actions = bench.Handle(new RequestMaker().AtHomeAgent());

        Assert.Null(Assert.Single(actions.OfType<SetBindingPath>()).HomePort);
        Assert.DoesNotContain(actions, action => action is SendArp);
    }
}
