using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>A binding as it is kept over a restart. Times are wall time: the uptime starts again from zero.</summary>
/// <param name="CareOfAddress">Where packets go.</param>
/// <param name="HomeAgent">The own address of the binding.</param>
/// <param name="Identification">Identification of the reply that accepted it.</param>
/// <param name="Lifetime">Lifetime granted.</param>
/// <param name="ExpiresAt">When it ends, UTC; null: never.</param>
/// <param name="Bits">Flags of the request.</param>
/// <param name="Encapsulation">How packets are wrapped.</param>
/// <param name="SendKey">GRE key to send with.</param>
/// <param name="ReceiveKey">GRE key that must arrive.</param>
/// <param name="ReverseTunnel">Whether a reverse tunnel was granted.</param>
/// <param name="Source">IP source of the last request.</param>
/// <param name="SourcePort">UDP source port of the last request.</param>
/// <param name="RevocationTimestamp">Timestamp of the foreign agent's revocation support; null when revocation was not negotiated.</param>
public sealed record SavedBinding(Ipv4Address CareOfAddress, Ipv4Address HomeAgent, ulong Identification, RegistrationLifetime Lifetime,
    DateTimeOffset? ExpiresAt, RegistrationBits Bits, TunnelProtocol Encapsulation, uint? SendKey, uint? ReceiveKey, bool ReverseTunnel,
    Ipv4Address Source, ushort SourcePort, uint? RevocationTimestamp);

/// <summary>A mobile node as it is kept over a restart.</summary>
/// <param name="HomeAddress">The mobile node.</param>
/// <param name="Nai">Its NAI; null when it named none.</param>
/// <param name="HighestIdentification">The latest Identification accepted from it; outlives its bindings (product brief 23). Null under nonces.</param>
/// <param name="Bindings">Its bindings; those past their end are passed over when read back.</param>
public sealed record SavedMobileNode(Ipv4Address HomeAddress, string? Nai, ulong? HighestIdentification, ImmutableArray<SavedBinding> Bindings);

/// <summary>Everything a home agent must not forget over a restart.</summary>
/// <param name="Nodes">Every node with a binding or a remembered Identification.</param>
public sealed record HomeAgentState(ImmutableArray<SavedMobileNode> Nodes);

/// <summary>Event: the state of an earlier run, handed to a home agent that has just started. Bindings past their end stay out.</summary>
/// <param name="State">The state.</param>
public sealed record HomeAgentStateRestored(HomeAgentState State) : EngineEvent;

/// <summary>
/// Action: write this node to the journal before the reply behind it is sent, replacing what was written for it before. Emitted only with
/// <see cref="HomeAgentSettings.Journal"/>; without it the driver takes <see cref="HomeAgentRole.Export"/> from time to time.
/// </summary>
/// <param name="Node">The node after the change.</param>
public sealed record SaveMobileNode(SavedMobileNode Node) : EngineAction;
