using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tracing;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>What keeps a registration alive, moves it to another agent, or ends it.</summary>
public sealed class RenewalTests
{
    [Fact]
    [Requirement("APX-027", "APX-047", "APX-096")]
    public void Registered_LifetimeNearsItsEnd_IsRenewedAt75PercentWithoutInterruption()
    {
        var bench = Registered().RunTo(480);
        Assert.InRange(bench.Requests.ElementAt(1).At, 600 * 0.75 * 0.95, 600 * 0.75 * 1.05);
        Assert.Equal(ClientPhase.Renewing, bench.Client.Phase);
        Assert.Equal(StationPath.Visitor, bench.Paths.Last().Path);
        bench.Reply();
        Assert.Equal(ClientPhase.Registered, bench.Client.Phase);
        Assert.Single(bench.Paths, path => path.Path == StationPath.Visitor);
    }

    [Fact]
    public void Registered_ForTwoHours_NeverLosesItsPathAndCountsEveryRenewal()
    {
        var bench = Registered();
        while (bench.Uptime < TimeSpan.FromHours(2))
        {
            var before = bench.Log.Count;
            bench.Run(0.5);
            if (bench.Log.Count > before)
                bench.Reply();
        }
        Assert.Single(bench.Paths, path => path.Path == StationPath.Visitor);
        Assert.DoesNotContain(bench.Reports, report => report.Code == "registration-ended");
        Assert.Equal(bench.Counters.RegistrationRequestsSent, bench.Counters.RegistrationRequestSuccesses);
        Assert.InRange(bench.Counters.RegistrationRequestSuccesses, 14, 18);
    }

    [Fact]
    [Requirement("APX-096")]
    public void Registered_ShortLifetime_IsRenewedAtLeastTwoSecondsBeforeTheEnd()
    {
        var bench = Asked().Reply(lifetime: 5).RunTo(3.001);
        Assert.Equal(3, bench.Requests.ElementAt(1).At, 0.001);
    }

    [Fact]
    public void Renewing_NoReplyUntilTheEnd_StopsForwardingAndGoesOnAsking()
    {
        var bench = Registered().RunTo(599);
        Assert.Equal(StationPath.Visitor, bench.Paths.Last().Path);
        bench.RunTo(601);
        Assert.Equal((ClientPhase.Requesting, StationPath.Hold), (bench.Client.Phase, bench.Paths.Last().Path));
        Assert.Contains(bench.Reports, report => report.Code == "registration-ended");
        Assert.Empty(bench.Snapshot.MobileNodes);
        Assert.Equal(ClientPhase.Registered, bench.Run(60).Reply().Client.Phase);
    }

    [Fact]
    public void Renewing_Denied_KeepsForwardingUntilTheEnd()
    {
        var bench = Registered().RunTo(475).Reply(ReplyCode.HomeAgentAdministrativelyProhibited);
        Assert.Equal((ClientPhase.Renewing, StationPath.Visitor), (bench.Client.Phase, bench.Paths.Last().Path));
        bench.RunTo(601);
        Assert.Equal((ClientPhase.Held, StationPath.Hold), (bench.Client.Phase, bench.Paths.Last().Path));
    }

    [Fact]
    [Requirement("APX-089", "APX-099")]
    public void Registered_StationLeaves_IsForgottenWithoutDeregistrationOrRenewal()
    {
        var bench = Registered().Run(10).Handle(new StationLeft(Town.Station)).Run(2000);
        Assert.Single(bench.Requests);
        Assert.Equal((Town.Station, 0), (Assert.Single(bench.All<RemoveStationPath>()).Station, bench.Snapshot.Clients.Length));
    }

    [Fact]
    [Requirement("APX-089")]
    public void Registered_StationFallsSilent_IsNotRenewedButForgotten()
    {
        var bench = Registered();
        bench.Silent = true;
        bench.RunTo(2000);
        Assert.Single(bench.Requests);
        Assert.Equal((ClientPhase.New, 1), (bench.Client.Phase, bench.All<RemoveStationPath>().Count));
        bench.Hear();
        Assert.Equal(2, bench.Requests.Count());
    }

    [Fact]
    public void Registered_HeardJustBeforeTheIdleLimit_LivesOn()
    {
        var bench = Registered();
        bench.Silent = true;
        bench.RunTo(299).Hear().RunTo(500);
        Assert.NotEqual(ClientPhase.New, bench.Client.Phase);
        bench.RunTo(600);
        Assert.Equal(ClientPhase.New, bench.Client.Phase);
    }

    [Fact]
    public void Registered_StationAssociatesAgain_RegistersAgain()
    {
        var bench = Registered().Run(10).Associate().Hear();
        Assert.Equal((2, ClientPhase.Requesting), (bench.Requests.Count(), bench.Client.Phase));
    }

    [Fact]
    [Requirement("APX-046", "IRDP-092")]
    public void Registered_AgentRestarts_RegistersAgain()
    {
        var bench = Asked(900).Reply().Run(10).Advertise(sequence: 3);
        Assert.Equal((2, ClientPhase.Renewing), (bench.Requests.Count(), bench.Client.Phase));
    }

    [Fact]
    [Requirement("IRDP-093")]
    public void Registered_SequenceRollsOver_DoesNothing() => Assert.Single(Asked(65535).Reply().Run(10).Advertise(sequence: 256).Requests);

    [Fact]
    [Requirement("IRDP-094")]
    public void Registered_AnotherAgentAppears_StaysWhereItIs()
    {
        var bench = Registered().Run(10).Advertise(Town.OtherAgent, Town.OtherAgentLink);
        Assert.Single(bench.Requests);
    }

    [Fact]
    [Requirement("IRDP-091")]
    public void Registered_AgentExpires_SwitchesToAnotherLiveOneAtOnce()
    {
        var bench = new AccessPointBench().Advertise(lifetime: 100).Advertise(Town.OtherAgent, Town.OtherAgentLink).Map(Town.Row(Town.HomeAgent)).Associate().Hear().Reply().RunTo(100);
        Assert.Equal((Town.OtherAgent, 100.0), (bench.LastDatagram.Destination, bench.Requests.Last().At));
        Assert.Equal(ClientPhase.Renewing, bench.Client.Phase);
        bench.Reply();
        Assert.Equal((StationPath.Visitor, Town.OtherAgentLink), (bench.Paths.Last().Path, bench.Paths.Last().ForeignAgentLink));
    }

    [Fact]
    public void Registered_OnlyAgentExpires_SolicitsAndRegistersWithTheNextOne()
    {
        var bench = new AccessPointBench().Advertise(lifetime: 100).Map(Town.Row(Town.HomeAgent)).Associate().Hear().Reply().RunTo(102);
        Assert.NotEmpty(bench.All<SendIcmp>());
        Assert.Equal("no-foreign-agent", bench.Client.Reason!.Code);
        Assert.Equal(Town.OtherAgent, bench.Advertise(Town.OtherAgent, Town.OtherAgentLink).LastDatagram.Destination);
    }

    [Fact]
    public void Registered_AgentBecomesBusy_KeepsItsVisitor()
    {
        var bench = Registered().Advertise(bits: MobilityAgentBits.ForeignAgent | MobilityAgentBits.Busy).RunTo(480);
        Assert.Equal(Town.Agent, bench.Requests.ElementAt(1).Datagram.Destination);
    }

    [Fact]
    public void Registered_MapNamesAnotherHomeAgent_RegistersThere()
    {
        var bench = Registered().Run(10).Map(Town.Row(Town.OtherHomeAgent));
        Assert.Equal((Town.OtherHomeAgent, ClientPhase.Renewing), (bench.LastRequest.HomeAgent, bench.Client.Phase));
    }

    [Fact]
    public void Registered_MapGainsASecondHomeAgentOfTheSubnet_StaysWhereItIs() =>
        Assert.Single(Registered().Run(10).Map(Town.Row(Town.HomeAgent), Town.Row(Ipv4Address.Parse("10.30.0.3"))).Requests);

    [Fact]
    public void Registered_RowVanishes_KeepsItsRegistrationButCannotRenew()
    {
        var bench = Registered().Run(10).Map().RunTo(599);
        Assert.Equal((ClientPhase.Renewing, "no-subnet-map-row"), (bench.Client.Phase, bench.Client.Reason!.Code));
        Assert.Single(bench.Requests);
        bench.RunTo(700);
        Assert.NotEqual(StationPath.Visitor, bench.Paths.Last().Path);
    }

    [Fact]
    [Requirement("APX-045")]
    public void Client_StormOfTriggers_SendsAtMostOneRequestASecond()
    {
        var bench = Asked();
        for (ushort i = 0; i < 200; i++)
        {
            bench.Reply((ReplyCode)(i % 2 == 0 ? 74 : 77)).Advertise(sequence: i).Map(Town.Row(i % 3 == 0 ? Town.OtherHomeAgent : Town.HomeAgent)).Run(0.05);
            if (i % 10 == 0)
                bench.Associate().Hear();
        }
        var at = bench.Requests.Select(entry => entry.At).ToArray();
        Assert.All(at.Zip(at.Skip(1), (left, right) => right - left), wait => Assert.True(wait >= 0.9999, $"{wait}"));
        Assert.InRange(at.Length, 5, 11);
    }

    [Fact]
    [Requirement("APX-086", "APX-088")]
    public void Challenge_EachRegistration_AnswersTheNewestOne()
    {
        byte[] first = [1, 2, 3, 4], second = [5, 6, 7, 8];
        var bench = new AccessPointBench(Town.Proxy with { MobileAaaAssociation = Town.OtherAssociation }).Advertise(challenge: first).Map(Town.Row(Town.HomeAgent)).Associate().Hear()
            .Reply().Run(5).Advertise(challenge: second).RunTo(480);
        Assert.Equal([first, second], bench.Requests.Select(entry => entry.Datagram.Payload.ToArray()[48..52]).Take(2));
        Assert.All(bench.Requests, entry => Assert.Equal((132, 36), (entry.Datagram.Payload.Span[46], entry.Datagram.Payload.Span[52])));
    }

    [Theory]
    [Requirement("APX-087")]
    [InlineData(104)]
    [InlineData(105)]
    [InlineData(106)]
    public void Challenge_RefusedAndNoNewerOneKnown_WaitsForTheNextAdvertisement(byte code)
    {
        var bench = new AccessPointBench(Town.Proxy with { MobileAaaAssociation = Town.OtherAssociation }).Advertise(challenge: [1, 2, 3, 4]).Map(Town.Row(Town.HomeAgent)).Associate().Hear()
            .Reply((ReplyCode)code).Run(5);
        Assert.Equal((1, ServiceReasons.NoChallenge), (bench.Requests.Count(), bench.Client.Reason));
        bench.Advertise(challenge: [5, 6, 7, 8]);
        Assert.Equal([5, 6, 7, 8], bench.LastDatagram.Payload.ToArray()[48..52]);
    }

    [Fact]
    [Requirement("APX-087")]
    public void Challenge_NewOneInTheRefusal_IsAnsweredAtOnce()
    {
        var bench = new AccessPointBench(Town.Proxy with { MobileAaaAssociation = Town.OtherAssociation }).Advertise(challenge: [1, 2, 3, 4]).Map(Town.Row(Town.HomeAgent)).Associate().Hear()
            .Run(0.5).Reply(ReplyCode.StaleChallenge, tail: _ => [132, 4, 9, 9, 9, 9]).Run(1);
        Assert.Equal([9, 9, 9, 9], bench.LastDatagram.Payload.ToArray()[48..52]);
    }

    [Fact]
    public void Challenge_NoAssociationToAnswerIt_AgentIsNotUsed() =>
        Assert.Empty(new AccessPointBench().Advertise(challenge: [1, 2, 3, 4]).Map(Town.Row(Town.HomeAgent)).Associate().Hear().Requests);

    [Fact]
    [Requirement("APX-021", "APX-062", "MSG-031")]
    public void MobileForeign_AssociationConfigured_IsSentAndDemanded()
    {
        var proxy = Town.Proxy with { ForeignAgentAssociations = Town.Proxy.ForeignAgentAssociations.Add(Town.Agent, Town.OtherAssociation) };
        var bench = new AccessPointBench(proxy).Ready().Hear();
        Assert.Equal(33, bench.LastDatagram.Payload.Span[46]);
        Assert.Equal(ClientPhase.Requesting, bench.Reply().Client.Phase);
        Assert.Equal(ClientPhase.Registered, bench.Reply(foreign: Town.OtherAssociation).Client.Phase);
    }

    private static AccessPointBench Asked(ushort sequence = 0) => new AccessPointBench().Advertise(sequence: sequence).Map(Town.Row(Town.HomeAgent)).Associate().Hear();

    private static AccessPointBench Registered() => Asked().Reply();
}
