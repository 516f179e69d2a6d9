using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>Checks common to all encapsulations at the far end of a tunnel.</summary>
internal static class TunnelExit
{
    /// <summary>Checks the outer header: sound, of this protocol, and no fragment.</summary>
    public static TunnelFault InspectOuter(ReadOnlySpan<byte> outer, TunnelProtocol protocol, out int headerLength, out int totalLength)
    {
        var fault = Ipv4Octets.Inspect(outer, out headerLength, out totalLength);
        if (fault.IsFault)
            return TunnelFault.FromHeader(fault, 0);
        if (Ipv4Octets.Protocol(outer) != (byte)protocol)
            return new(TunnelFaultKind.WrongProtocol, Ipv4Octets.ProtocolAt);
        return Ipv4Octets.IsFragment(outer) ? new(TunnelFaultKind.OuterFragment, Ipv4Octets.FragmentAt) : TunnelFault.None;
    }

    /// <summary>
    /// Checks the inner packet that starts <paramref name="start"/> octets into the outer one and moves a congestion mark to it (RFC 6040 §4.2).
    /// The time to live stays as it is (RFC 2003 §3.1).
    /// </summary>
    public static TunnelFault TakeInner(Span<byte> outer, int start, int end, out int length)
    {
        var inner = outer[start..end];
        var fault = Ipv4Octets.Inspect(inner, out _, out length);
        if (fault.IsFault)
            return TunnelFault.FromHeader(fault, start);
        if (Ipv4Octets.TimeToLive(inner) == 0)
            return new(TunnelFaultKind.TimeToLiveZero, start + Ipv4Octets.TimeToLiveAt);
        var arrived = Ipv4Octets.EcnOf(inner);
        var marked = Ipv4Octets.EcnOf(outer);
        return arrived == marked ? TunnelFault.None : MoveMark(inner, start, (Ecn)arrived, (Ecn)marked);
    }

    /// <summary>What a packet found sound says.</summary>
    public static DecapsulatedPacket Describe(TunnelProtocol protocol, ReadOnlySpan<byte> outer, int start, int length) => new()
    {
        Protocol = protocol,
        Offset = start,
        Length = length,
        OuterSource = Ipv4Octets.Source(outer),
        OuterDestination = Ipv4Octets.Destination(outer),
        Source = Ipv4Octets.Source(outer[start..]),
        Destination = Ipv4Octets.Destination(outer[start..]),
    };

    private static TunnelFault MoveMark(Span<byte> inner, int start, Ecn arrived, Ecn marked)
    {
        if (!EcnTunnel.TryExit(arrived, marked, out var leaving))
            return new(TunnelFaultKind.CongestionMarkLost, start + Ipv4Octets.TypeOfServiceAt);
        if (leaving != arrived)
            Ipv4Octets.SetEcn(inner, (int)leaving);
        return TunnelFault.None;
    }
}
