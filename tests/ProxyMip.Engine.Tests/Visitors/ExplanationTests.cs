using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Tracing;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>The causal trace of a roam, and "Why not?" for clients that are there or have not come yet.</summary>
public sealed class ExplanationTests
{
    [Fact]
    public void Trace_Visit_TellsEveryStepInCausalOrderWithItsTime()
    {
        var bench = new AccessPointBench().Ready().Run(0.5).Hear().Run(0.25).Reply().Run(0.125).Handle(new FirstPacketDown(Town.Station));
        var trace = bench.Snapshot.Roams.Single(roam => roam.Station == Town.Station);
        Assert.Equal(
            [
                RoamStepKind.Associated, RoamStepKind.AddressKnown, RoamStepKind.OwnershipChecked, RoamStepKind.MapLookup, RoamStepKind.AssociationLookup,
                RoamStepKind.AgentChosen, RoamStepKind.RequestSent, RoamStepKind.ReplyReceived, RoamStepKind.PathReady, RoamStepKind.FirstPacketDown,
            ], trace.Steps.Select(step => step.Kind));
        Assert.Equal([0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.75, 0.75, 0.875], trace.Steps.Select(step => step.Since.TotalSeconds));
        Assert.All(trace.Steps, step => Assert.False(string.IsNullOrWhiteSpace(step.Rule) || string.IsNullOrWhiteSpace(step.Text)));
        Assert.Equal((true, Town.Visitor), (trace.Completed, trace.Client));
    }

    [Fact]
    public void Trace_Renewals_AreNoPartOfTheRoam()
    {
        var bench = new AccessPointBench().Ready().Hear().Reply();
        var before = bench.Snapshot.Roams[0].Steps.Length;
        bench.RunTo(480).Reply();
        Assert.Equal(before, bench.Snapshot.Roams[0].Steps.Length);
    }

    [Fact]
    public void Trace_ManyRoams_OnlyTheLastAreKeptNewestFirst()
    {
        var bench = new AccessPointBench().Ready();
        for (var i = 0; i < 400; i++)
            bench.Associate();
        var roams = bench.Snapshot.Roams;
        Assert.Equal(256, roams.Length);
        Assert.Equal(roams.OrderByDescending(roam => roam.Id).Select(roam => roam.Id), roams.Select(roam => roam.Id));
    }

    [Fact]
    public void Explain_DryRunOfAClientThatWouldBeServed_PassesEveryDecision()
    {
        var decisions = Explain(new AccessPointBench().Ready(), Town.Visitor);
        Assert.All(decisions[..^1], decision => Assert.True(decision.Passed, decision.Text));
        Assert.Null(decisions[^1].Passed);
    }

    [Fact]
    public void Explain_FirstStop_NamesTheRuleAndThePageAndLeavesTheRestOpen()
    {
        (AccessPointBench Bench, Ipv4Address Address, string Question, string? Page)[] stops =
        [
            (new(new()), Town.Visitor, "Is Proxy Mobile IP enabled?", "Proxy Mobile IP > General"),
            (new(Town.Proxy with { ServiceSets = [] }), Town.Visitor, "Is it enabled on the SSID?", "Associations > Service Sets"),
            (new(), Ipv4Address.Parse("169.254.1.1"), "Is its address one a mobile node can have?", null),
            (new(), Town.Agent, "May the station use the address?", null),
            (new AccessPointBench().Advertise(), Town.Visitor, "Which row of the subnet map holds its address?", "Proxy Mobile IP > View Subnet Map Table"),
            (new AccessPointBench(Town.Proxy with { Associations = AssociationRanges.Empty }).Ready(), Town.Visitor, "Is there a security association?", "Proxy Mobile IP > Local SA Bindings"),
            (new AccessPointBench().Map(Town.Row(Town.HomeAgent)), Town.Visitor, "Is there a foreign agent to register with?", "Proxy Mobile IP > Statistics"),
            (new AccessPointBench().Advertise(), Town.Local, "Is a home agent heard on this subnet?", "Proxy Mobile IP > Statistics"),
        ];
        Assert.All(stops, stop =>
        {
            var decisions = Explain(stop.Bench, stop.Address);
            var at = decisions.FindIndex(decision => decision.Passed == false);
            Assert.Equal((stop.Question, stop.Page), (decisions[at].Question, decisions[at].Setting));
            Assert.All(decisions[(at + 1)..], decision => Assert.Null(decision.Passed));
        });
    }

    [Fact]
    public void Explain_AddressOfAnotherStation_SaysWhoseItIs()
    {
        var bench = new AccessPointBench().Ready().Hear();
        var decisions = bench.Agent.Role<AccessPointRole>()!.Explain(Town.Visitor, Town.OtherStation, null, bench.Moment);
        Assert.Contains(decisions, decision => decision.Passed == false && decision.Text.Contains(Town.Station.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Explain_ServerWouldBeAsked_AsksNobody()
    {
        var bench = new AccessPointBench(Town.Proxy with { Associations = AssociationRanges.Empty, HasAssociationServer = true }).Ready();
        var decision = Explain(bench, Town.Visitor).Single(decision => decision.Question == "Is there a security association?");
        Assert.Null(decision.Passed);
        Assert.Empty(bench.All<QueryAssociation>());
    }

    [Fact]
    public void Explain_ClientThatIsThere_EndsWithItsPresentState()
    {
        var bench = new AccessPointBench().Ready().Hear().Reply();
        Assert.True(Explain(bench, Town.Visitor)[^1].Passed);
        var byStation = bench.Agent.Role<AccessPointRole>()!.Explain(null, Town.Station, null, bench.Moment);
        Assert.True(byStation[^1].Passed);
    }

    private static List<Decision> Explain(AccessPointBench bench, Ipv4Address address) =>
        [.. bench.Agent.Role<AccessPointRole>()!.Explain(address, null, null, bench.Moment)];
}
