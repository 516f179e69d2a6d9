namespace ProxyMip.Protocol.Tunnels;

/// <summary>The Protocol field of an IPv4 header, as far as this project names it. Unknown numbers survive a round trip.</summary>
public enum IpProtocol : byte
{
    /// <summary>Internet Control Message Protocol (RFC 792).</summary>
    Icmp = 1,

    /// <summary>An IPv4 packet (RFC 2003).</summary>
    IpInIp = 4,

    /// <summary>Transmission Control Protocol (RFC 9293).</summary>
    Tcp = 6,

    /// <summary>User Datagram Protocol (RFC 768).</summary>
    Udp = 17,

    /// <summary>Generic Routing Encapsulation (RFC 2784).</summary>
    Gre = 47,

    /// <summary>Minimal encapsulation (RFC 2004).</summary>
    MinimalEncapsulation = 55,
}
