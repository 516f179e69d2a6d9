using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.Visitors;
using ProxyMip.Simulation.Invariants;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Topologies;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Tests.Roaming;

/// <summary>The manual's network with a stream from the correspondent to the mobile node and pings the other way.</summary>
internal sealed class ManualNetwork
{
    public ManualNetwork(Func<Topology, Topology>? change = null, ulong seed = 1, StreamPolicy? streams = null)
    {
        var topology = ManualTopology.Create();
        Network = NetworkBuilder.Build(change is null ? topology : change(topology), seed, streams: streams);
        Checker = new(Network);
        Network.PowerOn();
    }

    public VirtualNetwork Network { get; }

    public InvariantChecker Checker { get; }

    public MobileNode Mobile => Network.Node<MobileNode>("MN");

    public HostNode Correspondent => Network.Node<HostNode>("correspondent");

    public AccessPointNode Home => Network.Node<AccessPointNode>("AP-H");

    public AccessPointNode Foreign => Network.Node<AccessPointNode>("AP-F");

    public AccessPointNode Authoritative => Network.Node<AccessPointNode>("AP-A");

    public RouterNode HomeRouter => Network.Node<RouterNode>("router-home");

    public RouterNode ForeignRouter => Network.Node<RouterNode>("router-foreign");

    public StandingTraffic Traffic => Network.Traffic[0];

    public StreamConnection Stream => Traffic.Stream!;

    /// <summary>Whether the home agent tunnels to the mobile node.</summary>
    public bool IsBound => !HomeRouter.Driver.Tables.BindingsOf(Mobile.Address).IsEmpty;

    /// <summary>The control experiment: the same network, and nobody knows Mobile IP.</summary>
    public static Topology WithoutMobileIp(Topology topology) => topology with
    {
        AccessPoints = [.. topology.AccessPoints.Select(point => point with { ProxyMobileIp = false })],
        Routers = [.. topology.Routers.Select(router => router with { HomeAgent = null, ForeignAgent = null })],
    };

    public static AccessPointCounters CountersOf(AccessPointNode point) => SnapshotOf(point).Counters;

    public static AccessPointSnapshot SnapshotOf(AccessPointNode point) =>
        point.Driver.Agent!.Role<AccessPointRole>()!.Snapshot(point.Clock.Now, point.Driver.Agent.Role<DiscoveryRole>());

    public HomeAgentSnapshot HomeAgent() => HomeRouter.Driver.Agent!.Role<HomeAgentRole>()!.Snapshot(HomeRouter.Clock.Now);

    /// <summary>Lets the network settle, starts the traffic and lets it run for a while.</summary>
    public void StartTraffic()
    {
        Network.Pass(TimeSpan.FromSeconds(30));
        Traffic.Start();
        Network.Pass(TimeSpan.FromSeconds(10));
    }

    public void Roam(AccessPointNode to, double seconds)
    {
        Mobile.MoveTo(to);
        Network.Pass(TimeSpan.FromSeconds(seconds));
    }

    /// <summary>Octets that arrive in the next seconds: whether traffic flows now.</summary>
    public long Flow(double seconds)
    {
        var before = Traffic.OctetsReceived;
        Network.Pass(TimeSpan.FromSeconds(seconds));
        return Traffic.OctetsReceived - before;
    }

    /// <summary>The connection never broke, traffic flows at its full rate, and no rule was violated.</summary>
    public void AssertAllIsWell()
    {
        Assert.InRange(Flow(10), 190_000, 210_000);
        Assert.Equal((0, StreamState.Open), (Traffic.Breaks, Stream.State));
        Assert.Empty(Checker.Violations);
    }
}
