using System.Net;
using BenchmarkDotNet.Attributes;
using PacketDotNet;
using PacketDotNet.Utils;
using ProxyMip.Protocol.Tunnels;

namespace ProxyMip.Benchmarks;

/// <summary>Encapsulation in place and decapsulation, beside a plain copy of the packet and beside PacketDotNet building the same.</summary>
[BenchmarkCategory("Tunnels")]
public class TunnelBenchmarks
{
    private const int Room = 64;

    private static readonly TunnelHeader Header = new() { Source = new(0x0A140001), Destination = new(0x0A1E0001) };

    private static readonly IPAddress RivalSource = IPAddress.Parse("10.20.0.1");
    private static readonly IPAddress RivalDestination = IPAddress.Parse("10.30.0.1");

    private readonly byte[] _buffer = new byte[2048];
    private readonly byte[] _copy = new byte[2048];
    private readonly byte[] _ipInIp = new byte[2048];
    private readonly byte[] _minimal = new byte[2048];
    private byte[] _inner = [];
    private int _ipInIpSize;
    private int _minimalSize;

    [Params(64, 1400)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _inner = new byte[Size];
        new Ipv4Header { TotalLength = (ushort)Size, Protocol = IpProtocol.Udp, Source = new(0x0A1E00C9), Destination = new(0x0A090909) }.WriteTo(_inner);
        _inner.CopyTo(_buffer, Room);
        IpInIp.TryEncapsulate(_inner, Header, _ipInIp, out _ipInIpSize, out _);
        MinimalEncapsulation.TryEncapsulate(_inner, Header, _minimal, out _minimalSize, out _);
    }

    [Benchmark(Baseline = true, Description = "copy the packet")]
    public void Copy() => _inner.CopyTo(_copy, 0);

    [Benchmark(Description = "IP in IP, in place")]
    public int EncapsulateInPlace()
    {
        IpInIp.TryEncapsulate(_buffer.AsSpan(Room, Size), Header with { Forwarding = false }, _buffer.AsSpan(Room - IpInIp.Overhead), out var written, out _);
        return written;
    }

    [Benchmark(Description = "IP in IP, into another buffer")]
    public int Encapsulate() => IpInIp.TryEncapsulate(_inner, Header, _copy, out var written, out _) ? written : 0;

    [Benchmark(Description = "GRE, into another buffer")]
    public int EncapsulateGre() => Gre.TryEncapsulate(_inner, Header, _copy, out var written, out _) ? written : 0;

    [Benchmark(Description = "minimal encapsulation, into another buffer")]
    public int EncapsulateMinimal() => MinimalEncapsulation.TryEncapsulate(_inner, Header, _copy, out var written, out _) ? written : 0;

    [Benchmark(Description = "IP in IP taken off")]
    public int Decapsulate() => IpInIp.TryDecapsulate(_ipInIp.AsSpan(0, _ipInIpSize), out var packet, out _) ? packet.Length : 0;

    [Benchmark(Description = "minimal encapsulation taken off, with a copy first")]
    public int DecapsulateMinimal()
    {
        // Taking it off moves the header, so each round starts from a fresh copy.
        _minimal.AsSpan(0, _minimalSize).CopyTo(_copy);
        return MinimalEncapsulation.TryDecapsulate(_copy.AsSpan(0, _minimalSize), out var packet, out _) ? packet.Length : 0;
    }

    [Benchmark(Description = "IP in IP: PacketDotNet")]
    public int Rival()
    {
        var inner = new IPv4Packet(new ByteArraySegment(_inner));
        var outer = new IPv4Packet(RivalSource, RivalDestination) { Protocol = ProtocolType.IPv4, PayloadPacket = inner };
        outer.UpdateIPChecksum();
        return outer.Bytes.Length;
    }
}
