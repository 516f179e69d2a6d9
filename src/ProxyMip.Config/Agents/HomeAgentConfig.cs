using System.Collections.Immutable;
using ProxyMip.Config.Bindings;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config.Agents;

/// <summary>What an agent does about reverse tunnelling (RFC 3024).</summary>
public enum ReverseTunnelling
{
    /// <summary>Not offered.</summary>
    None,

    /// <summary>Granted when asked for: the default.</summary>
    Optional,

    /// <summary>Demanded.</summary>
    Mandatory,
}

/// <summary>An inclusive range of addresses.</summary>
/// <param name="Start">First address.</param>
/// <param name="End">Last address.</param>
public readonly record struct AddressRange(Ipv4Address Start, Ipv4Address End)
{
    /// <summary>Whether the address lies inside.</summary>
    public bool Contains(Ipv4Address address) => address >= Start && address <= End;

    /// <inheritdoc />
    public override string ToString() => Start == End ? Start.ToString() : $"{Start} - {End}";
}

/// <summary>Home Agent: a page of our own in the manner of the manual (protocol reference section 11).</summary>
public sealed record HomeAgentConfig
{
    /// <summary>Off.</summary>
    public static HomeAgentConfig Default { get; } = new();

    /// <summary>The switch. Default no.</summary>
    public bool Enabled { get; init; }

    /// <summary>Home networks served; empty: the subnets of the node's own wired ports.</summary>
    public ImmutableArray<Ipv4Prefix> Networks { get; init; } = [];

    /// <summary>Hosts that may register; empty: every host of the networks.</summary>
    public ImmutableArray<AddressRange> Hosts { get; init; } = [];

    /// <summary>Longest binding lifetime in seconds, 1 to 65535 (65535: no end). Default 3600.</summary>
    public int MaximumLifetime { get; init; } = 3600;

    /// <summary>Accepted clock difference in seconds, 1 to 300. Default 7; 3 and less with a notice.</summary>
    public int Tolerance { get; init; } = 7;

    /// <summary>Simultaneous bindings per mobile node, 1 to 8. Default 1.</summary>
    public int MaximumBindingsPerNode { get; init; } = 1;

    /// <summary>Reverse tunnelling.</summary>
    public ReverseTunnelling ReverseTunnel { get; init; } = ReverseTunnelling.Optional;

    /// <summary>GRE.</summary>
    public bool Gre { get; init; } = true;

    /// <summary>Minimal encapsulation.</summary>
    public bool MinimalEncapsulation { get; init; } = true;

    /// <summary>Associations with mobile nodes; the list of Local SA Bindings in the home agent's own copy.</summary>
    public SaBindingsConfig Associations { get; init; } = SaBindingsConfig.Default;

    /// <summary>Longest time between advertisements in seconds, 4 to 1800. Default 10, so that access points find the agent soon.</summary>
    public int AdvertisementInterval { get; init; } = 10;

    /// <inheritdoc />
    public bool Equals(HomeAgentConfig? other) =>
        other is not null && Enabled == other.Enabled && Networks.SequenceEqual(other.Networks) && Hosts.SequenceEqual(other.Hosts)
        && MaximumLifetime == other.MaximumLifetime && Tolerance == other.Tolerance && MaximumBindingsPerNode == other.MaximumBindingsPerNode
        && ReverseTunnel == other.ReverseTunnel && Gre == other.Gre && MinimalEncapsulation == other.MinimalEncapsulation
        && Associations.Equals(other.Associations) && AdvertisementInterval == other.AdvertisementInterval;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Enabled, MaximumLifetime, Tolerance, Networks.Length);
}
