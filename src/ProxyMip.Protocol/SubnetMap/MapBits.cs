namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The Flags field of a <see cref="MapHeader"/>. Unknown bits are ignored on reception and sent as zero.</summary>
[Flags]
public enum MapBits : ushort
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>The sender acts as authoritative access point.</summary>
    Authoritative = 0x0001,

    /// <summary>The last message of a series.</summary>
    Last = 0x0002,

    /// <summary>All bits with a meaning.</summary>
    Defined = Authoritative | Last,
}
