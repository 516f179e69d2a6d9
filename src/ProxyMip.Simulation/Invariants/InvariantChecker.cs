using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Invariants;

/// <summary>
/// Watches a network for what must never happen: after every event of every engine, and once a second for what only the passing of time can break.
/// </summary>
public sealed class InvariantChecker : IScheduled
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly VirtualNetwork _network;
    private readonly List<Violation> _violations = [];
    private readonly Invariant[] _rules;
    private bool _stopped;

    /// <summary>Begins to watch.</summary>
    public InvariantChecker(VirtualNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _rules =
        [
            new DeliveryRule { Network = network, Violations = _violations },
            new LoopRule { Network = network, Violations = _violations },
            new IdentificationRule { Network = network, Violations = _violations },
            new CounterRule { Network = network, Violations = _violations },
            new LifetimeRule { Network = network, Violations = _violations },
            new OwnershipRule { Network = network, Violations = _violations },
            new ConnectionRule { Network = network, Violations = _violations },
        ];
        foreach (var rule in _rules)
            network.Observe(rule);
        network.Timeline.After(Period, this, 0);
    }

    /// <summary>Names of all rules.</summary>
    public IEnumerable<string> Rules => _rules.Select(rule => rule.Name);

    /// <summary>What went wrong so far, in order.</summary>
    public IReadOnlyList<Violation> Violations => _violations;

    /// <summary>Looks at everything now, and no more from now on.</summary>
    public void Finish()
    {
        Poll();
        _stopped = true;
    }

    private void Poll()
    {
        foreach (var rule in _rules)
            rule.Poll();
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        if (_stopped)
            return;
        Poll();
        _network.Timeline.After(Period, this, 0);
    }
}
