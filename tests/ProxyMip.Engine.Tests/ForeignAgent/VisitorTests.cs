using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.ForeignAgent;

/// <summary>What replies do to the visitor list and how they reach the node (RFC 5944 §3.7.3.2, protocol reference 10.4).</summary>
public sealed class VisitorTests
{
    [Fact]
    [Requirement("FAG-005", "FAG-017", "FAG-018")]
    public void AcceptedReply_MakesTheNodeAVisitor()
    {
        var bench = Registered();

        var visitor = Assert.Single(bench.ForeignAgent.Visitors);
        Assert.Equal((Town.MobileNode, Town.MobileNodeMac, Town.HomeAgent, Town.ForeignAgent, TimeSpan.FromSeconds(600)),
            (visitor.HomeAddress, visitor.LinkAddress, visitor.HomeAgent, visitor.CareOfAddress, visitor.Remaining!.Value));
        Assert.Equal((Town.MobileNode, Town.ForeignAgent, (ushort)5434), (visitor.Source, visitor.Destination, visitor.SourcePort));
        Assert.Empty(bench.ForeignAgent.Pending);
    }

    [Theory]
    [InlineData(RegistrationBits.None, false, TunnelProtocol.IpInIp)]
    [InlineData(RegistrationBits.ReverseTunnel, true, TunnelProtocol.IpInIp)]
    [InlineData(RegistrationBits.ReverseTunnel | RegistrationBits.Gre, true, TunnelProtocol.Gre)]
    [InlineData(RegistrationBits.MinimalEncapsulation, false, TunnelProtocol.MinimalEncapsulation)]
    [Requirement("FAG-058", "FAG-070")]
    public void AcceptedReply_OpensThePathToThePinnedEthernetAddressBeforeItIsPassedOn(RegistrationBits bits, bool reverse, TunnelProtocol protocol)
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { MinimalEncapsulation = true }));
        bench.Handle(new RequestMaker { Bits = bits }.AtForeignAgent());

        var actions = bench.Handle(HomeAgentReply.To(bench.Sent).Make()).ToList();

        var path = Assert.Single(actions.OfType<SetVisitorPath>());
        Assert.Equal(new(Town.MobileNode, Town.VisitorPort, Town.MobileNodeMac, new(Town.ForeignAgent, Town.HomeAgent, protocol), reverse, false), path);
        Assert.True(actions.IndexOf(path) < actions.IndexOf(bench.Sent));
    }

    [Fact]
    [Requirement("FAG-071")]
    public void EncapsulatingDelivery_IsToldToThePacketPath()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker { Bits = RegistrationBits.ReverseTunnel, Behind = Hex.Parse("82 00") }.AtForeignAgent());

        Assert.True(Assert.Single(bench.Handle(HomeAgentReply.To(bench.Sent).Make()).OfType<SetVisitorPath>()).EncapsulatingDelivery);
    }

    [Theory]
    [InlineData("10.20.0.1", "10.30.0.201")]
    [InlineData("224.0.0.11", "10.30.0.201")]
    [InlineData("10.20.0.1", "0.0.0.0")]
    public void Reply_IsPassedOnToTheAddressTheRequestCameFrom(string destination, string source)
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker().AtForeignAgent(destination: AgentBench.Ip(destination)) with { Source = AgentBench.Ip(source) });

        bench.Handle(HomeAgentReply.To(bench.Sent).Make());

        Assert.Equal((Town.ForeignAgent, Town.MobileNode, Town.MobileNodeMac), (bench.Sent.Source, bench.Sent.Destination, bench.Sent.LinkDestination!.Value));
        Assert.Equal((434, 5434), (bench.Sent.SourcePort, bench.Sent.DestinationPort));
    }

    [Fact]
    [Requirement("FAG-048", "FAG-049", "FAG-011", "MSG-031")]
    public void Reply_IsPassedOnUntouchedThroughMobileHome_ThenMobileForeign()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with
        {
            MobileNodeAssociations = Town.For(Town.MobileNode, Town.NodeForeignKey),
            HomeAgentAssociations = Town.With(Town.HomeAgent, Town.AgentsKey),
        }));
        bench.Handle(new RequestMaker { Foreign = Town.NodeForeignKey }.AtForeignAgent());
        var reply = HomeAgentReply.To(bench.Sent) with { Before = Hex.Parse("fa 01 07"), Behind = Hex.Parse("fb 01 08"), Agents = Town.AgentsKey };

        bench.Handle(reply.Make());

        var expected = RequestMaker.Sign((reply with { Behind = [], Agents = null }).Octets(), ExtensionType.MobileForeignAuthentication, Town.NodeForeignKey);
        Assert.Equal(Hex.Format(expected), Hex.Format(bench.Sent.Payload.Span));
    }

    [Theory]
    [InlineData(3600, 600, 600)]
    [InlineData(300, 600, 300)]
    [InlineData(65535, 600, 600)]
    [Requirement("FAG-045", "FAG-050")]
    public void VisitorLifetime_IsTheSmallestOfGrantedAskedAndOwnMaximum(int granted, int asked, int expected)
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { MaximumLifetime = 600 }));
        bench.Handle(new RequestMaker { Lifetime = (ushort)asked }.AtForeignAgent());
        var relayed = bench.Sent;
        bench.Pass(TimeSpan.FromSeconds(3));

        bench.Handle(HomeAgentReply.To(relayed).With(fields => fields with { Lifetime = new((ushort)granted) }).Make());

        Assert.Equal(TimeSpan.FromSeconds(expected), Assert.Single(bench.ForeignAgent.Visitors).Remaining);
    }

    [Fact]
    [Requirement("FAG-050", "FAG-058")]
    public void Visitor_AtTheEndOfItsLifetime_LosesItsPath()
    {
        var bench = Registered(lifetime: 30);

        var actions = bench.Pass(TimeSpan.FromSeconds(31)).Select(item => item.Action).ToList();

        Assert.Equal(new RemoveVisitorPath(Town.MobileNode), Assert.Single(actions.OfType<PathChange>()));
        Assert.Equal(1, bench.ForeignAgent.Counters.Expirations);
    }

    [Fact]
    public void Visitor_ForEver_DoesNotEnd()
    {
        var bench = Registered(lifetime: ushort.MaxValue);

        bench.Pass(TimeSpan.FromDays(100));

        Assert.Null(Assert.Single(bench.ForeignAgent.Visitors).Remaining);
    }

    [Fact]
    [Requirement("FAG-017", "FAG-018", "FAG-019", "FAG-047", "MSG-016")]
    public void Denial_OfARenewal_RemovesThePendingRequestOnly()
    {
        var bench = Registered();
        bench.Handle(new RequestMaker { Lifetime = 900, Bits = RegistrationBits.ReverseTunnel }.Later(0.7).AtForeignAgent());
        Assert.Single(bench.ForeignAgent.Pending);
        var before = Assert.Single(bench.ForeignAgent.Visitors);

        var actions = bench.Handle(HomeAgentReply.To(bench.Sent, ReplyCode.MobileNodeFailedAuthentication).Make());

        Assert.Equal(before, Assert.Single(bench.ForeignAgent.Visitors));
        Assert.Empty(bench.ForeignAgent.Pending);
        Assert.DoesNotContain(actions, action => action is PathChange);
        Assert.Equal(ReplyCode.MobileNodeFailedAuthentication, bench.Reply.Code);
    }

    [Fact]
    public void Renewal_Accepted_StartsTheLifetimeAnewAndLeavesThePathAlone()
    {
        var bench = Registered(lifetime: 100);
        bench.Pass(TimeSpan.FromSeconds(75));
        bench.Handle(new RequestMaker { Lifetime = 100 }.Later(75.3).AtForeignAgent());

        var actions = bench.Handle(HomeAgentReply.To(bench.Sent).Make());

        Assert.DoesNotContain(actions, action => action is PathChange);
        Assert.Equal(TimeSpan.FromSeconds(100), Assert.Single(bench.ForeignAgent.Visitors).Remaining);
    }

    [Fact]
    public void Visitor_UnderANewEthernetAddress_IsDeliveredThere()
    {
        var bench = Registered();
        bench.Handle(new RequestMaker().Later(5.3).AtForeignAgent(link: AgentBench.Mac(0x777)));

        Assert.Equal(AgentBench.Mac(0x777), Assert.Single(bench.Handle(HomeAgentReply.To(bench.Sent).Make()).OfType<SetVisitorPath>()).LinkAddress);
    }

    [Theory]
    [InlineData("10.20.0.1", true, 0)]
    [InlineData("10.30.0.201", true, 0)]
    [InlineData("10.99.99.99", true, 1)]
    [InlineData("10.20.0.1", false, 1)]
    [Requirement("FAG-020", "FAG-046")]
    public void Deregistration_RemovesTheVisitorOnceItIsConfirmed(string careOfAddress, bool isConfirmed, int left)
    {
        var bench = Registered();
        bench.Handle(new RequestMaker { Lifetime = 0, CareOfAddress = AgentBench.Ip(careOfAddress) }.Later(5.3).AtForeignAgent());
        Assert.Single(bench.ForeignAgent.Visitors);

        if (isConfirmed)
            bench.Handle(HomeAgentReply.To(bench.Sent).Make());
        else
            bench.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal(left, bench.ForeignAgent.Visitors.Length);
    }

    [Fact]
    public void NodeWithItsOwnCareOfAddress_IsListedWithoutAPath()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker { Bits = RegistrationBits.DecapsulationByMobileNode, CareOfAddress = AgentBench.Ip("10.20.0.77") }.AtForeignAgent());

        Assert.DoesNotContain(bench.Handle(HomeAgentReply.To(bench.Sent).Make()), action => action is PathChange);
        Assert.Single(bench.ForeignAgent.Visitors);
    }

    [Fact]
    [Requirement("FAG-055", "FAG-057")]
    public void Agent_OverAWholeRegistration_SendsNeitherArpNorRoutes()
    {
        var bench = new AgentBench(Town.ForeignNode());
        var seen = new List<EngineAction>(bench.Handle(new RequestMaker { Lifetime = 10 }.AtForeignAgent()));
        seen.AddRange(bench.Handle(HomeAgentReply.To(bench.Sent).Make()));
        seen.AddRange(bench.Pass(TimeSpan.FromSeconds(20)).Select(item => item.Action));

        Assert.All(seen, action => Assert.True(action is SendDatagram or SendIcmp or PathChange or Report));
    }

    [Fact]
    [Requirement("FAG-073", "FAG-074")]
    public void Revocation_ByTheHomeAgent_EndsTheVisitAndIsAcknowledged()
    {
        var bench = Revocable();

        bench.Handle(Revocation(0xed4ea8c1));

        Assert.Empty(bench.ForeignAgent.Visitors);
        Assert.Single(bench.Actions.OfType<RemoveVisitorPath>());
        Assert.True(RevocationAcknowledgement.TryParse(bench.Sent.Payload.Span, out var acknowledgement, out _));
        Assert.Equal((Town.MobileNode, 0xed4ea8c1u, Town.HomeAgent), (acknowledgement.HomeAddress, acknowledgement.RevocationIdentifier, bench.Sent.Destination));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("direction")]
    [InlineData("stale")]
    [InlineData("sender")]
    [InlineData("unsigned")]
    [Requirement("FAG-073")]
    public void Revocation_ThatIsNotRight_ChangesNothing(string fault)
    {
        var bench = Revocable();
        var revocation = Revocation(fault == "stale" ? 0xed4ea8c0 : 0xed4ea8c1, fault == "direction" ? RevocationBits.None : RevocationBits.SenderIsHomeAgent,
            fault switch { "key" => Town.NodeKey, "unsigned" => null, _ => Town.AgentsKey });

        bench.Handle(fault == "sender" ? revocation with { Source = AgentBench.Ip("10.30.0.66") } : revocation);

        Assert.Single(bench.ForeignAgent.Visitors);
        Assert.DoesNotContain(bench.Actions, action => action is SendDatagram or PathChange);
    }

    [Fact]
    public void Revocation_Repeated_IsAcknowledgedAgain()
    {
        var bench = Revocable();
        bench.Handle(Revocation(0xed4ea8c1));

        bench.Handle(Revocation(0xed4ea8c2));

        Assert.True(RevocationAcknowledgement.TryParse(bench.Sent.Payload.Span, out _, out _));
    }

    [Fact]
    public void Revocation_ThatAsksForIt_TellsTheNodeByAnAdvertisementWithSequenceZero()
    {
        var bench = Revocable();
        bench.Pass(TimeSpan.FromSeconds(40)); // so that the agent's own numbers are past 0

        bench.Handle(Revocation(0xed4ea8f0, RevocationBits.SenderIsHomeAgent | RevocationBits.InformMobileNode));

        var sent = Assert.Single(bench.Actions.OfType<SendIcmp>());
        Assert.Equal((Town.MobileNode, Town.MobileNodeMac, (byte)1), (sent.Destination, sent.LinkDestination!.Value, sent.TimeToLive));
        Assert.True(Protocol.Discovery.RouterAdvertisement.TryParse(sent.Message.Span, out var advertisement, out _));
        Assert.Equal(0, advertisement.MobilityAgent.Sequence.Value);
    }

    [Fact]
    public void Settings_WithoutTheRole_EndEveryVisit()
    {
        var bench = Registered();

        var actions = bench.Handle(new SettingsChanged(Town.ForeignNode() with { ForeignAgent = null }));

        Assert.Empty(bench.ForeignAgent.Visitors);
        Assert.Single(actions.OfType<RemoveVisitorPath>());
        Assert.DoesNotContain(bench.Handle(new RequestMaker().Later(9.3).AtForeignAgent()), action => action is SendDatagram);
    }

    [Fact]
    [Requirement("FAG-004", "MSG-028")]
    public void Settings_ThatAreWrong_AreNamedOneByOne()
    {
        var host = Town.ForeignNode();
        var settings = host.ForeignAgent!;
        Assert.Empty(ForeignAgentRules.Check(settings, host));
        Assert.Equal(["CareOfAddresses"], Faulty(settings with { CareOfAddresses = [] }));
        Assert.Equal(["CareOfAddresses"], Faulty(settings with { CareOfAddresses = [Ipv4Address.Broadcast] }));
        Assert.Equal(["ServicePorts"], Faulty(settings with { ServicePorts = [] }));
        Assert.Equal(["HomeAgentAssociations"], Faulty(settings with { HomeAgentAssociations = Town.With(Town.HomeAgent, Town.ChapKey) }));
        Assert.Equal(["MaximumInterval"], Faulty(settings with { Advertising = new AdvertisingSettings { MaximumInterval = TimeSpan.FromSeconds(1801), MinimumInterval = TimeSpan.FromSeconds(3) } }));
        Assert.True(Assert.Single(ForeignAgentRules.Check(settings with { CareOfAddresses = [AgentBench.Ip("10.99.0.1")] }, host)).IsWarning);

        List<string> Faulty(ForeignAgentSettings changed) => [.. ForeignAgentRules.Check(changed, host).Where(fault => !fault.IsWarning).Select(fault => fault.Setting)];
    }

    [Fact]
    [Requirement("FAG-004")]
    public void Agent_WithoutCareOfAddress_ServesNobodyAndSaysWhy()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { CareOfAddresses = [] }));

        var actions = bench.Handle(new RequestMaker().AtForeignAgent());

        Assert.Contains(actions.OfType<Report>(), report => report.Entry.Code == "foreign-agent-settings");
        Assert.DoesNotContain(actions, action => action is SendDatagram);
    }

    private static AgentBench Registered(ushort lifetime = 600)
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker { Lifetime = lifetime }.AtForeignAgent());
        bench.Handle(HomeAgentReply.To(bench.Sent).Make());
        return bench;
    }

    private static AgentBench Revocable()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with
        {
            Revocation = true,
            HomeAgentAssociations = Town.With(Town.HomeAgent, Town.AgentsKey),
        }));
        bench.Handle(new RequestMaker().AtForeignAgent());
        bench.Handle((HomeAgentReply.To(bench.Sent) with { Behind = Hex.Parse("89 06 8000 ed4ea8c0"), Agents = Town.AgentsKey }).Make());
        Assert.True(Assert.Single(bench.ForeignAgent.Visitors).Revocable);
        return bench;
    }

    private static DatagramReceived Revocation(uint identifier, RevocationBits bits = RevocationBits.SenderIsHomeAgent) => Revocation(identifier, bits, Town.AgentsKey);

    private static DatagramReceived Revocation(uint identifier, RevocationBits bits, Associations.SecurityAssociation? key)
    {
        var octets = new byte[RevocationMessage.FixedSize];
        new RevocationMessage
        {
            Bits = bits,
            HomeAddress = Town.MobileNode,
            HomeDomainAddress = Town.HomeAgent,
            ForeignDomainAddress = Town.ForeignAgent,
            RevocationIdentifier = identifier,
        }.WriteTo(octets);
        return new(Town.OuterPort, AgentBench.Mac(0x77), Town.HomeAgent, Town.ForeignAgent, 60, 434, 434,
            RequestMaker.Sign(octets, ExtensionType.ForeignHomeAuthentication, key));
    }
}
