using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Advertising;

/// <summary>What advertisements say: flags for each port, addresses, prefix lengths, splitting (RFC 5944 §2.1, protocol reference 3.2 and 3.3).</summary>
public sealed class AdvertisementContentTests
{
    [Fact]
    [Requirement("IRDP-001", "IRDP-003", "IRDP-051")]
    public void ForeignAgent_AdvertisesWhatItServes()
    {
        var advertisement = Parse(First(Town.ForeignNode(settings => settings with { MaximumLifetime = 1200, Revocation = true, RegistrationRequired = true, MinimalEncapsulation = true }))[0]);

        Assert.Equal(MobilityAgentBits.ForeignAgent | MobilityAgentBits.RegistrationRequired | MobilityAgentBits.Gre | MobilityAgentBits.MinimalEncapsulation
            | MobilityAgentBits.ReverseTunnel | MobilityAgentBits.Revocation, advertisement.MobilityAgent.Bits);
        Assert.Equal((1200, 1800), (advertisement.MobilityAgent.RegistrationLifetime.Seconds, advertisement.Lifetime));
        Assert.Equal([Town.ForeignAgent], advertisement.MobilityAgent.CareOfAddresses.ToArray());
    }

    [Theory]
    [InlineData(ReverseTunnelPolicy.None, false)]
    [InlineData(ReverseTunnelPolicy.Optional, true)]
    [InlineData(ReverseTunnelPolicy.Mandatory, true)]
    [Requirement("IRDP-095", "IRDP-097")]
    public void ReverseTunnelBit_IsSetOnlyWhereItWorks_AndUdpNever(ReverseTunnelPolicy policy, bool expected)
    {
        var bits = Parse(First(Town.ForeignNode(settings => settings with { ReverseTunnel = policy }))[0]).MobilityAgent.Bits;

        Assert.Equal(expected, bits.HasFlag(MobilityAgentBits.ReverseTunnel));
        Assert.False(bits.HasFlag(MobilityAgentBits.UdpTunnel));
    }

    [Fact]
    [Requirement("IRDP-065", "IRDP-071", "IRDP-072")]
    public void Node_WithBothRoles_SetsTheFlagsOfEachPort()
    {
        var node = Town.HomeNode();
        node = node with
        {
            Interfaces = node.Interfaces.Add(new(Town.VisitorPort, "visitors", PortKind.Wired, Town.ForeignAgentMac, Town.ForeignAgent, Ipv4Prefix.Parse("10.20.0.0/24"))),
            ForeignAgent = new() { CareOfAddresses = [Town.ForeignAgent], ServicePorts = [Town.VisitorPort, Town.HomePort] },
        };

        var bits = First(node).ToDictionary(message => message.Port, message => Parse(message).MobilityAgent.Bits & (MobilityAgentBits.HomeAgent | MobilityAgentBits.ForeignAgent));

        Assert.Equal(MobilityAgentBits.HomeAgent | MobilityAgentBits.ForeignAgent, bits[Town.HomePort]);
        Assert.Equal(MobilityAgentBits.ForeignAgent, bits[Town.VisitorPort]);
        Assert.DoesNotContain(Town.OuterPort, bits.Keys);
    }

    [Fact]
    [Requirement("IRDP-052", "IRDP-054", "IRDP-055")]
    public void HomeAgent_AdvertisesHWithoutBOrR()
    {
        var advertisement = Parse(First(Town.HomeNode())[0]);

        Assert.Equal(MobilityAgentBits.HomeAgent | MobilityAgentBits.Gre | MobilityAgentBits.MinimalEncapsulation | MobilityAgentBits.ReverseTunnel, advertisement.MobilityAgent.Bits);
        Assert.Equal(0, advertisement.MobilityAgent.CareOfAddresses.Count);
    }

    [Fact]
    [Requirement("IRDP-053")]
    public void ForeignAgent_WithoutCareOfAddress_IsNotAdvertised()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { CareOfAddresses = [] }));

        var seen = bench.Pass(TimeSpan.FromSeconds(60));

        Assert.Contains(seen, item => item.Action is Report { Entry.Code: "advertising-refused" });
        Assert.DoesNotContain(seen, item => item.Action is SendIcmp);
    }

    [Theory]
    [InlineData(true, AdvertisementCode.RoutesCommonTraffic)]
    [InlineData(false, AdvertisementCode.MobilityOnly)]
    public void Code_TellsWhetherOrdinaryTrafficIsRoutedToo(bool routes, AdvertisementCode code) =>
        Assert.Equal(code, Parse(First(With(settings => settings with { RoutesCommonTraffic = routes }))[0]).Code);

    [Fact]
    [Requirement("IRDP-011", "IRDP-074", "IRDP-049")]
    public void Addresses_HaveAFlagAndAPreferenceEach()
    {
        var second = AgentBench.Ip("10.20.0.2");
        var node = With(settings => settings with { Addresses = settings.Addresses.Add(Town.ForeignAgent, new(true, -5)).Add(second, new(false, 0)) });
        node = node with { Interfaces = node.Interfaces.Add(node.Interfaces[0] with { Address = second }) };

        Assert.Equal([(Town.ForeignAgent, -5)], Parse(First(node)[0]).Routers.ToArray().Select(router => (router.Address, router.Preference)));
        var none = With(settings => settings with { Addresses = settings.Addresses.Add(Town.ForeignAgent, new(false, 0)) });
        Assert.Equal(0, Parse(First(none)[0]).Routers.Count);
    }

    [Fact]
    [Requirement("IRDP-011")]
    public void Addresses_AreAdvertisedWithPreferenceZeroByDefault() =>
        Assert.Equal([(Town.ForeignAgent, 0)], Parse(First(Town.ForeignNode())[0]).Routers.ToArray().Select(router => (router.Address, router.Preference)));

    [Fact]
    [Requirement("IRDP-060", "IRDP-062")]
    public void PrefixLengths_StandOnePerAddressInTheirOrder()
    {
        var node = With(settings => settings with { PrefixLengths = true });
        node = node with { Interfaces = node.Interfaces.Add(node.Interfaces[0] with { Address = AgentBench.Ip("10.20.4.1"), Subnet = Ipv4Prefix.Parse("10.20.4.0/22") }) };

        var message = First(node)[0];

        Assert.Equal([24, 22], Parse(message).Routers.ToArray().Select(router => router.PrefixLength!.Value));
        Assert.Equal(0, message.Message.Length % 2);
    }

    [Fact]
    [Requirement("IRDP-027")]
    public void ManyAddresses_AreSplitOverMessagesThatFitTheLink()
    {
        var node = With(settings => settings with { MaximumTransmissionUnit = 576, PrefixLengths = true });
        for (uint i = 1; i < 200; i++)
            node = node with { Interfaces = node.Interfaces.Add(node.Interfaces[0] with { Address = new(Town.ForeignAgent.Value + i) }) };

        var messages = First(node);

        Assert.True(messages.Count > 3);
        Assert.All(messages, message => Assert.InRange(message.Message.Length, 1, 576 - 20));
        Assert.Equal(Enumerable.Range(0, messages.Count), messages.Select(message => (int)Parse(message).MobilityAgent.Sequence.Value));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => new Ipv4Address(Town.ForeignAgent.Value + (uint)i)),
            messages.SelectMany(message => Parse(message).Routers.ToArray()).Select(router => router.Address));
    }

    [Fact]
    [Requirement("IRDP-098")]
    public void RevocationBit_IsSetOnlyWhereRevocationIsNegotiated()
    {
        Assert.False(Parse(First(Town.ForeignNode())[0]).MobilityAgent.Bits.HasFlag(MobilityAgentBits.Revocation));
        Assert.True(Parse(First(Town.ForeignNode(settings => settings with { Revocation = true }))[0]).MobilityAgent.Bits.HasFlag(MobilityAgentBits.Revocation));
    }

    [Theory]
    [InlineData("224.0.0.1", null)]
    [InlineData("255.255.255.255", null)]
    [InlineData("10.20.0.255", "Destination")]
    [InlineData("224.0.0.2", "Destination")]
    [Requirement("IRDP-006", "IRDP-046")]
    public void Destination_IsAllSystemsOrLimitedBroadcast(string destination, string? fault) =>
        Assert.Equal(fault, Fault(new() { Destination = AgentBench.Ip(destination) }));

    [Theory]
    [InlineData(3, "MaximumInterval")]
    [InlineData(4, null)]
    [InlineData(1800, null)]
    [InlineData(1801, "MaximumInterval")]
    [Requirement("IRDP-008")]
    public void MaximumInterval_IsFourToEighteenHundredSeconds(int seconds, string? fault)
    {
        Assert.Equal(fault, Fault(new() { MaximumInterval = TimeSpan.FromSeconds(seconds), MinimumInterval = TimeSpan.FromSeconds(3) }));
        Assert.Equal(TimeSpan.FromSeconds(600), new AdvertisingSettings().MaximumInterval);
    }

    [Theory]
    [InlineData(2.9, "MinimumInterval")]
    [InlineData(3, null)]
    [InlineData(600, null)]
    [InlineData(601, "MinimumInterval")]
    [Requirement("IRDP-009")]
    public void MinimumInterval_IsThreeSecondsToTheMaximum(double seconds, string? fault)
    {
        Assert.Equal(fault, Fault(new() { MinimumInterval = TimeSpan.FromSeconds(seconds) }));
        Assert.Equal(TimeSpan.FromSeconds(450), AdvertisingRules.MinimumIntervalOf(new()));
    }

    [Theory]
    [InlineData(599, "Lifetime")]
    [InlineData(600, null)]
    [InlineData(9000, null)]
    [InlineData(9001, "Lifetime")]
    [Requirement("IRDP-010")]
    public void Lifetime_IsTheMaximumIntervalToNineThousandSeconds(int seconds, string? fault)
    {
        Assert.Equal(fault, Fault(new() { Lifetime = TimeSpan.FromSeconds(seconds) }));
        Assert.Equal(TimeSpan.FromSeconds(1800), AdvertisingRules.LifetimeOf(new()));
    }

    [Fact]
    [Requirement("IRDP-048")]
    public void Lifetime_OfFewerThanThreeIntervals_IsWarnedAbout()
    {
        var fault = Assert.Single(AdvertisingRules.Check(new() { Lifetime = TimeSpan.FromSeconds(1799) }));

        Assert.True(fault.IsWarning);
        Assert.Empty(AdvertisingRules.Check(new()));
    }

    [Fact]
    public void Port_WithSettingsOutOfBounds_IsNotAdvertisedOn()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with { Advertising = new() { Destination = AgentBench.Ip("10.30.0.255") } }));

        Assert.DoesNotContain(bench.Pass(TimeSpan.FromSeconds(60)), item => item.Action is SendIcmp);
    }

    private static NodeSettings With(Func<AdvertisingSettings, AdvertisingSettings> change) =>
        Town.ForeignNode(settings => settings with { Advertising = change(new() { MaximumInterval = TimeSpan.FromSeconds(10) }) });

    private static string? Fault(AdvertisingSettings settings) => AdvertisingRules.Check(settings).FirstOrDefault(fault => !fault.IsWarning)?.Setting;

    private static List<SendIcmp> First(NodeSettings node) => [.. new AgentBench(node).Pass(TimeSpan.FromSeconds(1)).Select(item => item.Action).OfType<SendIcmp>()];

    private static RouterAdvertisement Parse(SendIcmp message)
    {
        Assert.True(RouterAdvertisement.TryParse(message.Message.Span, out var advertisement, out var fault), fault.ToString());
        return advertisement;
    }
}
