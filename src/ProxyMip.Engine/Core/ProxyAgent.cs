using System.Collections.Immutable;

namespace ProxyMip.Engine.Core;

/// <summary>
/// Composes the roles a node is configured with; the only place that knows them all. One owner drives it on one thread: it hands in an event with the
/// moment and gets actions to do, in order. There is no clock, socket, lock or task in here.
/// </summary>
public sealed class ProxyAgent
{
    private readonly ImmutableArray<Role> _roles;
    private readonly Queue<EngineEvent> _signals = new();
    private readonly List<EngineAction> _scratch = [];

    /// <summary>Builds the roles of a node.</summary>
    /// <param name="settings">What the node is configured with.</param>
    public ProxyAgent(NodeSettings settings)
    {
        Settings = settings;
        _roles = RoleFactory.Create(settings);
    }

    /// <summary>The settings in force.</summary>
    public NodeSettings Settings { get; private set; }

    /// <summary>The earliest uptime at which <see cref="Woken"/> is wanted; null when nothing is waited for.</summary>
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

    /// <summary>Takes one event through all roles, then the signals they raised for each other, and appends what is to be done.</summary>
    public void Handle(EngineEvent input, Moment now, EntropySource entropy, List<EngineAction> actions)
    {
        if (input is SettingsChanged changed)
            Settings = changed.Settings;
        _signals.Enqueue(input);
        while (_signals.TryDequeue(out var next))
        {
            foreach (var role in _roles)
            {
                _scratch.Clear();
                role.Handle(next, new StepContext(now, entropy, _scratch));
                foreach (var action in _scratch)
                {
                    if (action is Raise raise)
                        _signals.Enqueue(raise.Event);
                    else
                        actions.Add(action);
                }
            }
        }
    }
}
