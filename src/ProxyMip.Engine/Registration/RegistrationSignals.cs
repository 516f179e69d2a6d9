using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>Signal: a registration or deregistration of a client was accepted.</summary>
/// <param name="Client">The client.</param>
/// <param name="HomeAgent">Its home agent.</param>
public sealed record ClientRegistered(Ipv4Address Client, Ipv4Address HomeAgent) : EngineEvent;
