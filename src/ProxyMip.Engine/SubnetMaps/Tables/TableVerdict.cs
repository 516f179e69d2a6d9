namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>What a fetched table looks like.</summary>
internal enum TableVerdict : byte
{
    /// <summary>Parts are missing.</summary>
    Incomplete,

    /// <summary>Count and digest are right.</summary>
    Good,

    /// <summary>Count, order or digest is wrong.</summary>
    Bad,

    /// <summary>Count and order are right; no digest was told for this generation.</summary>
    Unconfirmed,
}
