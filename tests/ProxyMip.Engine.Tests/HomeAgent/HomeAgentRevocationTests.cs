using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>Registration revocation at the home agent (RFC 3543, protocol reference 14.2).</summary>
public sealed class HomeAgentRevocationTests
{
    private static readonly byte[] s_support = Hex.Parse("89 06 8000 ed4ea8c0");
    private static readonly Ipv4Address s_otherCareOf = AgentBench.Ip("10.21.0.1");

    [Fact]
    public void Reply_ToARequestThatOffersRevocation_OffersItTooBehindMobileHome()
    {
        var bench = Registered();

        Assert.True(RegistrationMessage.TryParse(bench.Sent.Payload.Span, out var reply, out _));
        Assert.Equal([32, 137, 34], Types(reply));
        Assert.True(Assert.Single(bench.HomeAgent.Bindings).Revocable);
    }

    [Fact]
    [Requirement("HAG-074")]
    public void Move_ToAnotherForeignAgent_RevokesTheBindingAtTheFormerOne()
    {
        var bench = Registered();

        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf }.Later().AtHomeAgent());

        var revocation = RevocationIn(bench.Actions);
        Assert.Equal((RevocationBits.SenderIsHomeAgent, Town.MobileNode, Town.HomeAgent, Town.ForeignAgent),
            (revocation.Bits, revocation.HomeAddress, revocation.HomeDomainAddress, revocation.ForeignDomainAddress));
    }

    [Fact]
    [Requirement("HAG-008", "HAG-074")]
    public void Revocation_IsAuthenticatedForTheForeignAgent()
    {
        var bench = Registered();

        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf }.Later().AtHomeAgent());

        var octets = bench.Actions.OfType<SendDatagram>().Single(datagram => datagram.Destination == Town.ForeignAgent).Payload;
        Assert.True(RegistrationMessage.TryParse(octets.Span, out var message, out _));
        Assert.True(RevocationChecks.IsAuthentic(message, new(Town.AgentsKey)));
    }

    [Fact]
    [Requirement("HAG-075")]
    public void Revocation_Unanswered_IsSentAgainWithLaterIdentifiersAndGrowingGaps()
    {
        var bench = Registered();
        var start = bench.Now.Uptime;
        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf }.Later().AtHomeAgent());
        var identifiers = new List<uint> { RevocationIn(bench.Actions).RevocationIdentifier };
        var gaps = new List<double>();

        foreach (var (at, action) in bench.Pass(TimeSpan.FromSeconds(500)))
        {
            if (action is not SendDatagram)
                continue;
            identifiers.Add(RevocationIn([action]).RevocationIdentifier);
            gaps.Add((at - start).TotalSeconds);
            start = at;
        }

        Assert.Equal([1, 2, 4, 8, 16, 32, 64], gaps);
        Assert.Equal(identifiers.Distinct().Order(), identifiers);
        Assert.Equal(8, bench.HomeAgent.Counters.RevocationsSent);
    }

    [Fact]
    [Requirement("HAG-075")]
    public void Revocation_Unanswered_StopsWhenTheBindingWouldHaveEnded()
    {
        var bench = Registered(lifetime: 10);
        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf }.Later().AtHomeAgent());

        var last = bench.Pass(TimeSpan.FromSeconds(500)).Where(item => item.Action is SendDatagram).Max(item => item.At);

        Assert.Equal(TimeSpan.FromSeconds(100 + 7), last);
    }

    [Fact]
    public void Acknowledgement_OfAnyOfTheTries_EndsThem()
    {
        var bench = Registered();
        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf }.Later().AtHomeAgent());
        var first = RevocationIn(bench.Actions).RevocationIdentifier;
        bench.Pass(TimeSpan.FromSeconds(4));

        bench.Handle(Acknowledgement(first, Town.AgentsKey));

        Assert.DoesNotContain(bench.Pass(TimeSpan.FromSeconds(200)), item => item.Action is SendDatagram);
    }

    [Theory]
    [InlineData(true, DiscardReason.AuthenticationFailed)]
    [InlineData(false, DiscardReason.StaleRevocation)]
    public void Acknowledgement_ThatIsForgedOrUnmatched_ChangesNothing(bool forged, DiscardReason reason)
    {
        var bench = Registered();
        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf }.Later().AtHomeAgent());
        var identifier = RevocationIn(bench.Actions).RevocationIdentifier;

        bench.Handle(Acknowledgement(forged ? identifier : identifier + 1000, forged ? Town.NodeKey : Town.AgentsKey));

        Assert.Equal(1, bench.HomeAgent.Counters.Discards[reason]);
        Assert.Contains(bench.Pass(TimeSpan.FromSeconds(2)), item => item.Action is SendDatagram);
    }

    [Fact]
    public void Return_ToTheRevokedForeignAgent_StopsRevoking()
    {
        var bench = Registered();
        bench.Handle(new RequestMaker { CareOfAddress = s_otherCareOf }.Later().AtHomeAgent());
        bench.Handle(new RequestMaker { Behind = s_support, Agents = Town.AgentsKey }.Later(2).AtHomeAgent());

        var later = bench.Pass(TimeSpan.FromSeconds(100));

        Assert.DoesNotContain(later, item => item.Action is SendDatagram { Destination: var to } && to == Town.ForeignAgent);
    }

    [Fact]
    public void Deregistration_AtHome_RevokesAtTheForeignAgent()
    {
        var bench = Registered();

        bench.Handle(new RequestMaker { Lifetime = 0, CareOfAddress = Town.MobileNode }.Later().OnHomeLink());

        Assert.Equal(Town.ForeignAgent, RevocationIn(bench.Actions).ForeignDomainAddress);
    }

    [Fact]
    public void Revocation_ByTheForeignAgent_EndsTheBindingAndIsAcknowledged()
    {
        var bench = Registered();

        var actions = bench.Handle(FromForeignAgent(0xed4ea8c1, Town.AgentsKey));

        Assert.Empty(bench.HomeAgent.Bindings);
        Assert.Single(actions.OfType<RemoveBindingPath>());
        Assert.True(RevocationAcknowledgement.TryParse(bench.Sent.Payload.Span, out var acknowledgement, out _));
        Assert.Equal((Town.MobileNode, 0xed4ea8c1u), (acknowledgement.HomeAddress, acknowledgement.RevocationIdentifier));
    }

    [Theory]
    [InlineData("key", DiscardReason.AuthenticationFailed)]
    [InlineData("old", DiscardReason.StaleRevocation)]
    [InlineData("sender", DiscardReason.AuthenticationFailed)]
    public void Revocation_ByTheForeignAgentThatIsNotRight_IsDropped(string fault, DiscardReason reason)
    {
        var bench = Registered();
        var revocation = FromForeignAgent(fault == "old" ? 0xed4ea8c0 : 0xed4ea8c1, fault == "key" ? Town.NodeKey : Town.AgentsKey);

        bench.Handle(fault == "sender" ? revocation with { Source = s_otherCareOf } : revocation);

        Assert.Single(bench.HomeAgent.Bindings);
        Assert.Empty(bench.Actions.OfType<SendDatagram>());
        Assert.Equal(1, bench.HomeAgent.Counters.Discards[reason]);
    }

    [Fact]
    public void Revocation_RepeatedSinceItsAcknowledgementWasLost_IsAcknowledgedAgain()
    {
        var bench = Registered();
        bench.Handle(FromForeignAgent(0xed4ea8c1, Town.AgentsKey));

        bench.Handle(FromForeignAgent(0xed4ea8c2, Town.AgentsKey));

        Assert.True(RevocationAcknowledgement.TryParse(bench.Sent.Payload.Span, out _, out _));
    }

    private static AgentBench Registered(ushort lifetime = 600)
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            Revocation = true,
            ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey),
        }));
        bench.Handle(new RequestMaker { Lifetime = lifetime, Behind = s_support, Agents = Town.AgentsKey }.AtHomeAgent());
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        return bench;
    }

    private static RevocationMessage RevocationIn(IEnumerable<EngineAction> actions)
    {
        var octets = actions.OfType<SendDatagram>().Single(datagram => datagram.Payload.Span[0] == 7).Payload;
        Assert.True(RevocationMessage.TryParse(octets.Span, out var revocation, out _));
        return revocation;
    }

    private static DatagramReceived Acknowledgement(uint identifier, Associations.SecurityAssociation key)
    {
        var octets = new byte[RevocationAcknowledgement.FixedSize];
        new RevocationAcknowledgement { HomeAddress = Town.MobileNode, RevocationIdentifier = identifier }.WriteTo(octets);
        return From(Town.ForeignAgent, RequestMaker.Sign(octets, ExtensionType.ForeignHomeAuthentication, key));
    }

    private static DatagramReceived FromForeignAgent(uint identifier, Associations.SecurityAssociation key)
    {
        var octets = new byte[RevocationMessage.FixedSize];
        new RevocationMessage
        {
            HomeAddress = Town.MobileNode,
            HomeDomainAddress = Town.HomeAgent,
            ForeignDomainAddress = Town.ForeignAgent,
            RevocationIdentifier = identifier,
        }.WriteTo(octets);
        return From(Town.ForeignAgent, RequestMaker.Sign(octets, ExtensionType.ForeignHomeAuthentication, key));
    }

    private static DatagramReceived From(Ipv4Address source, byte[] octets) =>
        new(Town.OuterPort, AgentBench.Mac(0x99), source, Town.HomeAgent, 60, 434, 434, octets);

    private static List<int> Types(in RegistrationMessage message)
    {
        var types = new List<int>();
        foreach (var extension in message.Extensions)
            types.Add((int)extension.Type);
        return types;
    }
}
