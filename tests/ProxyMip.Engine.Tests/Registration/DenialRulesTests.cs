using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tests.Visitors;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Registration;

public sealed class DenialRulesTests
{
    private static readonly PendingRequest s_plain = new()
    {
        Client = Town.Visitor,
        Station = Town.Station,
        Port = Town.Wire,
        Agent = Town.Agent,
        AgentLink = Town.AgentLink,
        CareOfAddress = Town.Agent,
        HomeAgent = Town.HomeAgent,
        Lifetime = new(600),
        Identification = 1,
        SentAt = default,
        Association = Town.Association,
    };

    private static readonly PendingRequest s_full = s_plain with
    {
        Bits = RegistrationBits.ReverseTunnel | RegistrationBits.Gre,
        ProxyExtensions = true,
        Nai = "a@b",
    };

    // Code, first step, what if that is impossible, hold in seconds (-1: until something changes): section 8 row by row, for a plain request.
    [Theory]
    [InlineData(64, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(65, DenialStep.NextForeignAgent, DenialStep.Hold, 300)]
    [InlineData(66, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(67, DenialStep.RenewAssociation, DenialStep.Hold, -1)]
    [InlineData(68, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(70, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(71, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(72, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(73, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(74, DenialStep.NextForeignAgent, DenialStep.Hold, 300)]
    [InlineData(76, DenialStep.Hold, DenialStep.Hold, 300)]
    [InlineData(77, DenialStep.NextCareOfAddress, DenialStep.Hold, 60)]
    [InlineData(78, DenialStep.KeepRepeating, DenialStep.Hold, 60)]
    [InlineData(79, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(80, DenialStep.NextHomeAgent, DenialStep.KeepRepeating, 60)]
    [InlineData(81, DenialStep.NextHomeAgent, DenialStep.KeepRepeating, 60)]
    [InlineData(82, DenialStep.NextHomeAgent, DenialStep.KeepRepeating, 60)]
    [InlineData(83, DenialStep.NextHomeAgent, DenialStep.KeepRepeating, 60)]
    [InlineData(88, DenialStep.NextHomeAgent, DenialStep.KeepRepeating, 60)]
    [InlineData(89, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(90, DenialStep.NextHomeAgent, DenialStep.Hold, 60)]
    [InlineData(95, DenialStep.NextHomeAgent, DenialStep.KeepRepeating, 60)]
    [InlineData(96, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(97, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(98, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(99, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(100, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(101, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(104, DenialStep.NewChallenge, DenialStep.Hold, 60)]
    [InlineData(105, DenialStep.NewChallenge, DenialStep.Hold, 60)]
    [InlineData(106, DenialStep.NewChallenge, DenialStep.Hold, 60)]
    [InlineData(107, DenialStep.NextForeignAgent, DenialStep.Hold, 300)]
    [InlineData(108, DenialStep.RenewAssociation, DenialStep.Hold, -1)]
    [InlineData(109, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(110, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(115, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(127, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(128, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(129, DenialStep.Hold, DenialStep.Hold, 300)]
    [InlineData(130, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(131, DenialStep.RenewAssociation, DenialStep.Hold, 60)]
    [InlineData(132, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(133, DenialStep.Resynchronise, DenialStep.Hold, 60)]
    [InlineData(134, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(135, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(137, DenialStep.Hold, DenialStep.Hold, 300)]
    [InlineData(139, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(140, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(141, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(142, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(144, DenialStep.RenewAssociation, DenialStep.Hold, 60)]
    [InlineData(145, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(146, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(147, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(148, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(149, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(150, DenialStep.NextHomeAgent, DenialStep.Hold, -1)]
    [InlineData(151, DenialStep.Hold, DenialStep.Hold, 300)]
    [InlineData(192, DenialStep.Hold, DenialStep.Hold, 60)]
    [InlineData(193, DenialStep.NextForeignAgent, DenialStep.Hold, 60)]
    [InlineData(194, DenialStep.NextHomeAgent, DenialStep.Hold, 60)]
    public void React_PlainRequest_FollowsTheTable(byte code, DenialStep step, DenialStep otherwise, int hold)
    {
        var reaction = React(code, s_plain);
        Assert.Equal((step, otherwise, hold), (reaction.Step, reaction.Otherwise, (int?)reaction.Hold?.TotalSeconds ?? -1));
    }

    [Fact]
    [Requirement("APX-067")]
    public void React_69_AsksForAtMostTheLifetimeInTheReply()
    {
        var reaction = DenialRules.React(new((ReplyCode)69, new(300), Town.HomeAgent), s_plain, Concessions.None, Town.Proxy);
        Assert.Equal((DenialStep.SendAgain, new RegistrationLifetime(300)), (reaction.Step, reaction.Concessions?.LifetimeLimit));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(600)]
    [InlineData(65535)]
    public void React_69WithoutAShorterLifetime_DoesNotLoop(int lifetime) => Assert.Equal(DenialStep.NextForeignAgent,
        DenialRules.React(new((ReplyCode)69, new((ushort)lifetime), Town.HomeAgent), s_plain, Concessions.None, Town.Proxy).Step);

    [Theory]
    [Requirement("APX-084", "APX-085")]
    [InlineData(70)]
    [InlineData(134)]
    [InlineData(74)]
    [InlineData(137)]
    public void React_RefusalOfT_IsRetriedWithoutT(byte code)
    {
        var reaction = React(code, s_full);
        Assert.Equal((DenialStep.SendAgain, true), (reaction.Step, reaction.Concessions?.WithoutReverseTunnel));
    }

    [Theory]
    [Requirement("APX-085")]
    [InlineData(74)]
    [InlineData(137)]
    public void React_RefusalOfTButThePolicyInsists_Waits(byte code) => Assert.NotEqual(DenialStep.SendAgain,
        DenialRules.React(new((ReplyCode)code, default, Town.HomeAgent), s_full, Concessions.None, Town.Proxy with { ReverseTunnelOptional = false }).Step);

    [Theory]
    [InlineData(75)]
    [InlineData(138)]
    public void React_TIsMandatory_IsRetriedWithTUnlessItWasRefusedBefore(byte code)
    {
        Assert.Equal((DenialStep.SendAgain, true), (React(code, s_plain).Step, React(code, s_plain).Concessions?.WithReverseTunnel));
        Assert.NotEqual(DenialStep.SendAgain, React(code, s_plain, Concessions.None with { WithoutReverseTunnel = true }).Step);
        Assert.NotEqual(DenialStep.SendAgain, React(code, s_full).Step);
    }

    [Theory]
    [InlineData(74)]
    [InlineData(137)]
    public void React_TWasDemandedAndIsNowRefused_DoesNotLoop(byte code) =>
        Assert.NotEqual(DenialStep.SendAgain, React(code, s_full, Concessions.None with { WithReverseTunnel = true }).Step);

    [Theory]
    [InlineData(72)]
    [InlineData(139)]
    public void React_EncapsulationUnavailable_IsRetriedWithIpInIp(byte code) =>
        Assert.Equal((DenialStep.SendAgain, true), (React(code, s_full).Step, React(code, s_full).Concessions?.WithoutEncapsulation));

    [Theory]
    [InlineData(70)]
    [InlineData(134)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(140)]
    public void React_ExtensionsDisliked_IsRetriedWithoutThem(byte code)
    {
        var reaction = React(code, s_full with { Bits = RegistrationBits.None });
        Assert.Equal((DenialStep.SendAgain, true), (reaction.Step, reaction.Concessions?.WithoutOptions));
    }

    [Fact]
    [Requirement("APX-069")]
    public void React_136_UsesTheHomeAgentOfTheReplyOnce()
    {
        var denial = new Denial(ReplyCode.UnknownHomeAgentAddress, default, Town.OtherHomeAgent);
        Assert.Equal(Town.OtherHomeAgent, DenialRules.React(denial, s_plain, Concessions.None, Town.Proxy).Concessions?.HomeAgent);
        Assert.Equal(DenialStep.NextHomeAgent, DenialRules.React(denial, s_plain, Concessions.None with { HomeAgent = Town.HomeAgent }, Town.Proxy).Step);
    }

    [Fact]
    public void React_136WithoutAUsefulAddress_TriesTheNextHomeAgent()
    {
        foreach (var address in new[] { Town.HomeAgent, Ipv4Address.Any, Ipv4Address.Broadcast })
            Assert.Equal(DenialStep.NextHomeAgent, DenialRules.React(new(ReplyCode.UnknownHomeAgentAddress, default, address), s_plain, Concessions.None, Town.Proxy).Step);
    }

    [Fact]
    public void React_143_FollowsTheRedirection()
    {
        var reaction = DenialRules.React(new(ReplyCode.RedirectedHomeAgent, default, Town.HomeAgent, Town.OtherHomeAgent), s_plain, Concessions.None, Town.Proxy);
        Assert.Equal((DenialStep.SendAgain, Town.OtherHomeAgent), (reaction.Step, reaction.Concessions?.HomeAgent));
    }

    [Fact]
    [Requirement("APX-092")]
    public void React_149WithProxyExtensions_IsRetriedWithoutThem() =>
        Assert.Equal((DenialStep.SendAgain, true), (React(149, s_full).Step, React(149, s_full).WithoutProxyExtensions));

    [Fact]
    public void React_194_RefreshesTheMap() => Assert.True(React(194, s_plain).RefreshMap);

    [Theory]
    [Requirement("APX-087")]
    [InlineData(77)]
    [InlineData(104)]
    [InlineData(105)]
    [InlineData(106)]
    public void React_StaleKnowledgeOfTheAgent_Solicits(byte code) => Assert.True(React(code, s_plain).Solicit);

    [Theory]
    [InlineData(131)]
    [InlineData(144)]
    public void React_AuthenticationFailureAtTheHomeAgent_DoublesTheHold(byte code) => Assert.True(React(code, s_plain).Doubling);

    private static DenialReaction React(byte code, PendingRequest asked, Concessions? made = null) =>
        DenialRules.React(new((ReplyCode)code, default, Town.HomeAgent), asked, made ?? Concessions.None, Town.Proxy with { ReverseTunnel = true });
}
