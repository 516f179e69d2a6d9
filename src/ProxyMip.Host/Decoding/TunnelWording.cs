using ProxyMip.Protocol.Tunnels;

namespace ProxyMip.Host.Decoding;

/// <summary>Faults of encapsulated packets for people.</summary>
internal static class TunnelWording
{
    public static string Of(TunnelFault fault)
    {
        var what = fault.Kind switch
        {
            TunnelFaultKind.Truncated => "ends too early",
            TunnelFaultKind.BadVersion => "an IP version other than 4",
            TunnelFaultKind.BadLength => "a length that contradicts what is there",
            TunnelFaultKind.BadHeaderChecksum => "wrong header checksum",
            TunnelFaultKind.WrongProtocol => "another encapsulation than announced",
            TunnelFaultKind.OuterFragment => "a fragment that must be reassembled first",
            TunnelFaultKind.TimeToLiveZero => "inner time to live 0",
            TunnelFaultKind.TimeToLiveExpired => "inner time to live would become 0",
            TunnelFaultKind.CongestionMarkLost => "congestion marked on a packet that cannot carry the mark",
            TunnelFaultKind.TooLong => "longer than 65535 octets",
            TunnelFaultKind.InnerFragment => "a fragment that minimal encapsulation cannot carry",
            TunnelFaultKind.BadForwardingChecksum => "wrong checksum of the minimal forwarding header",
            TunnelFaultKind.GreReservedBit => "GRE bit 1, 4 or 5 set",
            TunnelFaultKind.GreVersion => "a GRE version other than 0",
            TunnelFaultKind.GreProtocolType => "GRE carries something other than IPv4",
            TunnelFaultKind.BadGreChecksum => "wrong GRE checksum",
            _ => "no fault",
        };
        return $"{what}, at octet {fault.Offset}";
    }
}
