using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>The twelve counters of the Statistics page, exactly as the manual describes them.</summary>
public sealed class CounterTests
{
    [Fact]
    [Requirement("APX-035")]
    public void OneVisit_Accepted_CountsOneEach()
    {
        var counters = Asked().Reply().Counters;
        Assert.Equal(new AccessPointCounters { AdvertisementsReceived = 1, RegistrationRequestsSent = 1, RegistrationRepliesReceived = 1, RegistrationRequestSuccesses = 1 }, counters);
    }

    [Theory]
    [Requirement("APX-036", "APX-037")]
    [InlineData(64, 1, 0, 0, 0)]
    [InlineData(66, 1, 0, 0, 0)]
    [InlineData(67, 1, 0, 1, 0)]
    [InlineData(68, 1, 0, 1, 0)]
    [InlineData(108, 1, 0, 1, 0)]
    [InlineData(127, 1, 0, 0, 0)]
    [InlineData(194, 1, 0, 0, 0)]
    [InlineData(193, 1, 0, 0, 0)]
    [InlineData(128, 0, 1, 0, 0)]
    [InlineData(131, 0, 1, 0, 1)]
    [InlineData(132, 0, 1, 0, 1)]
    [InlineData(133, 0, 1, 0, 0)]
    [InlineData(144, 0, 1, 0, 1)]
    [InlineData(192, 0, 1, 0, 0)]
    public void Denial_IsCountedForTheAgentThatMadeIt(byte code, int byForeign, int byHome, int failureForeign, int failureHome)
    {
        var counters = Asked().Reply((ReplyCode)code).Counters;
        Assert.Equal((byForeign, byHome, failureForeign, failureHome),
            (counters.RegistrationRequestsDeniedByForeignAgent, counters.RegistrationRequestsDeniedByHomeAgent, counters.AuthenticationFailuresForForeignAgent, counters.AuthenticationFailuresForHomeAgent));
        Assert.Equal((1, 0), (counters.RegistrationRepliesReceived, counters.RegistrationRequestSuccesses));
    }

    [Fact]
    public void DoubtfulRefusal_Repeated_IsCountedOnce()
    {
        var bench = Asked();
        for (var i = 0; i < 5; i++)
            bench.Reply(ReplyCode.MobileNodeFailedAuthentication, association: Town.OtherAssociation);
        Assert.Equal((1, 1), (bench.Counters.RegistrationRepliesReceived, bench.Counters.AuthenticationFailuresForHomeAgent));
    }

    [Fact]
    public void ReplyWithoutARequest_IsNotCounted()
    {
        var bench = Asked().Reply();
        var counters = bench.Counters;
        Assert.Equal(counters, bench.Reply(ReplyCode.ForeignAgentInsufficientResources).Counters);
    }

    [Fact]
    [Requirement("APX-038", "APX-039")]
    public void ReturnHome_CountsDeregistrationAndArpsButNoRegistration()
    {
        var counters = new AccessPointBench().Advertise(bits: MobilityAgentBits.HomeAgent).Associate().Hear(Town.Local).Reply().RunTo(10).Counters;
        Assert.Equal(new AccessPointCounters { AdvertisementsReceived = 1, DeregisterRequestsSent = 1, DeregisterRepliesReceived = 1, GratuitousArpsSent = 3 }, counters);
    }

    [Fact]
    public void DeniedDeregistration_TouchesItsOwnCounterOnly()
    {
        var counters = new AccessPointBench().Advertise(bits: MobilityAgentBits.HomeAgent).Associate().Hear(Town.Local).Reply(ReplyCode.MobileNodeFailedAuthentication).Counters;
        Assert.Equal((1, 0, 0, 0), (counters.DeregisterRepliesReceived, counters.RegistrationRepliesReceived, counters.RegistrationRequestsDeniedByHomeAgent, counters.AuthenticationFailuresForHomeAgent));
    }

    [Fact]
    [Requirement("APX-040")]
    public void Clear_ZeroesAllTwelveAndTheDropsAndNothingElse()
    {
        var bench = Asked().Reply(association: Town.OtherAssociation).Reply().Run(3).Handle(new CountersCleared("admin"));
        var snapshot = bench.Snapshot;
        Assert.Equal(new AccessPointCounters(), snapshot.Counters);
        Assert.Empty(snapshot.Drops);
        Assert.Equal(("admin", bench.Moment.Wall), (snapshot.ClearedBy, snapshot.ClearedAt));
        Assert.Equal([Town.Visitor, Town.Agent], [.. snapshot.MobileNodes, .. snapshot.ForeignAgents]);
        Assert.Equal(1, bench.Advertise().Counters.AdvertisementsReceived);
    }

    private static AccessPointBench Asked() => new AccessPointBench().Ready().Hear();
}
