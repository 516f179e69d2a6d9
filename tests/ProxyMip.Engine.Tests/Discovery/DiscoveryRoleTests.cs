using System.Buffers.Binary;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Tests.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Discovery;

public sealed class DiscoveryRoleTests
{
    private static AccessPointBench Bench(Ipv4Address? solicitations = null) =>
        new(solicitations is { } address ? Town.Proxy with { SolicitationAddress = address } : null);

    [Fact]
    [Requirement("APX-007", "APX-034", "IRDP-064", "IRDP-077")]
    public void Solicitation_Silence_IsSentWithTtl1ToAllRouters()
    {
        var bench = Bench().RunTo(1);
        var sent = Assert.Single(bench.All<SendIcmp>());
        Assert.Equal((Town.Wire, Town.AccessPoint, Ipv4Address.AllRouters, (byte)1), (sent.Port, sent.Source, sent.Destination, sent.TimeToLive));
        Assert.True(RouterSolicitation.TryParse(sent.Message.Span, out _));
        Assert.Equal(1, bench.Counters.SolicitationsSent);
    }

    [Fact]
    [Requirement("IRDP-029")]
    public void Solicitation_ConfiguredDestination_IsUsed() =>
        Assert.All(Bench(Ipv4Address.AllMobilityAgents).RunTo(3).All<SendIcmp>(), sent => Assert.Equal(Ipv4Address.AllMobilityAgents, sent.Destination));

    [Fact]
    [Requirement("IRDP-043")]
    public void Solicitation_NoOwnAddressYet_HasSourceZero()
    {
        var bench = new AccessPointBench(adjust: node => node with { Interfaces = [node.Interfaces[0] with { Address = Ipv4Address.Any }, node.Interfaces[1]] }).RunTo(1);
        Assert.Equal(Ipv4Address.Any, Assert.Single(bench.All<SendIcmp>()).Source);
    }

    [Fact]
    public void Solicitation_ThreeDaysOfSilence_BacksOffToAboutOneAMinute()
    {
        var sent = Bench().RunTo(TimeSpan.FromDays(3).TotalSeconds).Counters.SolicitationsSent;
        Assert.InRange(sent, 3 * 24 * 60 * 0.85, 3 * 24 * 60);
    }

    [Fact]
    [Requirement("IRDP-028", "APX-001")]
    public void Disabled_AdvertisementAndTime_NothingIsProcessedOrSent()
    {
        var bench = new AccessPointBench(new()).Advertise().RunTo(100);
        Assert.Empty(bench.Log);
        Assert.Equal((0, 0), (bench.Counters.AdvertisementsReceived, bench.Snapshot.Agents.Length));
    }

    [Fact]
    [Requirement("APX-006", "APX-008", "APX-033")]
    public void Advertisements_TwoAgents_AreListedByWhatTheyServe()
    {
        var bench = Bench().Advertise(bits: MobilityAgentBits.ForeignAgent | MobilityAgentBits.HomeAgent)
            .Advertise(Town.OtherAgent, Town.OtherAgentLink, MobilityAgentBits.HomeAgent);
        Assert.Equal([Town.Agent, Town.OtherAgent], bench.Snapshot.HomeAgents);
        Assert.Equal([Town.Agent], bench.Snapshot.ForeignAgents);
        Assert.Equal(2, bench.Counters.AdvertisementsReceived);
    }

    [Fact]
    [Requirement("APX-041")]
    public void Advertisements_None_NoAgentIsListed() => Assert.Equal((0, 0), (Bench().Snapshot.HomeAgents.Length, Bench().Snapshot.ForeignAgents.Length));

    [Fact]
    public void HomeAgent_FromAnotherSubnet_IsNotListedAsOwn()
    {
        var bench = Bench().Advertise(Town.HomeAgent, bits: MobilityAgentBits.HomeAgent);
        Assert.Empty(bench.Snapshot.HomeAgents);
    }

    [Fact]
    [Requirement("IRDP-090")]
    public void Agent_LifetimeOver_IsLostAndSolicited()
    {
        var bench = Bench().Advertise(lifetime: 100).RunTo(99);
        Assert.Empty(bench.All<SendIcmp>());
        bench.RunTo(102);
        Assert.Equal(["agent-found", "agent-lost"], bench.Reports.Select(report => report.Code));
        Assert.Empty(bench.Snapshot.Agents);
        Assert.NotEmpty(bench.All<SendIcmp>());
    }

    [Theory]
    [Requirement("IRDP-030", "IRDP-031", "IRDP-032", "IRDP-033", "IRDP-087", "IRDP-101", "IRDP-102")]
    [InlineData("bad-adv-checksum", AccessPointDropReason.AdvertisementChecksum)]
    [InlineData("bad-adv-num-addrs", AccessPointDropReason.AdvertisementMalformed)]
    [InlineData("bad-adv-entry-size-1", AccessPointDropReason.AdvertisementMalformed)]
    [InlineData("bad-adv-mob-length-8", AccessPointDropReason.AdvertisementMalformed)]
    [InlineData("bad-adv-f-no-coa", AccessPointDropReason.AdvertisementMalformed)]
    [InlineData("bad-adv-no-h-no-f", AccessPointDropReason.AdvertisementMalformed)]
    [InlineData("bad-adv-unknown-non-skippable", AccessPointDropReason.AdvertisementUnknownExtension)]
    [InlineData("bad-adv-ext-overrun", AccessPointDropReason.AdvertisementMalformed)]
    public void MalformedVector_IsDiscardedAndCountedWithItsReason(string name, AccessPointDropReason reason)
    {
        var bench = Bench().Handle(Received(VectorFile.Load("malformed")[name]));
        Assert.Equal((0, 0, 1), (bench.Counters.AdvertisementsReceived, bench.Snapshot.Agents.Length, bench.Snapshot.Drops[reason]));
    }

    [Fact]
    [Requirement("IRDP-031")]
    public void Advertisement_CodeNeither0Nor16_IsDiscarded()
    {
        var bench = Bench().Handle(Changed("adv-fa-basic", 1, 1));
        Assert.Equal(1, bench.Snapshot.Drops[AccessPointDropReason.AdvertisementMalformed]);
    }

    [Theory]
    [Requirement("IRDP-063", "IRDP-088")]
    [MemberData(nameof(AgentVectors))]
    public void AgentVector_IsKeptAsAdvertised(string name)
    {
        var vector = VectorFile.Load("adverts")[name];
        var bench = Bench().Handle(Received(vector));
        var agent = Assert.Single(bench.Snapshot.Agents);
        Assert.Equal(1, bench.Counters.AdvertisementsReceived);
        Assert.Equal(Address(vector.Octets), agent.Address);
    }

    [Fact]
    [Requirement("IRDP-058", "IRDP-059")]
    public void AgentVector_TwoCareOfAddresses_ComeFromTheExtensionLengthInOrder()
    {
        var fields = VectorFile.Load("adverts")["adv-ha-fa-two-coa"].Fields;
        var agent = Bench().Handle(Received(VectorFile.Load("adverts")["adv-ha-fa-two-coa"])).Snapshot.Agents.Single();
        var mobility = fields.GetProperty("mobility");
        Assert.Equal(mobility.GetProperty("care_of_addresses").EnumerateArray().Select(item => item.GetString()), agent.CareOfAddresses.Select(address => address.ToString()));
        Assert.Equal(mobility.GetProperty("registration_lifetime").GetInt32(), agent.RegistrationLifetime);
        Assert.Equal(fields.GetProperty("lifetime").GetInt32(), (agent.ExpiresAt - agent.HeardAt).TotalSeconds);
    }

    [Fact]
    [Requirement("IRDP-084")]
    public void PlainRouterVector_IsNoAgentAndNotCounted()
    {
        var bench = Bench().Handle(Received(VectorFile.Load("adverts")["adv-plain-router"]));
        Assert.Equal((0, 0), (bench.Counters.AdvertisementsReceived, bench.Snapshot.Agents.Length));
        Assert.NotEmpty(bench.RunTo(2).All<SendIcmp>());
    }

    [Fact]
    [Requirement("IRDP-035")]
    public void PlainRouter_NoAddresses_IsDiscarded()
    {
        byte[] message = [9, 0, 0, 0, 0, 2, 7, 8];
        Checksum(message);
        var bench = Bench().Handle(new IcmpReceived(Town.Wire, Town.AgentLink, Town.Agent, Ipv4Address.AllSystems, 1, message));
        Assert.Equal(1, bench.Snapshot.Drops[AccessPointDropReason.AdvertisementMalformed]);
    }

    [Fact]
    [Requirement("IRDP-034")]
    public void Advertisement_LongerEntries_AreReadAndTheirExtraWordsSkipped()
    {
        byte[] message =
        [
            9, 0, 0, 0, 2, 3, 0, 100,
            10, 20, 0, 1, 0, 0, 0, 5, 0xde, 0xad, 0xbe, 0xef,
            10, 20, 0, 9, 0, 0, 0, 6, 0xde, 0xad, 0xbe, 0xef,
            16, 10, 0, 1, 2, 88, 0x10, 0, 10, 20, 0, 1,
        ];
        Checksum(message);
        var agent = Bench().Handle(new IcmpReceived(Town.Wire, Town.AgentLink, Town.Agent, Ipv4Address.AllSystems, 1, message)).Snapshot.Agents.Single();
        Assert.Equal([new(Town.Agent, 5, null), new(Town.OtherAgent, 6, null)], agent.Routers);
    }

    [Fact]
    [Requirement("IRDP-086")]
    public void Advertisement_ReservedFlagBits_AreIgnored()
    {
        // adv-fa-basic: 8 octets of ICMP header, one router entry, then extension 16 whose flags end at octet 23.
        var bench = Bench().Handle(Changed("adv-fa-basic", 23, 0x1f));
        Assert.Equal(MobilityAgentBits.ForeignAgent, Assert.Single(bench.Snapshot.Agents).Bits);
    }

    [Fact]
    [Requirement("IRDP-036")]
    public void Solicitation_Received_IsIgnored()
    {
        var message = new byte[RouterSolicitation.Size];
        RouterSolicitation.WriteTo(message);
        var bench = Bench();
        bench.Log.Clear();
        bench.Handle(new IcmpReceived(Town.Wire, Town.OtherAgentLink, Town.Local, Ipv4Address.AllRouters, 1, message));
        Assert.Empty(bench.Log);
    }

    [Fact]
    [Requirement("IRDP-037")]
    public void AccessPoint_WithoutAgentRole_NeverSendsAnAdvertisement()
    {
        var bench = Bench().Ready().Hear().RunTo(5000);
        Assert.All(bench.All<SendIcmp>(), sent => Assert.NotEqual(RouterAdvertisement.IcmpType, sent.Message.Span[0]));
    }

    [Theory]
    [InlineData(64)]
    [InlineData(255)]
    public void AgentAdvertisement_TtlNot1_IsDiscarded(byte ttl) =>
        Assert.Equal(1, Bench().Advertise(ttl: ttl).Snapshot.Drops[AccessPointDropReason.AdvertisementTimeToLive]);

    [Fact]
    public void AgentAdvertisement_FromTheRadioSide_IsDiscarded() =>
        Assert.Equal(1, Bench().Advertise(port: Town.Air).Snapshot.Drops[AccessPointDropReason.AdvertisementFromRadio]);

    [Fact]
    public void AgentAdvertisement_FromNoHostAddress_IsDiscarded() =>
        Assert.Equal(1, Bench().Advertise(Ipv4Address.Broadcast, careOf: [Town.Agent]).Snapshot.Drops[AccessPointDropReason.AdvertisementSource]);

    [Fact]
    public void AgentAdvertisements_MoreAgentsThanAreKept_AreCounted()
    {
        var bench = Bench();
        for (uint i = 0; i < AgentTable.Capacity + 3; i++)
            bench.Advertise(new(Town.OwnSubnet.Network.Value + 10 + i), sequence: 0);
        Assert.Equal((AgentTable.Capacity, 3), (bench.Snapshot.Agents.Length, bench.Snapshot.Drops[AccessPointDropReason.TooManyAgents]));
    }

    [Fact]
    [Requirement("IRDP-103")]
    public void PrefixLengths_WrongCount_AreIgnoredAndLoggedOnce()
    {
        var vector = VectorFile.Load("adverts")["adv-prefix-lengths"];
        var message = vector.IpPayload.ToArray();
        var at = message.AsSpan().LastIndexOf((byte)19);
        message[at + 1] = 1; // two routers, one length; what is left over is padding
        message[at + 3] = 0;
        Checksum(message);
        var input = new IcmpReceived(Town.Wire, Town.AgentLink, Address(vector.Octets), Ipv4Address.AllSystems, 1, message);
        var bench = Bench().Handle(input).Handle(input);
        Assert.Single(bench.Reports, report => report.Code == "prefix-lengths-ignored");
        Assert.All(bench.Snapshot.Agents.Single().Routers, router => Assert.Null(router.PrefixLength));
    }

    [Fact]
    [Requirement("IRDP-061")]
    public void PrefixLengths_OfAForeignAgent_BelongToRoutersOnly()
    {
        var agent = Bench().Handle(Received(VectorFile.Load("adverts")["adv-prefix-lengths"])).Snapshot.Agents.Single();
        Assert.Equal(2, agent.Routers.Length);
        Assert.All(agent.Routers, router => Assert.NotNull(router.PrefixLength));
    }

    [Fact]
    public void Settings_AnotherSubnet_ForgetsAgentsAndSearchesFast()
    {
        var bench = Bench().Advertise();
        var node = Town.Node(Town.Proxy);
        var moved = node with { Interfaces = [node.Interfaces[0] with { Address = Ipv4Address.Parse("10.40.0.2"), Subnet = Ipv4Prefix.Parse("10.40.0.0/24") }, node.Interfaces[1]] };
        bench.Handle(new SettingsChanged(moved)).Run(1);
        Assert.Empty(bench.Snapshot.Agents);
        Assert.NotEmpty(bench.All<SendIcmp>());
    }

    public static TheoryData<string> AgentVectors => VectorFile.Names("adverts", vector => vector.Name != "adv-plain-router");

    private static IcmpReceived Received(Vector vector) =>
        new(Town.Wire, Town.AgentLink, Address(vector.Octets), Ipv4Address.AllSystems, vector.Octets[8], vector.IpPayload);

    private static IcmpReceived Changed(string name, int offset, byte value)
    {
        var vector = VectorFile.Load("adverts")[name];
        var message = vector.IpPayload.ToArray();
        message[offset] |= value;
        Checksum(message);
        return new(Town.Wire, Town.AgentLink, Address(vector.Octets), Ipv4Address.AllSystems, 1, message);
    }

    private static void Checksum(Span<byte> message)
    {
        message[2..4].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], InternetChecksum.Compute(message));
    }

    private static Ipv4Address Address(byte[] packet) => new(BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(12)));
}
