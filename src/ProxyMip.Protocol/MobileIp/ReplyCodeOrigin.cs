namespace ProxyMip.Protocol.MobileIp;

/// <summary>Whose range a <see cref="ReplyCode"/> lies in, RFC 5944 §3.4.</summary>
public enum ReplyCodeOrigin
{
    /// <summary>0 to 8: the home agent accepted.</summary>
    Success,

    /// <summary>64 to 127, and 194: denied by a foreign agent.</summary>
    ForeignAgent,

    /// <summary>128 to 192: denied by the home agent.</summary>
    HomeAgent,

    /// <summary>193 to 200 without 194: denied by a gateway foreign agent (RFC 4857).</summary>
    GatewayForeignAgent,

    /// <summary>Nobody's number.</summary>
    Unassigned,
}
