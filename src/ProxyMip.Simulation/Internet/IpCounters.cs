namespace ProxyMip.Simulation.Internet;

/// <summary>Why packets did not go on. Checks of a campaign look at these.</summary>
public sealed class IpCounters
{
    /// <summary>Packets with a broken header or checksum.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Packets that came to this node's Ethernet address without being for it, at a node that does not forward.</summary>
    public long NotForUs { get; internal set; }

    /// <summary>Packets dropped because their time to live ran out: in a network as small as these, a loop.</summary>
    public long TimeToLiveExpired { get; internal set; }

    /// <summary>Packets without a route.</summary>
    public long NoRoute { get; internal set; }

    /// <summary>Packets dropped because no neighbour answered for the next hop.</summary>
    public long Unresolved { get; internal set; }

    /// <summary>Packets that did not fit the next segment and had DF set.</summary>
    public long TooBig { get; internal set; }

    /// <summary>Packets forwarded.</summary>
    public long Forwarded { get; internal set; }

    /// <summary>Packets delivered to this node.</summary>
    public long Delivered { get; internal set; }
}
