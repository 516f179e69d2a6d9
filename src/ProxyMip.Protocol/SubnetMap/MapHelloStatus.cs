namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The status of a <see cref="MapHelloAck"/>. Unknown numbers survive a round trip.</summary>
public enum MapHelloStatus : byte
{
    /// <summary>Go on.</summary>
    Ok = 0,

    /// <summary>The lists of authoritative access points differ: log it and go on.</summary>
    ListsDiffer = 1,

    /// <summary>No further access points are accepted.</summary>
    NotAccepting = 2,
}
