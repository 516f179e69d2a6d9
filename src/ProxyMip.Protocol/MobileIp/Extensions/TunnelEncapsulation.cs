namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>How packets are wrapped, by IP protocol number; the field of a UDP Tunnel Request (RFC 3519 §3.1). Other numbers are kept as they came.</summary>
public enum TunnelEncapsulation : byte
{
    /// <summary>As the M and G bits of the request say.</summary>
    AsRequestBits = 0,

    /// <summary>IP in IP, RFC 2003.</summary>
    IpInIp = 4,

    /// <summary>GRE, RFC 2784.</summary>
    Gre = 47,

    /// <summary>Minimal encapsulation, RFC 2004.</summary>
    MinimalEncapsulation = 55,
}
