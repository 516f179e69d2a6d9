using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Internet;

/// <summary>An IPv4 packet that came in, with its header read and verified.</summary>
/// <param name="On">Where it came in; null for one that was taken out of a tunnel.</param>
/// <param name="LinkSource">Ethernet source.</param>
/// <param name="LinkDestination">Ethernet destination.</param>
/// <param name="Header">Its header.</param>
/// <param name="Octets">The packet from the first octet of its header; link padding may follow.</param>
public readonly record struct ArrivedPacket(IpInterface? On, MacAddress LinkSource, MacAddress LinkDestination, Ipv4Header Header,
    ReadOnlyMemory<byte> Octets)
{
    /// <summary>What the header carries.</summary>
    public ReadOnlyMemory<byte> Payload => Octets[Header.HeaderLength..Header.TotalLength];
}
