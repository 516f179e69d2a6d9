namespace ProxyMip.Protocol.Tunnels;

/// <summary>IP in IP encapsulation, RFC 2003, with the congestion marks of RFC 6040. Neither way allocates.</summary>
public static class IpInIp
{
    //  |  Outer IPv4 header, 20 octets, protocol 4, no options  |
    //  |  Inner IPv4 header, time to live decremented if forwarded, otherwise unchanged  |
    //  |  Inner payload ...

    /// <summary>Octets the encapsulation adds.</summary>
    public const int Overhead = Ipv4Header.FixedSize;

    /// <summary>Puts an outer header in front of a packet.</summary>
    /// <param name="inner">The packet; octets behind its total length are left out.</param>
    /// <param name="header">The outer header.</param>
    /// <param name="destination">
    /// At least <see cref="Overhead"/> more octets than the packet. The packet may already lie there, <see cref="Overhead"/> octets in: then
    /// nothing is copied.
    /// </param>
    /// <param name="written">Octets of the encapsulated packet.</param>
    /// <param name="fault">Why the packet was refused: a fault of its header, its time to live, or its size.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static bool TryEncapsulate(
        ReadOnlySpan<byte> inner, in TunnelHeader header, Span<byte> destination, out int written, out TunnelFault fault) =>
        OuterHeader.TryPutInFront(inner, header, TunnelProtocol.IpInIp, Overhead, destination, out written, out fault);

    /// <summary>
    /// Takes the outer header off, in place: only the ECN bits and the checksum of the inner header may change.
    /// </summary>
    /// <param name="outer">The packet as received, from its outer header.</param>
    /// <param name="packet">Where the inner packet lies and who sent it.</param>
    /// <param name="fault">Why the packet must be dropped; nothing is answered to it.</param>
    public static bool TryDecapsulate(Span<byte> outer, out DecapsulatedPacket packet, out TunnelFault fault)
    {
        fault = TunnelExit.InspectOuter(outer, TunnelProtocol.IpInIp, out var start, out var end);
        var length = 0;
        if (!fault.IsFault)
            fault = TunnelExit.TakeInner(outer, start, end, out length);
        if (fault.IsFault)
        {
            packet = default;
            return false;
        }
        packet = TunnelExit.Describe(TunnelProtocol.IpInIp, outer, start, length);
        return true;
    }
}
