using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Visitors;
using ProxyMip.Simulation.Invariants;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Time;
using ProxyMip.Simulation.Topologies;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>
/// Lets all mobile nodes of a topology roam at random between its access points, with connections running, and measures. One seed; pure virtual time.
/// </summary>
public sealed class RoamCampaign
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(60);

    private readonly Topology _topology;
    private readonly RoamOptions _options;
    private readonly List<Roamer> _roamers = [];
    private readonly RoamTally _tally;
    private int _begun;

    /// <summary>Prepares a campaign.</summary>
    /// <param name="topology">At least one mobile node, two access points that offer its SSID, and one host.</param>
    /// <param name="options">What to do.</param>
    public RoamCampaign(Topology topology, RoamOptions options)
    {
        (_topology, _options) = (topology, options);
        Network = NetworkBuilder.Build(topology, options.Seed);
        Checker = new(Network);
        Meter = new(Network);
        Network.Observe(Meter);
        _tally = new(options);
    }

    /// <summary>The network it runs in, for captures and questions.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>What must never happen.</summary>
    public InvariantChecker Checker { get; }

    internal RoamMeter Meter { get; }

    /// <summary>Why a topology is of no use for a campaign, in one sentence; null when it is of use.</summary>
    public static string? Objection(Topology topology)
    {
        if (topology.MobileNodes.IsEmpty)
            return "The topology has no mobile node that could roam.";
        if (topology.Hosts.IsEmpty)
            return "The topology has no host that could talk to the mobile nodes.";
        foreach (var node in topology.MobileNodes)
        {
            if (topology.AccessPoints.Count(point => point.ServiceSets.Contains(node.ServiceSet)) < 2)
                return $"Fewer than two access points offer SSID \"{node.ServiceSet}\", which mobile node \"{node.Id}\" looks for.";
        }
        return null;
    }

    /// <summary>Runs to the end.</summary>
    public RoamTally Run()
    {
        Network.PowerOn();
        SkewClocks();
        Network.Pass(Settling);
        StartTraffic();
        SpoilLinks();
        var faults = new FaultSchedule(Network, _options);
        faults.Start();
        foreach (var roamer in _roamers)
            roamer.Start();
        while (_roamers.Exists(roamer => !roamer.IsDone))
            Network.Pass(TimeSpan.FromSeconds(1));
        faults.Stop();
        Network.Pass(Draining);
        Checker.Finish();
        _tally.Close(_topology.Name, Network, Meter, Checker, faults.Crashes);
        return _tally;
    }

    private void StartTraffic()
    {
        var peer = Network.Node<HostNode>(_topology.Hosts[0].Id);
        var busy = Network.Traffic.Select(traffic => traffic.Mobile).ToHashSet();
        foreach (var mobile in Network.NodesOf<MobileNode>())
        {
            if (!busy.Contains(mobile))
                Network.Traffic.Add(new StandingTraffic(mobile, peer, octetsPerSecond: 2000, TimeSpan.Zero));
            _roamers.Add(new(this, mobile, peer));
        }
        foreach (var traffic in Network.Traffic)
            traffic.Start();
        Network.Pass(TimeSpan.FromSeconds(5));
    }

    private void SkewClocks()
    {
        if (_options.Skew <= TimeSpan.Zero)
            return;
        var chance = Network.Entropy.Fork("clocks");
        foreach (var node in Network.Nodes)
            node.Clock.SetOffset(chance.Between(-_options.Skew, _options.Skew));
    }

    private void SpoilLinks()
    {
        foreach (var point in Network.NodesOf<AccessPointNode>())
        {
            var attachment = point.Ports[0].Attachment!;
            (attachment.ToSegment, attachment.FromSegment) = (_options.Spoil(attachment.ToSegment), _options.Spoil(attachment.FromSegment));
        }
    }

    private bool MayRoam => _begun < _options.Roams;

    /// <summary>One mobile node: stays, roams, is measured, stays again.</summary>
    private sealed class Roamer : IScheduled
    {
        private const int Move = 0;
        private const int GiveUp = 1;
        private const int Settle = 2;

        private static readonly TimeSpan Tail = TimeSpan.FromMilliseconds(30);

        private readonly RoamCampaign _campaign;
        private readonly MobileNode _mobile;
        private readonly SeededEntropy _chance;
        private readonly AccessPointNode[] _points;
        private readonly DatagramProbe? _probe;
        private readonly DatagramSink? _sink;
        private RoamRecord? _roam;
        private TimeSpan? _homeAt;
        private long _firstProbe;
        private int _number;

        public Roamer(RoamCampaign campaign, MobileNode mobile, HostNode peer)
        {
            (_campaign, _mobile) = (campaign, mobile);
            _chance = campaign.Network.Entropy.Fork($"roams of {mobile.Id}");
            _points = [.. campaign.Network.NodesOf<AccessPointNode>().Where(point => point.Accepts(mobile.ServiceSet))];
            campaign.Meter.Ready += Ready;
            if (campaign._options.ProbeInterval <= TimeSpan.Zero)
                return;
            _probe = peer.Probe(mobile.Address, 9000, size: 32);
            _sink = mobile.Sink(9000);
            _sink.Arrived = FirstPacket;
        }

        public bool IsDone { get; private set; }

        public void Start()
        {
            _homeAt = _campaign.Network.Now;
            Schedule(Stay(), Move);
        }

        void IScheduled.Fire(int kind, object? payload)
        {
            if (payload is int number && number != _number)
                return; // of a roam that is over
            switch (kind)
            {
                case Move:
                    MoveOn();
                    break;
                case GiveUp:
                    _roam!.Reason = ReasonOf(_roam);
                    Over();
                    break;
                default:
                    _probe?.Stop();
                    Schedule(Stay(), Move);
                    break;
            }
        }

        private void MoveOn()
        {
            Count();
            if (!_campaign.MayRoam)
            {
                IsDone = true;
                return;
            }
            var others = _points.Where(point => point != _mobile.AttachedTo && point.IsUp && !IsTooSoon(point)).ToArray();
            if (others.Length == 0)
            {
                Schedule(Stay(), Move);
                return;
            }
            _campaign._begun++;
            _firstProbe = (_probe?.Sent ?? 0) + 1;
            _probe?.Start(_campaign._options.ProbeInterval);
            _roam = new(_mobile, others[_chance.Below(others.Length)], _campaign.Network.Now);
            if (_roam.IsReturn)
                _homeAt = _campaign.Network.Now;
            _campaign.Meter.Begin(_roam);
            _mobile.MoveTo(_roam.To);
            Schedule(_campaign._options.Patience, GiveUp);
        }

        private void Ready(RoamRecord roam)
        {
            if (roam == _roam)
                Over();
        }

        private string ReasonOf(RoamRecord roam)
        {
            if (roam.To.Driver.Agent is not { } agent || agent.Role<AccessPointRole>() is not { } role)
                return "access point off";
            var view = role.Snapshot(roam.To.Clock.Now, agent.Role<DiscoveryRole>()).Clients.FirstOrDefault(client => client.Address == _mobile.Address);
            return view?.Reason?.Code ?? (view is null ? "not associated" : "served, though no reply was seen");
        }

        private void Over() => Schedule(Tail, Settle);

        private void FirstPacket(ProbeArrival arrival)
        {
            if (_roam is { AssociatedAt: not null, FirstPacketAt: null })
                _roam.FirstPacketAt = arrival.ArrivedAt;
        }

        private void Count()
        {
            if (_roam is null)
                return;
            _campaign._tally.Count(_roam, _probe, _sink, _firstProbe);
            _roam = null;
        }

        private bool IsTooSoon(AccessPointNode point) =>
            _homeAt is { } home && _campaign.Network.Now - home < _campaign._options.HomePause && point.Ip.Interfaces[0].Subnet.Contains(_mobile.Address);

        private TimeSpan Stay() => _chance.Between(_campaign._options.ShortestStay, _campaign._options.LongestStay);

        private void Schedule(TimeSpan delay, int kind) => _campaign.Network.Timeline.After(delay, this, kind, ++_number);
    }
}
