using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.SubnetMaps.Members;
using ProxyMip.Engine.Tests.SubnetMaps.Town;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps;

/// <summary>What a large town costs. Figures are printed; only their growth is asserted, and nothing that a clock says.</summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    private const int RowsEach = 2;
    private static readonly Ipv4Address[] s_aaps = [Ipv4Address.Parse("10.0.0.2"), Ipv4Address.Parse("10.0.0.3"), Ipv4Address.Parse("10.0.0.4")];

    [Fact]
    [Requirement("MAP-045")]
    public void Join_OfTwiceAsManyAccessPoints_CostsTwiceAsManyDatagramsForEachOfTheirParts()
    {
        var small = Join(100);
        var large = Join(200);

        Assert.InRange(large.PerMember / small.PerMember, 0.8, 1.8); // twice the rows are twice the parts, the rest stays
    }

    [Fact]
    [Trait("Lane", "full")]
    [Requirement("MAP-045")]
    public void Join_OfFiveThousandAccessPoints_GivesEveryoneTenThousandRows()
    {
        Join(1250);
        Join(2500);
        Join(5000);
    }

    private (double PerMember, double PerChange) Join(int members)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        MapTown? town = new(7);
        var settings = TownNode.Exchange(s_aaps, 0);
        foreach (var aap in s_aaps)
            town.Start(aap, settings);
        var nodes = Enumerable.Range(1, members).Select(i => Start(town, settings, i)).ToList();
        var seconds = 0;
        while (nodes.Any(node => !IsComplete(node, members * RowsEach)))
        {
            town.RunSeconds(5);
            Assert.True((seconds += 5) < 3600, $"{nodes.Count(node => !IsComplete(node, members * RowsEach))} of {members} members are not complete after an hour");
        }
        var (joinDatagrams, joinOctets) = (town.Datagrams, town.Octets);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - memory;

        // One more row, while nothing else happens.
        town.RunSeconds(30);
        var before = town.Datagrams;
        var quiet = Keepalives(town);
        town.Give(nodes[0], new OwnHomeAgents(nodes[0].OwnRows.Add((new(nodes[0].Address.Value + 40), new(nodes[0].Address, 24)))));
        town.RunSeconds(10);
        var perChange = town.Datagrams - before - (Keepalives(town) - quiet);

        Assert.All(nodes, node => Assert.True(IsComplete(node, members * RowsEach + 1)));
        output.WriteLine($"{members} access points, {members * RowsEach} rows: complete after {seconds} s, {joinDatagrams} datagrams, {joinOctets / 1e6:F1} MB, "
            + $"{joinDatagrams / (double)members:F1} datagrams and {joinOctets / members / 1000} kB each, {grown / 1e6:F0} MB memory for all nodes, "
            + $"{perChange} datagrams for one change, {watch.Elapsed.TotalSeconds:F1} s of computing");
        foreach (var (type, sent) in Totals(town))
            output.WriteLine($"    {type} {sent}");
        var aaps = s_aaps.Select(town.Node).ToList();
        (town, nodes) = (null, []);
        output.WriteLine($"    {(GC.GetTotalMemory(forceFullCollection: true) - memory) / 1e6:F1} MB memory for the {aaps.Count} authoritative access points alone");
        GC.KeepAlive(aaps);
        return (joinDatagrams / (double)members, perChange);
    }

    private static TownNode Start(MapTown town, SubnetMapSettings settings, int number)
    {
        var subnet = new Ipv4Address((10u << 24) + ((uint)number << 8));
        return town.Start(new(subnet.Value + 2), settings, (new(subnet.Value + 1), new(subnet, 24)), (new(subnet.Value + 9), new(subnet, 24)));
    }

    private static bool IsComplete(TownNode node, int rows) =>
        node.Role.Side is MemberSide { State.Phase: MemberPhase.InSync } side && side.Table.Count == rows;

    private static long Keepalives(MapTown town) => Totals(town).Where(total => IsPeriodic(total.Type)).Sum(total => total.Sent);

    private static bool IsPeriodic(MapMessageType type) =>
        type is MapMessageType.Keepalive or MapMessageType.KeepaliveAck or MapMessageType.Digest or MapMessageType.DigestAck;

    private static IEnumerable<(MapMessageType Type, long Sent)> Totals(MapTown town) => town.Nodes
        .SelectMany(node => node.Role.Counters.Traffic)
        .GroupBy(traffic => traffic.Type)
        .OrderBy(group => group.Key)
        .Select(group => (group.Key, group.Sum(traffic => traffic.Sent)));
}
