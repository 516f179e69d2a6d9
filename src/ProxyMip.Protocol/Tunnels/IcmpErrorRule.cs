namespace ProxyMip.Protocol.Tunnels;

/// <summary>When an ICMP error may be sent about a packet: RFC 1122 §3.2.2, RFC 1812 §4.3.2.7.</summary>
public static class IcmpErrorRule
{
    /// <summary>
    /// Whether an error may be sent. Not about an ICMP error (nor an ICMP type we do not know), not about a fragment other than the first,
    /// not about anything sent to more than one host, not to a sender that is no single host. Rate limits are the caller's.
    /// </summary>
    /// <param name="packet">The packet, from the first octet of its IPv4 header; it may be cut short.</param>
    /// <param name="header">Its header.</param>
    /// <param name="sentToMany">
    /// Whether it came as a link-layer broadcast or multicast, or its source or destination is a directed broadcast address of a network we know.
    /// </param>
    public static bool MayBeSentAbout(ReadOnlySpan<byte> packet, in Ipv4Header header, bool sentToMany)
    {
        if (sentToMany || header.FragmentOffset != 0)
            return false;
        if (!header.Source.IsUnicastHost || header.Destination.IsMulticast || header.Destination.IsLimitedBroadcast)
            return false;
        return header.Protocol != IpProtocol.Icmp
            || (packet.Length > header.HeaderLength && IsQuery((IcmpType)packet[header.HeaderLength]));
    }

    private static bool IsQuery(IcmpType type) => type is IcmpType.EchoRequest or IcmpType.EchoReply
        or IcmpType.RouterAdvertisement or IcmpType.RouterSolicitation or IcmpType.Timestamp or IcmpType.TimestampReply
        or IcmpType.InformationRequest or IcmpType.InformationReply or IcmpType.AddressMaskRequest or IcmpType.AddressMaskReply;
}
