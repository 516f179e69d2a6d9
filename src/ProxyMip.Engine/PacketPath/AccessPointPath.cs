using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.PacketPath;

/// <summary>What an access point does with one frame.</summary>
public enum FrameAction
{
    /// <summary>Bridge it to the other side, untouched.</summary>
    Bridge,

    /// <summary>Send it to <see cref="FrameDecision.Link"/> with the station's address as source; the packet inside is not changed.</summary>
    Redirect,

    /// <summary>Answer the ARP request in it with <see cref="FrameDecision.Link"/>, back to where it came from.</summary>
    AnswerArp,

    /// <summary>Keep it for a moment: the registration of its sender runs (at most 64 packets, 2 s).</summary>
    Queue,

    /// <summary>A DHCP request of a visitor: to be confirmed for its home address, never bridged (decision D-09).</summary>
    InterceptDhcp,

    /// <summary>A registration reply for a station: to the engine, never to the radio.</summary>
    InterceptReply,

    /// <summary>Answer the echo request in it (TTL 1 to the home gateway, RFC 5563 §6.2).</summary>
    AnswerEcho,

    /// <summary>Drop it and count the reason.</summary>
    Drop,
}

/// <summary>The decision about one frame.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Link">The Ethernet address the action needs.</param>
/// <param name="Reason">Why it is dropped.</param>
public readonly record struct FrameDecision(FrameAction Action, MacAddress Link = default, DropReason Reason = DropReason.None)
{
    /// <summary>Bridge untouched.</summary>
    public static FrameDecision Bridge => new(FrameAction.Bridge);

    /// <summary>Drop and count.</summary>
    public static FrameDecision Drop(DropReason reason) => new(FrameAction.Drop, default, reason);
}

/// <summary>
/// Frame by frame decisions of an access point (protocol reference 9.5 and 12). Pure: the tables and the frame decide. Clients at home and everything that
/// is not known are bridged untouched.
/// </summary>
public static class AccessPointPath
{
    private const ushort RegistrationPort = 434;
    private const ushort DhcpServerPort = 67;

    /// <summary>A frame from a station.</summary>
    public static FrameDecision FromRadio(ReadOnlySpan<byte> frame, PathTables tables)
    {
        if (!EthernetHeader.TryParse(frame, out var ethernet, out _))
            return FrameDecision.Drop(DropReason.Malformed);
        var station = tables.Station(ethernet.Source);
        if (station is null || station.Path == StationPath.Bridge)
            return FrameDecision.Bridge;
        if (ethernet.EtherType == EtherType.Eapol)
            return FrameDecision.Bridge;
        if (station.Path == StationPath.Quarantined)
            return FrameDecision.Drop(DropReason.Quarantined);
        return ethernet.EtherType switch
        {
            EtherType.Arp => VisitorArp(ethernet.PayloadOf(frame), station),
            EtherType.Ipv4 => VisitorPacket(ethernet, ethernet.PayloadOf(frame), station),
            _ => FrameDecision.Drop(DropReason.VisitorProtocol),
        };
    }

    /// <summary>A frame from the wired side.</summary>
    public static FrameDecision FromWire(ReadOnlySpan<byte> frame, PathTables tables)
    {
        if (!EthernetHeader.TryParse(frame, out var ethernet, out _))
            return FrameDecision.Drop(DropReason.Malformed);
        var payload = ethernet.PayloadOf(frame);
        if (ethernet.EtherType == EtherType.Ipv4 && IsReplyForStation(payload, tables))
            return new(FrameAction.InterceptReply);
        if (ethernet.EtherType == EtherType.Arp && ArpPacket.TryParse(payload, out var arp, out _)
            && tables.StationAt(arp.TargetAddress) is { Path: StationPath.Visitor or StationPath.Hold } asked)
            return WireArp(ethernet, arp, asked);
        if (ethernet.Destination.IsGroup)
            return FrameDecision.Bridge;
        var station = tables.Station(ethernet.Destination);
        if (station is null or { Path: StationPath.Bridge or StationPath.Quarantined })
            return FrameDecision.Bridge;
        if (ethernet.Source != station.ForeignAgentLink)
            return FrameDecision.Drop(DropReason.NotFromForeignAgent);
        return ethernet.EtherType == EtherType.Ipv4 && IsRedirect(payload) ? FrameDecision.Drop(DropReason.Redirect) : FrameDecision.Bridge;
    }

    // The visitor believes it is at home: whatever it asks for on its home subnet is its foreign agent.
    private static FrameDecision VisitorArp(ReadOnlySpan<byte> payload, SetStationPath station)
    {
        if (!ArpPacket.TryParse(payload, out var arp, out _))
            return FrameDecision.Drop(DropReason.Malformed);
        if (arp.Operation == ArpOperation.Reply)
            return arp.TargetMac == station.ForeignAgentLink && station.Path == StationPath.Visitor
                ? new(FrameAction.Redirect, station.ForeignAgentLink)
                : FrameDecision.Drop(DropReason.VisitorArp);
        if (arp.TargetAddress == station.Address || arp.IsProbe || station.ForeignAgentLink.IsZero)
            return FrameDecision.Drop(DropReason.VisitorArp);
        return new(FrameAction.AnswerArp, station.ForeignAgentLink);
    }

    private static FrameDecision VisitorPacket(in EthernetHeader ethernet, ReadOnlySpan<byte> packet, SetStationPath station)
    {
        if (!Ipv4Header.TryParse(packet, out var ip, out _))
            return FrameDecision.Drop(DropReason.Malformed);
        if (ip.Protocol == IpProtocol.Udp && UdpHeader.TryParseQuoted(ip.PayloadOf(packet), out var udp, out _) && udp.DestinationPort == DhcpServerPort)
            return new(FrameAction.InterceptDhcp, station.ForeignAgentLink);
        if (ip.Source != station.Address)
            return FrameDecision.Drop(DropReason.ForeignSource);
        if (ethernet.Destination.IsGroup || ip.Destination.IsMulticast || ip.Destination.IsLimitedBroadcast
            || (station.HomeNetwork is { } home && ip.Destination == home.DirectedBroadcast))
            return FrameDecision.Drop(DropReason.VisitorBroadcast);
        if (IsMovementTest(ip, packet, station))
            return new(FrameAction.AnswerEcho);
        return station.Path == StationPath.Visitor
            ? new(FrameAction.Redirect, station.ForeignAgentLink)
            : new(FrameAction.Queue);
    }

    // A host that tests whether it moved pings its gateway with TTL 1 (RFC 5563 §6.2).
    private static bool IsMovementTest(in Ipv4Header ip, ReadOnlySpan<byte> packet, SetStationPath station) =>
        ip.TimeToLive == 1 && ip.Protocol == IpProtocol.Icmp && station.HomeNetwork is { } home && home.Contains(ip.Destination)
        && ip.PayloadOf(packet) is [8, 0, ..];

    // A visitor's address is answered for only towards its own agent, and only when that one asks by unicast (protocol reference 12).
    private static FrameDecision WireArp(in EthernetHeader ethernet, in ArpPacket arp, SetStationPath station)
    {
        if (arp.Operation == ArpOperation.Request && !ethernet.Destination.IsGroup && ethernet.Source == station.ForeignAgentLink)
            return new(FrameAction.AnswerArp, station.Station);
        return arp.Operation == ArpOperation.Reply && ethernet.Destination == station.Station && ethernet.Source == station.ForeignAgentLink
            ? FrameDecision.Bridge
            : FrameDecision.Drop(DropReason.VisitorArp);
    }

    private static bool IsReplyForStation(ReadOnlySpan<byte> packet, PathTables tables) =>
        Ipv4Header.TryParse(packet, out var ip, out _) && ip.Protocol == IpProtocol.Udp && ip.FragmentOffset == 0
        && UdpHeader.TryParseQuoted(ip.PayloadOf(packet), out var udp, out _) && udp.SourcePort == RegistrationPort
        && tables.StationAt(ip.Destination) is not null;

    private static bool IsRedirect(ReadOnlySpan<byte> packet) =>
        Ipv4Header.TryParse(packet, out var ip, out _) && ip.Protocol == IpProtocol.Icmp && ip.PayloadOf(packet) is [5, ..];
}
