using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Advertising;

/// <summary>When agents advertise, to whom, and how often (RFC 1256 §4.3, RFC 5944 §2.3, protocol reference 3.4).</summary>
public sealed class AdvertiserTests
{
    [Fact]
    [Requirement("IRDP-019", "IRDP-018")]
    public void Intervals_AreDrawnEvenlyBetweenMinimumAndMaximumInFractionsOfASecond()
    {
        var bench = Agent(maximum: 100);
        var gaps = Gaps(Multicasts(bench, TimeSpan.FromHours(8)).Select(item => item.At)).Skip(3).ToList();

        Assert.True(gaps.Count > 200);
        Assert.All(gaps, gap => Assert.InRange(gap.TotalSeconds, 75, 100));
        Assert.InRange(gaps.Average(gap => gap.TotalSeconds), 86, 89);
        Assert.All([0, 1, 2, 3, 4], part => Assert.InRange(gaps.Count(gap => gap.TotalSeconds >= 75 + part * 5 && gap.TotalSeconds < 80 + part * 5), gaps.Count / 10, gaps.Count / 3));
        Assert.Contains(gaps, gap => gap.Ticks % TimeSpan.TicksPerSecond != 0);
        Assert.Equal(gaps.Count, gaps.Distinct().Count());
    }

    [Fact]
    [Requirement("IRDP-021")]
    public void FirstThreeIntervals_AreSixteenSecondsAtMost()
    {
        var gaps = Gaps(Multicasts(Agent(), TimeSpan.FromSeconds(2000)).Select(item => item.At)).ToList();

        Assert.Equal([16, 16, 16], gaps.Take(3).Select(gap => gap.TotalSeconds));
        Assert.InRange(gaps[3].TotalSeconds, 450, 600);
    }

    [Fact]
    [Requirement("IRDP-075", "IRDP-076")]
    public void SequenceNumbers_StartAtZeroAndAfter65535Follows256()
    {
        var bench = Agent(maximum: 4, minimum: 3);
        var numbers = Multicasts(bench, TimeSpan.FromSeconds(65540 * 3.6)).Select(item => SequenceOf(item.Message)).Take(65_540).ToList();

        Assert.Equal(Enumerable.Range(0, 65_536), numbers.Take(65_536));
        Assert.Equal([256, 257, 258, 259], numbers.Skip(65_536));
    }

    [Theory]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [Requirement("IRDP-005", "IRDP-007", "IRDP-044")]
    public void Periodic_Advertisement_GoesToTheDestinationSetWithTtlOne(string destination)
    {
        var bench = Agent(change: settings => settings with { Destination = AgentBench.Ip(destination) });

        var (_, message) = Multicasts(bench, TimeSpan.FromSeconds(2)).First();

        Assert.Equal((AgentBench.Ip(destination), Town.ForeignAgent, (byte)1, Town.VisitorPort), (message.Destination, message.Source, message.TimeToLive, message.Port));
        Assert.Equal(AgentBench.Ip(destination) == Ipv4Address.AllSystems, new AdvertisingSettings().Destination == message.Destination);
    }

    [Fact]
    [Requirement("IRDP-023", "IRDP-044", "IRDP-045", "IRDP-047", "IRDP-067", "IRDP-069")]
    public void Solicitation_IsAnsweredAtOnceByUnicastToItsSender_AlsoFromAnotherSubnet()
    {
        var bench = Agent();
        bench.Pass(TimeSpan.FromSeconds(2));

        var answer = Assert.Single(bench.Handle(Solicit("10.30.0.201")).OfType<SendIcmp>());

        Assert.Equal((AgentBench.Ip("10.30.0.201"), AgentBench.Mac(0x44), (byte)1), (answer.Destination, answer.LinkDestination!.Value, answer.TimeToLive));
        Assert.True(Parse(answer).IsAgentAdvertisement);
    }

    [Theory]
    [InlineData("224.0.0.2")]
    [InlineData("224.0.0.11")]
    [InlineData("255.255.255.255")]
    [Requirement("IRDP-066")]
    public void Solicitation_ToAnyOfItsGroups_IsAnswered(string destination)
    {
        var bench = Agent();
        bench.Pass(TimeSpan.FromSeconds(2));

        Assert.Single(bench.Handle(Solicit("10.20.0.9") with { Destination = AgentBench.Ip(destination) }).OfType<SendIcmp>());
    }

    [Theory]
    [InlineData("sol-normal")]
    [InlineData("sol-mobile-agents")]
    [InlineData("sol-source-zero")]
    [InlineData("sol-non-neighbour")]
    [Requirement("IRDP-067", "IRDP-069")]
    public void Solicitation_OfTheVectors_IsAnswered(string name)
    {
        var vector = VectorFile.Load("solicitations")[name];
        var bench = Agent();
        bench.Pass(TimeSpan.FromSeconds(2));
        Assert.True(Protocol.Tunnels.Ipv4Header.TryParseQuoted(vector.Octets, out var ip, out _));

        var actions = bench.Handle(new IcmpReceived(Town.VisitorPort, AgentBench.Mac(4), ip.Source, ip.Destination, ip.TimeToLive, vector.IpPayload)).ToList();
        actions.AddRange(bench.Pass(TimeSpan.FromSeconds(3)).Select(item => item.Action));

        Assert.Single(actions.OfType<SendIcmp>());
    }

    [Theory]
    [InlineData("bad-sol-4-bytes")]
    [InlineData("bad-sol-code-1")]
    [InlineData("checksum")]
    [Requirement("IRDP-013", "IRDP-014", "IRDP-015")]
    public void Solicitation_ThatIsMalformed_IsNotAnswered(string name)
    {
        var octets = name == "checksum" ? Hex.Parse("0a00 f5fe 00000000") : VectorFile.Load("malformed")[name].IpPayload;
        var bench = Agent();
        bench.Pass(TimeSpan.FromSeconds(2));

        var actions = bench.Handle(Solicit("10.20.0.9") with { Message = octets }).ToList();
        actions.AddRange(bench.Pass(TimeSpan.FromSeconds(3)).Select(item => item.Action));

        Assert.DoesNotContain(actions, action => action is SendIcmp);
    }

    [Fact]
    [Requirement("IRDP-016")]
    public void Solicitation_WithReservedBitsAndMoreOctets_IsAnswered()
    {
        var octets = Hex.Parse("0a00 0000 deadbeef 0102030405");
        new byte[2].CopyTo(octets, 2);
        var checksum = InternetChecksum.Compute(octets);
        (octets[2], octets[3]) = ((byte)(checksum / 256), (byte)(checksum % 256));
        var bench = Agent();
        bench.Pass(TimeSpan.FromSeconds(2));

        Assert.Single(bench.Handle(Solicit("10.20.0.9") with { Message = octets }).OfType<SendIcmp>());
    }

    [Fact]
    [Requirement("IRDP-022", "IRDP-024", "IRDP-020")]
    public void Burst_OfSolicitations_SharesOneMulticastWithinTwoSecondsThatStartsTheIntervalAnew()
    {
        var bench = Agent(change: settings => settings with { AnswerByMulticast = true });
        bench.Pass(TimeSpan.FromSeconds(100));
        var asked = bench.Now.Uptime;
        for (uint i = 0; i < 5; i++)
            Assert.Empty(bench.Handle(Solicit("10.20.0.9", i)));

        var seen = Multicasts(bench, TimeSpan.FromSeconds(1000)).Select(item => item.At).ToList();

        Assert.InRange(seen[0] - asked, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.InRange(seen[1] - seen[0], TimeSpan.FromSeconds(450), TimeSpan.FromSeconds(600));
    }

    [Fact]
    public void SolicitationWithoutSource_IsAnsweredByMulticast()
    {
        var bench = Agent();
        bench.Pass(TimeSpan.FromSeconds(2));

        Assert.Empty(bench.Handle(Solicit("0.0.0.0")));
        Assert.Equal(Ipv4Address.AllSystems, Multicasts(bench, TimeSpan.FromSeconds(2.1)).Single().Message.Destination);
    }

    [Fact]
    [Requirement("IRDP-068")]
    public void Flood_OfSolicitations_GetsOneMulticastASecondAndOneUnicastASecondEach()
    {
        var bench = Agent();
        bench.Pass(TimeSpan.FromSeconds(60));
        var sent = new List<(TimeSpan At, SendIcmp Message)>();
        for (var i = 0; i < 10_000; i++)
        {
            sent.AddRange(bench.Handle(Solicit(i % 2 == 0 ? "0.0.0.0" : "10.20.0.9", (ulong)(i % 3))).OfType<SendIcmp>().Select(message => (bench.Now.Uptime, message)));
            sent.AddRange(bench.Pass(TimeSpan.FromMilliseconds(1)).Where(item => item.Action is SendIcmp).Select(item => (item.At, (SendIcmp)item.Action)));
        }

        var multicasts = sent.Where(item => item.Message.Destination.IsMulticast).Select(item => item.At).ToList();
        Assert.All(Gaps(multicasts), gap => Assert.True(gap >= TimeSpan.FromSeconds(1)));
        Assert.InRange(sent.Count - multicasts.Count, 20, 33); // three stations, ten seconds
    }

    [Fact]
    [Requirement("IRDP-070")]
    public void AgentThatAdvertisesOnlyWhenAsked_IsSilentUntilThen()
    {
        var bench = Agent(change: settings => settings with { Periodic = false });
        Assert.Empty(Multicasts(bench, TimeSpan.FromHours(1)));

        Assert.Single(bench.Handle(Solicit("10.20.0.9")).OfType<SendIcmp>());
        Assert.Empty(Multicasts(bench, TimeSpan.FromHours(1)));
    }

    [Fact]
    [Requirement("IRDP-025")]
    public void Agent_ThatStops_SaysGoodbyeWithLifetimeZero()
    {
        var bench = Agent();
        bench.Pass(TimeSpan.FromSeconds(5));

        var goodbye = Assert.Single(bench.Handle(new SettingsChanged(Town.ForeignNode() with { ForeignAgent = null })).OfType<SendIcmp>());

        Assert.Equal((ushort)0, Parse(goodbye).Lifetime);
        Assert.True(Parse(goodbye).IsAgentAdvertisement);
        Assert.Empty(Multicasts(bench, TimeSpan.FromHours(1)));
    }

    [Fact]
    [Requirement("IRDP-026")]
    public void Address_ThatIsWithdrawn_IsSaidGoodbyeToAlone()
    {
        var second = AgentBench.Ip("10.20.0.2");
        var node = Town.ForeignNode();
        node = node with { Interfaces = node.Interfaces.Add(node.Interfaces[0] with { Address = second }) };
        var bench = new AgentBench(node);
        bench.Pass(TimeSpan.FromSeconds(5));

        var goodbye = Parse(Assert.Single(bench.Handle(new SettingsChanged(Town.ForeignNode())).OfType<SendIcmp>()));
        Assert.Equal((ushort)0, goodbye.Lifetime);
        Assert.False(goodbye.IsAgentAdvertisement);
        Assert.Equal([second], goodbye.Routers.ToArray().Select(router => router.Address));
        var next = Parse(Multicasts(bench, TimeSpan.FromSeconds(3)).First().Message);
        Assert.Equal([Town.ForeignAgent], next.Routers.ToArray().Select(router => router.Address));
    }

    [Fact]
    [Requirement("IRDP-056")]
    public void BusyAgent_KeepsAdvertisingWithB()
    {
        var bench = Agent(settings => settings with { MaximumVisitors = 1 });
        bench.Pass(TimeSpan.FromSeconds(2));
        bench.Handle(new RequestMaker().AtForeignAgent());
        bench.Handle(HomeAgentReply.To(bench.Sent).Make());

        var while66 = Multicasts(bench, TimeSpan.FromSeconds(100)).Select(item => Parse(item.Message).MobilityAgent.Bits).ToList();
        bench.Pass(TimeSpan.FromSeconds(600));
        var after = Parse(Multicasts(bench, TimeSpan.FromSeconds(700)).First().Message).MobilityAgent.Bits;

        Assert.True(while66.Count >= 3);
        Assert.All(while66, bits => Assert.True(bits.HasFlag(MobilityAgentBits.Busy)));
        Assert.False(after.HasFlag(MobilityAgentBits.Busy));
    }

    [Fact]
    [Requirement("IRDP-017", "IRDP-066")]
    public void Memberships_AreAllRoutersAndAllMobilityAgentsOnEveryAdvertisingPort()
    {
        var groups = new AgentBench(Town.ForeignNode()).Node.Role<AdvertiserRole>()!.Memberships;

        Assert.Equal([new(Town.VisitorPort, Ipv4Address.AllRouters), new(Town.VisitorPort, Ipv4Address.AllMobilityAgents)], groups);
    }

    [Fact]
    [Requirement("IRDP-073")]
    public void Neighbour_ThatHandlesPrefixLengthsDifferently_IsReportedOnce()
    {
        var bench = Agent(change: settings => settings with { PrefixLengths = true });
        bench.Pass(TimeSpan.FromSeconds(2));
        var neighbour = Multicasts(Agent(), TimeSpan.FromSeconds(2)).First().Message;
        var received = new IcmpReceived(Town.VisitorPort, AgentBench.Mac(9), AgentBench.Ip("10.20.0.2"), Ipv4Address.AllSystems, 1, neighbour.Message);

        Assert.Equal("prefix-lengths-differ", Assert.Single(bench.Handle(received).OfType<Report>()).Entry.Code);
        Assert.Empty(bench.Handle(received));
        Assert.Empty(Agent().Handle(received).OfType<Report>());
    }

    private static AgentBench Agent(Func<ForeignAgentSettings, ForeignAgentSettings>? agent = null, double maximum = 600, double? minimum = null,
        Func<AdvertisingSettings, AdvertisingSettings>? change = null)
    {
        var timing = new AdvertisingSettings
        {
            MaximumInterval = TimeSpan.FromSeconds(maximum),
            MinimumInterval = minimum is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        return new(Town.ForeignNode(settings => (agent?.Invoke(settings) ?? settings) with { Advertising = change?.Invoke(timing) ?? timing }));
    }

    private static IEnumerable<(TimeSpan At, SendIcmp Message)> Multicasts(AgentBench bench, TimeSpan time) =>
        bench.Pass(time).Where(item => item.Action is SendIcmp { LinkDestination: null }).Select(item => (item.At, (SendIcmp)item.Action));

    private static IEnumerable<TimeSpan> Gaps(IEnumerable<TimeSpan> times) => times.Zip(times.Skip(1), (first, second) => second - first);

    private static IcmpReceived Solicit(string source, ulong station = 0x44)
    {
        var octets = new byte[RouterSolicitation.Size];
        RouterSolicitation.WriteTo(octets);
        return new(Town.VisitorPort, AgentBench.Mac(station), AgentBench.Ip(source), Ipv4Address.AllRouters, 1, octets);
    }

    private static int SequenceOf(SendIcmp message) => Parse(message).MobilityAgent.Sequence.Value;

    private static RouterAdvertisement Parse(SendIcmp message)
    {
        Assert.True(RouterAdvertisement.TryParse(message.Message.Span, out var advertisement, out var fault), fault.ToString());
        return advertisement;
    }
}
