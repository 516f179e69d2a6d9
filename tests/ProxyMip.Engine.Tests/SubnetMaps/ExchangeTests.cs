using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Tests.SubnetMaps.Town;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps;

/// <summary>Small towns in fine weather.</summary>
public sealed class ExchangeTests
{
    private static readonly Ipv4Address[] s_aaps = [Ipv4Address.Parse("10.0.0.2"), Ipv4Address.Parse("10.0.0.3"), Ipv4Address.Parse("10.0.0.4")];
    private readonly MapTown _town = new(3) { Records = true };

    [Fact]
    [Requirement("MAP-001", "MAP-003", "MAP-005")]
    public void Member_Boots_TellsItsHomeAgentAndHasTheWholeTable()
    {
        Start(s_aaps[0], 1);
        var member = Start(Member(1), 1);
        _town.RunSeconds(20);

        Assert.Equal(["10.0.0.1", "10.0.1.1"], HomeAgents(member).Order());
        Assert.Equal(["10.0.0.1", "10.0.1.1"], HomeAgents(_town.Node(s_aaps[0])).Order());
    }

    [Fact]
    [Requirement("MAP-001", "MAP-018")]
    public void Member_InSync_ShowsWhereEachRowCameFromAndWhichAapIsActive()
    {
        Start(s_aaps[0], 1);
        var member = Start(Member(1), 1);
        _town.RunSeconds(20);

        var picture = member.Snapshot(_town.Now);
        Assert.Equal((SubnetMapPhase.InSync, s_aaps[0]), (picture.Phase, picture.ActiveAap!.Value));
        Assert.Equal(s_aaps[0], member.ActiveAap);
        Assert.Equal([null, s_aaps[0]], picture.Rows.Select(row => row.LearnedFrom));
    }

    [Fact]
    [Requirement("MAP-007")]
    public void Member_Joins_AllOthersLearnItsRow()
    {
        Start(s_aaps[0], 1);
        TownNode[] others = [.. Enumerable.Range(1, 5).Select(i => Start(Member(i), 1))];
        _town.RunSeconds(20);
        Start(Member(9), 1);
        _town.RunSeconds(8);

        Assert.All(others, node => Assert.Contains("10.0.9.1", HomeAgents(node)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Requirement("MAP-004", "MAP-008")]
    public void AccessPoints_InTheList_AreAuthoritativeAndAgree(int count)
    {
        foreach (var aap in s_aaps.Take(count))
            Start(aap, count);
        Start(Member(1), count);
        _town.RunSeconds(30);

        Assert.All(s_aaps.Take(count).Select(_town.Node), node => Assert.Equal(SubnetMapPhase.Authoritative, node.Snapshot(_town.Now).Phase));
        Assert.Single(s_aaps.Take(count).Select(aap => Convert.ToHexString(_town.Node(aap).Snapshot(_town.Now).Digest.AsSpan())).Distinct());
    }

    [Fact]
    [Requirement("MAP-009")]
    public void Member_FirstAapDead_UsesTheNextAndSaysSo()
    {
        Start(s_aaps[1], 2);
        var member = Start(Member(1), 2);
        _town.RunSeconds(40);

        Assert.Equal(s_aaps[1], member.ActiveAap);
        Assert.Equal(Severity.ProtocolWarning, member.Reports.Single(report => report.Code == "aap-unreachable").Severity);
    }

    [Fact]
    [Requirement("MAP-034")]
    public void Member_AllAapsDead_KeepsItsTableAndRaisesAnAlert()
    {
        Start(s_aaps[0], 1);
        var member = Start(Member(1), 1);
        _town.RunSeconds(20);
        _town.Crash(s_aaps[0]);
        _town.RunSeconds(3600);

        Assert.Equal(2, member.Snapshot(_town.Now).Rows.Length);
        Assert.Null(member.ActiveAap);
        Assert.Equal(Severity.ProtocolAlert, member.Reports.Single(report => report.Code == "aap-none-reachable").Severity);
    }

    [Fact]
    [Requirement("MAP-010")]
    public void Aaps_OneMissedEveryDelta_IsReconciledByComparison()
    {
        Start(s_aaps[0], 2);
        Start(s_aaps[1], 2);
        _town.RunSeconds(15);
        _town.Filter = datagram => TypeOf(datagram) != MapMessageType.Delta;
        Start(Member(1), 2);
        _town.RunSeconds(30);

        Assert.Contains("10.0.1.1", HomeAgents(_town.Node(s_aaps[1])));
    }

    [Fact]
    [Requirement("MAP-014")]
    public void Messages_OfTheExchange_UsePort6500OnBothSides()
    {
        var ports = new HashSet<(ushort, ushort)>();
        _town.Filter = datagram => ports.Add((datagram.SourcePort, datagram.DestinationPort)) || true;
        Start(s_aaps[0], 1);
        Start(Member(1), 1);
        _town.RunSeconds(300);

        Assert.Equal([((ushort)6500, (ushort)6500)], ports);
    }

    [Fact]
    [Requirement("MAP-015")]
    public void Member_SwitchedOff_SendsAndAnswersNothing()
    {
        Start(s_aaps[0], 1);
        var member = _town.Start(Member(1), TownNode.Exchange(s_aaps.Take(1), 0) with { Enabled = false }, RowOf(Member(1)));
        var sent = 0;
        _town.Filter = datagram => datagram.Source != member.Address || sent++ < 0;
        _town.RunSeconds(300);
        _town.Inject(s_aaps[0], member.Address, new byte[100]);
        _town.RunSeconds(1);

        Assert.Equal(0, sent);
        Assert.Equal(1, member.Role.Counters.Dropped[SubnetMapDrop.SwitchedOff]);
    }

    [Fact]
    [Requirement("MAP-003", "MAP-015")]
    public void Member_SwitchedOnAndOff_RegistersAndSaysGoodbye()
    {
        Start(s_aaps[0], 1);
        var member = _town.Start(Member(1), TownNode.Exchange(s_aaps.Take(1), 0) with { Enabled = false }, RowOf(Member(1)));
        Switch(member, on: true);
        _town.RunSeconds(20);
        Assert.Single(_town.Node(s_aaps[0]).Snapshot(_town.Now).Members);

        Switch(member, on: false);
        _town.RunSeconds(1);
        Assert.Empty(_town.Node(s_aaps[0]).Snapshot(_town.Now).Members);
    }

    [Fact]
    public void Aap_SwitchedOff_SendsItsMembersToTheNextOneAtOnce()
    {
        Start(s_aaps[0], 2);
        Start(s_aaps[1], 2);
        var member = Start(Member(1), 2);
        _town.RunSeconds(40);
        Assert.Equal(s_aaps[0], member.ActiveAap);
        Switch(_town.Node(s_aaps[0]), on: false);
        _town.RunSeconds(8);

        Assert.Equal(s_aaps[1], member.ActiveAap);
    }

    [Fact]
    [Requirement("MAP-020")]
    public void Messages_OfALargeTable_StayWithin1200Octets()
    {
        var largest = 0;
        _town.Filter = datagram => (largest = Math.Max(largest, datagram.Payload.Length)) > 0;
        Start(s_aaps[0], 1);
        for (var i = 1; i <= 200; i++)
            Start(Member(i), 1);
        _town.RunSeconds(30);

        Assert.InRange(largest, 1100, 1200);
    }

    [Fact]
    [Requirement("MAP-026")]
    public void Keys_DuringRollOver_AreBothAccepted()
    {
        var second = new SubnetMapKey(2, new(Enumerable.Repeat((byte)7, 32).ToArray()));
        var (aap, member) = (Start(s_aaps[0], 1), Start(Member(1), 1));
        _town.RunSeconds(20);
        foreach (var node in new[] { aap, member })
            Change(node, settings => settings with { Keys = [TownNode.Key, second] });
        Change(member, settings => settings with { Keys = [second, TownNode.Key] });
        _town.RunSeconds(600);
        Change(aap, settings => settings with { Keys = [second] });
        Change(member, settings => settings with { Keys = [second] });
        _town.RunSeconds(600);

        Assert.Equal(SubnetMapPhase.InSync, member.Snapshot(_town.Now).Phase);
        Assert.Empty(aap.Role.Counters.Refused);
    }

    [Fact]
    [Requirement("MAP-040")]
    public void Changes_WithinHalfASecond_ArePushedTogether()
    {
        Start(s_aaps[0], 1);
        var member = Start(Member(1), 1);
        TownNode[] others = [.. Enumerable.Range(2, 10).Select(i => Start(Member(i), 1))];
        _town.RunSeconds(30);
        List<TimeSpan> deltas = [];
        _town.Filter = datagram =>
        {
            if (datagram.Destination == member.Address && TypeOf(datagram) == MapMessageType.Delta)
                deltas.Add(_town.Now);
            return true;
        };
        var start = _town.Now;
        foreach (var other in others)
            _town.Give(other, new OwnHomeAgents(other.OwnRows.Add((new(other.Address.Value + 40), new(other.Address, 24)))));
        _town.RunSeconds(5);

        Assert.InRange((Assert.Single(deltas) - start).TotalMilliseconds, 500, 520);
    }

    [Fact]
    [Requirement("MAP-040")]
    public void Changes_ForManyMembers_ArePacedToTwoThousandASecond()
    {
        Start(s_aaps[0], 1);
        for (var i = 1; i <= 1500; i++)
            Start(new(s_aaps[0].Value + ((uint)i << 8)), 1);
        _town.RunSeconds(60);
        Dictionary<long, int> perTenth = [];
        _town.Filter = datagram =>
        {
            if (TypeOf(datagram) == MapMessageType.Delta)
                perTenth[_town.Now.Ticks / 1_000_000] = perTenth.GetValueOrDefault(_town.Now.Ticks / 1_000_000) + 1;
            return true;
        };
        var first = _town.Node(Member(1));
        _town.Give(first, new OwnHomeAgents(first.OwnRows.Add((new(first.Address.Value + 40), new(first.Address, 24)))));
        _town.RunSeconds(5);

        Assert.Equal(1500, perTenth.Values.Sum());
        Assert.All(perTenth.Values, count => Assert.InRange(count, 1, 320)); // 200 and what was saved up before
    }

    [Fact]
    [Requirement("MAP-002")]
    public void Lookup_InTheTableRaised_FindsTheLongestMatch()
    {
        foreach (var vector in VectorFile.Load("lookup").Vectors)
        {
            var rows = vector.Fields.GetProperty("table").EnumerateArray()
                .Select(row => (HomeAgent: Ipv4Address.Parse(row.GetProperty("home_agent").GetString()!), Length: row.GetProperty("prefix_length").GetInt32()))
                .Select(row => (row.HomeAgent, new Ipv4Prefix(row.HomeAgent, row.Length)));
            var town = new MapTown(1);
            var node = town.Start(s_aaps[0], TownNode.Exchange(s_aaps.Take(1), 0), [.. rows]);
            town.RunSeconds(1);
            var expected = vector.Expect.GetProperty("home_agent").GetString();

            var found = node.Table!.Table.TryFind(Ipv4Address.Parse(vector.Fields.GetProperty("client").GetString()!), out var match);

            Assert.Equal((vector.Name, expected), (vector.Name, found ? match.HomeAgent.ToString() : null));
        }
    }

    private static MapMessageType TypeOf(SendDatagram datagram) =>
        MapHeader.TryParse(datagram.Payload.Span, out var header, out _) ? header.Type : default;

    private static Ipv4Address Member(int number) => new(s_aaps[0].Value + ((uint)number << 8));

    private static (Ipv4Address HomeAgent, Ipv4Prefix Network) RowOf(Ipv4Address address) =>
        (new(new Ipv4Prefix(address, 24).Network.Value + 1), new(address, 24));

    private static IEnumerable<string> HomeAgents(TownNode node) =>
        node.Snapshot(TimeSpan.FromHours(1)).Rows.Select(row => row.HomeAgent.ToString());

    private TownNode Start(Ipv4Address address, int aaps) => _town.Start(address, TownNode.Exchange(s_aaps.Take(aaps), 0), RowOf(address));

    private void Switch(TownNode node, bool on) => Change(node, settings => settings with { Enabled = on });

    private void Change(TownNode node, Func<SubnetMapSettings, SubnetMapSettings> change)
    {
        node.Settings = node.Settings with { SubnetMap = change(node.Settings.SubnetMap!) };
        _town.Give(node, new SettingsChanged(node.Settings));
    }
}
