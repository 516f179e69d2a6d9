using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Internet;

/// <summary>Where packets for a prefix go.</summary>
/// <param name="Prefix">The destinations.</param>
/// <param name="Interface">Out of which interface.</param>
/// <param name="Gateway">The next router; null: the destination itself is on the segment.</param>
public sealed record Route(Ipv4Prefix Prefix, IpInterface Interface, Ipv4Address? Gateway);

/// <summary>Routes with a longest-match look-up.</summary>
public sealed class RouteTable
{
    private readonly Dictionary<Ipv4Prefix, Route> _routes = [];
    private int[] _lengths = [];

    /// <summary>All routes, in no order.</summary>
    public IReadOnlyCollection<Route> All => _routes.Values;

    /// <summary>Adds a route, in place of another one for the same prefix.</summary>
    public void Set(Route route)
    {
        ArgumentNullException.ThrowIfNull(route);
        _routes[route.Prefix] = route;
        Measure();
    }

    /// <summary>Takes a route away.</summary>
    public void Remove(Ipv4Prefix prefix)
    {
        if (_routes.Remove(prefix))
            Measure();
    }

    /// <summary>Takes all routes away.</summary>
    public void Clear()
    {
        _routes.Clear();
        Measure();
    }

    /// <summary>The most specific route to a destination; null when there is none.</summary>
    public Route? Find(Ipv4Address destination)
    {
        foreach (var length in _lengths)
        {
            if (_routes.TryGetValue(new(destination, length), out var route))
                return route;
        }
        return null;
    }

    private void Measure() => _lengths = [.. _routes.Keys.Select(prefix => prefix.Length).Distinct().OrderDescending()];
}
