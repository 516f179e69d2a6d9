namespace ProxyMip.Protocol.Tunnels;

/// <summary>The type of an ICMP message (RFC 792, RFC 1256). Unknown numbers survive a round trip.</summary>
public enum IcmpType : byte
{
    /// <summary>Answer to an echo request.</summary>
    EchoReply = 0,

    /// <summary>A packet could not be delivered.</summary>
    DestinationUnreachable = 3,

    /// <summary>Send more slowly; deprecated by RFC 6633, neither sent nor relayed.</summary>
    SourceQuench = 4,

    /// <summary>Another router is nearer.</summary>
    Redirect = 5,

    /// <summary>Are you there?</summary>
    EchoRequest = 8,

    /// <summary>Router or agent advertisement.</summary>
    RouterAdvertisement = 9,

    /// <summary>Router or agent solicitation.</summary>
    RouterSolicitation = 10,

    /// <summary>Time to live reached 0, or reassembly took too long.</summary>
    TimeExceeded = 11,

    /// <summary>A field of the header is wrong.</summary>
    ParameterProblem = 12,

    /// <summary>Timestamp request.</summary>
    Timestamp = 13,

    /// <summary>Timestamp reply.</summary>
    TimestampReply = 14,

    /// <summary>Information request; obsolete.</summary>
    InformationRequest = 15,

    /// <summary>Information reply; obsolete.</summary>
    InformationReply = 16,

    /// <summary>Address mask request (RFC 950).</summary>
    AddressMaskRequest = 17,

    /// <summary>Address mask reply (RFC 950).</summary>
    AddressMaskReply = 18,
}
