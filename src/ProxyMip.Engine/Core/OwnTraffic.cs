using System.Collections.Immutable;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Core;

/// <summary>
/// Traffic between the roles of one node: what comes back to the node that sent it, and which role a registration message is for when access point,
/// foreign agent and home agent live together (protocol reference 10.2, check 8).
/// </summary>
internal static class OwnTraffic
{
    /// <summary>UDP port of registration messages, and the source port of the proxy's requests.</summary>
    public const ushort RegistrationPort = 434;

    /// <summary>
    /// The event an action amounts to on this very node; null when it only leaves. Unicast to an own address, an own link address or a client this access
    /// point registers stays inside; multicast and broadcast reach the own roles as well as the wire.
    /// </summary>
    public static EngineEvent? Loopback(EngineAction action, NodeSettings node, ImmutableArray<Role> roles) => action switch
    {
        SendDatagram datagram when ComesBack(datagram, node, roles) => Received(datagram, node),
        SendIcmp message when IsGroup(message.Destination, node) || node.Owns(message.Destination) => Received(message, node),
        _ => null,
    };

    /// <summary>Whether an action that came back goes to the wire too: it was for a group.</summary>
    public static bool AlsoLeaves(EngineAction action, NodeSettings node) => action switch
    {
        SendDatagram datagram => IsGroup(datagram.Destination, node),
        SendIcmp message => IsGroup(message.Destination, node),
        _ => true,
    };

    /// <summary>
    /// Whether an event concerns a role, beside what the role itself says. Where a foreign and a home agent share port 434, a request goes to one of
    /// the two.
    /// </summary>
    public static bool IsFor(Role role, EngineEvent input, NodeSettings node)
    {
        if (!role.Concerns(input, node))
            return false;
        if (role is not (HomeAgentRole or ForeignAgentRole) || node.HomeAgent is null || node.ForeignAgent is null
            || input is not DatagramReceived { DestinationPort: RegistrationPort } datagram || !IsRequest(datagram))
            return true;
        return role is HomeAgentRole == IsForOwnHomeAgent(datagram, node);
    }

    /// <summary>
    /// Whether a registration request is for the home agent of this node rather than its foreign agent: see <see cref="RequestRouting"/>. A request for one of
    /// the foreign agent's care-of addresses goes through both.
    /// </summary>
    public static bool IsForOwnHomeAgent(DatagramReceived datagram, NodeSettings node) =>
        node.HomeAgent is not null
        && !(RegistrationRequest.TryParse(datagram.Payload.Span, out var request, out _) && RequestRouting.IsForForeignAgent(node, datagram, request));

    /// <summary>Whether a datagram is a registration reply to a client: what an access point takes for itself.</summary>
    public static bool IsReplyToClient(DatagramReceived datagram, NodeSettings node) =>
        datagram.SourcePort == RegistrationPort && datagram.DestinationPort == RegistrationPort && !node.Owns(datagram.Destination);

    private static bool IsRequest(DatagramReceived datagram) =>
        !datagram.Payload.IsEmpty && datagram.Payload.Span[0] == (byte)MobileIpMessageType.RegistrationRequest;

    private static bool ComesBack(SendDatagram datagram, NodeSettings node, ImmutableArray<Role> roles) =>
        node.Owns(datagram.Destination)
        || (datagram.LinkDestination is { } link && OwnsLink(link, node))
        || IsGroup(datagram.Destination, node)
        || (datagram.SourcePort == RegistrationPort && IsOwnClient(datagram.Destination, roles));

    private static DatagramReceived Received(SendDatagram datagram, NodeSettings node)
    {
        var port = PortFor(datagram.Port, datagram.Destination, node);
        return new(port?.Port ?? default, datagram.LinkSource ?? port?.Mac ?? default, datagram.Source, datagram.Destination, datagram.TimeToLive,
            datagram.SourcePort, datagram.DestinationPort, datagram.Payload);
    }

    private static IcmpReceived Received(SendIcmp message, NodeSettings node) =>
        new(message.Port, PortFor(message.Port, message.Destination, node)?.Mac ?? default, message.Source, message.Destination, message.TimeToLive,
            message.Message);

    private static NodeInterface? PortFor(PortId? port, Ipv4Address destination, NodeSettings node)
    {
        foreach (var candidate in node.Interfaces)
        {
            if (port is { } wanted ? candidate.Port == wanted : candidate.Subnet.Contains(destination))
                return candidate;
        }
        return node.Uplink;
    }

    private static bool IsOwnClient(Ipv4Address destination, ImmutableArray<Role> roles)
    {
        foreach (var role in roles)
        {
            if (role is AccessPointRole accessPoint)
                return accessPoint.Serves(destination);
        }
        return false;
    }

    private static bool IsGroup(Ipv4Address destination, NodeSettings node) => destination.IsMulticast || IsBroadcast(destination, node);

    private static bool IsBroadcast(Ipv4Address destination, NodeSettings node)
    {
        if (destination.IsLimitedBroadcast)
            return true;
        foreach (var port in node.Interfaces)
        {
            if (port.Subnet.Length < 31 && port.Subnet.DirectedBroadcast == destination)
                return true;
        }
        return false;
    }

    private static bool OwnsLink(MacAddress link, NodeSettings node)
    {
        foreach (var port in node.Interfaces)
        {
            if (port.Mac == link)
                return true;
        }
        return false;
    }
}
