namespace ProxyMip.Simulation.Nodes;

/// <summary>What a node is.</summary>
public enum NodeKind
{
    /// <summary>An access point with the proxy.</summary>
    AccessPoint,

    /// <summary>A router, with agents or without.</summary>
    Router,

    /// <summary>A host that roams between access points.</summary>
    MobileNode,

    /// <summary>A host on a cable.</summary>
    Correspondent,

    /// <summary>A host on a cable that serves the others, such as the AAA server.</summary>
    Server,
}
