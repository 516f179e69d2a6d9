using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.ForeignAgent;

/// <summary>One test for each check of protocol reference 10.2 and each code it gives, in the order of the checks.</summary>
public sealed class RequestCheckTests
{
    private static readonly byte[] s_delivery = Hex.Parse("82 00");
    private static readonly byte[] s_nai = Hex.Parse("83 11 6d6e323031406578616d706c652e6e6574");
    private static readonly byte[] s_criticalVendor = Hex.Parse("26 00 000a 00000009 0001 41424344");

    [Theory]
    [InlineData("20 02 0001", DiscardReason.MalformedAuthentication)]
    [InlineData("7f 00", DiscardReason.UnknownExtension)]
    [Requirement("MSG-002")]
    public void Request_WithExtensionsThatCondemnIt_IsDropped(string extension, DiscardReason reason)
    {
        var bench = new AgentBench(Town.ForeignNode());

        bench.Handle(new RequestMaker { Behind = Hex.Parse(extension) }.AtForeignAgent());

        Assert.Empty(bench.Actions.OfType<SendDatagram>());
        Assert.Equal(1, bench.ForeignAgent.Counters.Discards[reason]);
    }

    [Theory]
    [InlineData("83 28 616263")]
    [InlineData("83")]
    [Requirement("FAG-083")]
    public void Request_WithExtensionCutOff_Is70AndNotRelayed(string extension) =>
        AssertDenied(ReplyCode.PoorlyFormedRequestAtForeignAgent, new RequestMaker { Node = null, Before = Hex.Parse(extension) });

    [Fact]
    [Requirement("FAG-022", "MSG-062")]
    public void Request_WithReservedBit_Is70() =>
        AssertDenied(ReplyCode.PoorlyFormedRequestAtForeignAgent, new RequestMaker { Bits = RegistrationBits.Reserved });

    [Fact]
    [Requirement("MSG-062")]
    public void Request_WithReservedBitLeniently_IsRelayed() =>
        AssertRelayed(new RequestMaker { Bits = RegistrationBits.Reserved }, settings => settings with { LenientReservedBits = true });

    [Fact]
    [Requirement("MSG-062")]
    public void Request_WithFormerCompressionBit_IsRelayed() => AssertRelayed(new RequestMaker { Bits = (RegistrationBits)0x04 });

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    public void Request_WithImpossibleHomeAddress_Is70(string homeAddress) =>
        AssertDenied(ReplyCode.PoorlyFormedRequestAtForeignAgent, new RequestMaker { HomeAddress = AgentBench.Ip(homeAddress) });

    [Theory]
    [InlineData("missing")]
    [InlineData("wrong")]
    [InlineData("doubled")]
    [Requirement("FAG-011", "FAG-025", "FAG-026")]
    public void Request_WithoutExactlyOneRightMobileForeign_Is67(string how)
    {
        var request = new RequestMaker { Foreign = how switch { "missing" => null, "wrong" => Town.NodeKey, _ => Town.NodeForeignKey } };
        var octets = request.Make();
        if (how == "doubled")
            octets = RequestMaker.Sign(octets, ExtensionType.MobileForeignAuthentication, Town.NodeForeignKey);
        var bench = new AgentBench(Town.ForeignNode(WithNodeKey));

        bench.Handle(request.AtForeignAgent() with { Payload = octets });

        Assert.Equal(ReplyCode.MobileNodeFailedAuthenticationAtForeignAgent, bench.Reply.Code);
        Assert.Contains(bench.Actions.OfType<Report>(), report => report.Entry.Code == "authentication-failure");
        Assert.True(RegistrationMessage.TryParse(bench.Sent.Payload.Span, out var reply, out _));
        Assert.True(reply.TryFindSingle(ExtensionType.MobileForeignAuthentication, out var extension) && new KeyedAssociation(Town.NodeForeignKey).Verifies(extension));
    }

    [Theory]
    [InlineData(false, ReplyCode.InvalidHomeAgentAddress)]
    [InlineData(true, ReplyCode.UnknownHomeAgentAddress)]
    [Requirement("FAG-014", "FAG-015")]
    public void Request_NamingThisAgentAsHomeAgent_Is194Or136(bool rfc3344, ReplyCode code) =>
        AssertDenied(code, new RequestMaker { HomeAgent = AgentBench.Ip("10.1.0.2") }, settings => settings with { Rfc3344Codes = rfc3344 });

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.7")]
    [InlineData("255.255.255.255")]
    public void Request_WithoutUsableHomeAgent_Is90(string homeAgent) =>
        AssertDenied(ReplyCode.NonZeroHomeAgentAddressRequired, new RequestMaker { HomeAgent = AgentBench.Ip(homeAgent), Before = s_nai });

    [Theory]
    [InlineData("8b 05 01 0a1e0009", true)]
    [InlineData("8b 01 0004 0a1e0009", true)]
    [InlineData("8b 05 01 e0000001", false)]
    [InlineData("8b 05 02 0a1e0009", false)]
    public void Request_WithRequestedHomeAgent_IsRelayedThere(string extension, bool isRelayed)
    {
        var bench = new AgentBench(Town.ForeignNode());

        bench.Handle(new RequestMaker { HomeAgent = default, Before = [.. s_nai, .. Hex.Parse(extension)] }.AtForeignAgent());

        Assert.Equal(isRelayed ? AgentBench.Ip("10.30.0.9") : Town.MobileNode, bench.Sent.Destination);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [Requirement("FAG-061", "FAG-012")]
    public void Request_WithoutAddressAndUsableName_Is96(bool hasName, bool takesNames) => AssertDenied(ReplyCode.NonZeroHomeAddressRequired,
        new RequestMaker { HomeAddress = default, Before = hasName ? s_nai : [] }, settings => settings with { NetworkAccessIdentifiers = takesNames });

    [Fact]
    public void Request_ToAProhibitedHomeAgent_Is65() => AssertDenied(ReplyCode.ForeignAgentAdministrativelyProhibited, new RequestMaker(),
        settings => settings with { ProhibitedHomeAgents = [Town.HomeAgent] });

    [Theory]
    [InlineData("10.20.0.1")]
    [InlineData("10.1.0.2")]
    public void Request_ForAnAddressOfThisNode_IsNeitherRelayedNorAnswered(string homeAddress)
    {
        var bench = new AgentBench(Town.ForeignNode());

        bench.Handle(new RequestMaker { HomeAddress = AgentBench.Ip(homeAddress) }.AtForeignAgent());

        Assert.Empty(bench.Actions.OfType<SendDatagram>());
        Assert.Empty(bench.ForeignAgent.Pending);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Requirement("MSG-055")]
    public void Request_WithCriticalVendorExtension_Is100(bool before) => AssertDenied(ReplyCode.CriticalVendorExtensionFromMobileNodeAtForeignAgent,
        new RequestMaker { Before = before ? s_criticalVendor : [], Behind = before ? [] : s_criticalVendor });

    [Fact]
    [Requirement("MSG-056", "MSG-057")]
    public void Request_WithNormalVendorExtensions_IsRelayedWithThemInPlace()
    {
        var vendor = Hex.Parse("86 0b 0000 00000009 0007 78797a 86 0a 0000 00000009 0001 4142");
        var relayed = AssertRelayed(new RequestMaker { Before = vendor });

        Assert.Equal(Hex.Format(new RequestMaker { Before = vendor }.Make()), Hex.Format(relayed.Payload.Span));
    }

    [Fact]
    [Requirement("FAG-023")]
    public void Request_ForAForeignCareOfAddress_Is77() =>
        AssertDenied(ReplyCode.InvalidCareOfAddress, new RequestMaker { CareOfAddress = AgentBench.Ip("10.99.99.99") });

    [Theory]
    [InlineData(600, 601)]
    [InlineData(600, 65535)]
    [Requirement("FAG-035")]
    public void Request_ForTooLong_Is69WithOwnMaximum(int maximum, int asked)
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { MaximumLifetime = (ushort)maximum }));

        bench.Handle(new RequestMaker { Lifetime = (ushort)asked }.AtForeignAgent());

        Assert.Equal((ReplyCode.RequestedLifetimeTooLong, maximum), (bench.Reply.Code, bench.Reply.Lifetime.Seconds));
    }

    [Theory]
    [InlineData(65535, 65535)]
    [InlineData(600, 600)]
    [Requirement("MSG-013", "MSG-018")]
    public void Request_ForAsLongAsAllowed_IsRelayedUnchanged(int maximum, int asked)
    {
        var relayed = AssertRelayed(new RequestMaker { Lifetime = (ushort)asked }, settings => settings with { MaximumLifetime = (ushort)maximum });

        Assert.Equal(asked, AgentBench.RequestOf(relayed).Lifetime.Seconds);
    }

    [Theory]
    [InlineData(RegistrationBits.Gre)]
    [InlineData(RegistrationBits.MinimalEncapsulation)]
    [Requirement("FAG-065", "FAG-052")]
    public void Request_ForUnsupportedEncapsulation_Is72(RegistrationBits bits) => AssertDenied(ReplyCode.EncapsulationUnavailableAtForeignAgent,
        new RequestMaker { Bits = bits }, settings => settings with { Gre = false, MinimalEncapsulation = false });

    [Fact]
    [Requirement("FAG-066")]
    public void Request_ForUnsupportedDeliveryStyle_Is79() => AssertDenied(ReplyCode.DeliveryStyleNotSupported,
        new RequestMaker { Bits = RegistrationBits.ReverseTunnel, Behind = s_delivery }, settings => settings with { EncapsulatingDelivery = false });

    [Fact]
    [Requirement("FAG-067")]
    public void Request_WithoutMandatoryReverseTunnel_Is75() => AssertDenied(ReplyCode.ReverseTunnelMandatoryAtForeignAgent, new RequestMaker(),
        settings => settings with { ReverseTunnel = ReverseTunnelPolicy.Mandatory });

    [Theory]
    [InlineData(254)]
    [InlineData(64)]
    [Requirement("FAG-068")]
    public void Request_ForReverseTunnelFromAfar_Is76(byte timeToLive)
    {
        var bench = new AgentBench(Town.ForeignNode());

        bench.Handle(new RequestMaker { Bits = RegistrationBits.ReverseTunnel }.AtForeignAgent(timeToLive));

        Assert.Equal(ReplyCode.MobileNodeTooDistant, bench.Reply.Code);
    }

    [Fact]
    [Requirement("FAG-068")]
    public void Denials76_AreSentOnceASecond_WhoeverAsks()
    {
        var bench = new AgentBench(Town.ForeignNode());
        var sent = 0;
        for (uint i = 0; i < 20; i++)
        {
            var request = new RequestMaker { Bits = RegistrationBits.ReverseTunnel, HomeAddress = new(Town.MobileNode.Value + i) };
            sent += bench.Handle(request.AtForeignAgent(64, link: AgentBench.Mac(i))).OfType<SendDatagram>().Count();
        }

        Assert.Equal(1, sent);
    }

    [Fact]
    [Requirement("FAG-064")]
    public void Request_ForImpossibleReverseTunnel_Is74() => AssertDenied(ReplyCode.ReverseTunnelUnavailableAtForeignAgent,
        new RequestMaker { Bits = RegistrationBits.ReverseTunnel }, settings => settings with { ReverseTunnel = ReverseTunnelPolicy.None });

    [Fact]
    [Requirement("FAG-006", "FAG-081")]
    public void Request_BeyondThePendingLimit_Is66ExceptForVisitors()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { MaximumPending = 2 }));
        bench.Handle(new RequestMaker().AtForeignAgent());
        bench.Handle(HomeAgentReply.To(bench.Sent).Make());
        bench.Handle(Other(2).AtForeignAgent());
        bench.Handle(Other(3).AtForeignAgent());

        bench.Handle(Other(4).AtForeignAgent());
        Assert.Equal(ReplyCode.ForeignAgentInsufficientResources, bench.Reply.Code);
        bench.Handle(new RequestMaker().Later().AtForeignAgent());
        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
    }

    [Fact]
    [Requirement("FAG-081")]
    public void Request_BeyondTheLimitOfOneNode_Is66()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { MaximumPendingPerNode = 3 }));
        for (uint i = 0; i < 3; i++)
            bench.Handle(Same(i).AtForeignAgent());

        bench.Handle(Same(3).AtForeignAgent());

        Assert.Equal(ReplyCode.ForeignAgentInsufficientResources, bench.Reply.Code);
        Assert.Equal(3, bench.ForeignAgent.Pending.Length);

        static RequestMaker Same(uint low) => new() { Identification = new RequestMaker().Identification + low };
    }

    [Fact]
    public void Request_WhenFull_Is66ButVisitorsAndDeregistrationsStayWelcome()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { MaximumVisitors = 1 }));
        bench.Handle(new RequestMaker().AtForeignAgent());
        bench.Handle(HomeAgentReply.To(bench.Sent).Make());
        Assert.True(bench.ForeignAgent.Busy);

        bench.Handle(Other(2).AtForeignAgent());
        Assert.Equal(ReplyCode.ForeignAgentInsufficientResources, bench.Reply.Code);
        bench.Handle((Other(3) with { Lifetime = 0 }).AtForeignAgent());
        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
        bench.Handle(new RequestMaker().Later().AtForeignAgent());
        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
    }

    [Fact]
    public void Denials_WhenSeveralChecksFail_FollowTheOrderOfTheChecks()
    {
        // Each request mends the first fault of the one before it, so that the next check in order speaks.
        var bench = new AgentBench(Town.ForeignNode(settings => WithNodeKey(settings) with
        {
            MaximumLifetime = 300,
            Gre = false,
            EncapsulatingDelivery = false,
            ReverseTunnel = ReverseTunnelPolicy.None,
            ProhibitedHomeAgents = [AgentBench.Ip("10.30.0.66")],
        }));
        var current = new RequestMaker
        {
            Bits = RegistrationBits.Reserved | RegistrationBits.Gre | RegistrationBits.ReverseTunnel,
            HomeAgent = AgentBench.Ip("10.1.0.2"),
            CareOfAddress = AgentBench.Ip("10.99.0.1"),
            Behind = s_delivery,
            Before = s_criticalVendor,
        };
        var codes = new List<int>();
        foreach (var request in new[]
        {
            current,
            current = current with { Bits = RegistrationBits.Gre | RegistrationBits.ReverseTunnel },
            current = current with { Foreign = Town.NodeForeignKey },
            current = current with { HomeAgent = default },
            current = current with { HomeAgent = AgentBench.Ip("10.30.0.66") },
            current = current with { HomeAgent = Town.HomeAgent },
            current = current with { Before = [] },
            current = current with { CareOfAddress = Town.ForeignAgent },
            current = current with { Lifetime = 300 },
            current = current with { Bits = RegistrationBits.ReverseTunnel },
            current = current with { Behind = [] },
        })
        {
            bench.Pass(TimeSpan.FromSeconds(1));
            bench.Handle(request.AtForeignAgent(64));
            codes.Add((int)bench.Reply.Code);
        }
        bench.Pass(TimeSpan.FromSeconds(1));
        bench.Handle(current.AtForeignAgent());
        codes.Add((int)bench.Reply.Code);

        Assert.Equal([70, 67, 194, 90, 65, 100, 77, 69, 72, 79, 76, 74], codes);
    }

    private static ForeignAgentSettings WithNodeKey(ForeignAgentSettings settings) =>
        settings with { MobileNodeAssociations = Town.For(Town.MobileNode, Town.NodeForeignKey) };

    private static RequestMaker Other(uint number) => new() { HomeAddress = new Ipv4Address(Town.MobileNode.Value + number) };

    private static void AssertDenied(ReplyCode code, RequestMaker request, Func<ForeignAgentSettings, ForeignAgentSettings>? change = null)
    {
        var bench = new AgentBench(Town.ForeignNode(change));

        bench.Handle(request.AtForeignAgent());

        Assert.Equal(code, bench.Reply.Code);
        Assert.Equal(1, bench.ForeignAgent.Counters.Answers[code]);
        Assert.Empty(bench.ForeignAgent.Pending);
        Assert.Equal(0, bench.ForeignAgent.Counters.RequestsRelayed);
    }

    private static SendDatagram AssertRelayed(RequestMaker request, Func<ForeignAgentSettings, ForeignAgentSettings>? change = null)
    {
        var bench = new AgentBench(Town.ForeignNode(change));

        bench.Handle(request.AtForeignAgent());

        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
        return bench.Sent;
    }
}
