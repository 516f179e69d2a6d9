namespace ProxyMip.Protocol.SubnetMap;

/// <summary>Which table a message is about.</summary>
public enum MapScope : byte
{
    /// <summary>The merged table, for access points.</summary>
    Merged = 0,

    /// <summary>The sender's own claims, between authoritative access points.</summary>
    Claims = 1,
}
