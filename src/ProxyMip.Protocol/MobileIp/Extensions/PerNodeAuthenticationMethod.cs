namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>How two agents authenticate a proxy registration between them, RFC 5563 §5.1.</summary>
public enum PerNodeAuthenticationMethod : byte
{
    /// <summary>By the Foreign-Home authentication extension.</summary>
    ForeignHomeAuthentication = 1,

    /// <summary>By IPsec.</summary>
    IPsec = 2,
}
