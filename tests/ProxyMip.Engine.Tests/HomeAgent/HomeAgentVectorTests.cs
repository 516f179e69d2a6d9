using System.Text.Json;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>Every request of the vector files through a real home agent.</summary>
public sealed class HomeAgentVectorTests
{
    public static TheoryData<string> Requests => VectorFile.Names("requests");

    public static TheoryData<string> Malformed => VectorFile.Names("malformed", vector => vector.Layer == "udp-payload"
        && vector.Octets is [1 or 2, ..] && (vector.Expect.TryGetProperty("outcome", out _) || vector.Expect.TryGetProperty("HA", out _))
        && vector.Name is not ("bad-udp-checksum" or "ok-udp-checksum-zero")); // the driver has checked those

    [Theory]
    [MemberData(nameof(Requests))]
    [Requirement("MSG-006", "MSG-007", "MSG-012", "MSG-022", "MSG-024", "MSG-025", "MSG-063")]
    public void Request_OfTheVectors_EndsAsTheySay(string name)
    {
        var vector = VectorFile.Load("requests")[name];
        var bench = VectorBench.HomeAgentFor(vector);

        bench.Handle(ForHomeAgent(vector));

        VectorBench.AssertOutcome(bench, VectorBench.ExpectOf(vector, "HA"), repliesWhenAccepting: true);
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    [Requirement("HAG-011", "HAG-013", "HAG-017", "HAG-019", "HAG-020", "HAG-037", "MSG-002", "MSG-003", "MSG-046", "MSG-049", "MSG-062")]
    public void MalformedRequest_OfTheVectors_EndsAsTheySay(string name)
    {
        var vector = VectorFile.Load("malformed")[name];
        var bench = VectorBench.HomeAgentFor(vector);
        if (vector.Context.ValueKind == JsonValueKind.Object && vector.Context.TryGetProperty("ha_clock_utc", out var clock))
            bench.Now = bench.Now with { Wall = clock.GetDateTimeOffset() };
        if (name == "bad-identification-not-newer")
            bench.Handle(new RequestMaker { Lifetime = 300 }.AtHomeAgent());

        bench.Handle(ForHomeAgent(vector));

        VectorBench.AssertOutcome(bench, VectorBench.ExpectOf(vector, "HA"), repliesWhenAccepting: true);
    }

    [Fact]
    [Requirement("HAG-028")]
    public void DeregistrationOfAll_OfTheVectors_LeavesNoBinding()
    {
        var vector = VectorFile.Load("requests")["rrq-dereg-all-at-home"];
        var bench = VectorBench.HomeAgentFor(vector);
        bench.Handle(new RequestMaker().Later(-1).AtHomeAgent());

        bench.Handle(VectorBench.Arrival(vector, Town.HomePort));

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        Assert.Equal(vector.Expect.GetProperty("bindings_left").GetInt32(), bench.HomeAgent.Bindings.Length);
    }

    [Theory]
    [InlineData("rrp-ha-to-fa-fhae", true)]
    [InlineData("rrp-accepted", false)]
    [Requirement("MSG-015", "MSG-030", "MSG-050")]
    public void Reply_ToTheRequestOfTheVectors_HasTheirOctets(string name, bool agentsKnowEachOther)
    {
        var bench = new AgentBench(Town.HomeNode(settings => agentsKnowEachOther
            ? settings with { ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey) }
            : settings));

        bench.Handle(new RequestMaker { Agents = agentsKnowEachOther ? Town.AgentsKey : null }.AtHomeAgent());

        Assert.Equal(Hex.Format(VectorFile.Load("replies")[name].Octets), Hex.Format(bench.Sent.Payload.Span));
    }

    // What the vectors sent to a foreign agent arrives here as that agent relays it.
    private static DatagramReceived ForHomeAgent(Vector vector)
    {
        var arrival = VectorBench.Arrival(vector, Town.OuterPort);
        if (arrival.Destination == Town.ForeignAgent)
            arrival = arrival with { Source = Town.ForeignAgent, Destination = Town.HomeAgent };
        return arrival;
    }
}
