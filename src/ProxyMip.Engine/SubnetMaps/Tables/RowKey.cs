using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>What identifies a row of the subnet map: a home agent and its subnet. The network is address AND mask (protocol reference 15.4).</summary>
internal readonly record struct RowKey : IComparable<RowKey>
{
    public RowKey(Ipv4Address homeAgent, int prefixLength)
    {
        HomeAgent = homeAgent;
        Network = new(homeAgent, prefixLength);
    }

    public Ipv4Address HomeAgent { get; }

    public Ipv4Prefix Network { get; }

    /// <summary>The canonical order of section 15.4: network, prefix length, home agent.</summary>
    public int CompareTo(RowKey other)
    {
        var byNetwork = Network.CompareTo(other.Network);
        return byNetwork != 0 ? byNetwork : HomeAgent.CompareTo(other.HomeAgent);
    }

    public bool Equals(RowKey other) => HomeAgent == other.HomeAgent && Network.Length == other.Network.Length;

    public override int GetHashCode() => HashCode.Combine(HomeAgent.Value, Network.Length);

    public override string ToString() => $"{HomeAgent} {Network}";
}
