using System.Collections.Immutable;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps;

/// <summary>A pre-shared key of the subnet map exchange.</summary>
/// <param name="Id">1 to 65535.</param>
/// <param name="Key">16 to 64 octets.</param>
public sealed record SubnetMapKey(ushort Id, SecretKey Key);

/// <summary>The subnet map exchange as configured (manual: General; protocol reference section 15).</summary>
public sealed record SubnetMapSettings
{
    /// <summary>Follows the General switch.</summary>
    public bool Enabled { get; init; }

    /// <summary>Authoritative access points in configured order, one to three. When an own address is among them, this node is one.</summary>
    public required ImmutableArray<Ipv4Address> AuthoritativeAccessPoints { get; init; }

    /// <summary>One or two keys; the first one signs, all are accepted.</summary>
    public required ImmutableArray<SubnetMapKey> Keys { get; init; }

    /// <summary>Registration lifetime asked for, 60 to 3600 s.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Period of the comparison between authoritative access points, 5 to 300 s.</summary>
    public TimeSpan ComparePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Prefixes an access point may announce; empty: all of length 8 and more.</summary>
    public ImmutableArray<Ipv4Prefix> AllowedPrefixes { get; init; } = [];

    /// <summary>Accept rows with prefix length 1 to 7.</summary>
    public bool AllowShortPrefixes { get; init; }

    /// <summary>Use a row new to the table only after its home agent answered a probe.</summary>
    public bool VerifyNewRows { get; init; }

    /// <summary>Most access points an authoritative one serves.</summary>
    public int MaximumAccessPoints { get; init; } = 10_000;

    /// <summary>Most rows of the table.</summary>
    public int MaximumRows { get; init; } = 65_536;

    /// <summary>Unix seconds at start and a random low half: the epoch of this start (section 15.3). Strictly larger than at any earlier start.</summary>
    public required ulong Epoch { get; init; }
}
