using System.Collections.Immutable;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Tests.Fakes;

/// <summary>Some nodes, the first of them the default one.</summary>
internal sealed class FakeDirectory(params FakeNode[] nodes) : INodeDirectory
{
    public ImmutableArray<NodeSummary> Nodes { get; set; } = [.. nodes.Select(node => new NodeSummary(node.Id, node.Id, $"access point {node.Id}", true))];

    public string DefaultNodeId => nodes[0].Id;

    public INetworkControl? Network { get; set; }

    public INodeControl? Find(string nodeId) => Array.Find(nodes, node => node.Id == nodeId);
}
