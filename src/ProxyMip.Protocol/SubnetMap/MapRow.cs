using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>A row of the subnet map: a home agent and the length of its subnet mask. Rows order canonically.</summary>
/// <param name="HomeAgent">Address of the home agent.</param>
/// <param name="PrefixLength">Bits of the mask, 1 to 32.</param>
public readonly record struct MapRow(Ipv4Address HomeAgent, byte PrefixLength) : IComparable<MapRow>
{
    /// <summary>Shortest prefix on the wire.</summary>
    public const byte MinPrefixLength = 1;

    /// <summary>Longest prefix.</summary>
    public const byte MaxPrefixLength = 32;

    /// <summary>The subnet: address AND mask.</summary>
    public Ipv4Prefix Network => new(HomeAgent, PrefixLength);

    /// <summary>Canonical order: network, then prefix length, then home agent, all ascending.</summary>
    public int CompareTo(MapRow other)
    {
        var networks = Network.CompareTo(other.Network);
        return networks != 0 ? networks : HomeAgent.CompareTo(other.HomeAgent);
    }

    /// <summary>Home agent and prefix length, such as 10.10.4.2/24.</summary>
    public override string ToString() => $"{HomeAgent}/{PrefixLength}";

    /// <summary>Canonical order.</summary>
    public static bool operator <(MapRow left, MapRow right) => left.CompareTo(right) < 0;

    /// <summary>Canonical order.</summary>
    public static bool operator >(MapRow left, MapRow right) => left.CompareTo(right) > 0;

    /// <summary>Canonical order.</summary>
    public static bool operator <=(MapRow left, MapRow right) => left.CompareTo(right) <= 0;

    /// <summary>Canonical order.</summary>
    public static bool operator >=(MapRow left, MapRow right) => left.CompareTo(right) >= 0;
}
