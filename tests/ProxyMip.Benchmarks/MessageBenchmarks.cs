using System.Buffers.Binary;
using BenchmarkDotNet.Attributes;
using PacketDotNet;
using PacketDotNet.Utils;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;
using ArpPacket = ProxyMip.Protocol.Arp.ArpPacket;
using EthernetHeader = ProxyMip.Protocol.Ethernet.EthernetHeader;

namespace ProxyMip.Benchmarks;

/// <summary>A Registration Request: read and written, beside the same fields moved by hand without any check.</summary>
[BenchmarkCategory("Registration Request")]
public class RequestBenchmarks
{
    private static readonly byte[] Datagram = VectorFile.Load("requests")["rrq-hmac-md5"].Octets;

    private readonly byte[] _buffer = new byte[64];
    private RegistrationRequest _request;

    [GlobalSetup]
    public void Setup() => _ = RegistrationRequest.TryParse(Datagram, out _request, out _) ? 0 : throw new InvalidOperationException("The vector is no request.");

    [Benchmark(Baseline = true, Description = "fields read by hand, unchecked")]
    public ulong ByHand() => Datagram[1] + (ulong)BinaryPrimitives.ReadUInt16BigEndian(Datagram.AsSpan(2)) + BinaryPrimitives.ReadUInt32BigEndian(Datagram.AsSpan(4))
        + BinaryPrimitives.ReadUInt32BigEndian(Datagram.AsSpan(8)) + BinaryPrimitives.ReadUInt32BigEndian(Datagram.AsSpan(12)) + BinaryPrimitives.ReadUInt64BigEndian(Datagram.AsSpan(16));

    [Benchmark(Description = "RegistrationRequest.TryParse")]
    public ulong Parse() => RegistrationRequest.TryParse(Datagram, out var request, out _) ? request.Identification : 0;

    [Benchmark(Description = "RegistrationMessage.TryParse, extensions walked")]
    public bool ParseMessage() => RegistrationMessage.TryParse(Datagram, out _, out _);

    [Benchmark(Description = "RegistrationRequest.WriteTo")]
    public int Build() => _request.WriteTo(_buffer);
}

/// <summary>An Agent Advertisement: ICMP checksum, router entries, mobility extension; beside the checksum alone.</summary>
[BenchmarkCategory("Agent Advertisement")]
public class AdvertisementBenchmarks
{
    private static readonly byte[] Message = VectorFile.Load("adverts").Vectors.First(v => v.Name.StartsWith("adv-every-flag", StringComparison.Ordinal)).IpPayload;

    [Benchmark(Baseline = true, Description = "its checksum alone")]
    public bool Checksum() => InternetChecksum.IsValid(Message);

    [Benchmark(Description = "RouterAdvertisement.TryParse")]
    public bool Parse() => RouterAdvertisement.TryParse(Message, out var advertisement, out _) && advertisement.IsAgentAdvertisement;
}

/// <summary>Messages PacketDotNet has too: Ethernet, ARP, IPv4 and UDP.</summary>
[BenchmarkCategory("Frames")]
public class FrameBenchmarks
{
    private static readonly byte[] Frame = VectorFile.Load("arp").Vectors[0].Octets;

    [Benchmark(Baseline = true, Description = "ARP in Ethernet: PacketDotNet")]
    public object Rival() => ((PacketDotNet.ArpPacket)Packet.ParsePacket(LinkLayers.Ethernet, Frame).PayloadPacket).SenderHardwareAddress;

    [Benchmark(Description = "ARP in Ethernet: ours")]
    public bool Ours() => EthernetHeader.TryParse(Frame, out _, out _) && ArpPacket.TryParse(Frame.AsSpan(14), out _, out _);
}

/// <summary>A UDP datagram of 46 octets of payload with both checksums verified.</summary>
[BenchmarkCategory("UDP datagram")]
public class DatagramBenchmarks
{
    private static readonly byte[] Datagram = VectorFile.Load("requests")["rrq-hmac-md5"].Datagram!;

    [Benchmark(Baseline = true, Description = "UDP in IPv4, both checksums: PacketDotNet")]
    public bool Rival()
    {
        var packet = new IPv4Packet(new ByteArraySegment(Datagram));
        return packet.ValidChecksum && ((UdpPacket)packet.PayloadPacket).ValidUdpChecksum;
    }

    [Benchmark(Description = "UDP in IPv4, both checksums: ours")]
    public bool Ours() => Ipv4Header.TryParse(Datagram, out var header, out _)
        && UdpHeader.TryParse(header.PayloadOf(Datagram), header.Source, header.Destination, out _, out _);
}
