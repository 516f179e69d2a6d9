namespace ProxyMip.Protocol.Arp;

/// <summary>The operation of an ARP packet (RFC 826). Unknown numbers survive a round trip.</summary>
public enum ArpOperation : ushort
{
    /// <summary>Who has the target address?</summary>
    Request = 1,

    /// <summary>The sender address is at the sender hardware address.</summary>
    Reply = 2,
}
