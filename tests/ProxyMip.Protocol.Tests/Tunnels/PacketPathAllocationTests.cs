using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

// The packet path puts nothing on the heap (house rule): a million packets each.
public sealed class PacketPathAllocationTests
{
    private static readonly byte[] s_inner = Packets.Sized(Packets.Header with { Ecn = Ecn.Ect0 }, 80, Hex.Parse("94040000"));

    public static TheoryData<TunnelProtocol> Protocols => [.. Enum.GetValues<TunnelProtocol>()];

    [Theory, MemberData(nameof(Protocols))]
    public void Tunnel_MillionPackets_AllocatesNothing(TunnelProtocol protocol)
    {
        var outer = new byte[200];
        var header = Packets.Forward with { Forwarding = false, GreKey = 1, GreSequence = 2, GreChecksum = true };
        var passed = 0;
        var allocated = Allocations.Of(Allocations.Million, () =>
        {
            Tunnel.TryEncapsulate(protocol, s_inner, header, outer, out var written, out _);
            passed += Tunnel.TryDecapsulate(outer.AsSpan(0, written), out _, out _) ? 1 : 0;
        });
        Assert.Equal(0, allocated);
        Assert.Equal(Allocations.Million + 1, passed);
    }

    [Fact]
    public void HeaderParsers_MillionPackets_AllocateNothing()
    {
        var udp = VectorFile.Load("malformed")["ok-udp-checksum-zero"].Datagram!;
        var frame = VectorFile.Load("arp")["proxy-arp-reply"].Octets;
        var passed = 0;
        var allocated = Allocations.Of(Allocations.Million, () =>
        {
            var sound = Ipv4Header.TryParse(udp, out var ip, out _)
                && UdpHeader.TryParse(ip.PayloadOf(udp), ip.Source, ip.Destination, out _, out _)
                && EthernetHeader.TryParse(frame, out var ethernet, out _)
                && ArpPacket.TryParse(ethernet.PayloadOf(frame), out _, out _);
            passed += sound ? 1 : 0;
        });
        Assert.Equal(0, allocated);
        Assert.Equal(Allocations.Million + 1, passed);
    }

    [Fact]
    public void RefusedPackets_Million_AllocateNothing()
    {
        var bad = VectorFile.Load("malformed")["bad-ipip-short"].Octets;
        Assert.Equal(0, Allocations.Of(Allocations.Million, () => Tunnel.TryDecapsulate(bad, out _, out _)));
    }

    [Fact]
    public void FragmentsAndErrors_ManyPackets_AllocateNothing()
    {
        var packet = Packets.Sized(Packets.Header, 2000);
        var header = Packets.Parse(packet);
        var room = new byte[1500];
        var pieces = 0;
        var allocated = Allocations.Of(100_000, () =>
        {
            if (!Ipv4Fragmenter.TryCreate(packet, header, 1480, out var fragmenter))
                return;
            while (fragmenter.TryNext(room, out _))
                pieces++;
            IcmpError.FragmentationNeeded(1480).WritePacketTo(room, Packets.HomeAgent, 1, packet, header);
        });
        Assert.Equal(0, allocated);
        Assert.Equal(200_002, pieces);
    }
}
