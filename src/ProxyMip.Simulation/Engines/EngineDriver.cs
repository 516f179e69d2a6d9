using System.Diagnostics;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Engines;

/// <summary>
/// Runs one <see cref="ProxyAgent"/> in virtual time: hands it events with the moment of its node, carries out its actions in order, and wakes it when it
/// wants. The same engine objects as on a real network; nothing here decides anything.
/// </summary>
public sealed class EngineDriver : IScheduled
{
    private const int MostWakesAtOnce = 100_000;

    private readonly EngineNode _node;
    private readonly Timeline _timeline;
    private readonly NodeClock _clock;
    private readonly EntropySource _entropy;
    private readonly IEngineHost _host;
    private readonly Queue<EngineEvent> _events = new();
    private readonly List<EngineAction> _actions = [];
    private bool _running;
    private int _start;
    private TimeSpan? _scheduled;
    private TimeSpan _lastWake;
    private int _wakesAtOnce;

    internal EngineDriver(EngineNode node, EntropySource entropy)
    {
        (_node, _host, _entropy) = (node, node, entropy);
        (_timeline, _clock) = (node.Network.Timeline, node.Clock);
    }

    /// <summary>The engine while the node is on; null otherwise.</summary>
    public ProxyAgent? Agent { get; private set; }

    /// <summary>What the packet path decides by.</summary>
    public PathTables Tables { get; private set; } = new();

    /// <summary>The event log.</summary>
    public EngineJournal Journal { get; } = new();

    /// <summary>Events the engine has taken.</summary>
    public long Events { get; private set; }

    /// <summary>Starts a fresh engine with empty tables.</summary>
    public void Start(NodeSettings settings)
    {
        Stop();
        Tables = new();
        Agent = new(settings);
        Handle(Woken.Instance);
    }

    /// <summary>Ends the engine without a word.</summary>
    public void Stop()
    {
        Agent = null;
        _start++;
        _scheduled = null;
        _events.Clear();
    }

    /// <summary>Gives the engine an event. What it does may bring further events about; they follow in order.</summary>
    public void Handle(EngineEvent input)
    {
        if (Agent is null)
            return;
        _events.Enqueue(input);
        if (_running)
            return;
        _running = true;
        while (Agent is { } agent && _events.TryDequeue(out var next))
        {
            Events++;
            var observers = _node.Network.Observers;
            foreach (var observer in observers)
                observer.Takes(_node, next);
            _actions.Clear();
            agent.Handle(next, _clock.Now, _entropy, _actions);
            for (var i = 0; i < _actions.Count; i++)
                CarryOut(_actions[i]);
            foreach (var observer in observers)
                observer.Stepped(_node, next);
        }
        _running = false;
        Schedule();
    }

    private void CarryOut(EngineAction action)
    {
        foreach (var observer in _node.Network.Observers)
            observer.Acts(_node, action);
        switch (action)
        {
            case SendDatagram datagram:
                _host.Send(datagram);
                break;
            case SendIcmp message:
                _host.Send(message);
                break;
            case SendArp arp:
                _host.Send(arp);
                break;
            case PathChange change:
                Tables.Apply(change);
                _host.Applied(change);
                break;
            case WatchFirstPacketDown watch:
                _host.Watch(watch.Station);
                break;
            case QueryAssociation query:
                _host.Ask(query);
                break;
            case SaveMobileNode save:
                _host.Save(save.Node);
                break;
            case Report report:
                Journal.Write(new(_timeline.Now, _clock.Now, report.Entry));
                break;
            default:
                throw new UnreachableException($"The driver does not know {action.GetType().Name}.");
        }
    }

    // One occurrence is under way at most; the engine may change its mind, then the old one finds nothing to do.
    private void Schedule()
    {
        if (Agent?.WakeAt is not { } uptime)
            return;
        var at = _clock.ToNetwork(uptime);
        if (at < _timeline.Now)
            at = _timeline.Now;
        if (_scheduled is { } scheduled && scheduled <= at)
            return;
        _scheduled = at;
        _timeline.At(at, this, _start);
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        if (kind != _start || Agent is null)
            return;
        if (_scheduled is { } scheduled && scheduled > _timeline.Now)
            return; // an earlier wish was scheduled behind this one and will come
        _scheduled = null;
        if (Agent.WakeAt is not { } uptime || uptime > _clock.Uptime)
        {
            Schedule();
            return;
        }
        RefuseEndlessWakes();
        Handle(Woken.Instance);
    }

    // An engine that wants to be woken again and again at the same instant would stop virtual time for ever.
    private void RefuseEndlessWakes()
    {
        _wakesAtOnce = _lastWake == _timeline.Now ? _wakesAtOnce + 1 : 0;
        _lastWake = _timeline.Now;
        if (_wakesAtOnce >= MostWakesAtOnce)
            throw new UnreachableException($"The engine of {Agent!.Settings.Name} wants to be woken for ever at {_lastWake}.");
    }
}
