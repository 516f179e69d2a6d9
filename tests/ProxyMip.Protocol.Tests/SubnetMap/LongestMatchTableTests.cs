using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class LongestMatchTableTests
{
    // Addresses that crowd a few networks, so that rows nest, touch and repeat.
    private static readonly uint[] s_networks = [0, 0x0a000000, 0x0a00ff00, 0x0a010000, 0xffffff00];

    private static readonly Gen<Ipv4Address> s_crowded =
        Gen.Select(Gen.Int[0, 4], Gen.UInt[0, 1023]).Select((network, host) => new Ipv4Address(s_networks[network] + host));

    private static readonly Gen<Ipv4Address> s_addresses = Gen.OneOf(s_crowded, Gen.UInt.Select(value => new Ipv4Address(value)));

    private static readonly Gen<MapEntry> s_rows = Gen.Select(s_addresses, Gen.Byte[1, 32], Gen.Enum<MapRowState>()).Select(
        (agent, length, state) => new MapEntry { HomeAgent = agent, PrefixLength = length, State = state });

    public static TheoryData<string> Vectors => VectorFile.Names("lookup");

    [Theory, MemberData(nameof(Vectors))]
    [Requirement("MAP-002")]
    public void TryFind_Vector_GivesItsHomeAgent(string name)
    {
        var vector = VectorFile.Load("lookup")[name];
        var rows = vector.Fields.GetProperty("table").EnumerateArray()
            .Select(row => Maps.Row(row.GetProperty("home_agent").GetString()!, row.GetProperty("prefix_length").GetInt32())).ToArray();
        var found = LongestMatchTable.Build(rows).TryFind(Ipv4Address.Parse(vector.Fields.GetProperty("client").GetString()!), out var match);
        Assert.Equal(vector.Expect.GetProperty("home_agent").GetString(), found ? match.HomeAgent.ToString() : null);
    }

    [Fact]
    public void TryFind_EmptyTable_FindsNothing()
    {
        Assert.False(LongestMatchTable.Empty.TryFind(Ipv4Address.Parse("10.0.0.1"), out var match));
        Assert.Equal((default, 0), (match, LongestMatchTable.Empty.NetworkCount));
        Assert.True(LongestMatchTable.Empty.HomeAgentsFor(Ipv4Address.Broadcast).IsEmpty);
    }

    [Fact]
    public void TryFind_NestedNetworks_TakesTheLongestAndReportsIt()
    {
        var table = LongestMatchTable.Build([Maps.Row("10.0.0.1", 8), Maps.Row("10.1.0.1", 16), Maps.Row("10.1.2.1", 24), Maps.Row("10.1.2.129", 25)]);
        Assert.Equal("10.1.2.128/25", NetworkOf(table, "10.1.2.200"));
        Assert.Equal("10.1.2.0/24", NetworkOf(table, "10.1.2.127"));
        Assert.Equal("10.1.0.0/16", NetworkOf(table, "10.1.3.0"));
        Assert.Equal("10.0.0.0/8", NetworkOf(table, "10.2.0.0"));
        Assert.Equal(4, table.NetworkCount);
    }

    [Fact]
    [Requirement("MAP-002")]
    public void HomeAgentsFor_SeveralOfOneNetwork_AreActiveOnesByNumberThenProbedOnes()
    {
        var table = LongestMatchTable.Build(
        [
            Maps.Row("10.12.9.3", 24), Maps.Row("10.12.9.1", 24, MapRowState.Probing), Maps.Row("10.12.9.2", 24),
            Maps.Row("10.12.9.4", 24, MapRowState.Unverified), Maps.Row("10.12.9.2", 24, MapRowState.Probing),
        ]);
        var client = Ipv4Address.Parse("10.12.9.77");
        Assert.Equal(["10.12.9.2", "10.12.9.3", "10.12.9.1"], table.HomeAgentsFor(client).ToArray().Select(agent => agent.ToString()));
        Assert.True(table.TryFind(client, out var match));
        Assert.Equal(new(new(client, 24), Ipv4Address.Parse("10.12.9.2"), 3), match);
    }

    [Fact]
    public void TryFind_UnverifiedRow_IsNotUsed()
    {
        var table = LongestMatchTable.Build([Maps.Row("10.0.0.1", 8), Maps.Row("10.1.0.1", 16, MapRowState.Unverified)]);
        Assert.Equal("10.0.0.0/8", NetworkOf(table, "10.1.0.7"));
    }

    [Fact]
    public void TryFind_EdgesOfTheAddressSpace_AreCovered()
    {
        var table = LongestMatchTable.Build([Maps.Row("0.0.0.1", 1), Maps.Row("255.255.255.255", 32), Maps.Row("0.0.0.0", 32)]);
        Assert.Equal("0.0.0.0/32", NetworkOf(table, "0.0.0.0"));
        Assert.Equal("0.0.0.0/1", NetworkOf(table, "0.0.0.1"));
        Assert.Equal("0.0.0.0/1", NetworkOf(table, "127.255.255.255"));
        Assert.Null(NetworkOf(table, "128.0.0.0"));
        Assert.Null(NetworkOf(table, "255.255.255.254"));
        Assert.Equal("255.255.255.255/32", NetworkOf(table, "255.255.255.255"));
    }

    [Fact]
    [Requirement("MAP-002")]
    public void TryFind_AnyRowsAndClient_EqualsALinearScan() =>
        Gen.Select(s_rows.Array[0, 60], s_addresses.Array[1, 40]).Sample((rows, clients) =>
        {
            var table = LongestMatchTable.Build(rows);
            return clients.All(client => table.HomeAgentsFor(client).SequenceEqual(Scan(rows, client)) && Agrees(table, client));
        });

    [Fact]
    public void TryFind_EveryEdgeOfEveryRow_EqualsALinearScan() => s_rows.Array[1, 40].Sample(rows =>
    {
        var table = LongestMatchTable.Build(rows);
        var edges = rows.Select(row => row.Row.Network).SelectMany(network => new[]
        {
            network.Network, network.DirectedBroadcast, new(network.Network.Value - 1), new(network.DirectedBroadcast.Value + 1),
        });
        return edges.All(client => table.HomeAgentsFor(client).SequenceEqual(Scan(rows, client)));
    });

    [Fact]
    public void TryFind_ThousandsOfHostRowsInOneNetwork_EqualsALinearScan() =>
        Gen.Select(Gen.UInt[0, 0xffff].HashSet[1000], Gen.UInt[0, 0xffff].Array[200]).Sample((hosts, clients) =>
        {
            var table = LongestMatchTable.Build([Maps.Row("10.0.0.1", 8), .. hosts.Select(host => new MapEntry
            {
                HomeAgent = new(0x0a050000 + host),
                PrefixLength = 32,
                State = MapRowState.Active,
            })]);
            return clients.All(client => table.TryFind(new(0x0a050000 + client), out var match)
                && match.Network.Length == (hosts.Contains(client) ? 32 : 8));
        }, iter: 20);

    [Fact]
    public void TryFind_Million_AllocatesNothing()
    {
        var table = LongestMatchTable.Build([Maps.Row("10.0.0.1", 8), Maps.Row("10.1.0.1", 16), Maps.Row("10.1.2.1", 24)]);
        var client = Ipv4Address.Parse("10.1.2.3");
        var found = 0;
        Assert.Equal(0, Allocations.Of(Allocations.Million, () => found += table.TryFind(client, out _) ? table.HomeAgentsFor(client).Length : 0));
        Assert.Equal(Allocations.Million + 1, found);
    }

    private static bool Agrees(LongestMatchTable table, Ipv4Address client)
    {
        var agents = table.HomeAgentsFor(client);
        return table.TryFind(client, out var match) != agents.IsEmpty && match.HomeAgentCount == agents.Length
            && (agents.IsEmpty || (match.HomeAgent == agents[0] && match.Network.Contains(client)));
    }

    private static string? NetworkOf(LongestMatchTable table, string client) =>
        table.TryFind(Ipv4Address.Parse(client), out var match) ? match.Network.ToString() : null;

    private static Ipv4Address[] Scan(MapEntry[] rows, Ipv4Address client)
    {
        var covering = rows.Where(row => row.IsUsable && row.Row.Network.Contains(client)).ToArray();
        if (covering.Length == 0)
            return [];
        var longest = covering.Max(row => row.PrefixLength);
        return [.. covering.Where(row => row.PrefixLength == longest).OrderBy(row => row.State).ThenBy(row => row.HomeAgent).Select(row => row.HomeAgent).Distinct()];
    }
}
