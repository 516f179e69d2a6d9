using System.Collections.Immutable;

namespace ProxyMip.Runtime.Control;

/// <summary>The nodes this console can look at: every access point and agent of the network in memory, or the one real node.</summary>
public interface INodeDirectory
{
    /// <summary>All nodes, access points first, in the order of the topology.</summary>
    ImmutableArray<NodeSummary> Nodes { get; }

    /// <summary>The node shown after login.</summary>
    string DefaultNodeId { get; }

    /// <summary>The network in memory, to move clients and break links; null on a real node.</summary>
    INetworkControl? Network { get; }

    /// <summary>The control of a node; null when there is no such node.</summary>
    INodeControl? Find(string nodeId);
}

/// <summary>One entry of the switcher.</summary>
/// <param name="Id">Stable id, part of addresses and storage keys, such as "ap-home".</param>
/// <param name="SystemName">As shown at the top of its pages.</param>
/// <param name="Description">One line, such as "access point of the home subnet".</param>
/// <param name="HasAccessPoint">Whether the access point pages make sense for it.</param>
public sealed record NodeSummary(string Id, string SystemName, string Description, bool HasAccessPoint);
