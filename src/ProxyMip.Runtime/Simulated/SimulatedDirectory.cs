using System.Collections.Immutable;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Runtime.Simulated;

/// <summary>The consoles of the network in memory: one per access point and per router with agents.</summary>
public sealed class SimulatedDirectory : INodeDirectory, IAsyncDisposable
{
    private readonly NetworkLoop _loop;
    private readonly ImmutableArray<SimulatedNode> _nodes;
    private readonly ImmutableDictionary<string, SimulatedNode> _byId;
    private readonly SimulatedNetworkControl _network;

    /// <summary>Builds the network of a topology; <see cref="StartAsync"/> lets it run.</summary>
    /// <param name="topology">The network.</param>
    /// <param name="seed">Where its chance comes from.</param>
    /// <param name="clock">Real time.</param>
    public SimulatedDirectory(Topology topology, ulong seed, TimeProvider clock)
    {
        _loop = new(NetworkBuilder.Build(topology, seed, clock.GetUtcNow()), clock);
        _nodes = [.. _loop.Network.NodesOf<EngineNode>().Where(node => node.Settings is not null)
            .OrderBy(node => node is AccessPointNode ? 0 : 1).Select(node => new SimulatedNode(node, _loop))];
        _byId = _nodes.ToImmutableDictionary(node => node.Id);
        _network = new(_loop, topology);
        Nodes = [.. _nodes.Select(node => node.Summary)];
        DefaultNodeId = Nodes.FirstOrDefault(node => node.Id == "AP-H")?.Id ?? Nodes[0].Id;
        _loop.Publish = PublishAll;
        _loop.Ended = ShowStopped;
    }

    /// <inheritdoc />
    public ImmutableArray<NodeSummary> Nodes { get; }

    /// <inheritdoc />
    public string DefaultNodeId { get; }

    /// <inheritdoc />
    public INetworkControl? Network => _network;

    /// <summary>The defect that ended the network; null while it runs.</summary>
    public Exception? Fault => _loop.Fault;

    /// <inheritdoc />
    public INodeControl? Find(string nodeId) => _byId.GetValueOrDefault(nodeId);

    /// <summary>Gives every node its configuration and switches the network on.</summary>
    public async Task StartAsync(Func<string, Task<NodeConfiguration>> configurationOf)
    {
        foreach (var node in _nodes)
            node.Configure(await configurationOf(node.Id));
        _loop.Network.PowerOn();
        foreach (var traffic in _loop.Network.Traffic)
            traffic.Start();
        PublishAll();
        _loop.Start();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _loop.DisposeAsync();

    private void ShowStopped()
    {
        foreach (var node in _nodes)
            node.ShowStopped();
    }

    private void PublishAll()
    {
        foreach (var node in _nodes)
            node.Publish();
        _network.Publish();
    }
}
