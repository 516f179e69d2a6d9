using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>Who may use which address: one packet with a foreign source address must not be enough to get somebody's traffic.</summary>
public sealed class HijackGuardTests
{
    [Fact]
    public void SecondClaimant_IsQuarantinedAndToldOnceWhileTheFirstOwnerStays()
    {
        var bench = Owned().Hear(Town.Visitor, Town.OtherStation).Hear(Town.Visitor, Town.OtherStation);
        Assert.Equal(new SetStationPath(Town.OtherStation, Town.Visitor, StationPath.Quarantined, default, default, null), bench.Paths.Last());
        var alert = Assert.Single(bench.Reports, report => report.Code == "address-claim-refused");
        Assert.Equal((Severity.ProtocolAlert, Town.OtherStation, Town.Visitor), (alert.Severity, alert.Station, alert.Client));
        Assert.Equal(ClientPhase.Registered, Phase(bench, Town.Station));
        Assert.Single(bench.Requests);
        Assert.Equal(1, bench.Snapshot.Drops[AccessPointDropReason.ClaimRefused]);
    }

    [Fact]
    public void SecondClaimant_UsesAnotherAddress_IsReleased()
    {
        var bench = Owned().Hear(Town.Visitor, Town.OtherStation).Hear(Ipv4Address.Parse("10.30.0.202"), Town.OtherStation);
        Assert.Equal(ClientPhase.Requesting, Phase(bench, Town.OtherStation));
    }

    [Fact]
    public void SecondClaimant_OwnerLeaves_GetsTheAddressWithItsNextPacket()
    {
        var bench = Owned().Hear(Town.Visitor, Town.OtherStation).Run(5).Handle(new StationLeft(Town.Station)).Hear(Town.Visitor, Town.OtherStation);
        Assert.Equal(ClientPhase.Requesting, Phase(bench, Town.OtherStation));
    }

    [Fact]
    public void SecondClaimant_HoldsTheLease_DisplacesOneThatJustUsedTheAddress()
    {
        var bench = Owned().Run(5).Hear(Town.Visitor, Town.OtherStation, AddressEvidence.DhcpAcknowledgement);
        Assert.Equal((ClientPhase.Quarantined, ClientPhase.Requesting), (Phase(bench, Town.Station), Phase(bench, Town.OtherStation)));
        Assert.True(bench.Requests.Last().Request.Identification > bench.Requests.First().Request.Identification);
    }

    [Fact]
    public void SecondClaimant_BothHoldALease_FirstOwnerStays()
    {
        var bench = Owned(AddressEvidence.DhcpAcknowledgement).Hear(Town.Visitor, Town.OtherStation, AddressEvidence.DhcpAcknowledgement);
        Assert.Equal((ClientPhase.Registered, ClientPhase.Quarantined), (Phase(bench, Town.Station), Phase(bench, Town.OtherStation)));
    }

    [Fact]
    public void LeaseHolder_LeavesForAMoment_AddressIsKeptForIt()
    {
        var bench = Owned(AddressEvidence.DhcpAcknowledgement).Handle(new StationLeft(Town.Station)).Run(60).Hear(Town.Visitor, Town.OtherStation);
        Assert.Equal(ClientPhase.Quarantined, Phase(bench, Town.OtherStation));
        bench.Run(601).Hear(Town.Visitor, Town.OtherStation);
        Assert.Equal(ClientPhase.Requesting, Phase(bench, Town.OtherStation));
    }

    [Fact]
    public void SameProvenIdentity_OnAnotherEthernetAddress_TakesItsAddressAlong()
    {
        var bench = Ready().Associate(identity: "pda-1@example.net").Hear().Reply().Run(5).Associate(Town.OtherStation, identity: "pda-1@example.net").Hear(Town.Visitor, Town.OtherStation);
        Assert.Equal(ClientPhase.Requesting, Phase(bench, Town.OtherStation));
    }

    [Fact]
    public void ProvenIdentityIsTheAddress_DisplacesALeaseHolder()
    {
        var bench = Owned(AddressEvidence.DhcpAcknowledgement).Associate(Town.OtherStation, identity: "10.30.0.201").Hear(Town.Visitor, Town.OtherStation);
        Assert.Equal(ClientPhase.Quarantined, Phase(bench, Town.Station));
    }

    [Fact]
    public void KnownOwner_NobodyElseGetsTheAddressEvenWithALease()
    {
        var proxy = Town.Proxy with { KnownOwners = Town.Proxy.KnownOwners.Add(Town.Visitor, Town.Station) };
        var bench = new AccessPointBench(proxy).Advertise().Map(Town.Row(Town.HomeAgent)).Associate(Town.OtherStation).Hear(Town.Visitor, Town.OtherStation, AddressEvidence.DhcpAcknowledgement);
        Assert.Equal(ClientPhase.Quarantined, Phase(bench, Town.OtherStation));
        Assert.Equal(ClientPhase.Requesting, Phase(bench.Associate().Hear(), Town.Station));
    }

    public static TheoryData<string> Infrastructure => ["10.20.0.1", "10.20.0.254", "10.30.0.1", "10.0.0.5", "10.20.0.9"];

    [Theory]
    [MemberData(nameof(Infrastructure))]
    public void AddressOfInfrastructure_CanNeverBeClaimed(string address)
    {
        var proxy = Town.Proxy with { ProtectedAddresses = [Ipv4Address.Parse("10.0.0.5")] };
        var bench = new AccessPointBench(proxy).Advertise(careOf: [Ipv4Address.Parse("10.20.0.254")]).Advertise(Town.OtherAgent, Town.OtherAgentLink, MobilityAgentBits.HomeAgent)
            .Map(Town.Row(Town.HomeAgent)).Associate().Hear(Ipv4Address.Parse(address), evidence: AddressEvidence.DhcpAcknowledgement);
        Assert.Equal((ClientPhase.Quarantined, "address-protected"), (bench.Client.Phase, bench.Client.Reason!.Code));
        Assert.Empty(bench.Requests);
    }

    [Fact]
    public void StationWithTheEthernetAddressOfAnAgent_IsQuarantined()
    {
        var bench = Ready().Associate(Town.AgentLink).Hear(Town.Visitor, Town.AgentLink);
        Assert.Equal((ClientPhase.Quarantined, "station-protected"), (bench.Client.Phase, bench.Client.Reason!.Code));
    }

    [Fact]
    public void AuthoritativeAccessPoint_CanNeverBeClaimed()
    {
        var aap = Ipv4Address.Parse("10.0.0.2");
        var bench = new AccessPointBench(adjust: node => node with { SubnetMap = new() { AuthoritativeAccessPoints = [aap], Keys = [new(1, Town.Key("000102030405060708090a0b0c0d0e0f"))], Epoch = 1 } }).Associate().Hear(aap);
        Assert.Equal(ClientPhase.Quarantined, bench.Client.Phase);
    }

    private static AccessPointBench Ready() => new AccessPointBench().Advertise().Map(Town.Row(Town.HomeAgent));

    private static AccessPointBench Owned(AddressEvidence evidence = AddressEvidence.SourceAddress) =>
        Ready().Associate().Associate(Town.OtherStation).Hear(evidence: evidence).Reply();

    private static ClientPhase Phase(AccessPointBench bench, MacAddress station) => bench.Snapshot.Clients.Single(client => client.Station == station).Phase;
}
