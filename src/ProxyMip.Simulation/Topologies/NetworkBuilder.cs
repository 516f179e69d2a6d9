using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Topologies;

/// <summary>Makes a network out of a topology. Nothing is switched on yet.</summary>
public static class NetworkBuilder
{
    /// <summary>Time of day when a network begins unless another is given.</summary>
    public static readonly DateTimeOffset DefaultBeginning = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private const ulong FirstMac = 0x020000000000;

    /// <summary>Builds the network; <see cref="VirtualNetwork.PowerOn"/> starts it.</summary>
    /// <param name="topology">Read by <see cref="TopologyFile"/> or known to be right.</param>
    /// <param name="seed">Where all chance comes from.</param>
    /// <param name="beginning">Time of day; null: always the same one.</param>
    /// <param name="streams">Timing of the reliable streams; null: the usual one.</param>
    public static VirtualNetwork Build(Topology topology, ulong seed, DateTimeOffset? beginning = null, StreamPolicy? streams = null)
    {
        var network = new VirtualNetwork(topology.Name, seed, beginning ?? DefaultBeginning) { StreamPolicy = streams ?? new() };
        var build = new Construction(topology, network);
        build.AddSegments();
        build.AddRouters();
        build.AddHosts();
        build.AddAccessPoints();
        build.AddMobileNodes();
        build.AddTraffic();
        return network;
    }

    /// <summary>What a plan means for a link.</summary>
    public static LinkQuality QualityOf(QualityPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new()
        {
            Delay = TimeSpan.FromMilliseconds(plan.Delay),
            Jitter = TimeSpan.FromMilliseconds(plan.Jitter),
            Loss = plan.Loss,
            Duplicate = plan.Duplicate,
            Reorder = plan.Reorder,
            ReorderDelay = TimeSpan.FromMilliseconds(plan.ReorderDelay),
            OctetsPerSecond = plan.OctetsPerSecond,
        };
    }

    private sealed class Construction(Topology topology, VirtualNetwork network)
    {
        private readonly RoutePlanner _routes = new(topology);
        private readonly SettingsPlan _settings = new(topology);
        private readonly Dictionary<string, SegmentPlan> _segments = topology.Segments.ToDictionary(segment => segment.Id);
        private ulong _macs = FirstMac;
        private AssociationServerNode? _server;

        public void AddSegments()
        {
            foreach (var plan in topology.Segments)
                network.AddSegment(plan.Id);
        }

        public void AddRouters()
        {
            foreach (var plan in topology.Routers)
            {
                var node = network.Add(new RouterNode(plan.Id, network));
                foreach (var one in plan.Interfaces)
                    node.AddInterface(network.Segments[one.Segment], NextMac(), one.Address, _segments[one.Segment].Prefix, LinkOf(one.Segment));
                foreach (var (prefix, via) in _routes.RoutesOf(plan).Concat(plan.Routes.Select(route => (route.Prefix, route.Via))))
                    node.Ip.Routes.Set(new(prefix, node.Ip.Routes.Find(via)!.Interface, via));
                node.Clock.SetOffset(TimeSpan.FromSeconds(plan.ClockOffset));
                Place(node, plan.Place);
                if (_settings.Of(plan, node) is { } settings)
                    node.Reconfigure(settings);
            }
        }

        public void AddHosts()
        {
            foreach (var plan in topology.Hosts)
                Connect(network.Add(new HostNode(plan.Id, NodeKind.Correspondent, network)), plan);
            if (topology.AaaServer is not { } server)
                return;
            _server = network.Add(new AssociationServerNode(server.Id, network) { Delay = TimeSpan.FromMilliseconds(server.AnswerDelay) });
            _server.Lookup = _settings.AssociationOf;
            Connect(_server, server);
        }

        public void AddAccessPoints()
        {
            foreach (var plan in topology.AccessPoints)
            {
                var node = network.Add(new AccessPointNode(plan.Id, network) { ServiceSets = plan.ServiceSets });
                var gateway = plan.Gateway ?? _routes.GatewayOf(plan.Segment);
                node.Configure(network.Segments[plan.Segment], NextMac(), plan.Address, _segments[plan.Segment].Prefix, gateway, LinkOf(plan.Segment));
                _ = NextMac(); // its radio
                node.AssociationServer = _server;
                node.Clock.SetOffset(TimeSpan.FromSeconds(plan.ClockOffset));
                Place(node, plan.Place);
                node.Reconfigure(_settings.Of(plan, node, gateway));
            }
            foreach (var router in network.NodesOf<RouterNode>())
                router.AssociationServer = _server;
        }

        public void AddMobileNodes()
        {
            foreach (var plan in topology.MobileNodes)
            {
                var node = network.Add(new MobileNode(plan.Id, network)
                {
                    ServiceSet = plan.ServiceSet,
                    RoamGap = TimeSpan.FromMilliseconds(plan.RoamGap),
                });
                var gateway = plan.Gateway ?? new Ipv4Address(plan.Subnet.Network.Value + 1);
                node.Configure(plan.Mac ?? NextMac(), plan.Address, plan.Subnet, gateway);
                node.SetRadio(QualityOf(plan.Radio), QualityOf(plan.Radio));
                if (plan.At is { } at)
                    node.MoveTo(network.Node<AccessPointNode>(at), TimeSpan.Zero);
            }
        }

        public void AddTraffic()
        {
            foreach (var plan in topology.Traffic)
            {
                network.Traffic.Add(new(network.Node<MobileNode>(plan.MobileNode), network.Node<HostNode>(plan.Peer), plan.StreamOctetsPerSecond,
                    TimeSpan.FromMilliseconds(plan.EchoInterval)));
            }
        }

        private void Connect(HostNode node, HostPlan plan)
        {
            node.Configure(NextMac(), plan.Address, _segments[plan.Segment].Prefix, plan.Gateway ?? _routes.GatewayOf(plan.Segment));
            network.Segments[plan.Segment].Attach(node.Ports[0], LinkQuality.Perfect, LinkOf(plan.Segment));
            Place(node, plan.Place);
        }

        private LinkQuality LinkOf(string segment) => QualityOf(_segments[segment].Link);

        private MacAddress NextMac() => new(++_macs);

        private static void Place(NetworkNode node, PlacePlan? place) => (node.X, node.Y) = place is { } at ? (at.X, at.Y) : (node.X, node.Y);
    }
}
