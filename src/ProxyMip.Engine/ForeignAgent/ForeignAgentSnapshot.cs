using System.Collections.Immutable;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>One entry of the visitor list, current or pending (RFC 5944 §3.7.1).</summary>
public sealed record VisitorListEntry
{
    /// <summary>The visitor's home address; 0.0.0.0 while it is pending and has none yet.</summary>
    public required Ipv4Address HomeAddress { get; init; }

    /// <summary>Its NAI; null when it named none.</summary>
    public string? Nai { get; init; }

    /// <summary>Where it is.</summary>
    public required PortId Port { get; init; }

    /// <summary>Its Ethernet address, from its request.</summary>
    public required MacAddress LinkAddress { get; init; }

    /// <summary>IP source of its request.</summary>
    public required Ipv4Address Source { get; init; }

    /// <summary>IP destination of its request.</summary>
    public required Ipv4Address Destination { get; init; }

    /// <summary>UDP source port of its request.</summary>
    public required ushort SourcePort { get; init; }

    /// <summary>Its home agent.</summary>
    public required Ipv4Address HomeAgent { get; init; }

    /// <summary>The care-of address it registers.</summary>
    public required Ipv4Address CareOfAddress { get; init; }

    /// <summary>Identification of its request.</summary>
    public required ulong Identification { get; init; }

    /// <summary>Lifetime asked for.</summary>
    public required RegistrationLifetime RequestedLifetime { get; init; }

    /// <summary>What is left: of the registration, or of the wait for a reply. Null: does not end.</summary>
    public required TimeSpan? Remaining { get; init; }

    /// <summary>Whether its packets go back through the tunnel.</summary>
    public bool ReverseTunnel { get; init; }

    /// <summary>Whether only what it encapsulates itself does.</summary>
    public bool EncapsulatingDelivery { get; init; }

    /// <summary>How packets are wrapped.</summary>
    public TunnelProtocol Encapsulation { get; init; }

    /// <summary>Whether revocation was negotiated with its home agent.</summary>
    public bool Revocable { get; init; }
}

/// <summary>The foreign agent at one moment. Immutable.</summary>
public sealed record ForeignAgentSnapshot
{
    /// <summary>Registered visitors by home address.</summary>
    public ImmutableArray<VisitorListEntry> Visitors { get; init; } = [];

    /// <summary>Requests relayed and not yet answered.</summary>
    public ImmutableArray<VisitorListEntry> Pending { get; init; } = [];

    /// <summary>Whether new visitors are refused (66) and B is advertised.</summary>
    public bool Busy { get; init; }

    /// <summary>What was counted.</summary>
    public AgentCounters Counters { get; init; } = new();
}
