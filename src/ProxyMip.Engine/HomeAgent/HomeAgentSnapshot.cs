using System.Collections.Immutable;
using ProxyMip.Engine.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>One mobility binding (RFC 5944 §3.8.1).</summary>
public sealed record MobilityBinding
{
    /// <summary>The mobile node.</summary>
    public required Ipv4Address HomeAddress { get; init; }

    /// <summary>Its NAI; null when it named none.</summary>
    public string? Nai { get; init; }

    /// <summary>Where its packets go.</summary>
    public required Ipv4Address CareOfAddress { get; init; }

    /// <summary>The own address in the Home Agent field and in outer headers.</summary>
    public required Ipv4Address HomeAgent { get; init; }

    /// <summary>Identification of the reply that accepted it.</summary>
    public required ulong Identification { get; init; }

    /// <summary>Lifetime granted.</summary>
    public required RegistrationLifetime Lifetime { get; init; }

    /// <summary>What is left of it; null: does not end.</summary>
    public required TimeSpan? Remaining { get; init; }

    /// <summary>Flags of the request.</summary>
    public required RegistrationBits Bits { get; init; }

    /// <summary>How packets are wrapped.</summary>
    public required TunnelProtocol Encapsulation { get; init; }

    /// <summary>GRE key to send with, chosen by the foreign agent; null for none.</summary>
    public uint? SendKey { get; init; }

    /// <summary>GRE key that must arrive, chosen here; null for none.</summary>
    public uint? ReceiveKey { get; init; }

    /// <summary>Whether a reverse tunnel was granted.</summary>
    public bool ReverseTunnel { get; init; }

    /// <summary>IP source of the last request.</summary>
    public required Ipv4Address Source { get; init; }

    /// <summary>UDP source port of the last request.</summary>
    public required ushort SourcePort { get; init; }

    /// <summary>Whether revocation was negotiated with the foreign agent.</summary>
    public bool Revocable { get; init; }
}

/// <summary>The home agent at one moment. Immutable.</summary>
public sealed record HomeAgentSnapshot
{
    /// <summary>All bindings by home address.</summary>
    public ImmutableArray<MobilityBinding> Bindings { get; init; } = [];

    /// <summary>Mobile nodes whose highest Identification is remembered, bound or not.</summary>
    public int KnownNodes { get; init; }

    /// <summary>Requests that wait for an association from the AAA servers.</summary>
    public int WaitingForAssociation { get; init; }

    /// <summary>What was counted.</summary>
    public AgentCounters Counters { get; init; } = new();
}
