namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The code of a <see cref="MapError"/>. Unknown numbers survive a round trip.</summary>
public enum MapErrorCode : ushort
{
    /// <summary>No error; never on the wire.</summary>
    None = 0,

    /// <summary>The type is unknown.</summary>
    UnknownType = 2,

    /// <summary>The receiver is no authoritative access point.</summary>
    NotAuthoritative = 3,

    /// <summary>The receiver epoch is not the receiver's: say HELLO first.</summary>
    HelloRequired = 4,

    /// <summary>The table is full.</summary>
    TableFull = 5,

    /// <summary>The body is malformed; nothing was changed.</summary>
    MalformedBody = 6,

    /// <summary>The lists of authoritative access points differ.</summary>
    ListsDiffer = 7,

    /// <summary>Too many access points.</summary>
    TooManyAccessPoints = 8,

    /// <summary>The generation asked for is no longer held.</summary>
    GenerationNotAvailable = 9,

    /// <summary>Wait 1 to 5 seconds.</summary>
    SlowDown = 10,
}
