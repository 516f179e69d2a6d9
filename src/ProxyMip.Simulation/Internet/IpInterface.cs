using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;

namespace ProxyMip.Simulation.Internet;

/// <summary>One port of a node with its address, subnet and neighbours.</summary>
public sealed class IpInterface
{
    internal IpInterface(NetworkPort port, Ipv4Address address, Ipv4Prefix subnet, int mtu)
    {
        Port = port;
        Address = address;
        Subnet = subnet;
        Mtu = mtu;
    }

    /// <summary>The port.</summary>
    public NetworkPort Port { get; }

    /// <summary>The node's own address here.</summary>
    public Ipv4Address Address { get; }

    /// <summary>The subnet of the segment.</summary>
    public Ipv4Prefix Subnet { get; }

    /// <summary>Most octets of a packet on the segment, IPv4 header included.</summary>
    public int Mtu { get; internal set; }

    /// <summary>Neighbours by address.</summary>
    internal Dictionary<Ipv4Address, Neighbour> Neighbours { get; } = [];
}
