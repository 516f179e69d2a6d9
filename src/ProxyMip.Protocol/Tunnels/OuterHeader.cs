using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>The outer IPv4 header that IP in IP and GRE share.</summary>
internal static class OuterHeader
{
    /// <summary>
    /// Checks the inner packet, moves it <paramref name="overhead"/> octets into the destination, decrements its time to live when forwarding, and
    /// writes the outer header. What lies between the two headers is the caller's to write.
    /// </summary>
    public static bool TryPutInFront(
        ReadOnlySpan<byte> inner, in TunnelHeader header, TunnelProtocol protocol, int overhead, Span<byte> destination,
        out int written, out TunnelFault fault)
    {
        written = 0;
        fault = TunnelEntry.Inspect(inner, header.Forwarding, out _, out var innerLength);
        if (fault.IsFault)
            return false;
        var total = overhead + innerLength;
        if (total > Ipv4Header.MaxTotalLength)
        {
            fault = new(TunnelFaultKind.TooLong, Ipv4Octets.TotalLengthAt);
            return false;
        }
        var typeOfService = Ipv4Octets.TypeOfService(inner); // DSCP and, by RFC 6040 §4.1, ECN
        var dontFragment = header.DontFragment || Ipv4Octets.DontFragment(inner);
        var moved = destination[overhead..total];
        inner[..innerLength].CopyTo(moved);
        if (header.Forwarding)
            Ipv4Octets.DecrementTimeToLive(moved);
        Ipv4Octets.WriteOuter(
            destination, typeOfService, total, header.Identification, dontFragment, header.TimeToLive, (byte)protocol, header.Source, header.Destination);
        written = total;
        return true;
    }
}
