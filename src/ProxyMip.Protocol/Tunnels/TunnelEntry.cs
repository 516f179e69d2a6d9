using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>Checks of a packet about to enter a tunnel: RFC 2003 §3.1 and §3.2.</summary>
public static class TunnelEntry
{
    /// <summary>
    /// Whether tunnelling the packet would make a loop: its source is an own address, or the exit of the tunnel (RFC 2003 §3.2). Such a
    /// packet is discarded.
    /// </summary>
    /// <param name="source">Source of the packet to be tunnelled.</param>
    /// <param name="tunnelExit">The far end of the tunnel.</param>
    /// <param name="ownAddresses">The addresses of this node.</param>
    public static bool WouldLoop(Ipv4Address source, Ipv4Address tunnelExit, ReadOnlySpan<Ipv4Address> ownAddresses) =>
        source == tunnelExit || ownAddresses.Contains(source);

    /// <summary>Checks the header of the inner packet and whether its time to live allows the tunnel.</summary>
    internal static TunnelFault Inspect(ReadOnlySpan<byte> inner, bool forwarding, out int headerLength, out int totalLength)
    {
        var fault = Ipv4Octets.Inspect(inner, out headerLength, out totalLength);
        if (fault.IsFault)
            return TunnelFault.FromHeader(fault, 0);
        return Ipv4Octets.TimeToLive(inner) switch
        {
            0 => new(TunnelFaultKind.TimeToLiveZero, Ipv4Octets.TimeToLiveAt),
            1 when forwarding => new(TunnelFaultKind.TimeToLiveExpired, Ipv4Octets.TimeToLiveAt),
            _ => TunnelFault.None,
        };
    }
}
