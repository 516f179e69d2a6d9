using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>Settings change while clients are there.</summary>
public sealed class SwitchTests
{
    [Fact]
    [Requirement("APX-104", "APX-059")]
    public void SwitchedOff_RegisteredVisitor_IsBridgedAndDeregisteredThroughItsAgent()
    {
        var bench = Registered().Run(5).Handle(Off());
        Assert.Equal((ClientPhase.Unproxied, StationPath.Bridge, "feature-disabled"), (bench.Client.Phase, bench.Paths.Last().Path, bench.Client.Reason!.Code));
        Assert.Equal((true, Town.Agent, Town.Agent, Town.HomeAgent, (byte)255),
            (bench.LastRequest.IsDeregistration, bench.LastDatagram.Destination, bench.LastRequest.CareOfAddress, bench.LastRequest.HomeAgent, bench.LastDatagram.TimeToLive));
        Assert.Empty(bench.Snapshot.MobileNodes);
        bench.Run(0.1).Reply().Run(100);
        Assert.Equal((1, 1), (bench.Counters.DeregisterRequestsSent, bench.Counters.DeregisterRepliesReceived));
        Assert.Contains(bench.Reports, report => report.Code == "client-deregistered");
    }

    [Fact]
    [Requirement("APX-104")]
    public void SwitchedOff_RequestUnderWay_IsTakenBackToo()
    {
        var bench = new AccessPointBench().Ready().Hear().Run(0.2).Handle(Off()).Run(2);
        Assert.True(bench.LastRequest.IsDeregistration);
        Assert.Equal(1, bench.Requests.ElementAt(1).At, 0.001);
    }

    [Fact]
    public void SwitchedOff_NoReply_IsRepeatedFiveTimesThenGivenUp()
    {
        var bench = Registered().Run(5).Handle(Off()).Run(300);
        Assert.Equal(6, bench.Requests.Count(entry => entry.Request.IsDeregistration));
        Assert.Contains(bench.Reports, report => report.Code == "deregistration-unanswered");
    }

    [Fact]
    public void SwitchedOff_IsReportedOnce()
    {
        var bench = Registered().Handle(Off()).Handle(Off());
        Assert.Single(bench.Reports, report => report is { Code: "service-disabled", Severity: Severity.SystemInfo });
        Assert.Single(bench.Handle(On()).Reports, report => report.Code == "service-enabled");
    }

    [Fact]
    public void SwitchedOn_ClientsAlreadyThere_AreServed()
    {
        var bench = new AccessPointBench(new()).Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        Assert.Equal("feature-disabled", bench.Client.Reason!.Code);
        bench.Handle(On()).Advertise();
        Assert.Single(bench.Requests);
    }

    [Fact]
    [Requirement("APX-001")]
    public void Settings_Fresh_AreSwitchedOff() => Assert.False(new AccessPointSettings().Enabled);

    [Fact]
    public void SwitchedOffAndOn_RegistersAgain()
    {
        var bench = Registered().Run(5).Handle(Off()).Run(0.1).Reply().Run(5).Handle(On()).Advertise();
        Assert.False(bench.LastRequest.IsDeregistration);
        Assert.Equal(ClientPhase.Registered, bench.Run(1).Reply().Client.Phase);
    }

    [Fact]
    [Requirement("APX-002")]
    public void SsidSwitchedOff_OnlyItsClientsAreDeregistered()
    {
        var both = Town.Proxy with { ServiceSets = [Town.ServiceSet, "second"] };
        var bench = new AccessPointBench(both).Ready().Associate(Town.OtherStation, "second").Hear().Reply().Hear(Ipv4Address.Parse("10.30.0.202"), Town.OtherStation).Reply().Run(5)
            .Handle(On(both with { ServiceSets = ["second"] })).Run(1);
        Assert.Equal([Town.Visitor], bench.Requests.Where(entry => entry.Request.IsDeregistration).Select(entry => entry.Request.HomeAddress).Distinct());
        Assert.Equal([Ipv4Address.Parse("10.30.0.202")], bench.Snapshot.MobileNodes);
    }

    [Fact]
    public void RoleTakenAway_CountsAsSwitchedOff()
    {
        var bench = Registered().Run(5).Handle(new SettingsChanged(Town.Node(null)));
        Assert.True(bench.LastRequest.IsDeregistration);
        Assert.False(bench.Snapshot.Enabled);
    }

    [Fact]
    public void SameSettingsAgain_DisturbNobody()
    {
        var bench = Registered().Run(5);
        var before = bench.Log.Count;
        Assert.Equal(before, bench.Handle(On()).Run(5).Log.Count);
    }

    [Fact]
    public void BindingAdded_WaitingClient_RegistersAtOnce()
    {
        var bench = new AccessPointBench(Town.Proxy with { Associations = AssociationRanges.Empty }).Ready().Hear();
        Assert.Equal((ClientPhase.Unproxied, "no-association", StationPath.Bridge), (bench.Client.Phase, bench.Client.Reason!.Code, bench.Paths.Last().Path));
        bench.Handle(On());
        Assert.Single(bench.Requests);
    }

    [Fact]
    public void BindingAdded_ClientAtHome_GoesThroughTheHomeProcedure()
    {
        var bench = new AccessPointBench(Town.Proxy with { Associations = AssociationRanges.Empty }).Advertise(bits: MobilityAgentBits.HomeAgent).Associate().Hear(Town.Local);
        Assert.Empty(bench.Requests);
        Assert.Single(bench.Handle(On()).Requests);
    }

    [Fact]
    public void SubnetChanges_VisitorBecomesAClientAtHome()
    {
        var bench = Registered().Run(5);
        var node = Town.Node(Town.Proxy);
        bench.Handle(new SettingsChanged(node with
        {
            Interfaces = [node.Interfaces[0] with { Address = Ipv4Address.Parse("10.30.0.7"), Subnet = Town.HomeSubnet }, node.Interfaces[1] with { Subnet = Town.HomeSubnet }],
        }));
        Assert.Equal((ClientPhase.Home, StationPath.Bridge), (bench.Client.Phase, bench.Paths.Last().Path));
    }

    [Fact]
    public void AddressOfTheAccessPointArrivesLate_ClientsAreServedThen()
    {
        var bench = new AccessPointBench(adjust: node => node with { Interfaces = [node.Interfaces[0] with { Address = Ipv4Address.Any }, node.Interfaces[1]] }).Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        Assert.Empty(bench.Requests);
        bench.Handle(On()).Advertise();
        Assert.Single(bench.Requests);
    }

    private static SettingsChanged On(AccessPointSettings? settings = null) => new(Town.Node(settings ?? Town.Proxy));

    private static SettingsChanged Off() => new(Town.Node(Town.Proxy with { Enabled = false }));

    private static AccessPointBench Registered() => new AccessPointBench().Ready().Hear().Reply();
}
