using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>A client on its own subnet: coming home, and registered to roam before it leaves.</summary>
public sealed class HomeTests
{
    private const MobilityAgentBits Both = MobilityAgentBits.HomeAgent | MobilityAgentBits.ForeignAgent;

    [Fact]
    [Requirement("APX-009", "APX-028", "APX-043", "APX-059")]
    public void Home_ClientHeard_IsDeregisteredDirectlyAtTheHomeAgent()
    {
        var bench = Home();
        var (_, datagram, request) = Assert.Single(bench.Requests);
        Assert.Equal((Town.Local, Town.Agent, Town.Station, Town.AgentLink), (datagram.Source, datagram.Destination, datagram.LinkSource, datagram.LinkDestination));
        Assert.Equal((true, Town.Local, Town.Local, Town.Agent), (request.IsDeregistration, request.CareOfAddress, request.HomeAddress, request.HomeAgent));
    }

    [Fact]
    [Requirement("APX-078", "APX-080")]
    public void Home_Order_IsBridgingThenGratuitousArpThenDeregistration()
    {
        var log = Home().Log;
        var bridge = log.FindIndex(entry => entry.Action is SetStationPath { Path: StationPath.Bridge });
        var arp = log.FindIndex(entry => entry.Action is SendArp);
        var sent = log.FindIndex(entry => entry.Action is SendDatagram);
        Assert.True(bridge >= 0 && bridge < arp && arp < sent);
    }

    [Fact]
    [Requirement("APX-029", "APX-039", "APX-079")]
    public void Home_GratuitousArps_AreThreeASecondApartWithTheClientsOwnAddress()
    {
        var bench = Home().RunTo(10);
        var arps = bench.Log.Where(entry => entry.Action is SendArp).ToList();
        Assert.Equal([0, 1, 2], arps.Select(entry => Math.Round(entry.At, 3)));
        Assert.All(arps, entry => Assert.Equal(new SendArp(Town.Wire, Town.Station, MacAddress.Broadcast, false, Town.Station, Town.Local, default, Town.Local), entry.Action));
        Assert.Equal(3, bench.Counters.GratuitousArpsSent);
    }

    [Fact]
    [Requirement("APX-033", "APX-038")]
    public void Home_Accepted_IsRegisteredToRoamAndCounted()
    {
        var bench = Home();
        Assert.Empty(bench.Snapshot.MobileNodes);
        bench.Reply();
        Assert.Equal([Town.Local], bench.Snapshot.MobileNodes);
        Assert.Equal((1, 1, 0, 0), (bench.Counters.DeregisterRequestsSent, bench.Counters.DeregisterRepliesReceived, bench.Counters.RegistrationRequestsSent, bench.Counters.RegistrationRepliesReceived));
        Assert.Contains(bench.Reports, report => report.Code == "client-at-home");
        Assert.Equal(1, bench.RunTo(1000).Counters.DeregisterRequestsSent);
    }

    [Fact]
    public void Home_NoReply_IsRepeatedFiveTimesThenGivenUp()
    {
        var bench = Home().RunTo(500);
        Assert.Equal([0, 1, 3, 7, 15, 23], bench.Requests.Select(entry => Math.Round(entry.At, 3)));
        Assert.Equal("home-agent-silent", bench.Client.Reason!.Code);
        Assert.Contains(bench.Reports, report => report.Code == "deregistration-unanswered");
        Assert.Equal(6, bench.Requests.Select(entry => entry.Request.Identification).Distinct().Count());
    }

    [Fact]
    public void Home_Refused133_IsSentAgainWithTheRightTime()
    {
        var bench = new AccessPointBench { ClockError = TimeSpan.FromSeconds(60) }.Advertise(bits: Both).Associate().Hear(Town.Local).Run(0.1);
        bench.ReplyMismatch(Town.Epoch + bench.Uptime).Run(1).Reply();
        Assert.Equal([Town.Local], bench.Snapshot.MobileNodes);
        Assert.Equal((2, 2, 0), (bench.Counters.DeregisterRequestsSent, bench.Counters.DeregisterRepliesReceived, bench.Counters.RegistrationRequestsDeniedByHomeAgent));
    }

    [Theory]
    [InlineData(129)]
    [InlineData(131)]
    public void Home_Refused_IsGivenUpWithTheReason(byte code)
    {
        var bench = Home().Reply((ReplyCode)code).RunTo(100);
        Assert.Equal((1, $"denied-{code}"), (bench.Requests.Count(), bench.Client.Reason!.Code));
    }

    [Fact]
    public void Home_RefusedByAReplyThatCannotBeVerified_SendsNoMoreButTakesAGenuineReply()
    {
        var bench = Home().Reply(ReplyCode.MobileNodeFailedAuthentication, association: Town.OtherAssociation).Reply();
        Assert.Equal([Town.Local], bench.Snapshot.MobileNodes);
        var doubtful = Home().Reply(ReplyCode.MobileNodeFailedAuthentication, association: Town.OtherAssociation).RunTo(100);
        Assert.Equal((1, "denied-131"), (doubtful.Requests.Count(), doubtful.Client.Reason!.Code));
    }

    [Theory]
    [InlineData(128)]
    [InlineData(130)]
    public void Home_TemporaryRefusal_IsRepeated(byte code) => Assert.Equal(2, Home().Reply((ReplyCode)code).Run(1.1).Requests.Count());

    [Fact]
    public void Home_TwoHomeAgents_AreBothTold()
    {
        var bench = new AccessPointBench().Advertise(bits: Both).Advertise(Town.OtherAgent, Town.OtherAgentLink, MobilityAgentBits.HomeAgent).Associate().Hear(Town.Local)
            .Reply().Run(1.1);
        Assert.Equal([Town.Agent, Town.OtherAgent], bench.Requests.Select(entry => entry.Datagram.Destination));
        Assert.Empty(bench.Snapshot.MobileNodes);
        Assert.Equal([Town.Local], bench.Reply().Snapshot.MobileNodes);
    }

    [Fact]
    public void Home_NoHomeAgentHeard_WaitsForOne()
    {
        var bench = new AccessPointBench().Advertise().Associate().Hear(Town.Local).Run(10);
        Assert.Equal((0, "no-home-agent", StationPath.Bridge), (bench.Requests.Count(), bench.Client.Reason!.Code, bench.Paths.Single().Path));
        Assert.Single(bench.Advertise(bits: Both).Requests);
    }

    [Fact]
    public void Home_NoAssociation_IsAnOrdinaryHost()
    {
        var bench = new AccessPointBench().Advertise(bits: Both).Associate().Hear(Ipv4Address.Parse("10.20.0.80")).Run(500);
        Assert.Equal((0, 0, "no-association"), (bench.Requests.Count(), bench.All<SendArp>().Count, bench.Client.Reason!.Code));
    }

    [Fact]
    public void Home_HeardAgainAndAgain_RunsOncePerAssociation() => Assert.Single(Home().Reply().Hear(Town.Local).Run(100).Hear(Town.Local).Requests);

    [Fact]
    public void Home_ComesBackSoon_IsDeregisteredAtOnceSinceItMayBeRegisteredElsewhere()
    {
        var bench = Home().Reply().Run(10).Handle(new StationLeft(Town.Station)).Run(10).Associate().Hear(Town.Local);
        Assert.Equal(2, bench.Requests.Count());
    }

    [Fact]
    public void Home_AssociatesAgainAndAgain_RunsOncePerMinuteOnAverage()
    {
        var bench = Home().Reply();
        for (var i = 0; i < 60; i++)
        {
            bench.Run(10).Associate().Hear(Town.Local);
            if (bench.Requests.Last().At >= bench.Now)
                bench.Reply();
        }
        Assert.InRange(bench.Requests.Count(), 9, 12);
        Assert.Equal("home-procedure-paused", bench.Client.Reason?.Code ?? "home-procedure-paused");
    }

    [Fact]
    public void Home_ThenAnAddressOfAnotherSubnet_BecomesAVisitor()
    {
        var bench = Home().Reply().Map(Town.Row(Town.HomeAgent)).Hear();
        Assert.Equal((ClientPhase.Requesting, Town.Visitor), (bench.Client.Phase, bench.LastRequest.HomeAddress));
    }

    [Fact]
    public void Visitor_ThenAnAddressOfThisSubnet_GoesThroughTheHomeProcedure()
    {
        var bench = new AccessPointBench().Advertise(bits: Both).Map(Town.Row(Town.HomeAgent)).Associate().Hear().Reply().Hear(Town.Local);
        Assert.Equal((ClientPhase.Home, true, StationPath.Bridge), (bench.Client.Phase, bench.LastRequest.IsDeregistration, bench.Paths.Last().Path));
    }

    [Fact]
    public void Home_Leaves_IsNoLongerListed() => Assert.Empty(Home().Reply().Handle(new StationLeft(Town.Station)).Snapshot.MobileNodes);

    private static AccessPointBench Home() => new AccessPointBench().Advertise(bits: Both).Associate().Hear(Town.Local);
}
