namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The status of a <see cref="MapDeltaAck"/>. Unknown numbers survive a round trip.</summary>
public enum MapDeltaStatus : byte
{
    /// <summary>Applied, or held already.</summary>
    Applied = 0,

    /// <summary>Changes before these are missing.</summary>
    Gap = 1,

    /// <summary>Not taken.</summary>
    Refused = 2,
}
