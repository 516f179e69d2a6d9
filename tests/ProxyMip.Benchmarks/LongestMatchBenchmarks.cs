using BenchmarkDotNet.Attributes;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Benchmarks;

/// <summary>The home agent of a client among 10,000 networks of 8 to 30 bits; time per look-up, rivals giving the same answers.</summary>
[BenchmarkCategory("Longest match, 10,000 rows")]
public class LongestMatchBenchmarks
{
    public const int Lookups = 4096;
    private const int Rows = 10_000;
    private const int LinearLookups = 64; // a scan of 10,000 rows is slow enough to be timed with few

    private readonly Ipv4Address[] _clients = new Ipv4Address[Lookups];
    private readonly MapEntry[] _rows = new MapEntry[Rows];
    private readonly Dictionary<uint, Ipv4Address>[] _byLength = [.. Enumerable.Range(0, 33).Select(_ => new Dictionary<uint, Ipv4Address>())];
    private LongestMatchTable _table = LongestMatchTable.Empty;

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        for (var i = 0; i < Rows; i++)
        {
            // Mostly subnets of 20 to 28 bits inside 10.0.0.0/8 and 172.16.0.0/12, some wide ones over them.
            var length = (byte)(i % 50 == 0 ? random.Next(8, 17) : random.Next(20, 31));
            var address = i % 3 == 0 ? 0xAC100000 + (uint)random.Next(1 << 20) : 0x0A000000 + (uint)random.Next(1 << 24);
            _rows[i] = new() { State = MapRowState.Active, PrefixLength = length, AccessPoints = 1, HomeAgent = new(address) };
            _byLength[length].TryAdd(address & Mask(length), new(address));
        }
        for (var i = 0; i < Lookups; i++)
        {
            var known = _rows[random.Next(Rows)].HomeAgent.Value ^ (uint)random.Next(256);
            _clients[i] = new(i % 8 == 0 ? (uint)random.NextInt64(1L << 32) : known);
        }
        _table = LongestMatchTable.Build(_rows);
        var found = _clients.Count(client => _table.TryFind(client, out _));
        if (found < Lookups / 2)
            throw new InvalidOperationException($"Only {found} of {Lookups} clients have a network: this would measure misses.");
        foreach (var client in _clients[..LinearLookups])
        {
            var length = _table.TryFind(client, out var match) ? match.Network.Length : -1;
            if (length != LinearLength(client) || length != HashedLength(client))
                throw new InvalidOperationException($"The rivals disagree about {client}.");
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Lookups, Description = "LongestMatchTable.TryFind")]
    public uint Table()
    {
        var sum = 0u;
        foreach (var client in _clients)
            sum += _table.TryFind(client, out var match) ? match.HomeAgent.Value : 0;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Lookups, Description = "LongestMatchTable.HomeAgentsFor")]
    public int TableAll()
    {
        var sum = 0;
        foreach (var client in _clients)
            sum += _table.HomeAgentsFor(client).Length;
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Lookups, Description = "a dictionary for each prefix length")]
    public int Hashed()
    {
        var sum = 0;
        foreach (var client in _clients)
            sum += HashedLength(client);
        return sum;
    }

    [Benchmark(OperationsPerInvoke = LinearLookups, Description = "linear scan")]
    public int Linear()
    {
        var sum = 0;
        foreach (var client in _clients.AsSpan(0, LinearLookups))
            sum += LinearLength(client);
        return sum;
    }

    private int HashedLength(Ipv4Address client)
    {
        for (var length = 32; length > 0; length--)
        {
            if (_byLength[length].Count > 0 && _byLength[length].ContainsKey(client.Value & Mask(length)))
                return length;
        }
        return -1;
    }

    private int LinearLength(Ipv4Address client)
    {
        var longest = -1;
        foreach (ref readonly var row in _rows.AsSpan())
        {
            if (row.PrefixLength > longest && ((row.HomeAgent.Value ^ client.Value) & Mask(row.PrefixLength)) == 0)
                longest = row.PrefixLength;
        }
        return longest;
    }

    private static uint Mask(int length) => length == 0 ? 0 : uint.MaxValue << (32 - length);
}
