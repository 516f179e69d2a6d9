namespace ProxyMip.Protocol.MobileIp;

/// <summary>The first octet of a datagram to or from UDP port 434.</summary>
public enum MobileIpMessageType : byte
{
    /// <summary>Registration Request, RFC 5944 §3.3.</summary>
    RegistrationRequest = 1,

    /// <summary>Registration Reply, RFC 5944 §3.4.</summary>
    RegistrationReply = 3,

    /// <summary>A packet tunnelled in UDP, RFC 3519 §3.3.</summary>
    UdpTunnelData = 4,

    /// <summary>Registration Revocation, RFC 3543 §3.3.</summary>
    Revocation = 7,

    /// <summary>Registration Revocation Acknowledgement, RFC 3543 §3.4.</summary>
    RevocationAcknowledgement = 15,
}
