using System.Collections.Immutable;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>The subnet map as the proxy reads it: longest match on a client's address (manual, Subnet Map Table). Built when the first client needs it.</summary>
public sealed class HomeSubnets
{
    private readonly SubnetMapChanged _map;

    /// <summary>Takes the rows in use.</summary>
    /// <param name="map">The latest signal of the subnet map exchange.</param>
    public HomeSubnets(SubnetMapChanged map) => _map = map;

    /// <summary>A map without rows.</summary>
    public static HomeSubnets Empty { get; } = new(new([]));

    /// <summary>The longest network that holds the address, with its home agents in the order to try them; null when no row does.</summary>
    public HomeSubnet? Find(Ipv4Address client)
    {
        var table = _map.Table;
        if (!table.TryFind(client, out var match))
            return null;
        var homeAgents = table.HomeAgentsFor(client);
        // A request to a directed broadcast must never go through a foreign agent (RFC 5944 §3.6.1.1).
        var usable = ImmutableArray.CreateBuilder<Ipv4Address>(homeAgents.Length);
        foreach (var homeAgent in homeAgents)
        {
            if (homeAgent.IsUnicastHost && (match.Network.Length >= 31 || homeAgent != match.Network.DirectedBroadcast))
                usable.Add(homeAgent);
        }
        return usable.Count == 0 ? null : new(match.Network, usable.DrainToImmutable());
    }

    /// <summary>Whether an address is that of a home agent in the map: no station may claim it.</summary>
    public bool IsHomeAgent(Ipv4Address address) => _map.Table.HomeAgentsFor(address).Contains(address);
}
