using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>Size and timing of a town that exchanges subnet maps.</summary>
public sealed record MapTownPlan
{
    /// <summary>Access points, authoritative ones included.</summary>
    public int AccessPoints { get; init; } = 100;

    /// <summary>Authoritative access points, one to three.</summary>
    public int Authoritative { get; init; } = 3;

    /// <summary>Home subnets; access points are spread over them in turn, so that an access point may announce several or several the same.</summary>
    public int Subnets { get; init; } = 40;

    /// <summary>Home agents that are switched off when nobody vouches for them any more: every n-th one; 0: none.</summary>
    public int EveryDead { get; init; } = 4;

    /// <summary>Period of the comparison between authoritative access points.</summary>
    public TimeSpan ComparePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Lifetime of a registration with an authoritative access point.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether each access point has a segment of its own behind a router, instead of all on one segment.</summary>
    public bool IsRouted { get; init; }
}

/// <summary>
/// Access points with nothing but the subnet map exchange, and home agents that answer probes. What discovery would tell an access point of its own home
/// agents is told to it directly, so that thousands of access points need no thousand routers.
/// </summary>
public sealed class MapTown
{
    private const uint ServiceNet = 0x0a000000; // 10.0.0.0/15, cut into /30 when routed
    private const uint HomeNets = 0x0a800000; // 10.128.0.0 and up, /24 each
    private static readonly MacAddress FirstMac = new(0x020000000000);

    private readonly MapTownPlan _plan;
    private readonly ImmutableArray<Ipv4Address> _authoritative;
    private ulong _macs = FirstMac.Value;

    /// <summary>Builds a town; nothing is switched on yet.</summary>
    public MapTown(MapTownPlan plan, ulong seed)
    {
        _plan = plan;
        Network = new("a town of access points", seed, Topologies.NetworkBuilder.DefaultBeginning);
        _authoritative = [.. Enumerable.Range(0, plan.Authoritative).Select(AddressOf)];
        Agents = AddAgents();
        Points = [.. Enumerable.Range(0, plan.AccessPoints).Select(AddPoint)];
    }

    /// <summary>The network.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>Access points; the first ones are authoritative.</summary>
    public ImmutableArray<AccessPointNode> Points { get; }

    /// <summary>The router that all home agents live on.</summary>
    public RouterNode Agents { get; }

    /// <summary>Authoritative access points.</summary>
    public IEnumerable<AccessPointNode> Authoritative => Points.Take(_plan.Authoritative);

    /// <summary>Whether the home agent of a subnet answers probes.</summary>
    public bool Answers(int subnet) => _plan.EveryDead == 0 || subnet % _plan.EveryDead != _plan.EveryDead - 1;

    /// <summary>The subnets an access point announces.</summary>
    public IEnumerable<int> SubnetsOf(int point)
    {
        for (var subnet = point % _plan.Subnets; subnet < _plan.Subnets; subnet += _plan.AccessPoints)
            yield return subnet;
    }

    /// <summary>The row of a subnet.</summary>
    public static (Ipv4Address HomeAgent, Ipv4Prefix Network) RowOf(int subnet) =>
        (new(HomeNet(subnet).Network.Value + 1), HomeNet(subnet));

    /// <summary>Switches a point on and tells it of its home agents.</summary>
    public void PowerOn(int point)
    {
        if (Points[point].IsUp)
            return;
        Points[point].PowerOn();
        Points[point].Driver.Handle(new OwnHomeAgents([.. SubnetsOf(point).Select(RowOf)]));
    }

    /// <summary>Switches everything on.</summary>
    public void PowerOn()
    {
        Agents.PowerOn();
        for (var point = 0; point < Points.Length; point++)
            PowerOn(point);
    }

    /// <summary>The exchange of a point now; null while it is off.</summary>
    public static SubnetMapSnapshot? MapOf(AccessPointNode point) => point.Driver.Agent?.Role<SubnetMapRole>()?.Snapshot(point.Clock.Now);

    private static Ipv4Prefix HomeNet(int subnet) => new(new(HomeNets + (uint)subnet * 256), 24);

    private Ipv4Address AddressOf(int point) => new(ServiceNet + (_plan.IsRouted ? (uint)point * 4 + 2 : 0x100 + (uint)point));

    private RouterNode AddAgents()
    {
        var router = Network.Add(new RouterNode("home agents", Network));
        if (!_plan.IsRouted)
            router.AddInterface(Network.AddSegment("services"), NextMac(), new(ServiceNet + 1), new(new(ServiceNet), 15), FromSegment);
        for (var subnet = 0; subnet < _plan.Subnets; subnet++)
        {
            var (address, prefix) = RowOf(subnet);
            router.AddInterface(Network.AddSegment($"home {subnet}"), NextMac(), address, prefix, FromSegment);
        }
        return router;
    }

    private AccessPointNode AddPoint(int number)
    {
        var node = Network.Add(new AccessPointNode($"AP{number}", Network));
        var address = AddressOf(number);
        var lan = _plan.IsRouted ? Network.AddSegment($"lan {number}") : Network.Segments["services"];
        var prefix = _plan.IsRouted ? new Ipv4Prefix(address, 30) : new(new(ServiceNet), 15);
        if (_plan.IsRouted)
            Agents.AddInterface(lan, NextMac(), new(address.Value - 1), prefix, FromSegment);
        node.Configure(lan, NextMac(), address, prefix, new Ipv4Address(_plan.IsRouted ? address.Value - 1 : ServiceNet + 1), FromSegment);
        _ = NextMac();
        node.Reconfigure(new()
        {
            Name = node.Id,
            Interfaces = [new(node.Ports[0].Id, "eth0", PortKind.Wired, node.Ports[0].Mac, address, prefix)],
            SubnetMap = new()
            {
                Enabled = true,
                AuthoritativeAccessPoints = _authoritative,
                Keys = [new(1, new SecretKey("the network in memory shares this"u8))],
                ComparePeriod = _plan.ComparePeriod,
                Lifetime = _plan.Lifetime,
                MaximumAccessPoints = Math.Max(10_000, _plan.AccessPoints),
                Epoch = 0,
            },
        });
        if (number == _plan.AccessPoints - 1)
            ConfigureAgents();
        return node;
    }

    // Ports exist only now; home agents that are to be dead are left out.
    private void ConfigureAgents()
    {
        var networks = Enumerable.Range(0, _plan.Subnets).Where(Answers).Select(subnet =>
        {
            var (address, prefix) = RowOf(subnet);
            return new HomeNetwork(prefix, Agents.Ip.Interfaces.First(on => on.Address == address).Port.Id, address);
        });
        Agents.Reconfigure(new()
        {
            Name = Agents.Id,
            Interfaces = [.. Agents.Ip.Interfaces.Select(on => new NodeInterface(on.Port.Id, on.Port.Name, PortKind.Wired, on.Port.Mac, on.Address, on.Subnet))],
            HomeAgent = new HomeAgentSettings { Networks = [.. networks], Advertising = new() { Periodic = false } },
        });
    }

    private MacAddress NextMac() => new(++_macs);

    private static LinkQuality FromSegment { get; } = new() { Delay = TimeSpan.FromMilliseconds(1) };
}
