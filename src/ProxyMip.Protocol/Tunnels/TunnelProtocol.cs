namespace ProxyMip.Protocol.Tunnels;

/// <summary>The encapsulations, numbered as in the Protocol field of the outer header.</summary>
public enum TunnelProtocol : byte
{
    /// <summary>IP in IP (RFC 2003): always available.</summary>
    IpInIp = 4,

    /// <summary>Generic Routing Encapsulation (RFC 2784, RFC 2890).</summary>
    Gre = 47,

    /// <summary>Minimal encapsulation (RFC 2004).</summary>
    MinimalEncapsulation = 55,
}
