namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The status of a <see cref="MapRegisterAck"/>. Unknown numbers survive a round trip.</summary>
public enum MapRegisterStatus : byte
{
    /// <summary>All rows taken.</summary>
    Ok = 0,

    /// <summary>Registered, but policy refused some rows.</summary>
    SomeRowsRefused = 1,

    /// <summary>The table is full.</summary>
    TableFull = 2,

    /// <summary>Too many access points are registered.</summary>
    TooManyAccessPoints = 3,

    /// <summary>The receiver is no authoritative access point.</summary>
    NotAuthoritative = 4,

    /// <summary>The lists of authoritative access points differ.</summary>
    ListsDiffer = 5,
}
