namespace ProxyMip.Protocol.SubnetMap;

/// <summary>How far a row may be trusted.</summary>
public enum MapRowState : byte
{
    /// <summary>Some access point vouches for it, or its home agent answered a probe.</summary>
    Active = 1,

    /// <summary>Nobody vouches for it and it is being probed; still used.</summary>
    Probing = 2,

    /// <summary>New and not yet probed; not used for look-up.</summary>
    Unverified = 3,
}
