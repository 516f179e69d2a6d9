namespace ProxyMip.Protocol.SubnetMap;

/// <summary>What a node is in the exchange.</summary>
public enum MapRole : byte
{
    /// <summary>An access point that pulls the table.</summary>
    AccessPoint = 1,

    /// <summary>An authoritative access point (AAP) that keeps it.</summary>
    Authoritative = 2,
}
