using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>What each denial makes the access point do (protocol reference section 8), through the whole role.</summary>
public sealed class DenialTests
{
    [Theory]
    [Requirement("APX-063", "MSG-016")]
    [InlineData(66, 60)]
    [InlineData(65, 300)]
    [InlineData(68, 60)]
    [InlineData(71, 60)]
    [InlineData(76, 300)]
    [InlineData(128, 60)]
    [InlineData(129, 300)]
    [InlineData(130, 60)]
    [InlineData(134, 60)]
    [InlineData(149, 60)]
    [InlineData(151, 300)]
    public void Denied_NothingElseToTry_HoldsAndAsksAgainAfterwards(byte code, double hold)
    {
        var bench = Asked().Reply((ReplyCode)code, lifetime: 0);
        Assert.Equal((ClientPhase.Held, $"denied-{code}", code), (bench.Client.Phase, bench.Client.Reason!.Code, bench.Client.DeniedWith));
        Assert.Single(bench.Run(hold - 0.1).Requests);
        Assert.Equal(2, bench.Run(0.2).Requests.Count());
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(66)]
    [InlineData(132)]
    [InlineData(200)]
    public void Denied_AnotherForeignAgentIsHeard_IsAskedAfterOneSecond(byte code)
    {
        var bench = Asked(second: true).Run(0.3).Reply((ReplyCode)code).Run(1);
        Assert.Equal([Town.Agent, Town.OtherAgent], bench.Requests.Select(entry => entry.Datagram.Destination));
        Assert.Equal(1, bench.Requests.Last().At, 0.001);
    }

    [Fact]
    public void Denied_EveryForeignAgentInTurn_HoldsThenStartsWithTheFirstAgain()
    {
        var bench = Asked(second: true).Reply(ReplyCode.ForeignAgentInsufficientResources).Run(1).Reply(ReplyCode.ForeignAgentInsufficientResources);
        Assert.Equal(ClientPhase.Held, bench.Client.Phase);
        bench.Run(61);
        Assert.Equal(Town.Agent, bench.Requests.ElementAt(2).Datagram.Destination);
    }

    [Fact]
    [Requirement("APX-067")]
    public void Denied69_AsksForTheLifetimeOfTheReply()
    {
        var bench = Asked().Reply(ReplyCode.RequestedLifetimeTooLong, lifetime: 300).Run(1);
        Assert.Equal([600, 300], bench.Requests.Select(entry => (int)entry.Request.Lifetime.Seconds));
    }

    [Fact]
    [Requirement("APX-084", "APX-085", "APX-083")]
    public void Denied74_AsksAgainWithoutReverseTunnel()
    {
        var bench = Tunnelled().Reply(ReplyCode.ReverseTunnelUnavailableAtForeignAgent).Run(1);
        Assert.Equal([RegistrationBits.ReverseTunnel, RegistrationBits.None], bench.Requests.Select(entry => entry.Request.Bits));
        Assert.All(bench.Requests, entry => Assert.DoesNotContain((byte)130, entry.Datagram.Payload.ToArray()[46..]));
    }

    [Fact]
    public void Denied75_AsksAgainWithReverseTunnel() =>
        Assert.Equal([RegistrationBits.None, RegistrationBits.ReverseTunnel], Asked().Reply(ReplyCode.ReverseTunnelMandatoryAtForeignAgent).Run(1).Requests.Select(entry => entry.Request.Bits));

    [Fact]
    public void Denied75Then74_DoesNotGoBackAndForth()
    {
        var bench = Asked().Reply(ReplyCode.ReverseTunnelMandatoryAtForeignAgent).Run(1).Reply(ReplyCode.ReverseTunnelUnavailableAtForeignAgent).Run(200);
        Assert.Equal(2, bench.Requests.Count());
    }

    [Theory]
    [InlineData(72)]
    [InlineData(139)]
    public void DeniedEncapsulation_AsksForIpInIp(byte code)
    {
        var bench = new AccessPointBench(Town.Proxy with { Gre = true }).Advertise(bits: MobilityAgentBits.ForeignAgent | MobilityAgentBits.Gre)
            .Map(Town.Row(Town.HomeAgent)).Associate().Hear().Reply((ReplyCode)code).Run(1);
        Assert.Equal([RegistrationBits.Gre, RegistrationBits.None], bench.Requests.Select(entry => entry.Request.Bits));
    }

    [Fact]
    [Requirement("IRDP-085")]
    public void Denied77_TriesTheOtherCareOfAddressesInTurnAndSolicits()
    {
        Ipv4Address[] careOf = [Town.Agent, Ipv4Address.Parse("10.20.0.254"), Ipv4Address.Parse("10.20.0.253")];
        var bench = new AccessPointBench().Advertise(careOf: careOf).Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        for (var i = 0; i < careOf.Length; i++)
            bench.Reply(ReplyCode.InvalidCareOfAddress).Run(1);
        Assert.Equal(careOf, bench.Requests.Select(entry => entry.Request.CareOfAddress));
        Assert.Equal(ClientPhase.Held, bench.Client.Phase);
    }

    [Fact]
    public void Denied78_KeepsTheBackOff()
    {
        var bench = Asked();
        for (var i = 0; i < 4; i++)
            bench.Run(0.5).Reply(ReplyCode.RegistrationTimeout).RunTo(bench.Requests.Last().At + Math.Pow(2, i));
        Assert.Equal([0, 1, 3, 7, 15], bench.Requests.Select(entry => Math.Round(entry.At, 3)));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(81)]
    [InlineData(82)]
    [InlineData(88)]
    [InlineData(90)]
    [InlineData(150)]
    [InlineData(194)]
    public void DeniedHomeAgent_AnotherOneInTheRow_IsAsked(byte code)
    {
        var bench = new AccessPointBench().Advertise().Map(Town.Row(Town.OtherHomeAgent), Town.Row(Town.HomeAgent)).Associate().Hear().Reply((ReplyCode)code).Run(1);
        Assert.Equal([Town.HomeAgent, Town.OtherHomeAgent], bench.Requests.Select(entry => entry.Request.HomeAgent));
    }

    [Fact]
    public void Denied81_TheOnlyHomeAgent_IsAskedAgainWithBackOff()
    {
        var bench = Asked();
        bench.Reply(ReplyCode.HomeAgentHostUnreachable).Run(1).Reply(ReplyCode.HomeAgentHostUnreachable).Run(1.9);
        Assert.Equal(2, bench.Requests.Count());
        Assert.Equal(3, bench.Run(0.2).Requests.Count());
    }

    [Fact]
    [Requirement("APX-092")]
    public void Denied150_TheOnlyHomeAgent_IsNotAskedAgain()
    {
        var bench = Asked().Reply(ReplyCode.ProxyRegistrationDisallowed).Run(3600);
        Assert.Single(bench.Requests);
        Assert.Equal(2, bench.Handle(new SettingsChanged(Town.Node(Town.Proxy))).Requests.Count());
    }

    [Fact]
    [Requirement("APX-092")]
    public void Denied149_StopsSendingProxyExtensionsToThatHomeAgentForEverybody()
    {
        var bench = new AccessPointBench(Town.Proxy with { ProxyExtensions = true }).Ready().Hear();
        var first = bench.LastDatagram.Payload.Length;
        bench.Reply(ReplyCode.ProxyRegistrationUnsupported).Run(1);
        bench.Associate(Town.OtherStation).Hear(Ipv4Address.Parse("10.30.0.202"), Town.OtherStation);
        Assert.Equal([first, 46, 46], bench.Requests.Select(entry => entry.Datagram.Payload.Length));
        Assert.Equal(46 + 10 + 4, first);
    }

    [Fact]
    [Requirement("APX-069")]
    public void Denied136_UsesTheHomeAgentOfTheReply()
    {
        var bench = Asked().Reply(ReplyCode.UnknownHomeAgentAddress, homeAgent: Town.OtherHomeAgent).Run(1);
        Assert.Equal([Town.HomeAgent, Town.OtherHomeAgent], bench.Requests.Select(entry => entry.Request.HomeAgent));
    }

    [Fact]
    public void Denied143_FollowsTheRedirection()
    {
        byte[] redirected = [139, 5, 2, 10, 30, 0, 2];
        var bench = Asked().Reply(ReplyCode.RedirectedHomeAgent, tail: _ => redirected).Run(1);
        Assert.Equal(Town.OtherHomeAgent, bench.LastRequest.HomeAgent);
    }

    [Fact]
    public void Denied194_AsksForAFreshMapAtMostOnceAMinute()
    {
        var raised = 0;
        var bench = new AccessPointBench();
        _ = bench.Agent;
        bench.Advertise().Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        var role = bench.Agent.Role<AccessPointRole>()!;
        List<EngineAction> actions = [];
        var datagram = bench.LastDatagram;
        var request = bench.LastRequest;
        Span<byte> reply = stackalloc byte[RegistrationReply.FixedSize];
        new RegistrationReply { Code = ReplyCode.InvalidHomeAgentAddress, HomeAddress = request.HomeAddress, HomeAgent = request.HomeAgent, Identification = request.Identification }.WriteTo(reply);
        role.Handle(new DatagramReceived(Town.Wire, Town.AgentLink, Town.Agent, Town.Visitor, 64, 434, 434, reply.ToArray()), new StepContext(bench.Moment, new SeededEntropy(), actions));
        raised += actions.OfType<Raise>().Count(raise => raise.Event is SubnetMapRefreshRequested);
        Assert.Equal((1, datagram.Destination), (raised, Town.Agent));
    }

    [Theory]
    [Requirement("APX-066")]
    [InlineData(66, Severity.ProtocolWarning, "registration-denied")]
    [InlineData(129, Severity.ProtocolWarning, "registration-denied")]
    [InlineData(67, Severity.ProtocolAlert, "authentication-failure")]
    [InlineData(131, Severity.ProtocolAlert, "authentication-failure")]
    [InlineData(133, Severity.ProtocolWarning, "timestamp-refused")]
    public void Denied_IsLoggedWithItsMeaningAndNumber(byte code, Severity severity, string kind)
    {
        var report = Asked().Reply((ReplyCode)code).Reports.Single(report => report.Code == kind);
        Assert.Equal((severity, Town.Visitor, Town.Station), (report.Severity, report.Client, report.Station));
        Assert.Contains($"{code}", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Denied131_LocalAssociation_HoldsTwiceAsLongEachTime()
    {
        var bench = Asked();
        double[] holds = [60, 120, 240, 480];
        foreach (var hold in holds)
        {
            var before = bench.Requests.Count();
            bench.Reply(ReplyCode.MobileNodeFailedAuthentication).Run(hold - 0.5);
            Assert.Equal(before, bench.Requests.Count());
            Assert.Equal(before + 1, bench.Run(0.6).Requests.Count());
        }
    }

    [Fact]
    public void Denied131_WrongKeyHere_IsCountedAndRepeatedSlowlyButAGenuineReplyStillCounts()
    {
        var bench = Asked().Reply(ReplyCode.MobileNodeFailedAuthentication, association: Town.OtherAssociation);
        Assert.Equal((1, 1, 1), (bench.Counters.RegistrationRepliesReceived, bench.Counters.RegistrationRequestsDeniedByHomeAgent, bench.Counters.AuthenticationFailuresForHomeAgent));
        Assert.Equal("denied-131", bench.Client.Reason!.Code);
        Assert.Single(bench.Run(10).Requests);
        Assert.Equal(ClientPhase.Registered, bench.Reply().Client.Phase);
    }

    [Fact]
    public void Denied67_HoldsUntilTheSettingsChange()
    {
        var bench = Asked().Reply(ReplyCode.MobileNodeFailedAuthenticationAtForeignAgent).Run(7200);
        Assert.Single(bench.Requests);
        Assert.Equal(2, bench.Handle(new SettingsChanged(Town.Node(Town.Proxy))).Requests.Count());
    }

    [Fact]
    public void Denied_HeldThenTheMapChanges_AsksAtOnce()
    {
        var bench = Asked().Reply(ReplyCode.HomeAgentAdministrativelyProhibited).Run(10).Map(Town.Row(Town.OtherHomeAgent));
        Assert.Equal(Town.OtherHomeAgent, bench.LastRequest.HomeAgent);
    }

    [Fact]
    public void Denied_HeldThenANewForeignAgentAppears_AsksAtOnce()
    {
        var bench = Asked().Reply(ReplyCode.ForeignAgentAdministrativelyProhibited).Run(10).Advertise(Town.OtherAgent, Town.OtherAgentLink);
        Assert.Equal(Town.OtherAgent, bench.LastDatagram.Destination);
    }

    [Fact]
    [Requirement("MSG-059")]
    public void AcceptedButRefusedByTheForeignAgent_IsDeregisteredAndNotUsed()
    {
        var bench = Asked().Reply(tail: _ => [45, 2, 0, 66]);
        Assert.DoesNotContain(bench.Paths, path => path.Path == StationPath.Visitor);
        bench.Run(1);
        Assert.Equal((true, Town.Agent, Town.HomeAgent), (bench.LastRequest.IsDeregistration, bench.LastRequest.CareOfAddress, bench.LastRequest.HomeAgent));
        Assert.Equal((1, 0, 1), (bench.Counters.RegistrationRequestsDeniedByForeignAgent, bench.Counters.RegistrationRequestSuccesses, bench.Counters.RegistrationRepliesReceived));
        bench.Reply().Run(60);
        Assert.False(bench.LastRequest.IsDeregistration);
    }

    [Fact]
    [Requirement("MSG-060")]
    public void AcceptedWithAForeignAgentErrorNobodyKnows_IsNotUsed()
    {
        var bench = Asked().Reply(tail: _ => [45, 2, 0, 200]).Run(2);
        Assert.DoesNotContain(bench.Paths, path => path.Path == StationPath.Visitor);
        Assert.True(bench.LastRequest.IsDeregistration);
    }

    [Fact]
    [Requirement("APX-048", "APX-076")]
    public void Redirect_OfTheServingAgent_ChangesNothing()
    {
        var bench = Asked(second: true).Reply();
        var before = bench.Log.Count;
        byte[] redirect = [5, 1, 0, 0, 10, 20, 0, 9, 0x45, 0, 0, 28];
        bench.Handle(new IcmpReceived(Town.Wire, Town.AgentLink, Town.Agent, Town.Visitor, 1, redirect)).Run(10);
        Assert.Equal((before, Town.Agent), (bench.Log.Count, bench.Client.ForeignAgent));
    }

    private static AccessPointBench Asked(bool second = false)
    {
        var bench = new AccessPointBench().Advertise(registrationLifetime: 1800);
        if (second)
            bench.Advertise(Town.OtherAgent, Town.OtherAgentLink);
        return bench.Map(Town.Row(Town.HomeAgent)).Associate().Hear();
    }

    private static AccessPointBench Tunnelled() => new AccessPointBench(Town.Proxy with { ReverseTunnel = true })
        .Advertise(bits: MobilityAgentBits.ForeignAgent | MobilityAgentBits.ReverseTunnel).Map(Town.Row(Town.HomeAgent)).Associate().Hear();
}
