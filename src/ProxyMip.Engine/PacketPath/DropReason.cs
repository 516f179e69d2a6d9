namespace ProxyMip.Engine.PacketPath;

/// <summary>Why the packet path dropped something. Counted per reason, never logged per packet.</summary>
public enum DropReason
{
    /// <summary>Not dropped.</summary>
    None,

    /// <summary>A header is malformed or its checksum wrong.</summary>
    Malformed,

    /// <summary>The station claims an address it has no right to.</summary>
    Quarantined,

    /// <summary>A registered visitor used an address other than its own as source.</summary>
    ForeignSource,

    /// <summary>Broadcast or multicast of a visitor: never reaches the foreign segment (manual).</summary>
    VisitorBroadcast,

    /// <summary>A frame type a visitor's registration does not cover, such as IPv6.</summary>
    VisitorProtocol,

    /// <summary>A broadcast ARP of a visitor, or an ARP about its own address.</summary>
    VisitorArp,

    /// <summary>For a visitor, but not from its foreign agent.</summary>
    NotFromForeignAgent,

    /// <summary>An ICMP redirect towards a visitor (RFC 5944 §4.2.1).</summary>
    Redirect,

    /// <summary>A visitor whose registration still runs sent something that is not unicast IPv4.</summary>
    NotRegisteredYet,

    /// <summary>Decapsulated, but its destination is no visitor: silence, never an unreachable (RFC 5944 §4.2.2).</summary>
    UnknownVisitor,

    /// <summary>The outer source is not the tunnel peer of the visitor or binding (decision D-11, RFC 3024 §4.3.2).</summary>
    UnknownTunnelPeer,

    /// <summary>Inside the tunnel, but the inner source is not the bound mobile node.</summary>
    WrongInnerSource,

    /// <summary>Not the negotiated encapsulation or key.</summary>
    WrongEncapsulation,

    /// <summary>A reverse tunnel that was not granted.</summary>
    ReverseTunnelNotGranted,

    /// <summary>The inner header is malformed, or its TTL is 0.</summary>
    BadInnerPacket,

    /// <summary>Inner Not-ECT under outer CE (RFC 6040 §4.2).</summary>
    Congestion,

    /// <summary>A loop: source is this node or the tunnel's exit, or a tunnel packet came back to the mobile node (RFC 2003 §3.2, RFC 5944 §4.2.3).</summary>
    Loop,

    /// <summary>TTL reached 0; the sender gets a time exceeded.</summary>
    TimeExceeded,

    /// <summary>Too big for the tunnel with DF set; the sender gets a fragmentation needed.</summary>
    TooBig,

    /// <summary>No mobile node takes broadcasts here.</summary>
    NoBroadcastReceiver,
}
