using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>Where a client's association comes from, and how often a server is asked.</summary>
public sealed class AssociationTests
{
    private static readonly AccessPointSettings s_server = Town.Proxy with { Associations = AssociationRanges.Empty, HasAssociationServer = true };

    [Theory]
    [Requirement("APX-015")]
    [InlineData("10.30.0.199", false)]
    [InlineData("10.30.0.200", true)]
    [InlineData("10.30.0.210", true)]
    [InlineData("10.30.0.211", false)]
    public void LocalRange_Edges_AreInclusive(string address, bool found) =>
        Assert.Equal(found, new AccessPointBench().Ready().Hear(Ipv4Address.Parse(address)).Requests.Any());

    [Fact]
    [Requirement("APX-018")]
    public void LocalRanges_ReversedOrOverlapping_AreRefused()
    {
        var (low, high) = (Ipv4Address.Parse("10.0.0.1"), Ipv4Address.Parse("10.0.0.9"));
        Assert.Throws<ArgumentException>(() => new AssociationRanges([new(high, low, Town.Association)]));
        Assert.Throws<ArgumentException>(() => new AssociationRanges([new(low, high, Town.Association), new(high, high, Town.Association)]));
    }

    [Fact]
    [Requirement("APX-014")]
    public void Server_VisitorHeard_IsAskedWithItsAddressAndStationAndNothingIsSentMeanwhile()
    {
        var bench = new AccessPointBench(s_server).Ready().Hear();
        var query = Assert.Single(bench.All<QueryAssociation>());
        Assert.Equal((Town.Visitor, Town.Station, 1), (query.MobileNode, query.Station, query.NasPort));
        Assert.Equal(("association-asked", 0), (bench.Client.Reason!.Code, bench.Requests.Count()));
        bench.Run(0.2).Handle(Found());
        Assert.Single(bench.Requests);
    }

    [Fact]
    public void Server_SecondAssociation_HasAnotherPortNumber()
    {
        var bench = new AccessPointBench(s_server).Ready().Associate(Town.OtherStation).Hear(Ipv4Address.Parse("10.30.0.202"), Town.OtherStation);
        Assert.Equal(2, Assert.Single(bench.All<QueryAssociation>()).NasPort);
    }

    [Fact]
    public void LocalFirst_BothSources_AsksNoServer()
    {
        var bench = new AccessPointBench(Town.Proxy with { HasAssociationServer = true }).Ready().Hear();
        Assert.Empty(bench.All<QueryAssociation>());
        Assert.Single(bench.Requests);
    }

    [Theory]
    [InlineData(AssociationAnswer.Refused)]
    [InlineData(AssociationAnswer.NoServer)]
    [InlineData(AssociationAnswer.NotConfigured)]
    public void ServerFirst_ServerHasNone_LocalBindingIsUsed(AssociationAnswer answer)
    {
        var bench = new AccessPointBench(Town.Proxy with { HasAssociationServer = true, AssociationOrder = AssociationOrder.ServerFirst }).Ready().Hear();
        Assert.Empty(bench.Requests);
        Assert.Single(bench.Handle(new AssociationAnswered(Town.Visitor, answer, null, null, null)).Requests);
    }

    [Theory]
    [InlineData(AssociationAnswer.Refused, "association-refused")]
    [InlineData(AssociationAnswer.NoServer, "association-server-silent")]
    public void Server_HasNone_ClientIsLeftAloneAndAskedForAgainAfterAMinute(AssociationAnswer answer, string reason)
    {
        var bench = new AccessPointBench(s_server).Ready().Hear().Handle(new AssociationAnswered(Town.Visitor, answer, null, null, "10.0.0.5")).Run(59);
        Assert.Equal((reason, 1, StationPath.Bridge), (bench.Client.Reason!.Code, bench.All<QueryAssociation>().Count, bench.Paths.Last().Path));
        Assert.Equal(2, bench.Run(2).All<QueryAssociation>().Count);
        Assert.Equal(0, bench.Counters.RegistrationRequestsSent);
    }

    [Fact]
    public void Server_AnswersLate_RegistersThen()
    {
        var bench = new AccessPointBench(s_server).Ready().Hear().Handle(new AssociationAnswered(Town.Visitor, AssociationAnswer.NoServer, null, null, null)).Run(61).Handle(Found()).Reply();
        Assert.Equal(ClientPhase.Registered, bench.Client.Phase);
    }

    [Fact]
    public void Server_NeverAnswers_IsAskedAgainButNotTwiceAtATime()
    {
        var bench = new AccessPointBench(s_server).Ready().Hear().Map(Town.Row(Town.OtherHomeAgent)).Advertise().Run(119);
        Assert.Single(bench.All<QueryAssociation>());
        Assert.Equal(2, bench.Run(2).All<QueryAssociation>().Count);
    }

    [Fact]
    public void Server_AnswerIsKept_ForItsSessionTimeout()
    {
        var bench = new AccessPointBench(s_server).Ready().Hear().Handle(Found(TimeSpan.FromSeconds(100))).Reply();
        Assert.Single(bench.Run(50).Associate().Hear().All<QueryAssociation>());
        Assert.Equal(2, bench.Reply().Run(55).Associate().Hear().All<QueryAssociation>().Count);
    }

    [Fact]
    public void Server_RefusalIsKept_ForAMinute()
    {
        var bench = new AccessPointBench(s_server).Ready().Hear().Handle(new AssociationAnswered(Town.Visitor, AssociationAnswer.Refused, null, null, null));
        Assert.Single(bench.Run(30).Associate().Hear().All<QueryAssociation>());
        Assert.Equal(2, bench.Run(31).Associate().Hear().All<QueryAssociation>().Count);
    }

    [Fact]
    public void Renewal_AnswerHasRunOut_IsFetchedAnewAndTheOldOneUsedWhileServersAreSilent()
    {
        var bench = new AccessPointBench(s_server).Ready().Hear().Handle(Found(TimeSpan.FromSeconds(100))).Reply().RunTo(480);
        Assert.Equal((2, 1), (bench.All<QueryAssociation>().Count, bench.Requests.Count()));
        bench.Handle(new AssociationAnswered(Town.Visitor, AssociationAnswer.NoServer, null, null, null));
        Assert.Equal(2, bench.Requests.Count());
    }

    [Fact]
    public void Renewal_ServerRefusesNow_RegistrationRunsOutAndTheClientIsLeftAlone()
    {
        var bench = new AccessPointBench(s_server).Ready().Hear().Handle(Found(TimeSpan.FromSeconds(100))).Reply().RunTo(480)
            .Handle(new AssociationAnswered(Town.Visitor, AssociationAnswer.Refused, null, null, null));
        Assert.Equal((ClientPhase.Renewing, StationPath.Visitor), (bench.Client.Phase, bench.Paths.Last().Path));
        while (bench.Uptime < TimeSpan.FromSeconds(700))
        {
            var asked = bench.All<QueryAssociation>().Count;
            if (bench.Run(1).All<QueryAssociation>().Count > asked)
                bench.Handle(new AssociationAnswered(Town.Visitor, AssociationAnswer.Refused, null, null, null));
        }
        Assert.Equal((ClientPhase.Unproxied, StationPath.Bridge, 1), (bench.Client.Phase, bench.Paths.Last().Path, bench.Requests.Count()));
    }

    [Fact]
    public void Denied131_ServerAssociation_IsFetchedAnewOnceAndUsedIfItChanged()
    {
        var bench = new AccessPointBench(s_server).Ready().Hear().Handle(Found()).Reply(ReplyCode.MobileNodeFailedAuthentication);
        Assert.Equal((2, ClientPhase.Held), (bench.All<QueryAssociation>().Count, bench.Client.Phase));
        bench.Run(1.5).Handle(new AssociationAnswered(Town.Visitor, AssociationAnswer.Found, Town.OtherAssociation, null, "10.0.0.5"));
        Assert.Equal(2, bench.Requests.Count());
        Assert.Equal(ClientPhase.Registered, bench.Reply(association: Town.OtherAssociation).Client.Phase);
    }

    [Fact]
    public void Denied131_ServerGivesTheSameAssociation_HoldStands()
    {
        var bench = new AccessPointBench(s_server).Ready().Hear().Handle(Found()).Reply(ReplyCode.MobileNodeFailedAuthentication).Run(1.5).Handle(Found()).Run(50);
        Assert.Single(bench.Requests);
        bench.Run(10).Reply(ReplyCode.MobileNodeFailedAuthentication);
        Assert.Equal(2, bench.All<QueryAssociation>().Count);
    }

    [Theory]
    [InlineData("10.99.0.7")]
    [InlineData("10.20.0.1")]
    public void Server_TrafficWithoutARight_CausesNoQuery(string address) =>
        Assert.Empty(new AccessPointBench(s_server).Ready().Hear(Ipv4Address.Parse(address)).Run(300).All<QueryAssociation>());

    [Fact]
    public void Server_ClientOnAnotherSsid_CausesNoQuery() =>
        Assert.Empty(new AccessPointBench(s_server).Advertise().Map(Town.Row(Town.HomeAgent)).Associate(serviceSet: "guests").Hear().Run(300).All<QueryAssociation>());

    [Fact]
    public void Server_ManyClientsAtOnce_AreAskedForWithinTheBudgetInOrder()
    {
        var bench = new AccessPointBench(s_server with { AssociationQueriesPerSecond = 10 }).Advertise().Map(Town.Row(Town.HomeAgent, 16));
        for (uint i = 0; i < 100; i++)
            bench.Associate(new(0x020000000000UL + i)).Hear(new(Ipv4Address.Parse("10.30.1.0").Value + i), new(0x020000000000UL + i));
        Assert.Equal(10, bench.All<QueryAssociation>().Count);
        bench.Run(5);
        Assert.InRange(bench.All<QueryAssociation>().Count, 55, 61);
        bench.Run(5);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (uint)i), bench.All<QueryAssociation>().Select(query => query.MobileNode.Value - Ipv4Address.Parse("10.30.1.0").Value));
    }

    [Fact]
    public void Server_ClientLeavesBeforeItsTurn_IsNotAskedFor()
    {
        var bench = new AccessPointBench(s_server with { AssociationQueriesPerSecond = 1 }).Ready().Associate(Town.OtherStation).Hear().Hear(Ipv4Address.Parse("10.30.0.202"), Town.OtherStation)
            .Handle(new StationLeft(Town.OtherStation)).Run(10);
        Assert.Single(bench.All<QueryAssociation>());
    }

    private static AssociationAnswered Found(TimeSpan? validFor = null) => new(Town.Visitor, AssociationAnswer.Found, Town.Association, validFor, "10.0.0.5");
}
