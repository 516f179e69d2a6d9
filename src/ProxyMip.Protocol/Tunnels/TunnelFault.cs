using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>Why a packet was not encapsulated or not decapsulated. Every kind has a test that produces it.</summary>
public enum TunnelFaultKind
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The octets end before the header or the total length does.</summary>
    Truncated,

    /// <summary>The version of an IPv4 header is not 4.</summary>
    BadVersion,

    /// <summary>A header length below 20, or a total length below the header length.</summary>
    BadLength,

    /// <summary>The checksum of an IPv4 header is wrong.</summary>
    BadHeaderChecksum,

    /// <summary>The outer header does not announce the encapsulation asked for.</summary>
    WrongProtocol,

    /// <summary>The outer packet is a fragment: it must be reassembled first.</summary>
    OuterFragment,

    /// <summary>The time to live of the inner packet is 0: drop it (RFC 2003 §3.1).</summary>
    TimeToLiveZero,

    /// <summary>Forwarding would bring the inner time to live to 0: drop, and tell the sender by time exceeded (RFC 2003 §3.1).</summary>
    TimeToLiveExpired,

    /// <summary>Congestion was marked on a packet that cannot carry the mark: drop it (RFC 6040 §4.2).</summary>
    CongestionMarkLost,

    /// <summary>The encapsulated packet would exceed 65,535 octets.</summary>
    TooLong,

    /// <summary>Minimal encapsulation does not carry fragments: use IP in IP (RFC 2004 §3).</summary>
    InnerFragment,

    /// <summary>The checksum of a minimal forwarding header is wrong.</summary>
    BadForwardingChecksum,

    /// <summary>Bit 1, 4 or 5 of a GRE header is set (RFC 2784 §2.3).</summary>
    GreReservedBit,

    /// <summary>The GRE version is not 0 (RFC 2784 §2.3.1).</summary>
    GreVersion,

    /// <summary>GRE carries something other than IPv4 (RFC 2784 §2.4).</summary>
    GreProtocolType,

    /// <summary>The GRE checksum is present and wrong.</summary>
    BadGreChecksum,
}

/// <summary>The first fault found and the octet at fault, counted from the start of the packet handed in.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Offset">Octets from the start of the packet handed in.</param>
public readonly record struct TunnelFault(TunnelFaultKind Kind, int Offset)
{
    /// <summary>No fault.</summary>
    public static TunnelFault None => default;

    /// <summary>Whether there is a fault.</summary>
    public bool IsFault => Kind != TunnelFaultKind.None;

    /// <inheritdoc />
    public override string ToString() => IsFault ? $"{Kind} at octet {Offset}" : "no fault";

    /// <summary>The fault of an IPv4 header that starts <paramref name="start"/> octets into the packet.</summary>
    internal static TunnelFault FromHeader(WireFault fault, int start) => new(
        fault.Kind switch
        {
            WireFaultKind.None => TunnelFaultKind.None,
            WireFaultKind.UnexpectedValue => TunnelFaultKind.BadVersion,
            WireFaultKind.BadLength => TunnelFaultKind.BadLength,
            WireFaultKind.BadChecksum => TunnelFaultKind.BadHeaderChecksum,
            _ => TunnelFaultKind.Truncated,
        },
        start + fault.Offset);
}
