using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Topologies;

/// <summary>Finds the routes that follow from the picture: the fewest routers between any two segments.</summary>
internal sealed class RoutePlanner
{
    private readonly Topology _topology;
    private readonly ILookup<string, (RouterPlan Router, Ipv4Address Address)> _routersOn;

    public RoutePlanner(Topology topology)
    {
        _topology = topology;
        _routersOn = topology.Routers.SelectMany(router => router.Interfaces.Select(one => (router, one))).ToLookup(pair => pair.one.Segment,
            pair => (pair.router, pair.one.Address));
    }

    /// <summary>The first router of a segment; null when there is none.</summary>
    public Ipv4Address? GatewayOf(string segment)
    {
        foreach (var (_, address) in _routersOn[segment])
            return address;
        return null;
    }

    /// <summary>The next router from a router towards every segment it is not on itself, and towards virtual home networks.</summary>
    public IEnumerable<(Ipv4Prefix Prefix, Ipv4Address Via)> RoutesOf(RouterPlan router)
    {
        var prefixes = _topology.Segments.ToDictionary(segment => segment.Id, segment => segment.Prefix);
        foreach (var (segment, via) in Reachable(router))
        {
            yield return (prefixes[segment], via);
        }
        foreach (var (other, via) in NeighbourTowards(router))
        {
            foreach (var network in other.HomeAgent?.VirtualNetworks ?? [])
                yield return (network, via);
        }
    }

    private IEnumerable<(string Segment, Ipv4Address Via)> Reachable(RouterPlan from)
    {
        var known = from.Interfaces.Select(one => one.Segment).ToHashSet();
        foreach (var (router, via) in NeighbourTowards(from))
        {
            foreach (var one in router.Interfaces)
            {
                if (known.Add(one.Segment))
                    yield return (one.Segment, via);
            }
        }
    }

    // All other routers, nearest first, with the neighbour through which they are reached.
    private IEnumerable<(RouterPlan Router, Ipv4Address Via)> NeighbourTowards(RouterPlan from)
    {
        var seen = new HashSet<string> { from.Id };
        var queue = new Queue<(RouterPlan Router, Ipv4Address? Via)>();
        queue.Enqueue((from, null));
        while (queue.TryDequeue(out var at))
        {
            foreach (var one in at.Router.Interfaces)
            {
                foreach (var (next, address) in _routersOn[one.Segment])
                {
                    if (!seen.Add(next.Id))
                        continue;
                    var via = at.Via ?? address;
                    yield return (next, via);
                    queue.Enqueue((next, via));
                }
            }
        }
    }
}
