using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>Power cuts and clock jumps at random times.</summary>
internal sealed class FaultSchedule : IScheduled
{
    private const int Crash = 0;
    private const int Restore = 1;
    private const int Jump = 2;

    private readonly VirtualNetwork _network;
    private readonly RoamOptions _options;
    private readonly SeededEntropy _chance;
    private readonly NetworkNode[] _targets;
    private bool _stopped;

    public FaultSchedule(VirtualNetwork network, RoamOptions options)
    {
        (_network, _options) = (network, options);
        _chance = network.Entropy.Fork("faults");
        _targets = [.. network.Nodes.Where(IsTarget)];
    }

    /// <summary>Power cuts so far.</summary>
    public int Crashes { get; private set; }

    public void Start()
    {
        if (_targets.Length > 0)
            Schedule(_options.CrashEvery, Crash);
        if (_options.JumpEvery > TimeSpan.Zero)
            Schedule(_options.JumpEvery, Jump);
    }

    /// <summary>No more faults; everything is switched on again.</summary>
    public void Stop()
    {
        _stopped = true;
        foreach (var node in _targets)
            node.PowerOn();
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        switch (kind)
        {
            case Restore:
                ((NetworkNode)payload!).PowerOn();
                break;
            case Crash when !_stopped:
                CutPower(_targets[_chance.Below(_targets.Length)]);
                Schedule(_options.CrashEvery, Crash);
                break;
            case Jump when !_stopped:
                _network.Nodes[_chance.Below(_network.Nodes.Count)].Clock.Jump(_chance.Between(-_options.Jump, _options.Jump));
                Schedule(_options.JumpEvery, Jump);
                break;
        }
    }

    private void CutPower(NetworkNode node)
    {
        if (!node.IsUp)
            return;
        Crashes++;
        node.PowerOff();
        _network.Timeline.After(_chance.Between(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)), this, Restore, node);
    }

    private bool IsTarget(NetworkNode node) => node switch
    {
        AccessPointNode => _options.Crash.HasFlag(CrashTargets.AccessPoints),
        RouterNode router when IsNeededAtHome(router) => _options.Crash.HasFlag(CrashTargets.HomeAgents),
        RouterNode { Settings.ForeignAgent: not null } => _options.Crash.HasFlag(CrashTargets.ForeignAgents),
        _ => false,
    };

    private bool IsNeededAtHome(RouterNode router) => router.Settings?.HomeAgent is { } home
        && _network.NodesOf<MobileNode>().Any(mobile => home.Networks.Any(network => network.Prefix.Contains(mobile.Address)));

    // Exponential: faults do not know of each other.
    private void Schedule(TimeSpan mean, int kind) => _network.Timeline.After(-mean * Math.Log(1 - _chance.NextFraction()), this, kind);
}
