using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>Signal of the foreign agent: whether it takes new visitors. Sets or clears the B bit of the next advertisements.</summary>
/// <param name="Busy">Whether it does not.</param>
public sealed record ForeignAgentLoadChanged(bool Busy) : EngineEvent;

/// <summary>Signal of the foreign agent: tell one visitor by a unicast advertisement with sequence number 0 that its binding is gone (RFC 3543 §3.1).</summary>
/// <param name="Port">Where the visitor is.</param>
/// <param name="LinkAddress">Its Ethernet address.</param>
/// <param name="Visitor">Its address.</param>
/// <param name="StayAway">Set the B bit: do not register again.</param>
public sealed record VisitorRevoked(PortId Port, MacAddress LinkAddress, Ipv4Address Visitor, bool StayAway) : EngineEvent;

/// <summary>Signal of the advertiser: a port has a new challenge (RFC 4721).</summary>
/// <param name="Port">The port.</param>
/// <param name="Challenge">The random octets.</param>
public sealed record ChallengeAdvertised(PortId Port, ImmutableArray<byte> Challenge) : EngineEvent;

/// <summary>A multicast group the driver has to be a member of.</summary>
/// <param name="Port">On which port.</param>
/// <param name="Group">The group.</param>
public readonly record struct MulticastMembership(PortId Port, Ipv4Address Group);
