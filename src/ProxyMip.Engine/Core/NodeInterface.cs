using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Core;

/// <summary>Names one attachment of a node to a segment. Chosen by the driver; the engine only compares it.</summary>
/// <param name="Value">Any number, unique within the node.</param>
public readonly record struct PortId(int Value);

/// <summary>What stands at the other end of a port.</summary>
public enum PortKind
{
    /// <summary>A wired segment: routers, servers, other access points.</summary>
    Wired,

    /// <summary>The radio side of an access point: stations only. Shares address and subnet with the wired side it is bridged to.</summary>
    Radio,
}

/// <summary>One port of a node with the address the node itself has there.</summary>
/// <param name="Port">The port.</param>
/// <param name="Name">For people, such as "eth0".</param>
/// <param name="Kind">Wired or radio.</param>
/// <param name="Mac">The node's own Ethernet address on the port.</param>
/// <param name="Address">The node's own address; 0.0.0.0 while it has none.</param>
/// <param name="Subnet">The subnet of the segment.</param>
public sealed record NodeInterface(PortId Port, string Name, PortKind Kind, MacAddress Mac, Ipv4Address Address, Ipv4Prefix Subnet);
