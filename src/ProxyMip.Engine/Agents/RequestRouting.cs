using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Agents;

/// <summary>
/// Which role of a node a registration request is for, where a node is both home and foreign agent. Both roles ask here, so that exactly one answers.
/// </summary>
internal static class RequestRouting
{
    /// <summary>The UDP port of registration messages.</summary>
    public const ushort Port = 434;

    /// <summary>
    /// Whether the foreign agent takes a request: it came in on one of its ports, to an own address or to all mobility agents. With a home agent beside
    /// it, what names that home agent goes there at once unless it asks for one of the foreign agent's own care-of addresses.
    /// </summary>
    public static bool IsForForeignAgent(NodeSettings node, DatagramReceived arrival, in RegistrationRequest request)
    {
        if (node.ForeignAgent is not { } agent || !agent.ServicePorts.Contains(arrival.Port) || IsFromOwnForeignAgent(node, arrival))
            return false;
        if (arrival.Destination != Ipv4Address.AllMobilityAgents && !node.Owns(arrival.Destination) && !agent.CareOfAddresses.Contains(arrival.Destination))
            return false;
        return !IsHomeAgentAddress(node, request.HomeAgent) || agent.CareOfAddresses.Contains(request.CareOfAddress);
    }

    /// <summary>Whether a datagram was relayed by the foreign agent of this very node.</summary>
    public static bool IsFromOwnForeignAgent(NodeSettings node, DatagramReceived arrival) =>
        node.ForeignAgent is { } agent && agent.CareOfAddresses.Contains(arrival.Source);

    /// <summary>Whether an address is one the home agent of this node serves under.</summary>
    public static bool IsHomeAgentAddress(NodeSettings node, Ipv4Address address) =>
        node.HomeAgent is { } agent && (node.Owns(address) || agent.Networks.Any(network => network.Address == address));
}
