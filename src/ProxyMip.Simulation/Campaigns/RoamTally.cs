using ProxyMip.Simulation.Invariants;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>Adds up the roams of one run.</summary>
internal sealed class RoamTally(RoamOptions options)
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

    private int _roams;
    private int _succeeded;
    private long _requests;
    private long _sent;
    private long _lost;
    private long _lostAfterSwitch;
    private TimeSpan? _excess;

    /// <summary>Adds one roam that is over.</summary>
    public void Count(RoamRecord roam, DatagramProbe? probe, DatagramSink? sink, long firstProbe)
    {
        _roams++;
        _requests += roam.Requests;
        if (roam.Duration is { } duration)
        {
            _succeeded++;
            _durations.Add(duration);
        }
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

    /// <summary>The report of one seed.</summary>
    public RoamReport Report(string topology, VirtualNetwork network, RoamMeter meter, InvariantChecker checker, int crashes)
    {
        var measured = options.ProbeInterval > TimeSpan.Zero;
        return new()
        {
            Topology = topology,
            Seeds = [network.Seed],
            Roams = _roams,
            Succeeded = _succeeded,
            Within = [.. Limits.Select(limit => Within(limit))],
            Steps = [.. _steps.Select(step => Figures(step.Name, step.Values))],
            HandoverExcess = _excess?.TotalMilliseconds,
            ProbesSent = measured ? _sent : null,
            ProbesLost = measured ? _lost : null,
            ProbesLostAfterSwitch = measured ? _lostAfterSwitch : null,
            RegistrationMessagesPerRoam = PerRoam(meter.RegistrationMessages),
            ArpPacketsPerRoam = PerRoam(meter.ArpPackets),
            RequestsPerRoam = PerRoam(_requests),
            Connections = network.Traffic.Count,
            ConnectionsBroken = network.Traffic.Count(traffic => traffic.Breaks > 0),
            LongestStall = network.Traffic.Select(traffic => traffic.LongestGap.TotalSeconds).DefaultIfEmpty().Max(),
            Crashes = crashes,
            VirtualSeconds = network.Now.TotalSeconds,
            Events = network.Timeline.Handled,
            Violations = [.. checker.Violations.Select(one => new SeededViolation(network.Seed, one.At.TotalSeconds, one.Rule, one.Text))],
        };
    }

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

    private WithinTime Within(double seconds)
    {
        var count = _durations.CountWithin(TimeSpan.FromSeconds(seconds));
        return new(seconds, count, _roams == 0 ? 0 : (double)count / _roams);
    }

    private double PerRoam(long count) => _roams == 0 ? 0 : (double)count / _roams;

    private static StepFigures Figures(string name, Distribution values) => new(name, values.Count, values.Percentile(50).TotalMilliseconds,
        values.Percentile(99).TotalMilliseconds, values.Maximum.TotalMilliseconds);
}
