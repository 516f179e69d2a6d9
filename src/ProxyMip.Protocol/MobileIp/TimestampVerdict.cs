namespace ProxyMip.Protocol.MobileIp;

/// <summary>What <see cref="Identifications.Check"/> found; anything but <see cref="Valid"/> is answered with code 133.</summary>
public enum TimestampVerdict
{
    /// <summary>Near the agent's clock and later than every one accepted before.</summary>
    Valid,

    /// <summary>Too far from the agent's clock.</summary>
    OutsideTolerance,

    /// <summary>Near enough, but not later than one accepted before: a replay, a duplicate, or another sender with a fast clock.</summary>
    NotNewer,
}
