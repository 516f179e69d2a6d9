using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.ForeignAgent;

/// <summary>The checks on replies (RFC 5944 §3.7.3, protocol reference 10.4), in their order.</summary>
public sealed class ReplyCheckTests
{
    private static readonly byte[] s_nai = Hex.Parse("83 01 61");
    private static readonly byte[] s_criticalVendor = Hex.Parse("26 00 000a 00000009 0001 41424344");

    [Fact]
    [Requirement("FAG-042")]
    public void Reply_ToNothing_IsDropped()
    {
        var bench = Pending(out var reply);

        bench.Handle(reply.With(fields => fields with { HomeAddress = AgentBench.Ip("10.30.0.99") }).Make());

        AssertDropped(bench, DiscardReason.NoPendingRequest);
    }

    [Fact]
    [Requirement("FAG-041")]
    public void Reply_WithAnotherLowWord_IsDropped()
    {
        var bench = Pending(out var reply);

        bench.Handle(reply.With(fields => fields with { Identification = fields.Identification ^ 1 }).Make());

        AssertDropped(bench, DiscardReason.IdentificationMismatch);
    }

    [Fact]
    [Requirement("FAG-041")]
    public void Reply_WithAnotherHighWord_IsPassedOn()
    {
        // With code 133 the high word is the home agent's clock.
        var bench = Pending(out var reply);

        bench.Handle(reply.With(fields => fields with { Code = ReplyCode.IdentificationMismatch, Identification = fields.Identification ^ (7UL << 32) }).Make());

        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
    }

    [Fact]
    public void Reply_FromAnotherThanTheAgentAsked_IsDropped()
    {
        var bench = Pending(out var reply);

        bench.Handle((reply with { Source = AgentBench.Ip("10.30.0.66") }).Make());

        AssertDropped(bench, DiscardReason.WrongSender);
    }

    [Fact]
    public void Reply136_FromTheAgentItNames_IsPassedOnThoughABroadcastAddressWasAsked()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker { HomeAgent = AgentBench.Ip("10.30.0.255") }.AtForeignAgent());

        bench.Handle((HomeAgentReply.To(bench.Sent, ReplyCode.UnknownHomeAgentAddress) with { Source = Town.HomeAgent })
            .With(fields => fields with { HomeAgent = Town.HomeAgent }).Make());

        Assert.Equal(ReplyCode.UnknownHomeAgentAddress, bench.Reply.Code);
    }

    [Theory]
    [InlineData("20 14 0000", ReplyCode.PoorlyFormedReply)]
    [InlineData("20 02 0001", ReplyCode.PoorlyFormedReply)]
    [InlineData("7f 00", null)]
    [Requirement("MSG-002")]
    public void Reply_ThatIsMalformed_Is71OrDropped(string extension, ReplyCode? code)
    {
        var bench = Pending(out var reply);

        bench.Handle((reply with { Node = null, Behind = Hex.Parse(extension) }).Make());

        Assert.Equal(code, bench.Actions.OfType<SendDatagram>().Select(AgentBench.ReplyOf).Select(sent => (ReplyCode?)sent.Code).SingleOrDefault());
        Assert.Equal(code is null ? 1 : 0, bench.ForeignAgent.Pending.Length);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("wrong")]
    [InlineData("doubled")]
    [Requirement("FAG-010", "FAG-043", "FAG-044", "MSG-058")]
    public void Reply_WithBadForeignHome_IsRefusedWith68BehindTheUntouchedPart(string how)
    {
        var bench = Pending(out var reply, WithAgentsKey);
        reply = reply with { Agents = how switch { "missing" => null, "wrong" => Town.NodeKey, _ => Town.AgentsKey } };
        var octets = reply.Octets();
        if (how == "doubled")
            octets = RequestMaker.Sign(octets, ExtensionType.ForeignHomeAuthentication, Town.AgentsKey);

        bench.Handle(reply.Make() with { Payload = octets });

        Assert.Equal(Hex.Format((reply with { Agents = null }).Octets()) + "2d020044", Hex.Format(bench.Sent.Payload.Span));
        Assert.Empty(bench.ForeignAgent.Visitors);
        Assert.Empty(bench.ForeignAgent.Pending);
        Assert.Contains(bench.Actions.OfType<Report>(), report => report.Entry.Code == "authentication-failure");
    }

    [Fact]
    [Requirement("FAG-044")]
    public void Reply_WithoutAnyAuthentication_IsReplacedByADenial68()
    {
        var bench = Pending(out var reply, WithAgentsKey);

        bench.Handle((reply with { Node = null }).Make());

        Assert.Equal((ReplyCode.HomeAgentFailedAuthentication, 20), (bench.Reply.Code, bench.Sent.Payload.Length));
    }

    [Fact]
    public void Reply_ToADeregistration_NeedsNoForeignHome()
    {
        var bench = new AgentBench(Town.ForeignNode(WithAgentsKey));
        bench.Handle(new RequestMaker { Lifetime = 0 }.AtForeignAgent());

        bench.Handle(HomeAgentReply.To(bench.Sent).Make());

        Assert.Equal((ReplyCode.Accepted, 42), (bench.Reply.Code, bench.Sent.Payload.Length));
    }

    [Fact]
    [Requirement("MSG-035")]
    public void ForeignHome_IsCheckedUnderTheAssociationOfTheHomeAgentNamed()
    {
        // Two home agents under one SPI with different keys.
        var other = AgentBench.Ip("10.40.0.1");
        var otherKey = Town.Association(0x300, "abababababababababababababababab");
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { HomeAgentAssociations = Town.With(Town.HomeAgent, Town.AgentsKey).Add(other, otherKey) }));
        bench.Handle(new RequestMaker { HomeAgent = other }.AtForeignAgent());

        bench.Handle((HomeAgentReply.To(bench.Sent) with { Agents = otherKey }).Make());

        Assert.Single(bench.ForeignAgent.Visitors);
    }

    [Theory]
    [InlineData("", "10.30.0.1", "10.30.0.20", ReplyCode.MissingNai)]
    [InlineData("83 01 62", "10.30.0.1", "10.30.0.20", ReplyCode.MissingNai)]
    [InlineData("83 01 61", "0.0.0.0", "10.30.0.20", ReplyCode.MissingHomeAgent)]
    [InlineData("83 01 61", "10.30.0.1", "0.0.0.0", ReplyCode.MissingHomeAddress)]
    [Requirement("FAG-062", "FAG-012")]
    public void Reply_ThatLacksWhatANamedNodeNeeds_Is97Or98Or99(string nai, string homeAgent, string homeAddress, ReplyCode code)
    {
        // The node has an address and gives its name as well, so that the reply can be matched without the name.
        var request = new RequestMaker { Before = s_nai, HomeAddress = homeAddress == "0.0.0.0" ? default : Town.MobileNode };
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(request.AtForeignAgent());

        bench.Handle((HomeAgentReply.To(bench.Sent) with { Before = Hex.Parse(nai) }).With(fields => fields with { HomeAgent = AgentBench.Ip(homeAgent) }).Make());

        Assert.Equal(code, bench.Reply.Code);
        Assert.Empty(bench.ForeignAgent.Visitors);
    }

    [Fact]
    [Requirement("FAG-062")]
    public void Reply_WithoutNameToANodeWithoutAddress_Is97()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker { HomeAddress = default, Before = s_nai }.AtForeignAgent());

        bench.Handle(HomeAgentReply.To(bench.Sent).With(fields => fields with { HomeAddress = AgentBench.Ip("10.30.0.20") }).Make());

        Assert.Equal(ReplyCode.MissingNai, bench.Reply.Code);
    }

    [Fact]
    [Requirement("MSG-055")]
    public void Reply_WithCriticalVendorExtension_Is101()
    {
        var bench = Pending(out var reply);

        bench.Handle((reply with { Before = s_criticalVendor }).Make());

        Assert.Equal(ReplyCode.CriticalVendorExtensionFromHomeAgent, bench.Reply.Code);
    }

    [Theory]
    [InlineData("84 04 01020304", false)]
    [InlineData("84 04 01020305", true)]
    public void Reply_WithAnotherChallengeThanWasAnswered_IsRefusedWith109(string challenge, bool isRefused)
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker { Behind = Hex.Parse("84 04 01020304"), Aaa = Town.AaaKey }.AtForeignAgent());

        bench.Handle((HomeAgentReply.To(bench.Sent) with { Behind = Hex.Parse(challenge) }).Make());

        Assert.Equal(isRefused, Hex.Format(bench.Sent.Payload.Span).EndsWith("2d02006d", StringComparison.Ordinal));
        Assert.Equal(isRefused ? 0 : 1, bench.ForeignAgent.Visitors.Length);
    }

    [Fact]
    [Requirement("MSG-058")]
    public void AcceptedReply_WhenTheListIsFullMeanwhile_IsPassedOnWithExtension45()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { MaximumVisitors = 1 }));
        bench.Handle(new RequestMaker().AtForeignAgent());
        var first = bench.Sent;
        bench.Handle(new RequestMaker { HomeAddress = AgentBench.Ip("10.30.0.202") }.AtForeignAgent());
        var second = HomeAgentReply.To(bench.Sent);
        bench.Handle(HomeAgentReply.To(first).Make());

        bench.Handle(second.Make());

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        Assert.Equal(Hex.Format(second.Octets()) + "2d020042", Hex.Format(bench.Sent.Payload.Span));
        Assert.Equal(Town.MobileNode, Assert.Single(bench.ForeignAgent.Visitors).HomeAddress);
    }

    [Fact]
    public void AcceptedReply_ForTheAddressOfAVisitorOfAnotherHomeAgent_IsRefused()
    {
        // Someone with a home agent of his own registers the address of a visitor: the visitor keeps its packets.
        var rogue = AgentBench.Ip("10.66.0.1");
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker().AtForeignAgent());
        bench.Handle(HomeAgentReply.To(bench.Sent).Make());
        bench.Handle(new RequestMaker { HomeAgent = rogue }.Later(0.7).AtForeignAgent(link: AgentBench.Mac(0xbad)));

        var actions = bench.Handle(HomeAgentReply.To(bench.Sent).Make());

        Assert.DoesNotContain(actions, action => action is PathChange);
        Assert.Equal((Town.HomeAgent, Town.MobileNodeMac), (Assert.Single(bench.ForeignAgent.Visitors).HomeAgent, bench.ForeignAgent.Visitors[0].LinkAddress));
        Assert.EndsWith("2d020041", Hex.Format(bench.Sent.Payload.Span), StringComparison.Ordinal);
    }

    private static ForeignAgentSettings WithAgentsKey(ForeignAgentSettings settings) =>
        settings with { HomeAgentAssociations = Town.With(Town.HomeAgent, Town.AgentsKey) };

    private static AgentBench Pending(out HomeAgentReply reply, Func<ForeignAgentSettings, ForeignAgentSettings>? change = null)
    {
        var bench = new AgentBench(Town.ForeignNode(change));
        bench.Handle(new RequestMaker().AtForeignAgent());
        reply = HomeAgentReply.To(bench.Sent);
        return bench;
    }

    private static void AssertDropped(AgentBench bench, DiscardReason reason)
    {
        Assert.Empty(bench.Actions.OfType<SendDatagram>());
        Assert.Single(bench.ForeignAgent.Pending);
        Assert.Equal(1, bench.ForeignAgent.Counters.Discards[reason]);
    }
}
