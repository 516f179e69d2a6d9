using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.PacketPath;

/// <summary>Addresses of the manual's network and packets between them.</summary>
internal static class Packets
{
    public static readonly Ipv4Address MobileNode = Ipv4Address.Parse("10.30.0.201");
    public static readonly Ipv4Address Correspondent = Ipv4Address.Parse("192.0.2.80");
    public static readonly Ipv4Address HomeAgentAddress = Ipv4Address.Parse("10.30.0.1");
    public static readonly Ipv4Address CareOf = Ipv4Address.Parse("10.20.0.1");
    public static readonly MacAddress MobileNodeMac = MacAddress.Parse("00:00:67:02:51:93");
    public static readonly MacAddress ForeignAgentMac = MacAddress.Parse("02:00:00:00:20:01");
    public static readonly MacAddress OtherMac = MacAddress.Parse("02:00:00:00:00:99");
    public static readonly Ipv4Prefix HomeNetwork = Ipv4Prefix.Parse("10.30.0.0/24");
    public static readonly PortId HomePort = new(1);
    public static readonly PortId VisitPort = new(2);
    public static readonly PortId CorePort = new(3);

    public static byte[] Ip(Ipv4Address source, Ipv4Address destination, int payload = 20, byte timeToLive = 64, bool dontFragment = false,
        IpProtocol protocol = IpProtocol.Udp, byte dscp = 0, ReadOnlySpan<byte> content = default)
    {
        var length = content.IsEmpty ? payload : content.Length;
        var packet = new byte[Ipv4Header.FixedSize + length];
        var header = new Ipv4Header
        {
            TotalLength = (ushort)packet.Length,
            TimeToLive = timeToLive,
            DontFragment = dontFragment,
            Protocol = protocol,
            Source = source,
            Destination = destination,
            Identification = 77,
            Dscp = dscp,
        };
        header.WriteTo(packet);
        content.CopyTo(packet.AsSpan(Ipv4Header.FixedSize));
        return packet;
    }

    public static byte[] Udp(Ipv4Address source, Ipv4Address destination, ushort sourcePort, ushort destinationPort)
    {
        var datagram = new byte[UdpHeader.FixedSize + 4];
        new UdpHeader { SourcePort = sourcePort, DestinationPort = destinationPort }.WriteTo(datagram, source, destination, new byte[4]);
        return Ip(source, destination, content: datagram);
    }

    public static byte[] Frame(MacAddress source, MacAddress destination, EtherType type, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[EthernetHeader.FixedSize + payload.Length];
        new EthernetHeader { Source = source, Destination = destination, EtherType = type }.WriteTo(frame);
        payload.CopyTo(frame.AsSpan(EthernetHeader.FixedSize));
        return frame;
    }

    public static byte[] Arp(in ArpPacket arp, MacAddress receiver)
    {
        var frame = new byte[ArpPacket.FrameSize];
        arp.WriteFrameTo(receiver, frame);
        return frame;
    }

    public static byte[] Wrapped(byte[] inner, Ipv4Address from, Ipv4Address to, TunnelProtocol protocol = TunnelProtocol.IpInIp, uint? key = null)
    {
        var outer = new byte[inner.Length + Tunnel.MaxOverhead];
        Assert.True(Tunnel.TryEncapsulate(protocol, inner, new() { Source = from, Destination = to, GreKey = key, Forwarding = false }, outer, out var written, out _));
        return outer[..written];
    }

    public static Ipv4Header Header(byte[] packet)
    {
        Assert.True(Ipv4Header.TryParse(packet, out var header, out var fault), fault.ToString());
        return header;
    }

    public static TunnelEnd HomeEnd(TunnelProtocol protocol = TunnelProtocol.IpInIp, uint? send = null, uint? receive = null) =>
        new(HomeAgentAddress, CareOf, protocol, send, receive);

    public static TunnelEnd ForeignEnd(TunnelProtocol protocol = TunnelProtocol.IpInIp) => new(CareOf, HomeAgentAddress, protocol);

    public static SetBindingPath Binding(bool reverse = false, bool broadcasts = false, TunnelEnd? tunnel = null) =>
        new(MobileNode, HomePort, tunnel ?? HomeEnd(), reverse, broadcasts);

    public static SetVisitorPath Visitor(bool reverse = false, bool encapsulating = false, TunnelEnd? tunnel = null) =>
        new(MobileNode, VisitPort, MobileNodeMac, tunnel ?? ForeignEnd(), reverse, encapsulating);
}

/// <summary>A router under test with everything it sends.</summary>
internal sealed class RouterBench : PacketOutput
{
    public RouterBench(bool isHome, params PathChange[] changes)
    {
        var own = isHome ? Packets.HomeAgentAddress : Packets.CareOf;
        Router = new(new([own], [isHome ? Packets.HomeNetwork : Ipv4Prefix.Parse("10.20.0.0/24")]), new());
        foreach (var change in changes)
            Router.Tables.Apply(change);
    }

    public PacketRouter Router { get; }

    public List<byte[]> Forwarded { get; } = [];

    public List<(PortId Port, MacAddress Link, byte[] Packet)> Delivered { get; } = [];

    public List<byte[]> Own { get; } = [];

    public RouterBench Receive(byte[] packet, PortId? port = null, MacAddress? link = null, double at = 1)
    {
        Router.Receive(packet.ToArray(), port ?? Packets.CorePort, link ?? Packets.OtherMac, TimeSpan.FromSeconds(at), this);
        return this;
    }

    public IcmpError OnlyError()
    {
        var packet = Assert.Single(Forwarded);
        var header = Packets.Header(packet);
        Assert.Equal(IpProtocol.Icmp, header.Protocol);
        Assert.True(IcmpError.TryParse(header.PayloadOf(packet), out var error, out _));
        return error;
    }

    public override void Forward(ReadOnlySpan<byte> packet) => Forwarded.Add(packet.ToArray());

    public override void Deliver(PortId port, MacAddress link, ReadOnlySpan<byte> packet) => Delivered.Add((port, link, packet.ToArray()));

    public override void ToSelf(ReadOnlySpan<byte> packet) => Own.Add(packet.ToArray());
}
