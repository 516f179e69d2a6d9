using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Core;

/// <summary>
/// Something that happened. The driver (network in memory, Linux) makes the first group out of frames, timers and hostapd; roles raise the others for each
/// other through <see cref="Raise"/>. Octets are copied out of the receive buffer before they get here.
/// </summary>
public abstract record EngineEvent
{
    private protected EngineEvent()
    {
    }
}

/// <summary>A deadline given by <see cref="ProxyAgent.WakeAt"/> has come (or the driver woke early, which is harmless).</summary>
public sealed record Woken : EngineEvent
{
    /// <summary>The only instance needed.</summary>
    public static Woken Instance { get; } = new();
}

/// <summary>A UDP datagram for a port the engine listens on (434, 6500, and on an access point replies intercepted for its clients).</summary>
/// <param name="Port">Where it came in.</param>
/// <param name="LinkSource">Ethernet source of the frame.</param>
/// <param name="Source">IP source.</param>
/// <param name="Destination">IP destination: own, a client's (intercepted), broadcast or multicast.</param>
/// <param name="TimeToLive">TTL of the IP header as received.</param>
/// <param name="SourcePort">UDP source port.</param>
/// <param name="DestinationPort">UDP destination port.</param>
/// <param name="Payload">UDP payload. The driver has verified IP and UDP checksums (zero UDP checksum is fine).</param>
public sealed record DatagramReceived(PortId Port, MacAddress LinkSource, Ipv4Address Source, Ipv4Address Destination, byte TimeToLive,
    ushort SourcePort, ushort DestinationPort, ReadOnlyMemory<byte> Payload) : EngineEvent;

/// <summary>An ICMP message: router advertisement or solicitation, or an error about something this node sent.</summary>
/// <param name="Port">Where it came in.</param>
/// <param name="LinkSource">Ethernet source of the frame.</param>
/// <param name="Source">IP source.</param>
/// <param name="Destination">IP destination.</param>
/// <param name="TimeToLive">TTL of the IP header as received.</param>
/// <param name="Message">The ICMP message from its type octet on; its checksum is not verified yet.</param>
public sealed record IcmpReceived(PortId Port, MacAddress LinkSource, Ipv4Address Source, Ipv4Address Destination, byte TimeToLive,
    ReadOnlyMemory<byte> Message) : EngineEvent;

/// <summary>A station associated with this access point (again).</summary>
/// <param name="Station">Its Ethernet address.</param>
/// <param name="ServiceSet">The SSID, exactly.</param>
/// <param name="Identity">The identity that 802.1X or RADIUS proved; null when none.</param>
public sealed record StationAssociated(MacAddress Station, string ServiceSet, string? Identity = null) : EngineEvent;

/// <summary>A station left this access point, was deauthenticated or timed out.</summary>
/// <param name="Station">Its Ethernet address.</param>
public sealed record StationLeft(MacAddress Station) : EngineEvent;

/// <summary>How an access point learned the address of a station.</summary>
public enum AddressEvidence
{
    /// <summary>IPv4 source address of a frame.</summary>
    SourceAddress,

    /// <summary>Sender address of an ARP packet.</summary>
    ArpSender,

    /// <summary>A DHCP acknowledgement seen on its way to the station: also a lease.</summary>
    DhcpAcknowledgement,
}

/// <summary>An associated station used an address (reported at least on the first frame, on change, and every few seconds while it is active).</summary>
/// <param name="Station">Its Ethernet address.</param>
/// <param name="Address">The address it uses.</param>
/// <param name="Evidence">How it was learned.</param>
public sealed record StationHeard(MacAddress Station, Ipv4Address Address, AddressEvidence Evidence) : EngineEvent;

/// <summary>The first packet came down the new path to a registered visitor; asked for by <see cref="WatchFirstPacketDown"/>.</summary>
/// <param name="Station">The visitor.</param>
public sealed record FirstPacketDown(MacAddress Station) : EngineEvent;

/// <summary>New settings. Existing registrations stay unless the settings forbid them.</summary>
/// <param name="Settings">The whole node.</param>
public sealed record SettingsChanged(NodeSettings Settings) : EngineEvent;
