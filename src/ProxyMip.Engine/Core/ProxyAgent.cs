using System.Collections.Immutable;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Visitors;

namespace ProxyMip.Engine.Core;

/// <summary>
/// Composes the roles a node is configured with; the only place that knows them all. One owner drives it on one thread: it hands in an event with the
/// moment and gets actions to do, in order. There is no clock, socket, lock or task in here.
/// </summary>
/// <remarks>
/// What the roles of one node send to each other (an access point registering at the foreign agent of the same router, say) never leaves it: see
/// <see cref="OwnTraffic"/>. A fresh agent may have a <see cref="WakeAt"/> of zero: hand in <see cref="Woken"/> to start it.
/// </remarks>
public sealed class ProxyAgent
{
    private readonly Queue<EngineEvent> _events = new();
    private readonly List<EngineAction> _scratch = [];
    private ImmutableArray<Role> _roles;

    /// <summary>Builds the roles of a node.</summary>
    /// <param name="settings">What the node is configured with.</param>
    public ProxyAgent(NodeSettings settings)
    {
        Settings = settings;
        _roles = RoleFactory.Create(settings, []);
    }

    /// <summary>The settings in force.</summary>
    public NodeSettings Settings { get; private set; }

    /// <summary>The earliest uptime at which <see cref="Woken"/> is wanted; null when nothing is waited for. Costs one look at each role.</summary>
    public TimeSpan? WakeAt
    {
        get
        {
            TimeSpan? earliest = null;
            foreach (var role in _roles)
            {
                if (role.WakeAt is { } at && (earliest is null || at < earliest))
                    earliest = at;
            }
            return earliest;
        }
    }

    /// <summary>The role of a type, for snapshots and tests; null when the node has none.</summary>
    public T? Role<T>()
        where T : Role
    {
        foreach (var role in _roles)
        {
            if (role is T found)
                return found;
        }
        return null;
    }

    /// <summary>What the console shows of the access point; null when the node is none. Immutable, built on request.</summary>
    /// <param name="now">The moment of the picture.</param>
    public AccessPointSnapshot? AccessPoint(Moment now) => Role<AccessPointRole>()?.Snapshot(now, Role<DiscoveryRole>());

    /// <summary>Takes one event through the roles it concerns, then what they raised or sent for each other, and appends what is to be done.</summary>
    public void Handle(EngineEvent input, Moment now, EntropySource entropy, List<EngineAction> actions)
    {
        _events.Enqueue(input);
        while (_events.TryDequeue(out var next))
        {
            if (next is SettingsChanged changed)
            {
                Settings = changed.Settings;
                _roles = RoleFactory.Create(Settings, _roles);
            }
            foreach (var role in _roles)
            {
                if (!Concerns(role, next, now))
                    continue;
                role.Handle(next, new StepContext(now, entropy, _scratch));
                if (_scratch.Count > 0)
                    Sort(actions);
            }
        }
    }

    // Waking a role that waits for nothing yet is harmless but not free: a node has several, and one of them may have thousands of deadlines.
    private bool Concerns(Role role, EngineEvent input, Moment now) =>
        input is Woken ? role.WakeAt <= now.Uptime : OwnTraffic.IsFor(role, input, Settings);

    private void Sort(List<EngineAction> actions)
    {
        foreach (var action in _scratch)
        {
            if (action is Raise raise)
            {
                _events.Enqueue(raise.Event);
                continue;
            }
            var back = _roles.Length > 1 ? OwnTraffic.Loopback(action, Settings, _roles) : null;
            if (back is not null)
                _events.Enqueue(back);
            if (back is null || OwnTraffic.AlsoLeaves(action, Settings))
                actions.Add(action);
        }
        _scratch.Clear();
    }
}
