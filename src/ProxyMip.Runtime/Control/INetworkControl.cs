using System.Collections.Immutable;

namespace ProxyMip.Runtime.Control;

/// <summary>The network in memory as people see and move it.</summary>
public interface INetworkControl
{
    /// <summary>The picture of the network, replaced at most four times a second.</summary>
    NetworkView Current { get; }

    /// <summary>Raised after <see cref="Current"/> was replaced, on any thread.</summary>
    event Action? Changed;

    /// <summary>Moves a mobile node to another access point ("Roam"); null: out of reach of all.</summary>
    Task MoveAsync(string mobileNodeId, string? accessPointId, CancellationToken cancel);

    /// <summary>Switches a node off (power cut) or on again.</summary>
    Task SetPowerAsync(string nodeId, bool on, CancellationToken cancel);
}

/// <summary>What kind of thing a node of the map is.</summary>
public enum MapNodeKind
{
    /// <summary>Access point.</summary>
    AccessPoint,

    /// <summary>Router with home and/or foreign agent.</summary>
    Router,

    /// <summary>Mobile node.</summary>
    MobileNode,

    /// <summary>Correspondent host.</summary>
    Correspondent,

    /// <summary>AAA or other server.</summary>
    Server,
}

/// <summary>The picture of a network.</summary>
public sealed record NetworkView
{
    /// <summary>Name of the topology.</summary>
    public required string Name { get; init; }

    /// <summary>Nodes.</summary>
    public ImmutableArray<MapNode> Nodes { get; init; } = [];

    /// <summary>Links between nodes.</summary>
    public ImmutableArray<MapLink> Links { get; init; } = [];

    /// <summary>Live tunnels.</summary>
    public ImmutableArray<MapTunnel> Tunnels { get; init; } = [];

    /// <summary>Connections of mobile nodes with their progress.</summary>
    public ImmutableArray<ConnectionView> Connections { get; init; } = [];
}

/// <summary>One node. Coordinates are fractions of the drawing, 0 to 1.</summary>
public sealed record MapNode(string Id, string Name, MapNodeKind Kind, string? Address, double X, double Y, bool IsUp, string? AttachedTo, string State);

/// <summary>One link.</summary>
public sealed record MapLink(string From, string To, bool IsUp, bool IsRadio);

/// <summary>One tunnel between two agents for some mobile nodes.</summary>
public sealed record MapTunnel(string FromAddress, string ToAddress, ImmutableArray<string> MobileNodes);

/// <summary>A running connection of a mobile node, to see that it survives.</summary>
/// <param name="MobileNode">Node id.</param>
/// <param name="Peer">Correspondent's node id.</param>
/// <param name="State">"open", "stalled" or "broken".</param>
/// <param name="OctetsReceived">In order, so far.</param>
/// <param name="LongestGap">Longest time without progress.</param>
/// <param name="Resets">Times it broke.</param>
public sealed record ConnectionView(string MobileNode, string Peer, string State, long OctetsReceived, TimeSpan LongestGap, int Resets);
