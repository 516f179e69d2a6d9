using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tracing;

/// <summary>The steps of a roam in causal order.</summary>
public enum RoamStepKind
{
    /// <summary>The station associated.</summary>
    Associated,

    /// <summary>Its address became known: first packet, ARP or lease.</summary>
    AddressKnown,

    /// <summary>The hijack guard allowed or refused the claim.</summary>
    OwnershipChecked,

    /// <summary>Longest match over the subnet map.</summary>
    MapLookup,

    /// <summary>The security association was found, asked for, or is missing.</summary>
    AssociationLookup,

    /// <summary>A foreign agent was chosen, or one is being searched.</summary>
    AgentChosen,

    /// <summary>A registration or deregistration request went out.</summary>
    RequestSent,

    /// <summary>A reply came.</summary>
    ReplyReceived,

    /// <summary>Forwarding was set up.</summary>
    PathReady,

    /// <summary>The first packet came down the new path.</summary>
    FirstPacketDown,

    /// <summary>Gratuitous ARPs were sent for a client that came home.</summary>
    GratuitousArp,

    /// <summary>The client left, or the roam was given up.</summary>
    Ended,
}

/// <summary>One step, with the time since the roam began, the rule that decided and the setting behind it.</summary>
/// <param name="Kind">Which step.</param>
/// <param name="At">Uptime.</param>
/// <param name="Since">Time since the association that began the roam.</param>
/// <param name="Text">One sentence for people.</param>
/// <param name="Rule">The rule that decided, such as "RFC 5944 §3.6.1.1" or "D-07".</param>
/// <param name="Setting">The setting behind it as a page path, such as "Proxy Mobile IP > Local SA Bindings"; null when none.</param>
public sealed record RoamStep(RoamStepKind Kind, TimeSpan At, TimeSpan Since, string Text, string Rule, string? Setting);

/// <summary>One roam of one client, from its association to the first packet down the new path. Immutable; grows by replacement.</summary>
public sealed record RoamTrace
{
    /// <summary>Number of the roam within the node, from 1.</summary>
    public required long Id { get; init; }

    /// <summary>The station.</summary>
    public required MacAddress Station { get; init; }

    /// <summary>Its address, once known.</summary>
    public Ipv4Address? Client { get; init; }

    /// <summary>Time of day at the association.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Steps in order.</summary>
    public ImmutableArray<RoamStep> Steps { get; init; } = [];

    /// <summary>Whether traffic flows: the path is ready.</summary>
    public bool Completed { get; init; }
}

/// <summary>Why a client is not served, or not yet: a code for programs and a sentence for people with the next step.</summary>
/// <param name="Code">Stable kebab-case code such as "no-subnet-map-row".</param>
/// <param name="Text">One sentence: what is wrong and what to do.</param>
/// <param name="Setting">The page to go to; null when none.</param>
public sealed record ServiceReason(string Code, string Text, string? Setting);
