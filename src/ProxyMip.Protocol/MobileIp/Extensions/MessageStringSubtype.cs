namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Who wrote a message string, RFC 4917.</summary>
public enum MessageStringSubtype : byte
{
    /// <summary>The home agent.</summary>
    HomeAgent = 1,

    /// <summary>The foreign agent.</summary>
    ForeignAgent = 2,
}
