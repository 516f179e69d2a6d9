using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>What the machine of one client reacts to. Everything in it is parsed, verified and admitted already.</summary>
public abstract record ClientEvent
{
    private protected ClientEvent()
    {
    }

    /// <summary>64 random bits: the low half fills Identifications, the high half spreads renewals.</summary>
    public ulong Random { get; init; }

    /// <summary>How long to wait before anything is sent, so that many clients with one cause do not all ask at the same moment.</summary>
    public TimeSpan Delay { get; init; }
}

/// <summary>The station uses an address and has a right to it.</summary>
/// <param name="Address">The address.</param>
/// <param name="History">What is remembered of earlier requests for it.</param>
/// <param name="Ground">Why it has a right to it, in words.</param>
/// <param name="How">How the address was learned, in words.</param>
public sealed record AddressLearned(Ipv4Address Address, RequestHistory History, string Ground, string How) : ClientEvent;

/// <summary>The station uses an address it has no right to, or lost it to an owner with better evidence.</summary>
/// <param name="Address">The address.</param>
/// <param name="Why">Why it is refused.</param>
public sealed record AddressRefused(Ipv4Address Address, ServiceReason Why) : ClientEvent;

/// <summary>The client may not be served at all: feature or SSID is off.</summary>
/// <param name="Why">Which.</param>
/// <param name="Address">Its address if it is known.</param>
/// <param name="Deregister">Deregister what this access point registered.</param>
public sealed record ServiceWithdrawn(ServiceReason Why, Ipv4Address Address, bool Deregister) : ClientEvent;

/// <summary>The look for its association came to something.</summary>
/// <param name="Finding">What.</param>
public sealed record AssociationLearned(AssociationFinding Finding) : ClientEvent;

/// <summary>What changed around the clients.</summary>
public enum SurroundingsChange
{
    /// <summary>Settings.</summary>
    Settings,

    /// <summary>The subnet map.</summary>
    Map,

    /// <summary>An agent appeared, vanished or changed what it offers.</summary>
    Agents,

    /// <summary>A foreign agent has a new challenge.</summary>
    Challenge,
}

/// <summary>Something the client may wait for has changed.</summary>
/// <param name="What">What.</param>
public sealed record SurroundingsChanged(SurroundingsChange What) : ClientEvent;

/// <summary>The foreign agent the client is registered with, or asking, is gone or started again.</summary>
/// <param name="Agent">The agent.</param>
/// <param name="Restarted">Started again rather than gone.</param>
public sealed record ForeignAgentFailed(Ipv4Address Agent, bool Restarted) : ClientEvent;

/// <summary>A verified reply accepts the pending request.</summary>
/// <param name="Code">0 or 1.</param>
/// <param name="Lifetime">Lifetime granted.</param>
/// <param name="Challenge">A new challenge the foreign agent put into it; empty without one.</param>
public sealed record RequestAccepted(ReplyCode Code, RegistrationLifetime Lifetime, ChallengeOctets Challenge) : ClientEvent;

/// <summary>A verified reply denies the pending request, or a foreign agent refuses what the home agent accepted.</summary>
/// <param name="Denial">The code and what goes with it.</param>
/// <param name="Identification">The Identification of the reply.</param>
/// <param name="Challenge">A new challenge of the foreign agent; empty without one.</param>
/// <param name="HomeAgentAccepted">The home agent accepted; the foreign agent refused by an FA Error extension (RFC 4636).</param>
public sealed record RequestDenied(Denial Denial, ulong Identification, ChallengeOctets Challenge, bool HomeAgentAccepted) : ClientEvent;

/// <summary>A 131 matches the pending request but its authenticator cannot be verified: what a wrong key at either end looks like.</summary>
/// <param name="Denial">The code and what goes with it.</param>
public sealed record RequestDoubtfullyDenied(Denial Denial) : ClientEvent;

/// <summary>The first packet came down the new path.</summary>
public sealed record DownlinkSeen : ClientEvent;

/// <summary>A deadline has come.</summary>
public sealed record ClientDue : ClientEvent;

/// <summary>The station left or fell silent.</summary>
/// <param name="Idle">It fell silent.</param>
public sealed record ClientGone(bool Idle) : ClientEvent;
