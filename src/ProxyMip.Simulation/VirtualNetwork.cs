using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Engines;
using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Time;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation;

/// <summary>
/// The network in memory: segments, nodes, and virtual time. Everything follows from the topology, the seed and what is done to it from outside; two runs
/// with the same three are equal to the last octet.
/// </summary>
public sealed class VirtualNetwork
{
    private readonly Dictionary<string, Segment> _segments = [];
    private readonly Dictionary<string, NetworkNode> _nodes = [];
    private readonly List<NetworkNode> _order = [];

    /// <summary>An empty network.</summary>
    /// <param name="name">For people.</param>
    /// <param name="seed">Where all chance comes from.</param>
    /// <param name="beginning">Time of day when it begins, UTC.</param>
    public VirtualNetwork(string name, ulong seed, DateTimeOffset beginning)
    {
        Name = name;
        Seed = seed;
        Beginning = beginning;
        Entropy = new(seed);
    }

    /// <summary>For people.</summary>
    public string Name { get; }

    /// <summary>Where all chance comes from.</summary>
    public ulong Seed { get; }

    /// <summary>Time of day when it began, UTC.</summary>
    public DateTimeOffset Beginning { get; }

    /// <summary>Virtual time.</summary>
    public Timeline Timeline { get; } = new();

    /// <summary>Time since it began.</summary>
    public TimeSpan Now => Timeline.Now;

    /// <summary>Timing of the streams of hosts added from now on.</summary>
    public StreamPolicy StreamPolicy { get; set; } = new();

    /// <summary>All segments by id, radio cells included.</summary>
    public IReadOnlyDictionary<string, Segment> Segments => _segments;

    /// <summary>All nodes, in the order they were added.</summary>
    public IReadOnlyList<NetworkNode> Nodes => _order;

    /// <summary>Traffic of the topology that never ends; each is begun by its own <see cref="StandingTraffic.Start"/>.</summary>
    public IList<StandingTraffic> Traffic { get; } = [];

    /// <summary>Called when a node was switched, moved or came to be associated; null for none.</summary>
    public Action<NetworkNode>? Changed { get; set; }

    /// <summary>Who looks over the shoulder of the engines.</summary>
    internal IEngineObserver[] Observers { get; private set; } = [];

    internal SeededEntropy Entropy { get; }

    /// <summary>Lets somebody see what all engines do.</summary>
    public void Observe(IEngineObserver observer) => Observers = [.. Observers, observer];

    /// <summary>Calls everything that is due up to a time since it began.</summary>
    public void Advance(TimeSpan until) => Timeline.Advance(until);

    /// <summary>Lets an amount of time pass.</summary>
    public void Pass(TimeSpan duration) => Timeline.Advance(Now + duration);

    /// <summary>Lets time pass until a condition holds.</summary>
    /// <param name="condition">Looked at after every occurrence.</param>
    /// <param name="limit">Most time to let pass.</param>
    public bool PassUntil(Func<bool> condition, TimeSpan limit) => Timeline.AdvanceUntil(condition, Now + limit);

    /// <summary>A node by its id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public T Node<T>(string id)
        where T : NetworkNode => (T)_nodes[id];

    /// <summary>All nodes of a kind.</summary>
    public IEnumerable<T> NodesOf<T>()
        where T : NetworkNode => _order.OfType<T>();

    /// <summary>The node with an address of its own; null when there is none.</summary>
    public NetworkNode? NodeAt(Ipv4Address address) => _order.Find(node => node.Ip.Owns(address));

    /// <summary>Switches everything on, in the order it was added.</summary>
    public void PowerOn()
    {
        foreach (var node in _order)
            node.PowerOn();
    }

    /// <summary>Adds a segment.</summary>
    public Segment AddSegment(string id)
    {
        var segment = new Segment(id, Timeline, Entropy.Fork(id));
        _segments.Add(id, segment);
        return segment;
    }

    /// <summary>Adds a node.</summary>
    internal T Add<T>(T node)
        where T : NetworkNode
    {
        _nodes.Add(node.Id, node);
        _order.Add(node);
        return node;
    }

    internal void Announce(NetworkNode node) => Changed?.Invoke(node);
}
