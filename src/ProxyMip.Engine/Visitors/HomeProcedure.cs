using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>How far the home procedure of a client is (protocol reference 9.6).</summary>
public enum HomeStage
{
    /// <summary>No home agent is heard on the own LAN.</summary>
    WaitingForAgent,

    /// <summary>The association is being looked for.</summary>
    WaitingForAssociation,

    /// <summary>It ran too often lately.</summary>
    WaitingForAllowance,

    /// <summary>Gratuitous ARPs and deregistrations are on their way.</summary>
    Running,

    /// <summary>Every home agent of the LAN accepted: the client may roam.</summary>
    Done,

    /// <summary>A home agent refused or stayed silent.</summary>
    GivenUp,

    /// <summary>The client has no association: an ordinary host.</summary>
    NotApplicable,
}

/// <summary>The home procedure of one client.</summary>
/// <param name="Stage">How far it is.</param>
public sealed record HomeProcedure(HomeStage Stage)
{
    /// <summary>Home agents still to be asked, the present one first.</summary>
    public ImmutableArray<Ipv4Address> HomeAgents { get; init; } = [];

    /// <summary>Whether one of them refused or stayed silent.</summary>
    public bool Failed { get; init; }

    /// <summary>Gratuitous ARPs still to be sent.</summary>
    public int ArpsLeft { get; init; }

    /// <summary>Uptime of the next gratuitous ARP; null when all are sent.</summary>
    public TimeSpan? NextArpAt { get; init; }
}

/// <summary>A deregistration under way: at home straight to the home agent, elsewhere through the foreign agent.</summary>
/// <param name="Agent">Where requests go.</param>
/// <param name="CareOfAddress">The binding to delete; the client's own address: all.</param>
/// <param name="HomeAgent">The home agent.</param>
/// <param name="Attempts">Requests sent.</param>
/// <param name="StartedAt">Uptime of the first.</param>
public sealed record Deregistration(Ipv4Address Agent, Ipv4Address CareOfAddress, Ipv4Address HomeAgent, int Attempts, TimeSpan StartedAt)
{
    /// <summary>Where frames to the agent go.</summary>
    public MacAddress AgentLink { get; init; }

    /// <summary>The port it is on.</summary>
    public PortId Port { get; init; }

    /// <summary>A refusal that could not be verified; null when none came.</summary>
    public ReplyCode? DoubtfulCode { get; init; }

    /// <summary>Answers 133 in a row.</summary>
    public int Resynchronisations { get; init; }

    /// <summary>Uptime of the next request; null when none is to be sent.</summary>
    public TimeSpan? NextAt { get; init; }
}
