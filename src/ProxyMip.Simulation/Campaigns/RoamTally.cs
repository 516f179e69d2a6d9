using System.Collections.Immutable;
using ProxyMip.Simulation.Invariants;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>Adds up the roams of one run, and several runs.</summary>
public sealed class RoamTally
{
    private static readonly double[] Limits = [0.1, 1, 4, 8, 16, 32, 64];

    private readonly Distribution _durations = new();
    private readonly (string Name, Func<RoamRecord, TimeSpan?> Measure, Distribution Values)[] _steps =
    [
        ("radio gap", roam => roam.AssociatedAt - roam.LeftAt, new()),
        ("association to address known", roam => roam.AddressKnownAt - roam.AssociatedAt, new()),
        ("address known to request", roam => roam.RequestedAt - roam.AddressKnownAt, new()),
        ("request to home agent switched", roam => roam.SwitchedAt - roam.LastRequestAt, new()),
        ("request to reply", roam => roam.RoundTrip, new()),
        ("association to path ready, away", roam => roam.IsReturn ? null : roam.Duration, new()),
        ("association to path ready, home", roam => roam.IsReturn ? roam.Duration : null, new()),
        ("association to first packet, away", roam => roam.IsReturn ? null : roam.Handover, new()),
        ("association to first packet, home", roam => roam.IsReturn ? roam.Handover : null, new()),
    ];

    private readonly List<ulong> _seeds = [];
    private readonly List<SeededViolation> _violations = [];
    private readonly bool _isProbed;
    private string _topology = "";
    private int _roams;
    private int _succeeded;
    private int _interrupted;
    private readonly SortedDictionary<string, int> _reasons = new(StringComparer.Ordinal);
    private long _requests;
    private long _sent;
    private long _lost;
    private long _lostAfterSwitch;
    private TimeSpan? _excess;
    private long _registrationMessages;
    private long _arpPackets;
    private int _connections;
    private int _broken;
    private double _longestStall;
    private int _crashes;
    private double _virtualSeconds;
    private long _events;

    /// <summary>An empty tally.</summary>
    /// <param name="options">The options of the runs.</param>
    public RoamTally(RoamOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _isProbed = options.ProbeInterval > TimeSpan.Zero;
    }

    /// <summary>Adds one roam that is over.</summary>
    internal void Count(RoamRecord roam, DatagramProbe? probe, DatagramSink? sink, long firstProbe)
    {
        if (roam.IsInterrupted)
        {
            _interrupted++;
            return;
        }
        _roams++;
        _requests += roam.Requests;
        if (roam.Duration is { } duration)
        {
            _succeeded++;
            _durations.Add(duration);
        }
        else
            Blame(roam.Reason ?? "out of time", 1);
        foreach (var (_, measure, values) in _steps)
        {
            if (measure(roam) is { } value)
                values.Add(value);
        }
        if (roam is { IsReturn: false, Handover: { } handover, RoundTrip: { } roundTrip } && (_excess is null || handover - roundTrip > _excess))
            _excess = handover - roundTrip;
        if (probe is not null && sink is not null)
            CountProbes(roam, probe, sink, firstProbe);
    }

    /// <summary>Closes the run of one seed.</summary>
    internal void Close(string topology, VirtualNetwork network, RoamMeter meter, InvariantChecker checker, int crashes)
    {
        _topology = topology;
        _seeds.Add(network.Seed);
        _registrationMessages += meter.RegistrationMessages;
        _arpPackets += meter.ArpPackets;
        _connections += network.Traffic.Count;
        _broken += network.Traffic.Count(traffic => traffic.Breaks > 0);
        _longestStall = network.Traffic.Select(traffic => traffic.LongestGap.TotalSeconds).Append(_longestStall).Max();
        _crashes += crashes;
        _virtualSeconds += network.Now.TotalSeconds;
        _events += network.Timeline.Handled;
        _violations.AddRange(checker.Violations.Select(one => new SeededViolation(network.Seed, one.At.TotalSeconds, one.Rule, one.Text)));
    }

    /// <summary>Adds the runs of another tally.</summary>
    public void Add(RoamTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _topology = other._topology;
        _seeds.AddRange(other._seeds);
        _violations.AddRange(other._violations);
        _durations.Add(other._durations);
        for (var i = 0; i < _steps.Length; i++)
            _steps[i].Values.Add(other._steps[i].Values);
        _roams += other._roams;
        _succeeded += other._succeeded;
        _interrupted += other._interrupted;
        foreach (var (reason, count) in other._reasons)
            Blame(reason, count);
        _requests += other._requests;
        _sent += other._sent;
        _lost += other._lost;
        _lostAfterSwitch += other._lostAfterSwitch;
        if (_excess is null || other._excess > _excess)
            _excess = other._excess ?? _excess;
        _registrationMessages += other._registrationMessages;
        _arpPackets += other._arpPackets;
        _connections += other._connections;
        _broken += other._broken;
        _longestStall = Math.Max(_longestStall, other._longestStall);
        _crashes += other._crashes;
        _virtualSeconds += other._virtualSeconds;
        _events += other._events;
    }

    /// <summary>The figures of all runs.</summary>
    public RoamReport ToReport() => new()
    {
        Topology = _topology,
        Seeds = [.. _seeds],
        Roams = _roams,
        Succeeded = _succeeded,
        Interrupted = _interrupted,
        Reasons = _reasons.ToImmutableSortedDictionary(StringComparer.Ordinal),
        Within = [.. Limits.Select(Within)],
        Steps = [.. _steps.Select(step => Figures(step.Name, step.Values))],
        HandoverExcess = _excess?.TotalMilliseconds,
        ProbesSent = _isProbed ? _sent : null,
        ProbesLost = _isProbed ? _lost : null,
        ProbesLostAfterSwitch = _isProbed ? _lostAfterSwitch : null,
        RegistrationMessagesPerRoam = PerRoam(_registrationMessages),
        ArpPacketsPerRoam = PerRoam(_arpPackets),
        RequestsPerRoam = PerRoam(_requests),
        Connections = _connections,
        ConnectionsBroken = _broken,
        LongestStall = _longestStall,
        Crashes = _crashes,
        VirtualSeconds = _virtualSeconds,
        Events = _events,
        Violations = [.. _violations],
    };

    private void CountProbes(RoamRecord roam, DatagramProbe probe, DatagramSink sink, long firstProbe)
    {
        for (var number = firstProbe; number <= probe.Sent; number++)
        {
            _sent++;
            if (sink.Has(number))
                continue;
            _lost++;
            if (roam.SwitchedAt is { } switched && probe.SentAt(number) >= switched)
                _lostAfterSwitch++;
        }
        sink.ForgetBelow(probe.Sent + 1);
    }

    private void Blame(string reason, int count) => _reasons[reason] = _reasons.GetValueOrDefault(reason) + count;

    private WithinTime Within(double seconds)
    {
        var count = _durations.CountWithin(TimeSpan.FromSeconds(seconds));
        return new(seconds, count, _roams == 0 ? 0 : (double)count / _roams);
    }

    private double PerRoam(long count) => _roams == 0 ? 0 : (double)count / _roams;

    private static StepFigures Figures(string name, Distribution values) => new(name, values.Count, values.Percentile(50).TotalMilliseconds,
        values.Percentile(99).TotalMilliseconds, values.Maximum.TotalMilliseconds);
}
