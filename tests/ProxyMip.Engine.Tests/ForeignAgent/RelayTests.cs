using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.ForeignAgent;

/// <summary>How requests are relayed: untouched through the last authorization-enabling extension, from and to the right addresses (RFC 5944 §3.7.2.2).</summary>
public sealed class RelayTests
{
    private static readonly byte[] s_delivery = Hex.Parse("82 00");
    private static readonly byte[] s_skippable = Hex.Parse("fa 03 010203");

    [Fact]
    [Requirement("FAG-013", "FAG-027", "FAG-030", "FAG-031", "MSG-018")]
    public void Request_IsRelayedOctetByOctetFromTheCareOfAddressToTheHomeAgent()
    {
        var bench = new AgentBench(Town.ForeignNode());
        var request = new RequestMaker { Before = s_skippable };

        bench.Handle(request.AtForeignAgent());

        Assert.Equal(Hex.Format(request.Make()), Hex.Format(bench.Sent.Payload.Span));
        Assert.Equal((Town.ForeignAgent, Town.HomeAgent, (ushort)434), (bench.Sent.Source, bench.Sent.Destination, bench.Sent.DestinationPort));
        Assert.Null(bench.Sent.Port);
    }

    [Fact]
    [Requirement("FAG-030")]
    public void Request_ForTheSecondCareOfAddress_IsRelayedFromThat()
    {
        var second = AgentBench.Ip("10.1.0.2");
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { CareOfAddresses = [Town.ForeignAgent, second] }));

        bench.Handle(new RequestMaker { CareOfAddress = second }.AtForeignAgent());

        Assert.Equal(second, bench.Sent.Source);
    }

    [Fact]
    [Requirement("FAG-028", "FAG-063", "MSG-031")]
    public void Extensions_BehindTheAuthorization_AreTakenOut()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { MobileNodeAssociations = Town.For(Town.MobileNode, Town.NodeForeignKey) }));
        var bare = new RequestMaker { Bits = RegistrationBits.ReverseTunnel };

        bench.Handle((bare with { Behind = [.. s_delivery, .. s_skippable], Foreign = Town.NodeForeignKey }).AtForeignAgent());

        Assert.Equal(Hex.Format(bare.Make()), Hex.Format(bench.Sent.Payload.Span));
        Assert.True(Assert.Single(bench.ForeignAgent.Pending).EncapsulatingDelivery);
    }

    [Fact]
    [Requirement("FAG-078")]
    public void ChallengeAndMobileAaa_StayInTheRelayedRequest()
    {
        var bench = new AgentBench(Town.ForeignNode());
        var request = new RequestMaker { Behind = Hex.Parse("84 04 01020304"), Aaa = Town.AaaKey };

        bench.Handle((request with { Foreign = Town.NodeForeignKey }).AtForeignAgent());

        Assert.Equal(Hex.Format(request.Make()), Hex.Format(bench.Sent.Payload.Span));
    }

    [Fact]
    [Requirement("FAG-009")]
    public void ForeignHome_IsAppendedForAnAgentAnAssociationExistsWith()
    {
        var bench = new AgentBench(Town.ForeignNode(WithAgentsKey));

        bench.Handle(new RequestMaker().AtForeignAgent());

        Assert.Equal(Hex.Format(new RequestMaker { Agents = Town.AgentsKey }.Make()), Hex.Format(bench.Sent.Payload.Span));
    }

    [Theory]
    [InlineData("10.20.0.1")]
    [InlineData("10.99.99.99")]
    [Requirement("FAG-003", "FAG-024", "MSG-032", "MSG-033")]
    public void Deregistration_IsRelayedWithoutForeignHome_WhoseverCareOfAddressItNames(string careOfAddress)
    {
        var bench = new AgentBench(Town.ForeignNode(WithAgentsKey));
        var request = new RequestMaker { Lifetime = 0, CareOfAddress = AgentBench.Ip(careOfAddress) };

        bench.Handle(request.AtForeignAgent());

        Assert.Equal(Hex.Format(request.Make()), Hex.Format(bench.Sent.Payload.Span));
        Assert.Equal(Town.ForeignAgent, bench.Sent.Source);
    }

    [Fact]
    [Requirement("MSG-033")]
    public void ForeignHome_IsNotAppendedForACareOfAddressTheNodeHasItself()
    {
        var bench = new AgentBench(Town.ForeignNode(WithAgentsKey));
        var request = new RequestMaker { Bits = RegistrationBits.DecapsulationByMobileNode, CareOfAddress = AgentBench.Ip("10.20.0.77") };

        bench.Handle(request.AtForeignAgent());

        Assert.Equal(Hex.Format(request.Make()), Hex.Format(bench.Sent.Payload.Span));
    }

    [Fact]
    [Requirement("FAG-029", "FAG-072", "FAG-079", "FAG-080")]
    public void OwnExtensions_StandBehindWhatIsRelayedAndBeforeForeignHome()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => WithAgentsKey(settings) with { GreKeys = true, Revocation = true }));
        var request = new RequestMaker { Bits = RegistrationBits.Gre };

        bench.Handle(request.AtForeignAgent());

        Assert.True(RegistrationMessage.TryParse(bench.Sent.Payload.Span, out var relayed, out _));
        Assert.Equal([32, 48, 137, 34], Types(relayed));
        Assert.Equal(Hex.Format(request.Make()), Hex.Format(relayed.AuthorizedPart));
        Assert.True(relayed.TryFindSingle(ExtensionType.ForeignHomeAuthentication, out var extension) && new KeyedAssociation(Town.AgentsKey).Verifies(extension));
    }

    [Fact]
    [Requirement("FAG-079")]
    public void GreKey_OfASession_IsInItsRenewalsAndDeregistrationToo()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => WithAgentsKey(settings) with { GreKeys = true }));
        bench.Handle(new RequestMaker { Bits = RegistrationBits.Gre }.AtForeignAgent());
        var first = KeyIn(bench.Sent);
        bench.Handle((HomeAgentReply.To(bench.Sent) with { Behind = Hex.Parse("30 00 0004 00002002"), Agents = Town.AgentsKey }).Make());
        var path = Assert.Single(bench.Actions.OfType<SetVisitorPath>());

        bench.Handle(new RequestMaker { Bits = RegistrationBits.Gre }.Later().AtForeignAgent());
        var renewal = KeyIn(bench.Sent);
        bench.Handle(new RequestMaker { Bits = RegistrationBits.Gre, Lifetime = 0 }.Later(2).AtForeignAgent());

        Assert.Equal((0x2002u, first), (path.Tunnel.SendKey!.Value, path.Tunnel.ReceiveKey));
        Assert.Equal([first, first], [renewal, KeyIn(bench.Sent)]);
    }

    [Fact]
    [Requirement("FAG-005")]
    public void PendingRequest_IsKeptWithEverythingTheRfcLists()
    {
        var bench = new AgentBench(Town.ForeignNode());

        bench.Handle(new RequestMaker().AtForeignAgent());
        bench.Pass(TimeSpan.FromSeconds(2));

        var entry = Assert.Single(bench.ForeignAgent.Pending);
        Assert.Equal((Town.MobileNodeMac, Town.MobileNode, Town.ForeignAgent, (ushort)5434), (entry.LinkAddress, entry.Source, entry.Destination, entry.SourcePort));
        Assert.Equal((Town.HomeAgent, 0xed4ea8c080000001, (ushort)600, TimeSpan.FromSeconds(5)),
            (entry.HomeAgent, entry.Identification, entry.RequestedLifetime.Seconds, entry.Remaining!.Value));
    }

    [Fact]
    [Requirement("FAG-061", "FAG-012")]
    public void Requests_WithoutAddress_AreKeptApartByName()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker { HomeAddress = default, Before = Hex.Parse("83 01 61") }.AtForeignAgent());
        var first = bench.Sent;
        bench.Handle(new RequestMaker { HomeAddress = default, Before = Hex.Parse("83 01 62") }.AtForeignAgent(link: AgentBench.Mac(9)));

        Assert.Equal(2, bench.ForeignAgent.Pending.Length);
        bench.Handle((HomeAgentReply.To(first) with { Before = Hex.Parse("83 01 61") }).With(reply => reply with { HomeAddress = AgentBench.Ip("10.30.0.20") }).Make());
        Assert.Equal((Town.MobileNodeMac, AgentBench.Ip("10.30.0.20")), (bench.Sent.LinkDestination!.Value, bench.Sent.Destination));
        Assert.Equal("b", Assert.Single(bench.ForeignAgent.Pending).Nai);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Request_PlayedBackByAnotherStation_IsDropped(bool afterReply)
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker().AtForeignAgent());
        if (afterReply)
            bench.Handle(HomeAgentReply.To(bench.Sent).Make());

        bench.Handle(new RequestMaker().AtForeignAgent(link: AgentBench.Mac(0xbad)));

        Assert.Empty(bench.Actions.OfType<SendDatagram>());
        Assert.Equal(1, bench.ForeignAgent.Counters.Discards[DiscardReason.ConflictingStation]);
    }

    [Fact]
    public void Retransmission_TakesThePlaceOfWhatItRepeats()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker().AtForeignAgent());
        bench.Pass(TimeSpan.FromSeconds(5));

        bench.Handle(new RequestMaker().AtForeignAgent());

        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(bench.ForeignAgent.Pending).Remaining);
    }

    [Theory]
    [InlineData("10.20.0.9", 3)]
    [InlineData("10.20.0.1", 2)]
    public void Request_ThatIsNotForThisAgent_IsPassedOver(string destination, int port)
    {
        var bench = new AgentBench(Town.ForeignNode());

        bench.Handle(new RequestMaker().AtForeignAgent(destination: AgentBench.Ip(destination)) with { Port = new(port) });

        Assert.Empty(bench.Actions.OfType<SendDatagram>());
        Assert.Equal(0, bench.ForeignAgent.Counters.RequestsReceived);
    }

    private static ForeignAgentSettings WithAgentsKey(ForeignAgentSettings settings) =>
        settings with { HomeAgentAssociations = Town.With(Town.HomeAgent, Town.AgentsKey) };

    private static uint KeyIn(SendDatagram relayed)
    {
        Assert.True(RegistrationMessage.TryParse(relayed.Payload.Span, out var message, out _));
        Assert.True(message.TryFind(ExtensionType.GreKey, out var extension));
        Assert.True(GreKeyExtension.TryParse(extension.Octets, out var key, out _));
        return key.Key;
    }

    private static List<int> Types(in RegistrationMessage message)
    {
        var types = new List<int>();
        foreach (var extension in message.Extensions)
            types.Add((int)extension.Type);
        return types;
    }
}
