using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>The subnet map as the proxy reads it: longest match on a client's address (manual, Subnet Map Table).</summary>
public sealed class HomeSubnets
{
    private readonly Dictionary<Ipv4Prefix, HomeSubnet> _rows = [];
    private readonly HashSet<Ipv4Address> _homeAgents = [];
    private readonly int[] _lengths;

    /// <summary>Takes the active rows.</summary>
    /// <param name="rows">Home agent and network; several home agents of one network are all kept.</param>
    public HomeSubnets(IEnumerable<(Ipv4Address HomeAgent, Ipv4Prefix Network)> rows)
    {
        foreach (var network in rows.Where(row => IsUsable(row.HomeAgent, row.Network)).GroupBy(row => row.Network, row => row.HomeAgent))
        {
            _rows[network.Key] = new(network.Key, [.. network.Distinct().Order()]);
            _homeAgents.UnionWith(network);
        }
        _lengths = [.. _rows.Keys.Select(network => network.Length).Distinct().OrderDescending()];
    }

    /// <summary>A map without rows.</summary>
    public static HomeSubnets Empty { get; } = new([]);

    /// <summary>Networks in the map.</summary>
    public int Count => _rows.Count;

    /// <summary>Whether an address is a home agent's: no station may claim it.</summary>
    public bool IsHomeAgent(Ipv4Address address) => _homeAgents.Contains(address);

    /// <summary>The row of the longest prefix that holds the address; null when none does. At most 32 look-ups.</summary>
    public HomeSubnet? Find(Ipv4Address client)
    {
        foreach (var length in _lengths)
        {
            if (_rows.TryGetValue(new(client, length), out var row))
                return row;
        }
        return null;
    }

    // A request to a directed broadcast must never go through a foreign agent (RFC 5944 §3.6.1.1).
    private static bool IsUsable(Ipv4Address homeAgent, Ipv4Prefix network) => homeAgent.IsUnicastHost && homeAgent != network.DirectedBroadcast;
}
