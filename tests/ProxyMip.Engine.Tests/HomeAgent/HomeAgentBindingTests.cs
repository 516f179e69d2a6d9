using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>What accepted requests do to bindings, paths and lifetimes (RFC 5944 §3.8.2.2 and §3.8.3, protocol reference 11.3).</summary>
public sealed class HomeAgentBindingTests
{
    private static readonly Ipv4Address s_otherCareOf = AgentBench.Ip("10.21.0.1");

    [Fact]
    [Requirement("HAG-003", "HAG-027")]
    public void Registration_Accepted_IsKeptWithEverythingTheRfcLists()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker().AtHomeAgent());

        var binding = Assert.Single(bench.HomeAgent.Bindings);
        Assert.Equal((Town.MobileNode, Town.ForeignAgent, 0xed4ea8c080000001, TimeSpan.FromSeconds(600)),
            (binding.HomeAddress, binding.CareOfAddress, binding.Identification, binding.Remaining!.Value));
        Assert.Equal((Town.ForeignAgent, (ushort)434), (binding.Source, binding.SourcePort));
    }

    [Fact]
    [Requirement("HAG-043", "MSG-050")]
    public void Registration_Accepted_CopiesLifetimeAddressesAndIdentification()
    {
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker().AtHomeAgent());

        Assert.Equal(new RegistrationReply
        {
            Code = ReplyCode.Accepted,
            Lifetime = new(600),
            HomeAddress = Town.MobileNode,
            HomeAgent = Town.HomeAgent,
            Identification = 0xed4ea8c080000001,
        }, bench.Reply);
    }

    [Fact]
    public void Registration_Accepted_OpensTheTunnelBeforeTheReply()
    {
        var bench = new AgentBench(Town.HomeNode());

        var actions = bench.Handle(new RequestMaker { Bits = RegistrationBits.ReverseTunnel }.AtHomeAgent()).ToList();

        var path = Assert.Single(actions.OfType<SetBindingPath>());
        Assert.Equal(new(Town.MobileNode, Town.HomePort, new(Town.HomeAgent, Town.ForeignAgent, TunnelProtocol.IpInIp), true, false), path);
        Assert.True(actions.IndexOf(path) < actions.IndexOf(bench.Sent));
    }

    [Theory]
    [InlineData(RegistrationBits.Gre, TunnelProtocol.Gre)]
    [InlineData(RegistrationBits.MinimalEncapsulation, TunnelProtocol.MinimalEncapsulation)]
    [InlineData(RegistrationBits.None, TunnelProtocol.IpInIp)]
    public void Registration_Accepted_UsesTheEncapsulationAskedFor(RegistrationBits bits, TunnelProtocol expected)
    {
        var bench = new AgentBench(Town.HomeNode());

        var actions = bench.Handle(new RequestMaker { Bits = bits }.AtHomeAgent());

        Assert.Equal(expected, Assert.Single(actions.OfType<SetBindingPath>()).Tunnel.Protocol);
    }

    [Fact]
    [Requirement("HAG-009")]
    public void Registration_WithBroadcastBitUnsupported_IsAcceptedWithoutBroadcasts()
    {
        var bench = new AgentBench(Town.HomeNode());

        var actions = bench.Handle(new RequestMaker { Bits = RegistrationBits.BroadcastDatagrams }.AtHomeAgent());

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        Assert.False(Assert.Single(actions.OfType<SetBindingPath>()).Broadcasts);
    }

    [Fact]
    [Requirement("HAG-058")]
    public void Registration_WithBroadcastBitSupported_AsksForBroadcasts()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { Broadcasts = true }));

        Assert.True(Assert.Single(bench.Handle(new RequestMaker { Bits = RegistrationBits.BroadcastDatagrams }.AtHomeAgent()).OfType<SetBindingPath>()).Broadcasts);
        Assert.False(Assert.Single(bench.Handle(new RequestMaker().Later().AtHomeAgent()).OfType<SetBindingPath>()).Broadcasts);
    }

    [Theory]
    [InlineData(3600, 7200, 3600)]
    [InlineData(3600, 65535, 3600)]
    [InlineData(3600, 120, 120)]
    [InlineData(65535, 65535, 65535)]
    [Requirement("HAG-034", "MSG-013", "MSG-019")]
    public void Registration_Lifetime_IsTheSmallerOfAskedAndMaximum(int maximum, int asked, int granted)
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { MaximumLifetime = (ushort)maximum }));

        bench.Handle(new RequestMaker { Lifetime = (ushort)asked }.AtHomeAgent());

        Assert.Equal(granted, bench.Reply.Lifetime.Seconds);
    }

    [Fact]
    [Requirement("HAG-035", "HAG-054", "HAG-001")]
    public void Binding_AtTheEndOfItsLifetime_IsRemovedWithoutAMessage()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker { Lifetime = 10 }.AtHomeAgent());

        var until = bench.Pass(TimeSpan.FromSeconds(9.9));
        Assert.Single(bench.HomeAgent.Bindings);
        var after = bench.Pass(TimeSpan.FromSeconds(0.2));

        Assert.Empty(bench.HomeAgent.Bindings);
        Assert.Equal(new RemoveBindingPath(Town.MobileNode, null), Assert.Single(after.Select(item => item.Action).OfType<PathChange>()));
        Assert.DoesNotContain(until.Concat(after), item => item.Action is SendDatagram);
        Assert.Equal(1, bench.HomeAgent.Counters.Expirations);
    }

    [Fact]
    public void Binding_WithInfiniteLifetime_DoesNotEnd()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { MaximumLifetime = ushort.MaxValue }));
        bench.Handle(new RequestMaker { Lifetime = ushort.MaxValue }.AtHomeAgent());

        bench.Pass(TimeSpan.FromDays(400));

        Assert.Null(Assert.Single(bench.HomeAgent.Bindings).Remaining);
    }

    [Fact]
    public void Registration_Renewed_StartsTheLifetimeAnewAndLeavesThePathAlone()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker { Lifetime = 10 }.AtHomeAgent());
        bench.Pass(TimeSpan.FromSeconds(5));

        var actions = bench.Handle(new RequestMaker { Lifetime = 10 }.Later(5).AtHomeAgent());

        Assert.DoesNotContain(actions, action => action is PathChange or SendArp);
        bench.Pass(TimeSpan.FromSeconds(7));
        Assert.Equal(TimeSpan.FromSeconds(3), Assert.Single(bench.HomeAgent.Bindings).Remaining);
    }

    [Fact]
    [Requirement("HAG-030")]
    public void Registration_WithoutS_ReplacesTheOtherBinding()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());

        var actions = bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf }.Later().AtHomeAgent());

        Assert.Equal(s_otherCareOf, Assert.Single(bench.HomeAgent.Bindings).CareOfAddress);
        Assert.Collection(actions.OfType<PathChange>(),
            first => Assert.Equal(s_otherCareOf, Assert.IsType<SetBindingPath>(first).Tunnel.Remote),
            second => Assert.Equal(new RemoveBindingPath(Town.MobileNode, Town.ForeignAgent), second));
    }

    [Fact]
    [Requirement("HAG-033")]
    public void Registration_ElsewhereWithoutAssociation_SendsNothingToTheFormerForeignAgent()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { Revocation = true }));
        bench.Handle(new RequestMaker().AtHomeAgent());

        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf }.Later().AtHomeAgent());
        var later = bench.Pass(TimeSpan.FromSeconds(60));

        Assert.DoesNotContain(later, item => item.Action is SendDatagram);
    }

    [Theory]
    [InlineData(3, ReplyCode.Accepted, 2)]
    [InlineData(1, ReplyCode.AcceptedWithoutSimultaneousBindings, 1)]
    [Requirement("HAG-027", "HAG-031")]
    public void Registration_WithS_KeepsTheOtherBindingWhereSupported(int most, ReplyCode code, int left)
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { MaximumBindingsPerNode = most }));
        bench.Handle(new RequestMaker().AtHomeAgent());

        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf, Bits = RegistrationBits.SimultaneousBindings }.Later().AtHomeAgent());

        Assert.Equal(code, bench.Reply.Code);
        Assert.Equal(left, bench.HomeAgent.Bindings.Length);
    }

    [Fact]
    [Requirement("HAG-053")]
    public void Bindings_WhenOneEnds_KeepTheOthers()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { MaximumBindingsPerNode = 2 }));
        bench.Handle(new RequestMaker { Lifetime = 10 }.AtHomeAgent());
        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf, Lifetime = 20, Bits = RegistrationBits.SimultaneousBindings }.Later().AtHomeAgent());

        var seen = bench.Pass(TimeSpan.FromSeconds(15));

        Assert.Equal(s_otherCareOf, Assert.Single(bench.HomeAgent.Bindings).CareOfAddress);
        Assert.Equal(new RemoveBindingPath(Town.MobileNode, Town.ForeignAgent), Assert.Single(seen.Select(item => item.Action).OfType<PathChange>()));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    [Requirement("HAG-028", "HAG-029")]
    public void Deregistration_RemovesTheNamedBindingOrAll(bool all, int left)
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { MaximumBindingsPerNode = 2 }));
        bench.Handle(new RequestMaker().AtHomeAgent());
        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf, Bits = RegistrationBits.SimultaneousBindings }.Later().AtHomeAgent());

        bench.Handle(new RequestMaker { Lifetime = 0, CareOfAddress = all ? Town.MobileNode : Town.ForeignAgent }.Later(2).AtHomeAgent(Town.ForeignAgent));

        Assert.Equal((ReplyCode.Accepted, (ushort)0), (bench.Reply.Code, bench.Reply.Lifetime.Seconds));
        Assert.Equal(left, bench.HomeAgent.Bindings.Length);
        Assert.All(bench.HomeAgent.Bindings, binding => Assert.Equal(s_otherCareOf, binding.CareOfAddress));
    }

    [Fact]
    [Requirement("HAG-007", "MSG-036")]
    public void Deregistration_WithoutForeignHome_IsAcceptedFromTrustedForeignAgent()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey) }));
        bench.Handle(new RequestMaker { Agents = Town.AgentsKey }.AtHomeAgent());

        bench.Handle(new RequestMaker { Lifetime = 0 }.Later().AtHomeAgent());

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        Assert.Empty(bench.HomeAgent.Bindings);
    }

    [Fact]
    [Requirement("HAG-032", "HAG-040")]
    public void Reply_GoesToTheSourceOfTheRequest_WhicheverAgentOwnsTheCareOfAddress()
    {
        var bench = new AgentBench(Town.HomeNode());
        var relay = AgentBench.Ip("10.99.0.4");

        bench.Handle(new RequestMaker().AtHomeAgent(relay) with { SourcePort = 7777 });

        Assert.Equal((Town.HomeAgent, relay, (ushort)434, (ushort)7777),
            (bench.Sent.Source, bench.Sent.Destination, bench.Sent.SourcePort, bench.Sent.DestinationPort));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Requirement("HAG-041", "HAG-042")]
    public void Reply_ToDeregistrationFromHome_GoesStraightOntoTheHomeLink(bool accepted)
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());

        bench.Handle(new RequestMaker { Lifetime = 0, CareOfAddress = Town.MobileNode, Node = accepted ? Town.NodeKey : Town.NodeForeignKey }.Later().OnHomeLink());

        Assert.Equal(accepted, bench.Reply.Code == ReplyCode.Accepted);
        Assert.Equal((Town.HomePort, Town.MobileNodeMac, Town.MobileNode), (bench.Sent.Port!.Value, bench.Sent.LinkDestination!.Value, bench.Sent.Destination));
    }

    [Fact]
    [Requirement("HAG-005", "HAG-004")]
    public void Registration_ByNameWithoutAddress_GetsOneAndKeepsIt()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            NamedNodes = settings.NamedNodes.Add("mn201@example.net", new(Town.NodeKey)),
            AssignableAddresses = [(AgentBench.Ip("10.30.0.20"), AgentBench.Ip("10.30.0.29"))],
        }));
        var nai = Hex.Parse("83 11 6d6e323031406578616d706c652e6e6574");
        var request = new RequestMaker { HomeAddress = default, Before = nai };

        bench.Handle(request.AtHomeAgent());
        var first = bench.Reply.HomeAddress;
        bench.Handle(request.Later().AtHomeAgent());

        Assert.Equal(AgentBench.Ip("10.30.0.20"), first);
        Assert.Equal(first, bench.Reply.HomeAddress);
        Assert.Equal("mn201@example.net", Assert.Single(bench.HomeAgent.Bindings).Nai);
    }

    [Fact]
    public void Registration_ByNameForTheAddressOfAnother_Is129()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            NamedNodes = settings.NamedNodes.Add("mn201@example.net", new(Town.NodeKey, AgentBench.Ip("10.30.0.21"))),
        }));

        bench.Handle(new RequestMaker { Before = Hex.Parse("83 11 6d6e323031406578616d706c652e6e6574") }.AtHomeAgent());

        Assert.Equal(ReplyCode.HomeAgentAdministrativelyProhibited, bench.Reply.Code);
    }

    [Fact]
    [Requirement("HAG-079", "HAG-080")]
    public void Registration_WithGreKeyAndWithoutG_ExchangesKeys()
    {
        var bench = new AgentBench(Town.HomeNode());

        var path = Assert.Single(bench.Handle(new RequestMaker { Behind = Hex.Parse("30 00 0004 00001001") }.AtHomeAgent()).OfType<SetBindingPath>());

        Assert.Equal((TunnelProtocol.Gre, 0x1001u), (path.Tunnel.Protocol, path.Tunnel.SendKey));
        Assert.True(RegistrationMessage.TryParse(bench.Sent.Payload.Span, out var reply, out _));
        Assert.True(reply.TryFind(ExtensionType.GreKey, out var extension));
        Assert.True(GreKeyExtension.TryParse(extension.Octets, out var key, out _));
        Assert.Equal(path.Tunnel.ReceiveKey, key.Key);
        Assert.NotEqual(0u, key.Key);
    }

    [Fact]
    public void Registration_WithGreKeyZero_GetsOneKeyForBothDirectionsThatStaysWhenRenewed()
    {
        var bench = new AgentBench(Town.HomeNode());
        var request = new RequestMaker { Behind = Hex.Parse("30 00 0004 00000000") };

        var path = Assert.Single(bench.Handle(request.AtHomeAgent()).OfType<SetBindingPath>());
        var renewal = bench.Handle(request.Later().AtHomeAgent());

        Assert.Equal(path.Tunnel.SendKey, path.Tunnel.ReceiveKey);
        Assert.Empty(renewal.OfType<SetBindingPath>());
    }

    [Fact]
    [Requirement("HAG-051")]
    public void Binding_AtAgentWithSeveralAddresses_UsesTheOneTheReplyNames()
    {
        var second = AgentBench.Ip("10.1.0.1");
        var bench = new AgentBench(Town.HomeNode());

        var actions = bench.Handle(new RequestMaker { HomeAgent = second }.AtHomeAgent(destination: second));

        Assert.Equal(second, bench.Reply.HomeAgent);
        Assert.Equal(second, Assert.Single(actions.OfType<SetBindingPath>()).Tunnel.Local);
    }

    [Fact]
    public void Settings_ThatForbidABinding_EndIt()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());

        var actions = bench.Handle(new SettingsChanged(Town.HomeNode(settings => settings with { AllowedHosts = [] })));

        Assert.Empty(bench.HomeAgent.Bindings);
        Assert.Equal(new RemoveBindingPath(Town.MobileNode, null), Assert.Single(actions.OfType<PathChange>()));
    }

    [Fact]
    public void Settings_WithoutHomeAgent_EndEveryBindingAndAnswerNothing()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());

        bench.Handle(new SettingsChanged(Town.HomeNode() with { HomeAgent = null }));

        Assert.Empty(bench.HomeAgent.Bindings);
        Assert.Empty(bench.Handle(new RequestMaker().Later().AtHomeAgent()));
    }
}
