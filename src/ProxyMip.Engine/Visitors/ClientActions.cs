using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Registration;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>What the machine of a client wants done, in order.</summary>
public abstract record ClientAction
{
    private protected ClientAction()
    {
    }
}

/// <summary>Hand an action to the driver: path changes, ARP, log entries, signals.</summary>
/// <param name="Action">The action.</param>
public sealed record Perform(EngineAction Action) : ClientAction;

/// <summary>Write, sign and send a request.</summary>
/// <param name="Request">The request.</param>
public sealed record SendRequest(PendingRequest Request) : ClientAction;

/// <summary>Look for the client's association; answered by <see cref="AssociationLearned"/>.</summary>
/// <param name="Anew">Drop what is cached first: a home or foreign agent refused it.</param>
public sealed record SeekAssociation(bool Anew) : ClientAction;

/// <summary>Solicit: a foreign agent is missing or stale.</summary>
public sealed record SeekForeignAgent : ClientAction;

/// <summary>Ask for a fresh subnet map.</summary>
public sealed record SeekMap : ClientAction;

/// <summary>A home agent's clock is so far ahead of ours.</summary>
/// <param name="HomeAgent">The home agent.</param>
/// <param name="Offset">How far; negative: behind.</param>
public sealed record LearnClockOffset(Ipv4Address HomeAgent, TimeSpan Offset) : ClientAction;

/// <summary>A home agent does not want PMIPv4 extensions.</summary>
/// <param name="HomeAgent">The home agent.</param>
public sealed record StopProxyExtensions(Ipv4Address HomeAgent) : ClientAction;

/// <summary>The event makes no sense in the present state; counted.</summary>
/// <param name="Event">The event.</param>
public sealed record CountUnexpected(ClientEvent Event) : ClientAction;

/// <summary>A step of a client machine.</summary>
/// <param name="Next">The state after it; null: the client is forgotten.</param>
/// <param name="Actions">What to do, in order.</param>
public sealed record ClientTransition(ClientState? Next, ImmutableArray<ClientAction> Actions);
