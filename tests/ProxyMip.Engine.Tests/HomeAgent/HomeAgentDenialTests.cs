using System.Collections.Immutable;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>One test for each check of protocol reference 11.2 and each code it gives, in the order of the checks.</summary>
public sealed class HomeAgentDenialTests
{
    private static readonly byte[] s_greKey = Hex.Parse("30 00 0004 00001001");
    private static readonly byte[] s_perNode = Hex.Parse("2f 01 0001 01");
    private static readonly byte[] s_criticalVendor = Hex.Parse("26 00 000a 00000009 0001 41424344");
    private static readonly byte[] s_udpTunnel = Hex.Parse("90 06 00 00 80 04 0000");

    [Fact]
    [Requirement("HAG-013")]
    public void Request_WithoutAuthorization_IsDropped() => AssertDropped(new RequestMaker { Node = null }, DiscardReason.NoAuthorization);

    [Fact]
    [Requirement("HAG-012")]
    public void Request_WithoutAuthorizationIn3344Mode_Is131() =>
        AssertDenied(ReplyCode.MobileNodeFailedAuthentication, new RequestMaker { Node = null }, settings => settings with { Rfc3344Mode = true });

    [Fact]
    [Requirement("HAG-011")]
    public void Request_OfUnknownNode_IsDropped() =>
        AssertDropped(new RequestMaker { HomeAddress = AgentBench.Ip("10.30.0.7") }, DiscardReason.UnknownNode);

    [Fact]
    [Requirement("HAG-012")]
    public void Request_OfUnknownNodeIn3344Mode_Is131() => AssertDenied(ReplyCode.MobileNodeFailedAuthentication,
        new RequestMaker { HomeAddress = AgentBench.Ip("10.30.0.7") }, settings => settings with { Rfc3344Mode = true });

    [Fact]
    public void Request_WithWrongSpi_Is131() =>
        AssertDenied(ReplyCode.MobileNodeFailedAuthentication, new RequestMaker { Node = Town.Association(0x101, "1234567890abcdef1234567890abcdef") });

    [Fact]
    [Requirement("HAG-017")]
    public void Request_WithWrongKey_Is131WithMobileHomeExtension()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker { Node = Town.Association(0x100, "00000000000000000000000000000000") }.AtHomeAgent());

        Assert.Equal(ReplyCode.MobileNodeFailedAuthentication, bench.Reply.Code);
        Assert.True(IsSigned(bench.Sent.Payload.Span));
    }

    [Fact]
    [Requirement("HAG-016")]
    public void Request_WithWrongKeyFromTrustedForeignAgent_IsAlwaysAnswered()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey) }));
        var request = new RequestMaker { Node = Town.NodeForeignKey, Agents = Town.AgentsKey }.AtHomeAgent();

        for (var i = 0; i < 20; i++)
        {
            bench.Handle(request);
            Assert.Equal(ReplyCode.MobileNodeFailedAuthentication, bench.Reply.Code);
        }
    }

    [Fact]
    [Requirement("HAG-015")]
    public void Request_WithTwoAuthorizationsIn3344Mode_Is131() => AssertDenied(ReplyCode.MobileNodeFailedAuthentication,
        new RequestMaker { Aaa = Town.AaaKey },
        settings => settings with { Rfc3344Mode = true, MobileAaaAssociations = Town.HomeNodes(Town.AaaKey) });

    [Fact]
    [Requirement("HAG-014", "HAG-077")]
    public void Request_WithWrongMobileAaa_Is144() => AssertDenied(ReplyCode.MobileNodeFailedAaaAuthentication,
        new RequestMaker { Aaa = Town.NodeForeignKey }, settings => settings with { MobileAaaAssociations = Town.HomeNodes(Town.AaaKey) });

    [Fact]
    [Requirement("HAG-014")]
    public void Request_WithMobileAaaNobodyCanVerify_Is144() =>
        AssertDenied(ReplyCode.MobileNodeFailedAaaAuthentication, new RequestMaker { Aaa = Town.AaaKey });

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [Requirement("HAG-078")]
    public void Request_ByProxyWithoutMobileHome_Is149Or150(bool supported, bool isDisallowed)
    {
        var request = new RequestMaker { Before = s_perNode, Node = null, Agents = Town.AgentsKey };

        AssertDenied(isDisallowed ? ReplyCode.ProxyRegistrationDisallowed : ReplyCode.ProxyRegistrationUnsupported, request, settings => settings with
        {
            ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey),
            ProxyAgents = supported ? [AgentBench.Ip("10.20.0.9")] : null,
        });
    }

    [Fact]
    public void Request_ByProxyWithWrongForeignHome_Is132() => AssertDenied(ReplyCode.ForeignAgentFailedAuthentication,
        new RequestMaker { Before = s_perNode, Node = null, Agents = Town.NodeKey }, settings => settings with
        {
            ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey),
            ProxyAgents = [Town.ForeignAgent],
        });

    [Theory]
    [InlineData(-8)]
    [InlineData(8)]
    [Requirement("HAG-019", "HAG-020", "MSG-046", "MSG-049")]
    public void Request_OutsideTolerance_Is133WithOwnTime(double seconds)
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker().Later(seconds).AtHomeAgent());

        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
        Assert.Equal(0xed4ea8c080000001, bench.Reply.Identification);
        Assert.Empty(bench.HomeAgent.Bindings);
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("doubled")]
    [InlineData("wrong")]
    [Requirement("HAG-006", "HAG-021", "HAG-022")]
    public void Request_WithBadForeignHome_Is132(string how)
    {
        var request = new RequestMaker { Agents = how switch { "missing" => null, "wrong" => Town.NodeKey, _ => Town.AgentsKey } };
        var octets = request.Make();
        if (how == "doubled")
            octets = RequestMaker.Sign(octets, Protocol.MobileIp.Extensions.ExtensionType.ForeignHomeAuthentication, Town.AgentsKey);
        var bench = new AgentBench(Town.HomeNode(settings => settings with { ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey) }));

        bench.Handle(request.AtHomeAgent() with { Payload = octets });

        Assert.Equal(ReplyCode.ForeignAgentFailedAuthentication, bench.Reply.Code);
        Assert.Empty(bench.HomeAgent.Bindings);
    }

    [Fact]
    [Requirement("HAG-023")]
    public void Request_WithForeignHomeOfStranger_IsDropped() => AssertDropped(new RequestMaker { Agents = Town.AgentsKey }, DiscardReason.UnknownForeignAgent);

    [Fact]
    [Requirement("HAG-037", "MSG-062")]
    public void Request_WithReservedBit_Is134() => AssertDenied(ReplyCode.PoorlyFormedRequest, new RequestMaker { Bits = RegistrationBits.Reserved });

    [Fact]
    [Requirement("MSG-062")]
    public void Request_WithReservedBitLeniently_IsAccepted() =>
        AssertDenied(ReplyCode.Accepted, new RequestMaker { Bits = RegistrationBits.Reserved }, settings => settings with { LenientReservedBits = true });

    [Fact]
    [Requirement("MSG-062")]
    public void Request_WithFormerCompressionBit_IsAccepted() => AssertDenied(ReplyCode.Accepted, new RequestMaker { Bits = (RegistrationBits)0x04 });

    [Theory]
    [InlineData(RegistrationBits.None, true)]
    [InlineData(RegistrationBits.DecapsulationByMobileNode, false)]
    [Requirement("HAG-082")]
    public void Request_WithMisplacedUdpTunnelRequest_Is134(RegistrationBits bits, bool before) => AssertDenied(ReplyCode.PoorlyFormedRequest,
        new RequestMaker { Bits = bits, Before = before ? s_udpTunnel : [], Behind = before ? [] : s_udpTunnel });

    [Fact]
    [Requirement("HAG-044")]
    public void Request_ForAddressOutsideHomeNetworks_Is129()
    {
        var elsewhere = AgentBench.Ip("10.31.0.5");
        AssertDenied(ReplyCode.HomeAgentAdministrativelyProhibited, new RequestMaker { HomeAddress = elsewhere },
            settings => settings with { MobileNodeAssociations = Town.For(elsewhere, Town.NodeKey) });
    }

    [Fact]
    [Requirement("HAG-039")]
    public void Request_OfHostThatMayNotRegister_Is129() => AssertDenied(ReplyCode.HomeAgentAdministrativelyProhibited, new RequestMaker(),
        settings => settings with { AllowedHosts = [(AgentBench.Ip("10.30.0.100"), AgentBench.Ip("10.30.0.150"))] });

    [Fact]
    public void Request_ForOwnAddress_Is129() => AssertDenied(ReplyCode.HomeAgentAdministrativelyProhibited, new RequestMaker { HomeAddress = Town.HomeAgent },
        settings => settings with { MobileNodeAssociations = Town.For(Town.HomeAgent, Town.NodeKey) });

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.5")]
    [InlineData("255.255.255.255")]
    [InlineData("10.30.0.201")]
    public void Request_WithImpossibleCareOfAddress_Is134(string careOfAddress) =>
        AssertDenied(ReplyCode.PoorlyFormedRequest, new RequestMaker { CareOfAddress = AgentBench.Ip(careOfAddress) }, source: "10.20.0.1");

    [Fact]
    public void Request_WithOwnCareOfAddress_Is129() =>
        AssertDenied(ReplyCode.HomeAgentAdministrativelyProhibited, new RequestMaker { CareOfAddress = AgentBench.Ip("10.1.0.1") }, source: "10.20.0.1");

    [Theory]
    [InlineData(true, ReplyCode.CriticalVendorExtensionFromMobileNode)]
    [InlineData(false, ReplyCode.CriticalVendorExtensionFromForeignAgent)]
    [Requirement("MSG-054")]
    public void Request_WithCriticalVendorExtension_Is140Or141(bool fromNode, ReplyCode code) =>
        AssertDenied(code, new RequestMaker { Before = fromNode ? s_criticalVendor : [], Behind = fromNode ? [] : s_criticalVendor });

    [Theory]
    [InlineData(RegistrationBits.Gre, false)]
    [InlineData(RegistrationBits.MinimalEncapsulation, false)]
    [InlineData(RegistrationBits.None, true)]
    [Requirement("HAG-069", "HAG-079")]
    public void Request_ForUnsupportedEncapsulation_Is139(RegistrationBits bits, bool key) => AssertDenied(ReplyCode.EncapsulationUnavailable,
        new RequestMaker { Bits = bits, Behind = key ? s_greKey : [] }, settings => settings with { Gre = false, MinimalEncapsulation = false });

    [Fact]
    [Requirement("HAG-081")]
    public void Request_ForUdpTunnelThroughTranslator_Is142() => AssertDenied(ReplyCode.UdpEncapsulationUnavailable,
        new RequestMaker { Bits = RegistrationBits.DecapsulationByMobileNode, Before = s_udpTunnel, CareOfAddress = AgentBench.Ip("192.168.1.5") },
        source: "203.0.113.9");

    [Fact]
    [Requirement("HAG-070")]
    public void Request_WithoutMandatoryReverseTunnel_Is138() => AssertDenied(ReplyCode.ReverseTunnelMandatory, new RequestMaker(),
        settings => settings with { ReverseTunnel = ReverseTunnelPolicy.Mandatory });

    [Fact]
    [Requirement("HAG-071")]
    public void Request_ForImpossibleReverseTunnel_Is137() => AssertDenied(ReplyCode.ReverseTunnelUnavailable,
        new RequestMaker { Bits = RegistrationBits.ReverseTunnel }, settings => settings with { ReverseTunnel = ReverseTunnelPolicy.None });

    [Fact]
    [Requirement("HAG-038")]
    public void Request_ForOneSimultaneousBindingTooMany_Is135()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { MaximumBindingsPerNode = 2 }));
        var request = new RequestMaker { Bits = RegistrationBits.SimultaneousBindings };
        bench.Handle(request.AtHomeAgent());
        bench.Handle((request with { CareOfAddress = AgentBench.Ip("10.21.0.1") }).Later().AtHomeAgent());

        bench.Handle((request with { CareOfAddress = AgentBench.Ip("10.22.0.1") }).Later(2).AtHomeAgent());

        Assert.Equal(ReplyCode.TooManySimultaneousBindings, bench.Reply.Code);
    }

    [Fact]
    public void Request_BeyondTheMostBindings_Is130()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { MaximumBindings = 1 }));
        bench.Handle(new RequestMaker().AtHomeAgent());

        bench.Handle(new RequestMaker { HomeAddress = AgentBench.Ip("10.30.0.202") }.AtHomeAgent());

        Assert.Equal(ReplyCode.HomeAgentInsufficientResources, bench.Reply.Code);
    }

    [Fact]
    public void Denials_WhenSeveralChecksFail_FollowTheOrderOfTheChecks()
    {
        // Each request mends the first fault of the one before it, so that the next check in order speaks.
        var key = Town.With(Town.ForeignAgent, Town.AgentsKey);
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            ForeignAgentAssociations = key,
            Gre = false,
            ReverseTunnel = ReverseTunnelPolicy.None,
            AllowedHosts = [(AgentBench.Ip("10.30.0.201"), AgentBench.Ip("10.30.0.201"))],
        }));
        var worst = new RequestMaker
        {
            Bits = RegistrationBits.Reserved | RegistrationBits.Gre | RegistrationBits.ReverseTunnel,
            HomeAddress = AgentBench.Ip("10.30.0.202"),
            Before = s_criticalVendor,
            Node = Town.NodeForeignKey,
        }.Later(100);
        var current = worst with { Node = Town.NodeKey };
        var codes = new List<ReplyCode>();
        foreach (var request in new[]
        {
            worst,
            current,
            current = current with { Identification = new RequestMaker().Identification },
            current = current with { Agents = Town.AgentsKey },
            current = current with { Bits = RegistrationBits.Gre | RegistrationBits.ReverseTunnel },
            current = current with { HomeAddress = Town.MobileNode },
            current = current with { Before = [] },
            current = current with { Bits = RegistrationBits.ReverseTunnel },
            current with { Bits = RegistrationBits.None },
        })
        {
            bench.Handle(request.AtHomeAgent());
            codes.Add(bench.Reply.Code);
        }

        Assert.Equal([131, 133, 132, 134, 129, 140, 139, 137, 0], codes.Select(code => (int)code));
    }

    [Fact]
    [Requirement("HAG-066")]
    public void Denial_OfAnything_ChangesNeitherBindingsNorArp()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { Gre = false }));
        bench.Handle(new RequestMaker().AtHomeAgent());
        bench.Pass(TimeSpan.FromSeconds(3));
        var before = bench.HomeAgent.Bindings;

        foreach (var request in new[]
        {
            new RequestMaker { Node = Town.NodeForeignKey, CareOfAddress = AgentBench.Ip("10.21.0.1") }.Later(3),
            new RequestMaker { CareOfAddress = AgentBench.Ip("10.21.0.1") }.Later(60),
            new RequestMaker { CareOfAddress = AgentBench.Ip("10.21.0.1"), Bits = RegistrationBits.Gre }.Later(3),
            new RequestMaker { Lifetime = 0, CareOfAddress = Town.MobileNode, Node = Town.NodeForeignKey }.Later(3),
        })
        {
            Assert.DoesNotContain(bench.Handle(request.AtHomeAgent(source: AgentBench.Ip("10.21.0.1"))), action => action is SendArp or PathChange);
            Assert.Equal(before, bench.HomeAgent.Bindings);
        }
    }

    [Fact]
    [Requirement("HAG-018")]
    public void AuthenticationFailure_IsReportedAsSecurityEvent()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker { Node = Town.NodeForeignKey }.AtHomeAgent());

        var entry = Assert.Single(bench.Actions.OfType<Report>()).Entry;
        Assert.Equal(("authentication-failure", Severity.ProtocolWarning, Town.MobileNode), (entry.Code, entry.Severity, entry.Client!.Value));
    }

    private static void AssertDenied(ReplyCode code, RequestMaker request, Func<HomeAgentSettings, HomeAgentSettings>? change = null, string? source = null)
    {
        var bench = new AgentBench(Town.HomeNode(change));

        bench.Handle(request.AtHomeAgent(source is null ? null : AgentBench.Ip(source)));

        Assert.Equal(code, bench.Reply.Code);
        Assert.Equal(code == ReplyCode.Accepted ? 1 : 0, bench.HomeAgent.Bindings.Length);
        Assert.Equal(1, bench.HomeAgent.Counters.Answers[code]);
        Assert.Equal((uint)request.Identification, (uint)bench.Reply.Identification);
    }

    private static void AssertDropped(RequestMaker request, DiscardReason reason)
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(request.AtHomeAgent());

        Assert.Empty(bench.Actions.OfType<SendDatagram>());
        Assert.Equal(ImmutableSortedDictionary<DiscardReason, long>.Empty.Add(reason, 1), bench.HomeAgent.Counters.Discards);
    }

    private static bool IsSigned(ReadOnlySpan<byte> octets) =>
        RegistrationMessage.TryParse(octets, out var message, out _)
        && message.TryFindSingle(Protocol.MobileIp.Extensions.ExtensionType.MobileHomeAuthentication, out var extension)
        && new KeyedAssociation(Town.NodeKey).Verifies(extension);
}
