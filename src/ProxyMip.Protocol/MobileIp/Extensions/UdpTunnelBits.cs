namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>The flags of a UDP Tunnel Request, RFC 3519 §3.1.</summary>
[Flags]
public enum UdpTunnelBits : byte
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>F: tunnel in UDP even if no address translator is found on the way.</summary>
    Force = 0x80,

    /// <summary>R: registration through the foreign agent is required, and the agent sends the request.</summary>
    RegistrationRequired = 0x40,

    /// <summary>Every bit a sender may set; the others are passed over on reception.</summary>
    Defined = Force | RegistrationRequired,
}
