using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.PacketPath;

/// <summary>Where <see cref="PacketRouter"/> sends packets. Implemented by a driver; spans are valid during the call only.</summary>
public abstract class PacketOutput
{
    /// <summary>Route the packet as usual: its TTL was decremented already. Also used for packets this node made itself.</summary>
    public abstract void Forward(ReadOnlySpan<byte> packet);

    /// <summary>Send the packet out of a port to a pinned Ethernet address; never ask for it by ARP.</summary>
    public abstract void Deliver(PortId port, MacAddress link, ReadOnlySpan<byte> packet);

    /// <summary>The packet is for this node itself and no tunnel matter.</summary>
    public abstract void ToSelf(ReadOnlySpan<byte> packet);
}

/// <summary>What a router knows of itself when it decides about packets.</summary>
/// <param name="Addresses">Its own addresses, care-of addresses included.</param>
/// <param name="Networks">Networks it is on, to recognise directed broadcasts and its own network in ICMP errors.</param>
public sealed record RouterIdentity(Ipv4Address[] Addresses, Ipv4Prefix[] Networks)
{
    /// <summary>Whether an address is an own one.</summary>
    public bool Owns(Ipv4Address address) => Array.IndexOf(Addresses, address) >= 0;

    /// <summary>Whether an address is the directed broadcast of a known network.</summary>
    public bool IsDirectedBroadcast(Ipv4Address address)
    {
        foreach (var network in Networks)
        {
            if (network.Length < 31 && network.DirectedBroadcast == address)
                return true;
        }
        return false;
    }

    /// <summary>Whether an address lies in a known network.</summary>
    public bool IsOnLink(Ipv4Address address)
    {
        foreach (var network in Networks)
        {
            if (network.Contains(address))
                return true;
        }
        return false;
    }

    /// <summary>The identity of a node as configured.</summary>
    public static RouterIdentity Of(NodeSettings settings) => new(
        [.. settings.Interfaces.Select(port => port.Address)
            .Concat(settings.ForeignAgent?.CareOfAddresses ?? [])
            .Concat(settings.HomeAgent?.Networks.Select(network => network.Address) ?? [])
            .Where(address => !address.IsAny).Distinct()],
        [.. settings.Interfaces.Where(port => !port.Address.IsAny).Select(port => port.Subnet).Distinct()]);
}
