using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.SubnetMaps.Town;

/// <summary>How badly the network of a town behaves.</summary>
internal sealed record TownWeather(double Loss = 0, double Duplication = 0, double Reordering = 0)
{
    public static TownWeather Clear { get; } = new();
}

/// <summary>
/// Access points exchanging subnet maps in virtual time: real roles, sealed datagrams, a network that loses, doubles and reorders them by a seed, partitions,
/// crashes, and home agents that answer probes. Everything is decided by the seed.
/// </summary>
internal sealed class MapTown(ulong seed)
{
    private readonly PriorityQueue<TownItem, (long At, long Turn)> _queue = new();
    private readonly Dictionary<Ipv4Address, TownNode> _nodes = [];
    private readonly Dictionary<Ipv4Address, int> _islands = [];
    private readonly List<EngineAction> _actions = [];
    private long _turn;
    private uint _births;

    public SeededEntropy Dice { get; } = new(seed);

    public TimeSpan Now { get; private set; }

    public TownWeather Weather { get; set; } = TownWeather.Clear;

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Home agents that answer probes, with the prefixes whose directed broadcasts reach them.</summary>
    public HashSet<MapRow> LivingHomeAgents { get; } = [];

    /// <summary>Whether routers drop directed broadcasts.</summary>
    public bool DropsDirectedBroadcasts { get; set; }

    public bool Records { get; set; }

    /// <summary>Every registration request sent to a home agent, with the time.</summary>
    public List<(TimeSpan At, SendDatagram Probe)> Probes { get; } = [];

    /// <summary>Sees every datagram of the exchange that leaves a node; false drops it.</summary>
    public Func<SendDatagram, bool>? Filter { get; set; }

    public long Datagrams { get; private set; }

    public long Octets { get; private set; }

    public IEnumerable<TownNode> Nodes => _nodes.Values;

    public TownNode this[string address] => _nodes[Ipv4Address.Parse(address)];

    public TownNode Node(Ipv4Address address) => _nodes[address];

    /// <summary>Starts an access point, or a crashed one again with nothing in memory.</summary>
    public TownNode Start(Ipv4Address address, SubnetMapSettings settings, params (Ipv4Address HomeAgent, Ipv4Prefix Network)[] ownRows)
    {
        var epoch = TownTime.Epoch(Now, ++_births);
        var node = new TownNode(address, settings with { Epoch = epoch }, Dice.NextUInt64(), Now) { OwnRows = [.. ownRows], Records = Records };
        _nodes[address] = node;
        Give(node, Woken.Instance);
        if (ownRows.Length > 0)
            Give(node, new OwnHomeAgents(node.OwnRows));
        return node;
    }

    public void Crash(Ipv4Address address) => _nodes[address].IsUp = false;

    /// <summary>Puts a node on an island: only those on the same one hear each other.</summary>
    public void Isolate(Ipv4Address address, int island) => _islands[address] = island;

    public void Heal() => _islands.Clear();

    public bool Reach(Ipv4Address left, Ipv4Address right) => _islands.GetValueOrDefault(left) == _islands.GetValueOrDefault(right);

    public void Give(TownNode node, EngineEvent input)
    {
        if (!node.IsUp)
            return;
        _actions.Clear();
        var moment = new Moment(Now - node.BornAt, TownTime.Wall(Now));
        node.Role.Handle(input, new StepContext(moment, node.Entropy, _actions));
        foreach (var action in _actions)
            Do(node, action);
        if (node.Role.WakeAt is { } at)
            SetWake(node, at + node.BornAt);
    }

    /// <summary>Lets time pass.</summary>
    public void Run(TimeSpan duration)
    {
        var end = Now + duration;
        while (_queue.TryPeek(out var item, out var due) && due.At <= end.Ticks)
        {
            _queue.Dequeue();
            Now = TimeSpan.FromTicks(due.At);
            Take(item);
        }
        Now = end;
    }

    public void RunSeconds(double seconds) => Run(TimeSpan.FromSeconds(seconds));

    /// <summary>Delivers octets to a node as they are: what an attacker does.</summary>
    public void Inject(Ipv4Address source, Ipv4Address destination, ReadOnlyMemory<byte> payload) =>
        Enqueue(new(_nodes[destination], null, Received(source, destination, MapHeader.Port, payload)), TimeSpan.Zero);

    private static DatagramReceived Received(Ipv4Address source, Ipv4Address destination, ushort port, ReadOnlyMemory<byte> payload) =>
        new(new(1), default, source, destination, 64, port, port, payload);

    private void Take(TownItem item)
    {
        if (!item.Node.IsUp || _nodes[item.Node.Address] != item.Node)
            return;
        if (item.Datagram is { } datagram)
        {
            Give(item.Node, datagram);
            return;
        }
        if (item.Node.WakeSetFor != item.WakeAt)
            return;
        item.Node.WakeSetFor = null;
        Give(item.Node, Woken.Instance);
    }

    private void SetWake(TownNode node, TimeSpan at)
    {
        if (node.WakeSetFor <= at)
            return;
        node.WakeSetFor = at;
        Enqueue(new(node, at, null), at > Now ? at - Now : TimeSpan.Zero);
    }

    private void Do(TownNode node, EngineAction action)
    {
        switch (action)
        {
            case SendDatagram { DestinationPort: MapHeader.Port } datagram:
                Send(node, datagram);
                break;
            case SendDatagram probe:
                Answer(node, probe);
                break;
            case Raise { Event: SubnetMapChanged changed }:
                node.Table = changed;
                Record(node, changed);
                break;
            case Raise raise:
                if (raise.Event is ActiveAapChanged active)
                    node.ActiveAap = active.Address;
                Record(node, raise.Event);
                break;
            case Report report:
                if (node.Records)
                    node.Reports.Add(report.Entry);
                break;
            default:
                throw new InvalidOperationException($"Unexpected {action}.");
        }
    }

    private static void Record(TownNode node, EngineEvent raised)
    {
        if (node.Records)
            node.Raised.Add(raised);
    }

    private void Send(TownNode from, SendDatagram datagram)
    {
        Datagrams++;
        Octets += datagram.Payload.Length;
        if (Filter?.Invoke(datagram) == false || !_nodes.TryGetValue(datagram.Destination, out var to) || !Reach(from.Address, to.Address))
            return;
        var copies = Weather.Duplication > 0 && Dice.Chance(Weather.Duplication) ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            if (Weather.Loss > 0 && Dice.Chance(Weather.Loss))
                continue;
            var late = Weather.Reordering > 0 && Dice.Chance(Weather.Reordering) ? Delay * (1 + 20 * Dice.NextFraction()) : Delay;
            Enqueue(new(to, null, Received(datagram.Source, datagram.Destination, MapHeader.Port, datagram.Payload)), late);
        }
    }

    // Home agents answer probes as an agent of protocol reference 11.4 does: code 136, naming themselves.
    private void Answer(TownNode prober, SendDatagram probe)
    {
        if (Records)
            Probes.Add((Now, probe));
        if (!RegistrationRequest.TryParse(probe.Payload.Span, out var request, out _))
            throw new InvalidOperationException("A probe is no registration request.");
        foreach (var agent in LivingHomeAgents)
        {
            var isUnicast = probe.Destination == agent.HomeAgent;
            if (!isUnicast && (probe.Destination != agent.Network.DirectedBroadcast || DropsDirectedBroadcasts))
                continue;
            var reply = new RegistrationReply
            {
                Code = ReplyCode.UnknownHomeAgentAddress,
                HomeAddress = request.HomeAddress,
                HomeAgent = agent.HomeAgent,
                Identification = request.Identification,
            };
            var octets = new byte[RegistrationReply.FixedSize];
            reply.WriteTo(octets);
            if (Weather.Loss == 0 || !Dice.Chance(Weather.Loss))
                Enqueue(new(prober, null, Received(agent.HomeAgent, prober.Address, 434, octets)), Delay * 2);
        }
    }

    private void Enqueue(TownItem item, TimeSpan delay) => _queue.Enqueue(item, ((Now + delay).Ticks, _turn++));

    private readonly record struct TownItem(TownNode Node, TimeSpan? WakeAt, DatagramReceived? Datagram);
}
