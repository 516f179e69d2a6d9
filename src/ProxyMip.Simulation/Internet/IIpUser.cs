using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Tunnels;

namespace ProxyMip.Simulation.Internet;

/// <summary>The node above an <see cref="IpLayer"/>: gets what is for the node, and may take packets on their way through it.</summary>
public interface IIpUser
{
    /// <summary>A packet before anything is decided about it.</summary>
    /// <returns>True: the node has dealt with it.</returns>
    bool Takes(in ArrivedPacket packet) => false;

    /// <summary>An ARP packet before the layer answers it.</summary>
    /// <returns>True: the node has dealt with it.</returns>
    bool Takes(IpInterface on, in ArpPacket arp) => false;

    /// <summary>A UDP datagram for the node, both checksums verified.</summary>
    /// <returns>False: nobody listens, and the sender is told so.</returns>
    bool Datagram(in ArrivedPacket packet, in UdpHeader header, ReadOnlyMemory<byte> payload);

    /// <summary>An ICMP message for the node, other than an echo request, which the layer answers.</summary>
    void Icmp(in ArrivedPacket packet);

    /// <summary>A packet of another protocol for the node.</summary>
    /// <returns>False: the node does not know the protocol, and the sender is told so.</returns>
    bool Other(in ArrivedPacket packet) => false;
}
