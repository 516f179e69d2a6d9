using System.Diagnostics;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>The three encapsulations behind one shape.</summary>
public static class Tunnel
{
    /// <summary>Most octets any encapsulation adds.</summary>
    public const int MaxOverhead = Gre.MaxOverhead;

    /// <summary>Octets an encapsulation adds to a packet: the room to leave in front for encapsulation in place, and what an MTU loses.</summary>
    /// <param name="protocol">The encapsulation.</param>
    /// <param name="header">The tunnel.</param>
    /// <param name="innerSource">Source of the packet.</param>
    public static int Overhead(TunnelProtocol protocol, in TunnelHeader header, Ipv4Address innerSource) => protocol switch
    {
        TunnelProtocol.IpInIp => IpInIp.Overhead,
        TunnelProtocol.Gre => Gre.OverheadFor(header),
        TunnelProtocol.MinimalEncapsulation => MinimalEncapsulation.OverheadFor(innerSource, header.Source),
        _ => throw new UnreachableException($"{protocol} is no encapsulation."),
    };

    /// <summary>Encapsulates as <paramref name="protocol"/> says; see the encapsulation's own method.</summary>
    public static bool TryEncapsulate(
        TunnelProtocol protocol, ReadOnlySpan<byte> inner, in TunnelHeader header, Span<byte> destination, out int written, out TunnelFault fault) =>
        protocol switch
        {
            TunnelProtocol.IpInIp => IpInIp.TryEncapsulate(inner, header, destination, out written, out fault),
            TunnelProtocol.Gre => Gre.TryEncapsulate(inner, header, destination, out written, out fault),
            TunnelProtocol.MinimalEncapsulation => MinimalEncapsulation.TryEncapsulate(inner, header, destination, out written, out fault),
            _ => throw new UnreachableException($"{protocol} is no encapsulation."),
        };

    /// <summary>Decapsulates in place as the outer header says; any other protocol is <see cref="TunnelFaultKind.WrongProtocol"/>.</summary>
    public static bool TryDecapsulate(Span<byte> outer, out DecapsulatedPacket packet, out TunnelFault fault) =>
        outer.Length < Ipv4Header.FixedSize ? IpInIp.TryDecapsulate(outer, out packet, out fault) :
        (TunnelProtocol)Ipv4Octets.Protocol(outer) switch
        {
            TunnelProtocol.Gre => Gre.TryDecapsulate(outer, out packet, out fault),
            TunnelProtocol.MinimalEncapsulation => MinimalEncapsulation.TryDecapsulate(outer, out packet, out fault),
            _ => IpInIp.TryDecapsulate(outer, out packet, out fault),
        };
}
