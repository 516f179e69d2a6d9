using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>Which extensions a reply carries, in which order, and that replies cannot be used as a weapon (RFC 5944 §3.8.3, product brief 22).</summary>
public sealed class HomeAgentReplyTests
{
    private static readonly byte[] s_challenge = Hex.Parse("84 10 a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
    private static readonly byte[] s_nai = Hex.Parse("83 11 6d6e323031406578616d706c652e6e6574");

    [Fact]
    [Requirement("HAG-008", "HAG-046", "HAG-076", "MSG-029", "MSG-030", "MSG-038", "MSG-039", "MSG-053", "MSG-061")]
    public void Reply_ToARequestWithEverything_OrdersItsExtensions()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            Revocation = true,
            ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey),
        }));
        var behind = (byte[])[.. s_challenge, .. Hex.Parse("30 00 0004 00001001 89 06 8000 ed4ea8c0")];

        bench.Handle(new RequestMaker { Before = s_nai, Behind = behind, Agents = Town.AgentsKey }.AtHomeAgent());

        Assert.True(RegistrationMessage.TryParse(bench.Sent.Payload.Span, out var reply, out _));
        Assert.Equal([131, 32, 132, 48, 137, 34], Types(reply));
        Assert.True(reply.TryFind(ExtensionType.MobileForeignChallenge, out var challenge));
        Assert.Equal(Hex.Format(s_challenge), Hex.Format(challenge.Octets));
        Assert.True(reply.TryFind(ExtensionType.MobileNodeNai, out var name));
        Assert.Equal(Hex.Format(s_nai), Hex.Format(name.Octets));
    }

    [Fact]
    [Requirement("HAG-008", "HAG-046", "MSG-020")]
    public void Reply_Authenticators_VerifyUnderTheAssociations()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey) }));

        bench.Handle(new RequestMaker { Agents = Town.AgentsKey }.AtHomeAgent());

        Assert.True(RegistrationMessage.TryParse(bench.Sent.Payload.Span, out var reply, out _));
        Assert.True(reply.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var home) && new KeyedAssociation(Town.NodeKey).Verifies(home));
        Assert.True(reply.TryFindSingle(ExtensionType.ForeignHomeAuthentication, out var between) && new KeyedAssociation(Town.AgentsKey).Verifies(between));
    }

    [Theory]
    [InlineData(false, 42)]
    [InlineData(true, 64)]
    [Requirement("MSG-032")]
    public void Reply_ToADeregistration_HasForeignHomeOnlyAmongRfc3344Agents(bool rfc3344, int size)
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            Rfc3344Mode = rfc3344,
            ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey),
        }));

        bench.Handle(new RequestMaker { Lifetime = 0 }.AtHomeAgent());

        Assert.Equal(size, bench.Sent.Payload.Length);
    }

    [Fact]
    [Requirement("MSG-034")]
    public void ForeignHome_IsCheckedUnderTheAssociationOfTheSource()
    {
        // Two foreign agents under one SPI with different keys.
        var other = AgentBench.Ip("10.21.0.1");
        var otherKey = Town.Association(0x300, "abababababababababababababababab");
        var bench = new AgentBench(Town.HomeNode(settings => settings with { ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey).Add(other, otherKey) }));

        bench.Handle(new RequestMaker { CareOfAddress = other, Agents = Town.AgentsKey }.AtHomeAgent());
        Assert.Equal(ReplyCode.ForeignAgentFailedAuthentication, bench.Reply.Code);
        bench.Handle(new RequestMaker { CareOfAddress = other, Agents = otherKey }.AtHomeAgent());
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
    }

    [Fact]
    public void Reply_ToAUdpTunnelRequestWithoutTranslator_DeclinesThatOnly()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker { Bits = RegistrationBits.DecapsulationByMobileNode, Before = Hex.Parse("90 06 00 00 80 04 0000") }.AtHomeAgent());

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        Assert.True(RegistrationMessage.TryParse(bench.Sent.Payload.Span, out var reply, out _));
        Assert.Equal([44, 32], Types(reply));
        Assert.True(reply.TryFind(ExtensionType.UdpTunnelReply, out var extension) && UdpTunnelReplyExtension.TryParse(extension.Octets, out var answer, out _) && !answer.IsGranted);
    }

    [Fact]
    [Requirement("HAG-087")]
    public void Flood_OfForgedRequests_IsAnsweredOncePerSecondAndSourceAndNeverAtGreaterLength()
    {
        var bench = new AgentBench(Town.HomeNode());
        var answers = 0;
        for (uint i = 0; i < 2000; i++)
        {
            bench.Move(bench.Now.Uptime + TimeSpan.FromMilliseconds(2));
            var request = new RequestMaker { Node = Town.NodeForeignKey, HomeAddress = new(0x0a1e0064 + i % 100) }.AtHomeAgent();
            foreach (var answer in bench.Handle(request).OfType<SendDatagram>())
            {
                answers++;
                Assert.True(answer.Payload.Length <= request.Payload.Length);
            }
        }

        Assert.Equal(4, answers); // four seconds, one source
    }

    [Fact]
    [Requirement("HAG-087")]
    public void Answer_ToAShortForgery_IsCutToItsLength()
    {
        var bench = new AgentBench(Town.HomeNode());
        var octets = new RequestMaker { Node = null }.Make();
        octets = [.. octets, 32, 4, 0, 0, 1, 0]; // an authenticator of no octets at all

        bench.Handle(new RequestMaker().AtHomeAgent() with { Payload = octets });

        Assert.Equal((ReplyCode.MobileNodeFailedAuthentication, 20), (bench.Reply.Code, bench.Sent.Payload.Length));
    }

    [Fact]
    [Requirement("HAG-087")]
    public void Flood_FromManySources_CostsNoStateAndLeavesTheRightfulAlone()
    {
        // Product goal G8 in small: 20,000 forgeries a second beside one honest node a second.
        var bench = new AgentBench(Town.HomeNode());
        var honest = new RequestMaker();
        for (var second = 0; second < 5; second++)
        {
            var answers = 0;
            for (uint i = 0; i < 20_000; i++)
            {
                var forged = new RequestMaker { Node = Town.NodeForeignKey }.AtHomeAgent(new(0x0b000000 + i * 7 + (uint)second));
                answers += bench.Handle(forged).OfType<SendDatagram>().Count();
            }
            Assert.InRange(answers, 1, 200);
            bench.Handle((honest = honest.Later()).AtHomeAgent());
            Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
            bench.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1, bench.HomeAgent.KnownNodes);
    }

    [Theory]
    [InlineData(0x80, true)]
    [InlineData(0x7f, false)]
    [Requirement("MSG-002", "MSG-003", "MSG-021")]
    public void UnknownExtension_IsPassedOverOrCondemnsTheMessage(byte type, bool accepted)
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker { Before = [type == 0x80 ? (byte)250 : type, 2, 1, 2] }.AtHomeAgent());

        Assert.Equal(accepted, bench.Actions.OfType<SendDatagram>().Any());
        Assert.Equal(accepted ? 0 : 1, bench.HomeAgent.Counters.Discards.GetValueOrDefault(DiscardReason.UnknownExtension));
    }

    [Fact]
    [Requirement("MSG-008")]
    public void Padding_IsPassedOver()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker { Before = [0], Behind = [0, 0] }.AtHomeAgent());

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
    }

    [Fact]
    [Requirement("MSG-065")]
    public void AnyOctets_CauseNeitherExceptionNorState()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { HasAssociationServer = true, DynamicAssignment = true, ProxyAgents = [] }));
        var entropy = new SequenceEntropy(3);
        var noise = new byte[8];
        for (var i = 0; i < 20_000; i++)
        {
            var octets = i % 2 == 0 ? new RequestMaker { Before = s_nai, Behind = s_challenge }.Make() : new byte[i % 120];
            entropy.Fill(noise);
            for (var change = 0; change < 1 + i % 4 && octets.Length > 0; change++)
                octets[noise[change] % octets.Length] = noise[change + 4];
            if (i % 2 == 1 && octets.Length > 0)
                octets[0] = (byte)(i % 16);
            bench.Handle(new DatagramReceived(Town.OuterPort, AgentBench.Mac(5), new(entropy.NextUInt32()), Town.HomeAgent, 1, 434, 434, octets));
        }

        Assert.All(bench.HomeAgent.Bindings, binding => Assert.Equal(Town.MobileNode, binding.HomeAddress));
        Assert.InRange(bench.HomeAgent.KnownNodes, 0, 1);
    }

    [Fact]
    [Requirement("HAG-002", "MSG-028", "MSG-048")]
    public void Settings_ThatAreWrong_AreNamedOneByOne()
    {
        var settings = Town.HomeNode().HomeAgent!;
        Assert.Empty(HomeAgentRules.Check(settings));
        Assert.Equal(["Networks"], Faulty(settings with { Networks = [] }));
        Assert.Equal(["Networks"], Faulty(settings with { Networks = [settings.Networks[0] with { Address = AgentBench.Ip("10.31.0.1") }] }));
        Assert.Equal(["MobileNodeAssociations"], Faulty(settings with { MobileNodeAssociations = Town.HomeNodes(Town.ChapKey) }));
        Assert.Equal(["ForeignAgentAssociations"], Faulty(settings with { ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.ChapKey) }));
        Assert.Equal(["Tolerance"], Faulty(settings with { Tolerance = TimeSpan.FromSeconds(301) }));
        Assert.Equal(["MaximumBindings"], Faulty(settings with { MaximumBindings = 0 }));
        Assert.True(Assert.Single(HomeAgentRules.Check(settings with { Tolerance = TimeSpan.FromSeconds(3) })).IsWarning);
        Assert.True(Assert.Single(HomeAgentRules.Check(settings with { MobileNodeAssociations = Associations.AssociationRanges.Empty })).IsWarning);
    }

    [Fact]
    [Requirement("HAG-002")]
    public void Agent_WithWrongSettings_AnswersNothingAndSaysWhy()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { Networks = [] }));

        var actions = bench.Handle(new RequestMaker().AtHomeAgent());

        Assert.Contains(actions.OfType<Report>(), report => report.Entry.Code == "home-agent-settings");
        Assert.DoesNotContain(actions, action => action is SendDatagram);
    }

    private static List<string> Faulty(HomeAgentSettings settings) => [.. HomeAgentRules.Check(settings).Where(fault => !fault.IsWarning).Select(fault => fault.Setting)];

    private static List<int> Types(in RegistrationMessage message)
    {
        var types = new List<int>();
        foreach (var extension in message.Extensions)
            types.Add((int)extension.Type);
        return types;
    }
}
