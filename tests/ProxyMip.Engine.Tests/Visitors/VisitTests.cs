using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tracing;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>A visitor from its first packet to its registration.</summary>
public sealed class VisitTests
{
    [Fact]
    [Requirement("APX-009", "APX-010", "APX-012", "APX-042", "APX-047", "APX-049", "APX-051", "APX-052", "APX-074", "APX-095", "APX-097")]
    public void Visitor_EverythingPresent_RegistersThroughTheForeignAgent()
    {
        var careOf = Ipv4Address.Parse("10.20.0.254");
        var bench = new AccessPointBench().Advertise(careOf: [careOf]).Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        var (_, datagram, request) = Assert.Single(bench.Requests);
        Assert.Equal((Town.Visitor, Town.Agent, Town.Station, Town.AgentLink, (byte)255), (datagram.Source, datagram.Destination, datagram.LinkSource, datagram.LinkDestination, datagram.TimeToLive));
        Assert.Equal((Town.Visitor, Town.HomeAgent, careOf, new RegistrationLifetime(600)), (request.HomeAddress, request.HomeAgent, request.CareOfAddress, request.Lifetime));
    }

    [Fact]
    [Requirement("APX-030", "APX-055", "APX-090")]
    public void Visitor_AnySettings_NeverAsksForSimultaneousBindingsBroadcastsOrOwnDecapsulation()
    {
        var bench = new AccessPointBench(Town.Proxy with { ReverseTunnel = true, Gre = true, MinimalEncapsulation = true })
            .Advertise(bits: MobilityAgentBits.Defined & ~MobilityAgentBits.Busy).Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        Assert.Equal(RegistrationBits.ReverseTunnel | RegistrationBits.Gre, bench.LastRequest.Bits);
    }

    [Fact]
    [Requirement("APX-022", "APX-056")]
    public void Visitor_GreConfiguredButNotAdvertised_AsksForIpInIp()
    {
        var bench = new AccessPointBench(Town.Proxy with { Gre = true, MinimalEncapsulation = true, ReverseTunnel = true }).Ready().Hear();
        Assert.Equal(RegistrationBits.None, bench.LastRequest.Bits);
    }

    [Fact]
    [Requirement("APX-057")]
    public void Visitor_AdvertisedLifetimeIsShorter_IsAskedFor() =>
        Assert.Equal(new(120), new AccessPointBench().Advertise(registrationLifetime: 120).Map(Town.Row(Town.HomeAgent)).Associate().Hear().LastRequest.Lifetime);

    [Fact]
    [Requirement("IRDP-057", "APX-058")]
    public void Visitor_AdvertisedLifetimeInfiniteOrUnknown_AsksForTheConfiguredOne()
    {
        foreach (ushort advertised in (ushort[])[65535, 0])
            Assert.Equal(new(600), new AccessPointBench().Advertise(registrationLifetime: advertised).Map(Town.Row(Town.HomeAgent)).Associate().Hear().LastRequest.Lifetime);
    }

    [Fact]
    [Requirement("APX-058")]
    public void Visitor_NoLifetimeKnownAtAll_AsksFor1800Seconds() => Assert.Equal(new(1800),
        new AccessPointBench(Town.Proxy with { MaximumLifetime = TimeSpan.Zero }).Advertise(registrationLifetime: 0).Map(Town.Row(Town.HomeAgent)).Associate().Hear().LastRequest.Lifetime);

    [Fact]
    public void Visitor_InfiniteLifetimeConfiguredAndAdvertised_AsksForIt()
    {
        var bench = new AccessPointBench(Town.Proxy with { MaximumLifetime = TimeSpan.FromDays(2) }).Advertise(registrationLifetime: 65535).Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        Assert.True(bench.LastRequest.Lifetime.IsInfinite);
        Assert.Null(bench.Reply().Client.Remaining);
    }

    [Fact]
    [Requirement("APX-077")]
    public void Visitor_BridgingAndArp_StopBeforeTheRequestGoesOut()
    {
        var bench = new AccessPointBench().Ready().Hear();
        var hold = bench.Log.FindIndex(entry => entry.Action is SetStationPath { Path: StationPath.Hold });
        var sent = bench.Log.FindIndex(entry => entry.Action is SendDatagram);
        Assert.InRange(hold, 0, sent - 1);
    }

    [Fact]
    [Requirement("APX-025", "APX-100")]
    public void Visitor_Accepted_GetsThePathToItsForeignAgentAndHomeNetwork()
    {
        var bench = new AccessPointBench().Ready().Hear().Reply();
        Assert.Equal(new SetStationPath(Town.Station, Town.Visitor, StationPath.Visitor, Town.AgentLink, Town.Agent, Town.HomeSubnet), bench.Paths.Last());
        Assert.Equal(Town.Station, Assert.Single(bench.All<WatchFirstPacketDown>()).Station);
    }

    [Fact]
    [Requirement("APX-081")]
    public void Visitor_RequestPending_PacketPathKnowsTheAgentThatMayAskByArp() =>
        Assert.Equal((StationPath.Hold, Town.AgentLink, Town.Agent), new AccessPointBench().Ready().Hear().Paths.Select(path => (path.Path, path.ForeignAgentLink, path.ForeignAgent)).Last());

    [Fact]
    [Requirement("APX-033")]
    public void Visitor_Accepted_IsListedAndExplained()
    {
        var bench = new AccessPointBench().Ready().Hear();
        Assert.Empty(bench.Snapshot.MobileNodes);
        Assert.Equal(ServiceReasons.Registering, bench.Client.Reason);
        bench.Reply();
        Assert.Equal([Town.Visitor], bench.Snapshot.MobileNodes);
        Assert.Null(bench.Client.Reason);
        Assert.Equal((Town.HomeAgent, Town.Agent, Town.Agent), (bench.Client.HomeAgent, bench.Client.ForeignAgent, bench.Client.CareOfAddress));
        Assert.Contains(bench.Reports, report => report.Text == "Registration of 10.30.0.201 accepted by 10.30.0.1.");
    }

    [Fact]
    [Requirement("APX-065")]
    public void Visitor_ReplyFiveSecondsLate_LifetimeCountsFromTheRequest()
    {
        var bench = new AccessPointBench().Ready().Hear();
        var sent = bench.LastDatagram;
        bench.Run(0.9).Reply(lifetime: 100, to: sent);
        Assert.Equal(99.1, bench.Client.Remaining!.Value.TotalSeconds, 0.001);
    }

    [Fact]
    [Requirement("MSG-017")]
    public void Visitor_GrantedMoreThanAsked_UsesWhatItAskedFor() =>
        Assert.Equal(600, new AccessPointBench().Ready().Hear().Reply(lifetime: 1200).Client.Remaining!.Value.TotalSeconds, 0.001);

    [Fact]
    [Requirement("APX-013")]
    public void Visitors_Two_ShareOneCareOfAddress()
    {
        var bench = new AccessPointBench().Ready().Associate(Town.OtherStation).Hear().Hear(Ipv4Address.Parse("10.30.0.202"), Town.OtherStation);
        Assert.Equal([Town.Agent], bench.Requests.Select(entry => entry.Request.CareOfAddress).Distinct());
        Assert.Equal(2, bench.Requests.Select(entry => entry.Request.HomeAddress).Distinct().Count());
    }

    [Fact]
    [Requirement("APX-011")]
    public void Visitor_NoRowInTheMap_IsLeftAloneAndToldOnce()
    {
        var bench = new AccessPointBench().Advertise().Associate().Hear().Hear().Run(200);
        Assert.Empty(bench.Requests);
        Assert.Equal([StationPath.Bridge], bench.Paths.Select(path => path.Path));
        Assert.Equal((ClientPhase.Unproxied, "no-subnet-map-row"), (bench.Client.Phase, bench.Client.Reason!.Code));
        Assert.Single(bench.Reports, report => report.Code == "no-subnet-map-row");
    }

    [Fact]
    public void Visitor_RowAppearsLater_Registers()
    {
        var bench = new AccessPointBench().Advertise().Associate().Hear().Map(Town.Row(Town.HomeAgent));
        Assert.Single(bench.Requests);
        Assert.Equal([StationPath.Bridge, StationPath.Hold, StationPath.Hold], bench.Paths.Select(path => path.Path));
    }

    [Fact]
    [Requirement("APX-010")]
    public void Visitor_TwoRowsHoldItsAddress_UsesTheLongerOne()
    {
        var bench = new AccessPointBench(Town.Proxy with { Associations = new([new(new(0), new(uint.MaxValue), Town.Association)]) }).Advertise()
            .Map(Town.Row(Ipv4Address.Parse("10.12.1.1"), 16), Town.Row(Ipv4Address.Parse("10.12.4.1"))).Associate().Hear(Ipv4Address.Parse("10.12.4.9"));
        Assert.Equal(Ipv4Address.Parse("10.12.4.1"), bench.LastRequest.HomeAgent);
    }

    [Fact]
    [Requirement("APX-054")]
    public void Visitor_HomeAgentOfTheRowIsADirectedBroadcast_IsNeverAsked()
    {
        var bench = new AccessPointBench().Advertise().Map(Town.Row(Town.HomeSubnet.DirectedBroadcast)).Associate().Hear().Run(100);
        Assert.Empty(bench.Requests);
    }

    [Fact]
    public void Visitor_NoForeignAgent_SolicitsAndRegistersWhenOneIsHeard()
    {
        var bench = new AccessPointBench().Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        Assert.Equal((ClientPhase.Waiting, "no-foreign-agent"), (bench.Client.Phase, bench.Client.Reason!.Code));
        bench.Run(1);
        Assert.NotEmpty(bench.All<SendIcmp>());
        bench.Advertise();
        Assert.Single(bench.Requests);
    }

    [Fact]
    public void Visitor_OnlyABusyForeignAgent_WaitsAndSaysSo()
    {
        var bench = new AccessPointBench().Advertise(bits: MobilityAgentBits.ForeignAgent | MobilityAgentBits.Busy).Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        Assert.Equal("foreign-agent-busy", bench.Client.Reason!.Code);
        Assert.Empty(bench.Requests);
        Assert.Single(bench.Advertise().Requests);
    }

    [Fact]
    public void Visitor_SeveralForeignAgents_TheDefaultGatewayIsPreferred()
    {
        var bench = new AccessPointBench().Advertise(Ipv4Address.Parse("10.20.0.3"), Town.OtherAgentLink).Advertise().Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        Assert.Equal(Town.Agent, bench.LastDatagram.Destination);
    }

    [Fact]
    public void Visitor_ReverseTunnelMandatoryHere_PassesOverAgentsWithoutIt()
    {
        var bench = new AccessPointBench(Town.Proxy with { ReverseTunnel = true, ReverseTunnelOptional = false }).Ready().Hear();
        Assert.Empty(bench.Requests);
        bench.Advertise(Town.OtherAgent, Town.OtherAgentLink, MobilityAgentBits.ForeignAgent | MobilityAgentBits.ReverseTunnel);
        Assert.Equal((Town.OtherAgent, RegistrationBits.ReverseTunnel), (bench.LastDatagram.Destination, bench.LastRequest.Bits));
    }

    [Fact]
    [Requirement("APX-044")]
    public void Visitor_Pending_RemembersWhatTheReplyIsCheckedAgainst()
    {
        var bench = new AccessPointBench().Ready().Hear().Run(0.5);
        var pending = bench.Agent.Role<AccessPointRole>()!.StateOf(Town.Station)!.Pending!;
        Assert.Equal((Town.AgentLink, Town.Agent, Town.Agent, bench.LastRequest.Identification, new RegistrationLifetime(600)),
            (pending.AgentLink, pending.Agent, pending.CareOfAddress, pending.Identification, pending.Lifetime));
        Assert.Equal(599.5, pending.Remaining(bench.Moment)!.Value.TotalSeconds, 0.001);
    }

    [Fact]
    [Requirement("APX-002")]
    public void Client_OnAnotherSsid_IsLeftAlone()
    {
        var bench = new AccessPointBench().Advertise().Map(Town.Row(Town.HomeAgent)).Associate(serviceSet: "guests").Hear().Run(100);
        Assert.Empty(bench.Requests);
        Assert.Equal((ClientPhase.Unproxied, "service-set-disabled", StationPath.Bridge), (bench.Client.Phase, bench.Client.Reason!.Code, bench.Paths.Last().Path));
    }

    [Fact]
    public void Client_SsidDiffersInCaseOnly_IsAnotherOne() => Assert.Empty(
        new AccessPointBench().Advertise().Map(Town.Row(Town.HomeAgent)).Associate(serviceSet: Town.ServiceSet.ToUpperInvariant()).Hear().Requests);

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("169.254.7.7")]
    [InlineData("224.0.0.5")]
    [InlineData("255.255.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("10.20.0.0")]
    [InlineData("10.20.0.255")]
    [InlineData("10.20.0.2")]
    public void Client_UnusableAddress_SaysNothingAboutIt(string address)
    {
        var bench = new AccessPointBench().Ready();
        var before = bench.Log.Count;
        bench.Hear(Ipv4Address.Parse(address));
        Assert.Equal((ClientPhase.New, before), (bench.Client.Phase, bench.Log.Count));
    }

    [Fact]
    public void Client_AddressChanges_StartsAnew()
    {
        var bench = new AccessPointBench().Ready().Hear().Reply().Run(5).Hear(Ipv4Address.Parse("10.30.0.205"));
        Assert.Equal((ClientPhase.Requesting, Ipv4Address.Parse("10.30.0.205")), (bench.Client.Phase, bench.LastRequest.HomeAddress));
        Assert.All(bench.Requests, entry => Assert.False(entry.Request.IsDeregistration));
    }

    [Fact]
    [Requirement("APX-061")]
    public void Visitor_ForgedAcceptance_ChangesNothing()
    {
        var bench = new AccessPointBench().Ready().Hear().Reply(association: Town.OtherAssociation);
        Assert.Equal((ClientPhase.Requesting, 0L, 0L), (bench.Client.Phase, bench.Counters.RegistrationRepliesReceived, bench.Counters.RegistrationRequestSuccesses));
        Assert.Equal(1, bench.Snapshot.Drops[AccessPointDropReason.ReplyMobileHome]);
    }

    [Fact]
    [Requirement("APX-064")]
    public void Visitor_ForgedReplies_AreLoggedButNotOneLinePerPacket()
    {
        var bench = new AccessPointBench().Ready().Hear();
        for (var i = 0; i < 500; i++)
            bench.Reply(association: Town.OtherAssociation);
        Assert.InRange(bench.Reports.Count(report => report.Code == "reply-discarded"), 1, 10);
        Assert.Equal(500, bench.Snapshot.Drops[AccessPointDropReason.ReplyMobileHome]);
    }

    [Fact]
    public void Visitor_LateDuplicateOfTheReply_IsCountedAndChangesNothing()
    {
        var bench = new AccessPointBench().Ready().Hear().Reply();
        var counters = bench.Counters;
        Assert.Equal(counters, bench.Reply().Counters);
        Assert.Equal(1, bench.Snapshot.Drops[AccessPointDropReason.ReplyUnexpected]);
    }

    [Fact]
    [Requirement("APX-060")]
    public void Visitor_ReplyToAnEarlierRequest_IsDiscarded()
    {
        var bench = new AccessPointBench().Ready().Hear();
        var first = bench.LastDatagram;
        bench.Run(1.5).Reply(to: first);
        Assert.Equal((2, ClientPhase.Requesting), (bench.Requests.Count(), bench.Client.Phase));
        Assert.Equal(1, bench.Snapshot.Drops[AccessPointDropReason.ReplyIdentification]);
    }

    [Fact]
    public void Visitor_AcceptedWithLifetimeZero_IsNotRegistered()
    {
        var bench = new AccessPointBench().Ready().Hear().Reply(lifetime: 0);
        Assert.Equal(ClientPhase.Held, bench.Client.Phase);
        Assert.Equal(2, bench.Run(60.5).Requests.Count());
    }

    [Fact]
    [Requirement("APX-070", "APX-071", "APX-072")]
    public void Visitor_NoReply_RetransmitsWithDoublingWaitsAndNewIdentifications()
    {
        var bench = new AccessPointBench().Ready().Hear().RunTo(300);
        var at = bench.Requests.Select(entry => entry.At).ToArray();
        double[] waits = [1, 2, 4, 8, 8, 8, 8, 8, 8, 8, 60, 60, 60];
        Assert.Equal(waits, at.Zip(at.Skip(1), (left, right) => Math.Round(right - left, 3)).Take(waits.Length));
        var identifications = bench.Requests.Select(entry => entry.Request.Identification).ToArray();
        Assert.Equal(identifications.Order().Distinct(), identifications);
    }

    [Fact]
    public void Visitor_ForeignAgentStaysSilent_AnotherOneIsTriedAfterFourRequests()
    {
        var bench = new AccessPointBench().Advertise().Advertise(Town.OtherAgent, Town.OtherAgentLink).Map(Town.Row(Town.HomeAgent)).Associate().Hear().Run(20);
        Assert.Equal([Town.Agent, Town.Agent, Town.Agent, Town.Agent, Town.OtherAgent], bench.Requests.Select(entry => entry.Datagram.Destination).Take(5));
    }
}
