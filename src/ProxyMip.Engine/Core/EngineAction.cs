using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Core;

/// <summary>Something the driver is asked to do, in order. Actions never fail towards the engine; what comes of them arrives as events.</summary>
public abstract record EngineAction
{
    private protected EngineAction()
    {
    }
}

/// <summary>Send a UDP datagram. The driver builds IP and UDP headers (UDP checksum never zero).</summary>
/// <param name="Port">The port to send on; null: the node's routing decides (and resolves by ARP).</param>
/// <param name="LinkSource">Ethernet source; null: the node's own.</param>
/// <param name="LinkDestination">Ethernet destination; null: resolved by ARP, or the group address of a multicast destination.</param>
/// <param name="Source">IP source, possibly a client's.</param>
/// <param name="Destination">IP destination.</param>
/// <param name="TimeToLive">TTL.</param>
/// <param name="SourcePort">UDP source port.</param>
/// <param name="DestinationPort">UDP destination port.</param>
/// <param name="Payload">UDP payload, owned by the action.</param>
public sealed record SendDatagram(PortId? Port, MacAddress? LinkSource, MacAddress? LinkDestination, Ipv4Address Source, Ipv4Address Destination,
    byte TimeToLive, ushort SourcePort, ushort DestinationPort, ReadOnlyMemory<byte> Payload) : EngineAction;

/// <summary>Send an ICMP message, checksum included, under an IP header.</summary>
/// <param name="Port">The port to send on.</param>
/// <param name="LinkDestination">Ethernet destination; null: the group address of the multicast destination, broadcast, or ARP.</param>
/// <param name="Source">IP source.</param>
/// <param name="Destination">IP destination.</param>
/// <param name="TimeToLive">TTL.</param>
/// <param name="Message">The ICMP message from its type octet on.</param>
public sealed record SendIcmp(PortId Port, MacAddress? LinkDestination, Ipv4Address Source, Ipv4Address Destination, byte TimeToLive,
    ReadOnlyMemory<byte> Message) : EngineAction;

/// <summary>Send an ARP packet.</summary>
/// <param name="Port">The port to send on.</param>
/// <param name="LinkSource">Ethernet source, for a gratuitous ARP on behalf of a client the client's own.</param>
/// <param name="LinkDestination">Ethernet destination.</param>
/// <param name="IsReply">Operation 2 (reply) instead of 1 (request).</param>
/// <param name="SenderLink">Sender hardware address.</param>
/// <param name="Sender">Sender protocol address.</param>
/// <param name="TargetLink">Target hardware address; zero in requests.</param>
/// <param name="Target">Target protocol address.</param>
public sealed record SendArp(PortId Port, MacAddress LinkSource, MacAddress LinkDestination, bool IsReply, MacAddress SenderLink, Ipv4Address Sender,
    MacAddress TargetLink, Ipv4Address Target) : EngineAction;

/// <summary>Report the first packet that comes down to this station with <see cref="FirstPacketDown"/>.</summary>
/// <param name="Station">The visitor.</param>
public sealed record WatchFirstPacketDown(MacAddress Station) : EngineAction;

/// <summary>Deliver an event to the other roles of the same node. Consumed by <see cref="ProxyAgent"/>, never seen by a driver.</summary>
/// <param name="Event">The event.</param>
public sealed record Raise(EngineEvent Event) : EngineAction;

/// <summary>An entry for the event log and its readers.</summary>
/// <param name="Entry">What happened, in words and as data.</param>
public sealed record Report(EngineReport Entry) : EngineAction;
