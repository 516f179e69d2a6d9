using ProxyMip.Engine.Core;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.ForeignAgent;

/// <summary>The vector files through a real foreign agent.</summary>
public sealed class ForeignAgentVectorTests
{
    public static TheoryData<string> Requests => VectorFile.Names("requests",
        vector => vector.Name is not ("rrq-dereg-all-at-home" or "rrq-colocated-all-flags" or "rrq-udp-tunnel" or "rrq-vendor-extensions")
            && vector.Authentications.All(item => item.Extension != 34)); // the rest is sent straight to the home agent, or relayed already

    public static TheoryData<string> Malformed => VectorFile.Names("malformed", vector => vector.Layer == "udp-payload"
        && vector.Octets is [1 or 2, ..] && (vector.Expect.TryGetProperty("outcome", out _) || vector.Expect.TryGetProperty("FA", out _))
        && vector.Name is not ("bad-udp-checksum" or "ok-udp-checksum-zero")); // the driver has checked those

    [Theory]
    [MemberData(nameof(Requests))]
    [Requirement("FAG-003", "FAG-013", "FAG-063", "MSG-006", "MSG-007", "MSG-012")]
    public void Request_OfTheVectors_IsRelayed(string name)
    {
        var vector = VectorFile.Load("requests")[name];
        var bench = VectorBench.ForeignAgentFor(vector);

        bench.Handle(VectorBench.Arrival(vector, Town.VisitorPort, Town.ForeignAgent));

        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
        Assert.True(RegistrationMessage.TryParse(bench.Sent.Payload.Span, out var relayed, out _));
        Assert.True(RegistrationMessage.TryParse(vector.Octets, out var original, out _));
        Assert.Equal(Hex.Format(original.AuthorizedPart), Hex.Format(relayed.AuthorizedPart));
        if (vector.Expect.TryGetProperty("relayed_without_extension", out var without))
            Assert.Equal(0, relayed.Count((ExtensionType)without.GetByte()));
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    [Requirement("FAG-014", "FAG-022", "FAG-023", "FAG-024", "FAG-025", "FAG-026", "FAG-035", "FAG-065", "FAG-068", "FAG-083", "MSG-002", "MSG-062")]
    public void MalformedRequest_OfTheVectors_EndsAsTheySay(string name)
    {
        var vector = VectorFile.Load("malformed")[name];
        var bench = VectorBench.ForeignAgentFor(vector);

        bench.Handle(VectorBench.Arrival(vector, Town.VisitorPort, Town.ForeignAgent));

        var expect = VectorBench.ExpectOf(vector, "FA");
        VectorBench.AssertOutcome(bench, expect, repliesWhenAccepting: false);
        Assert.Equal(expect.GetProperty("outcome").GetString() == "accept" ? 1 : 0, bench.ForeignAgent.Counters.RequestsRelayed);
    }

    [Fact]
    [Requirement("MSG-055")]
    public void VendorExtensions_OfTheVectors_Are100AtTheForeignAgent()
    {
        var vector = VectorFile.Load("requests")["rrq-vendor-extensions"];
        var bench = VectorBench.ForeignAgentFor(vector);

        bench.Handle(VectorBench.Arrival(vector, Town.VisitorPort, Town.ForeignAgent));

        Assert.Equal(ReplyCode.CriticalVendorExtensionFromMobileNodeAtForeignAgent, bench.Reply.Code);
    }

    [Fact]
    [Requirement("FAG-010", "FAG-048", "FAG-049")]
    public void Reply_OfTheVectors_IsPassedOnWithoutForeignHome()
    {
        var vector = VectorFile.Load("replies")["rrp-ha-to-fa-fhae"];
        var bench = VectorBench.ForeignAgentFor(vector);
        bench.Handle(new RequestMaker().AtForeignAgent());

        bench.Handle(VectorBench.Arrival(vector, Town.OuterPort));

        Assert.Equal(Hex.Format(VectorFile.Load("replies")["rrp-accepted"].Octets), Hex.Format(bench.Sent.Payload.Span));
        Assert.Single(bench.ForeignAgent.Visitors);
    }

    [Theory]
    [InlineData("rrp-65", 65)]
    [InlineData("rrp-66", 66)]
    [InlineData("rrp-72", 72)]
    [InlineData("rrp-74", 74)]
    [InlineData("rrp-76", 76)]
    [InlineData("rrp-77", 77)]
    [Requirement("FAG-034", "FAG-036")]
    public void Denial_HasTheOctetsOfTheVectors(string name, int code)
    {
        var bench = new AgentBench(Town.ForeignNode(settings => code switch
        {
            65 => settings with { ProhibitedHomeAgents = [Town.HomeAgent] },
            66 => settings with { MaximumVisitors = 1 },
            72 => settings with { Gre = false },
            74 => settings with { ReverseTunnel = Engine.ForeignAgent.ReverseTunnelPolicy.None },
            _ => settings,
        }));
        if (code == 66)
        {
            bench.Handle(new RequestMaker { HomeAddress = AgentBench.Ip("10.30.0.202") }.AtForeignAgent());
            bench.Handle(HomeAgentReply.To(bench.Sent).Make());
        }

        bench.Handle(new RequestMaker
        {
            Bits = code switch { 72 => RegistrationBits.Gre, 74 or 76 => RegistrationBits.ReverseTunnel, _ => RegistrationBits.None },
            CareOfAddress = code == 77 ? AgentBench.Ip("10.99.99.99") : Town.ForeignAgent,
        }.AtForeignAgent(code == 76 ? (byte)64 : (byte)255));

        Assert.Equal(Hex.Format(VectorFile.Load("replies")[name].Octets), Hex.Format(bench.Sent.Payload.Span));
    }

    [Fact]
    [Requirement("FAG-008")]
    public void Timeout_HasTheOctetsOfTheVector()
    {
        var bench = new AgentBench(Town.ForeignNode());
        bench.Handle(new RequestMaker().AtForeignAgent());

        var sent = bench.Pass(TimeSpan.FromSeconds(8)).Select(item => item.Action).OfType<SendDatagram>().Single();

        Assert.Equal(Hex.Format(VectorFile.Load("replies")["rrp-78"].Octets), Hex.Format(sent.Payload.Span));
    }

    [Fact]
    [Requirement("FAG-041")]
    public void LowWord_OfTheVectors_DoesNotMatch()
    {
        var vector = VectorFile.Load("malformed")["bad-rrp-low-word"];
        var bench = VectorBench.ForeignAgentFor(vector);
        bench.Handle(new RequestMaker().AtForeignAgent());

        bench.Handle(VectorBench.Arrival(vector, Town.OuterPort, Town.ForeignAgent) with { Source = Town.HomeAgent });

        Assert.Empty(bench.Actions.OfType<SendDatagram>());
        Assert.Single(bench.ForeignAgent.Pending);
    }

    [Fact]
    [Requirement("FAG-073", "FAG-074")]
    public void Revocation_OfTheVectors_IsAcknowledgedWithTheirOctets()
    {
        var vector = VectorFile.Load("revocation")["rev-from-ha"];
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { Revocation = true, HomeAgentAssociations = Town.With(Town.HomeAgent, Town.AgentsKey) }));
        bench.Handle(new RequestMaker().AtForeignAgent());
        bench.Handle((HomeAgentReply.To(bench.Sent) with { Behind = Hex.Parse("89 06 0000 ed4ea8bf"), Agents = Town.AgentsKey }).Make());

        bench.Handle(VectorBench.Arrival(vector, Town.OuterPort));

        Assert.Empty(bench.ForeignAgent.Visitors);
        Assert.Equal(Hex.Format(VectorFile.Load("revocation")["rev-ack"].Octets), Hex.Format(bench.Sent.Payload.Span));
    }
}
