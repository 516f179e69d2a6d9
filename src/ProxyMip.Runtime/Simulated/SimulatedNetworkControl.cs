using ProxyMip.Runtime.Control;
using ProxyMip.Simulation;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Topologies;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Runtime.Simulated;

/// <summary>The picture of the network in memory, and the hands that move things in it.</summary>
public sealed class SimulatedNetworkControl : INetworkControl
{
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(2);

    private readonly NetworkLoop _loop;
    private readonly Topology _topology;

    internal SimulatedNetworkControl(NetworkLoop loop, Topology topology)
    {
        (_loop, _topology) = (loop, topology);
        Current = View(loop.Network);
    }

    /// <inheritdoc />
    public NetworkView Current { get; private set; }

    /// <inheritdoc />
    public event Action? Changed;

    /// <inheritdoc />
    public Task MoveAsync(string mobileNodeId, string? accessPointId, CancellationToken cancel) => _loop.DoAsync(network =>
        network.Node<MobileNode>(mobileNodeId).MoveTo(accessPointId is null ? null : network.Node<AccessPointNode>(accessPointId)), cancel);

    /// <inheritdoc />
    public Task SetPowerAsync(string nodeId, bool on, CancellationToken cancel) => _loop.DoAsync(network =>
    {
        var node = network.Node<NetworkNode>(nodeId);
        if (on)
            node.PowerOn();
        else
            node.PowerOff();
    }, cancel);

    internal void Publish()
    {
        Current = View(_loop.Network);
        Changed?.Invoke();
    }

    private NetworkView View(VirtualNetwork network)
    {
        var mobile = network.NodesOf<MobileNode>().ToList();
        return new()
        {
            Name = network.Name,
            Nodes = [.. network.Nodes.Select(node => NodeOf(node, mobile))],
            Links = [.. Links(network)],
            Tunnels = [.. Tunnels(network)],
            Connections = [.. mobile.SelectMany(node => node.Streams.Connections.Select(stream => ConnectionOf(network, node, stream)))],
        };
    }

    private static MapNode NodeOf(NetworkNode node, List<MobileNode> mobile)
    {
        var (x, y) = (node.X, node.Y);
        var attachedTo = (node as MobileNode)?.AttachedTo;
        if (attachedTo is not null)
        {
            // Clients stand below their access point, side by side.
            var beside = mobile.Where(other => other.AttachedTo == attachedTo).ToList();
            (x, y) = (attachedTo.X + (beside.IndexOf((MobileNode)node) - (beside.Count - 1) / 2.0) * 0.1, Math.Min(attachedTo.Y + 0.18, 0.95));
        }
        var address = node.Address.IsAny ? null : node.Address.ToString();
        return new(node.Id, node.Name, KindOf(node), address, x, y, node.IsUp, attachedTo?.Id, StateOf(node));
    }

    private static string StateOf(NetworkNode node) => node switch
    {
        { IsUp: false } => "off",
        MobileNode { AttachedTo: null } => "out of reach",
        MobileNode { AttachedTo: { } at } mobile when at.Ip.Interfaces[0].Subnet.Contains(mobile.Address) => "at home",
        MobileNode => "visiting",
        RouterNode { Settings: { HomeAgent: not null, ForeignAgent: not null } } => "home and foreign agent",
        RouterNode { Settings.HomeAgent: not null } => "home agent",
        RouterNode { Settings.ForeignAgent: not null } => "foreign agent",
        _ => "up",
    };

    private static MapNodeKind KindOf(NetworkNode node) => node switch
    {
        AccessPointNode => MapNodeKind.AccessPoint,
        RouterNode => MapNodeKind.Router,
        MobileNode => MapNodeKind.MobileNode,
        AssociationServerNode => MapNodeKind.Server,
        _ => MapNodeKind.Correspondent,
    };

    private IEnumerable<MapLink> Links(VirtualNetwork network)
    {
        // A segment is drawn as links of everything on it to its first router, or to its first node when it has none.
        foreach (var segment in _topology.Segments)
        {
            var on = network.Nodes.Where(node => IsOn(node, segment.Id)).ToList();
            var hub = on.OfType<RouterNode>().FirstOrDefault<NetworkNode>() ?? on.FirstOrDefault();
            foreach (var node in on.Where(node => node != hub))
                yield return new(hub!.Id, node.Id, hub.IsUp && node.IsUp, false);
        }
        foreach (var node in network.NodesOf<MobileNode>())
        {
            if (node.AttachedTo is { } at)
                yield return new(at.Id, node.Id, at.IsUp && node.IsUp, true);
        }
    }

    private bool IsOn(NetworkNode node, string segment) => node switch
    {
        RouterNode => _topology.Routers.First(plan => plan.Id == node.Id).Interfaces.Any(on => on.Segment == segment),
        AccessPointNode => _topology.AccessPoints.First(plan => plan.Id == node.Id).Segment == segment,
        MobileNode => false,
        _ => _topology.Hosts.Concat(_topology.AaaServer is { } server ? [server] : []).FirstOrDefault(plan => plan.Id == node.Id)?.Segment == segment,
    };

    private static IEnumerable<MapTunnel> Tunnels(VirtualNetwork network) =>
        network.NodesOf<RouterNode>().Where(router => router.IsUp).SelectMany(router => router.Driver.Tables.Bindings).SelectMany(bindings => bindings)
            .GroupBy(binding => (binding.Tunnel.Local, binding.Tunnel.Remote))
            .Select(tunnel => new MapTunnel(tunnel.Key.Local.ToString(), tunnel.Key.Remote.ToString(), [.. tunnel.Select(binding => binding.HomeAddress.ToString())]));

    private static ConnectionView ConnectionOf(VirtualNetwork network, MobileNode node, StreamConnection stream)
    {
        var quiet = network.Now - stream.LastProgressAt;
        var state = stream.State switch
        {
            StreamState.Broken => "broken",
            StreamState.Closed => "closed",
            _ when quiet > StalledAfter => "stalled",
            _ => "open",
        };
        var peer = network.NodeAt(stream.Ends.Remote)?.Id ?? stream.Ends.Remote.ToString();
        return new(node.Id, peer, state, stream.OctetsReceived, stream.LongestGap, stream.State == StreamState.Broken ? 1 : 0);
    }
}
