namespace ProxyMip.Protocol.Ethernet;

/// <summary>What an Ethernet frame carries (IEEE 802 numbers). Unknown numbers survive a round trip.</summary>
public enum EtherType : ushort
{
    /// <summary>IPv4 (RFC 894).</summary>
    Ipv4 = 0x0800,

    /// <summary>Address resolution (RFC 826).</summary>
    Arp = 0x0806,

    /// <summary>IEEE 802.1Q tag; never the type of a parsed <see cref="EthernetHeader"/> unless the frame is tagged twice.</summary>
    Vlan = 0x8100,

    /// <summary>IPv6 (RFC 2464).</summary>
    Ipv6 = 0x86dd,

    /// <summary>EAP over LANs (IEEE 802.1X).</summary>
    Eapol = 0x888e,
}
