using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>Code 133: the home agent's clock differs, or another access point was ahead.</summary>
public sealed class ResynchronisationTests
{
    [Theory]
    [Requirement("APX-023", "APX-068", "MSG-040")]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(100_000)]
    [InlineData(-100_000)]
    public void Refused133_OurClockIsOff_NextRequestCarriesTheHomeAgentsTime(int error)
    {
        var bench = new AccessPointBench { ClockError = TimeSpan.FromSeconds(error) }.Ready().Hear().Run(0.2);
        bench.ReplyMismatch(Town.Epoch + bench.Uptime).Run(1);
        var difference = NtpTimestamp.Difference(bench.LastRequest.Identification, NtpTimestamp.From(Town.Epoch + bench.Uptime));
        Assert.InRange(difference.TotalSeconds, -2, 2);
        bench.Reply();
        Assert.Equal((2, 2, 1, 1), (bench.Counters.RegistrationRequestsSent, bench.Counters.RegistrationRepliesReceived, bench.Counters.RegistrationRequestsDeniedByHomeAgent, bench.Counters.RegistrationRequestSuccesses));
        Assert.Equal(-error, bench.Snapshot.ClockOffsets[Town.HomeAgent].TotalSeconds, 1.0);
    }

    [Fact]
    public void Refused133_FirstTime_IsSentAgainOneSecondAfterTheRequest()
    {
        var bench = new AccessPointBench { ClockError = TimeSpan.FromSeconds(60) }.Ready().Hear().Run(0.2);
        bench.ReplyMismatch(Town.Epoch).Run(2);
        Assert.Equal([0, 1], bench.Requests.Select(entry => Math.Round(entry.At, 3)).Take(2));
    }

    [Fact]
    [Requirement("APX-068")]
    public void Refused133_ReplyTookLongerThanASecond_NewRequestAlreadyHasTheNewTime()
    {
        var bench = new AccessPointBench { ClockError = TimeSpan.FromSeconds(60) }.Ready().Hear().RunTo(0.999);
        var first = bench.LastDatagram;
        bench.RunTo(0.9999);
        bench.Reply(ReplyCode.IdentificationMismatch, to: first, identification: Identifications.Resynchronise(AccessPointBench.Parse(first).Identification, NtpTimestamp.From(Town.Epoch)));
        bench.Run(1);
        Assert.InRange(NtpTimestamp.Difference(bench.LastRequest.Identification, NtpTimestamp.From(Town.Epoch + bench.Uptime)).TotalSeconds, -2, 2);
    }

    [Fact]
    [Requirement("APX-102")]
    public void Refused133_AgainAndAgain_IsRepeatedTenTimesOneSecondApartThenHeld()
    {
        var bench = new AccessPointBench().Ready().Hear();
        for (var i = 0; i < 11; i++)
            bench.ReplyMismatch(Town.Epoch + bench.Uptime).Run(1);
        var at = bench.Requests.Select(entry => entry.At).ToArray();
        Assert.Equal(11, at.Length);
        Assert.All(at.Zip(at.Skip(1), (left, right) => right - left), wait => Assert.Equal(1, wait, 0.001));
        Assert.Equal(ClientPhase.Held, bench.Client.Phase);
        Assert.Contains(bench.Reports, report => report.Code == "resynchronisation-failed");
        Assert.Equal(12, bench.Run(59.5).Requests.Count());
    }

    [Fact]
    [Requirement("APX-102")]
    public void Refused133_AnotherAccessPointWasSevenSecondsAhead_SucceedsWithinTenRepeats()
    {
        // The home agent accepted a request stamped seven seconds ahead of everybody's clock.
        var bench = new AccessPointBench().Ready().Hear();
        var accepted = NtpTimestamp.From(Town.Epoch + TimeSpan.FromSeconds(7));
        for (var i = 0; i < 20 && !NtpTimestamp.IsLater(bench.LastRequest.Identification, accepted); i++)
            bench.ReplyMismatch(Town.Epoch + bench.Uptime).Run(1);
        Assert.Equal(ClientPhase.Registered, bench.Reply().Client.Phase);
        Assert.InRange(bench.Requests.Count(), 7, 10);
    }

    [Fact]
    [Requirement("APX-101")]
    public void Refused133_OneHomeAgent_OffsetIsNotUsedForAnother()
    {
        var far = Ipv4Address.Parse("10.40.0.1");
        var stranger = Ipv4Address.Parse("10.40.0.9");
        var bench = new AccessPointBench(Town.Proxy with { Associations = new([new(new(0), new(uint.MaxValue), Town.Association)]) }).Advertise()
            .Map(Town.Row(Town.HomeAgent), Town.Row(far)).Associate().Associate(Town.OtherStation).Hear();
        bench.ReplyMismatch(Town.Epoch + TimeSpan.FromSeconds(500)).Run(1).Reply().Hear(stranger, Town.OtherStation);
        Assert.Equal((far, 1), (bench.LastRequest.HomeAgent, bench.Snapshot.ClockOffsets.Count));
        Assert.InRange(NtpTimestamp.Difference(bench.LastRequest.Identification, NtpTimestamp.From(Town.Epoch + bench.Uptime)).TotalSeconds, -1, 1);
    }

    [Fact]
    [Requirement("MSG-051")]
    public void Refused133_WithoutAValidAuthenticator_MovesNoClock()
    {
        var bench = new AccessPointBench().Ready().Hear().Run(0.2);
        bench.Reply(ReplyCode.IdentificationMismatch, association: Town.OtherAssociation,
            identification: Identifications.Resynchronise(bench.LastRequest.Identification, NtpTimestamp.From(Town.Epoch.AddYears(3))));
        Assert.Empty(bench.Snapshot.ClockOffsets);
        Assert.Equal(0, bench.Counters.RegistrationRequestsDeniedByHomeAgent);
    }

    [Fact]
    [Requirement("MSG-045")]
    public void Identifications_ClockStepsBack_StillGrow()
    {
        var bench = new AccessPointBench().Ready().Hear().Reply();
        bench.ClockError = TimeSpan.FromSeconds(-3600);
        bench.Run(600);
        var identifications = bench.Requests.Select(entry => entry.Request.Identification).ToArray();
        Assert.True(identifications.Length >= 2);
        Assert.Equal(identifications.Order().Distinct(), identifications);
    }

    [Fact]
    public void Identifications_ClientComesBack_ContinueAboveTheOldOnes()
    {
        var bench = new AccessPointBench().Ready().Hear().Reply();
        bench.ClockError = TimeSpan.FromSeconds(-3600);
        bench.Handle(new Core.StationLeft(Town.Station)).Run(5).Associate().Hear();
        var identifications = bench.Requests.Select(entry => entry.Request.Identification).ToArray();
        Assert.True(identifications[1] > identifications[0]);
    }
}
