using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tests.Tunnels;

/// <summary>IPv4 packets for tests, and generators of them.</summary>
internal static class Packets
{
    public static readonly Ipv4Address Correspondent = Ipv4Address.Parse("192.0.2.80");
    public static readonly Ipv4Address Node = Ipv4Address.Parse("10.30.0.201");
    public static readonly Ipv4Address HomeAgent = Ipv4Address.Parse("10.30.0.1");
    public static readonly Ipv4Address CareOf = Ipv4Address.Parse("10.20.0.1");

    /// <summary>The tunnel of the vectors: home agent to care-of address.</summary>
    public static readonly TunnelHeader Forward = new() { Source = HomeAgent, Destination = CareOf };

    /// <summary>A header from the correspondent to the node, time to live 64.</summary>
    public static Ipv4Header Header => new() { Protocol = IpProtocol.Udp, Source = Correspondent, Destination = Node };

    /// <summary>Header, options and payload; total length and header length are filled in.</summary>
    public static byte[] Of(Ipv4Header header, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> options = default)
    {
        var full = header with
        {
            HeaderLength = Ipv4Header.FixedSize + options.Length,
            TotalLength = (ushort)(Ipv4Header.FixedSize + options.Length + payload.Length),
        };
        var packet = new byte[full.TotalLength];
        payload.CopyTo(packet.AsSpan(full.WriteTo(packet, options)));
        return packet;
    }

    /// <summary>A packet of this total length.</summary>
    public static byte[] Sized(Ipv4Header header, int totalLength, ReadOnlySpan<byte> options = default)
    {
        var payload = new byte[totalLength - Ipv4Header.FixedSize - options.Length];
        for (var i = 0; i < payload.Length; i++)
            payload[i] = (byte)(i * 31 + i / 256);
        return Of(header, payload, options);
    }

    public static Ipv4Header Parse(ReadOnlySpan<byte> packet)
    {
        Assert.True(Ipv4Header.TryParse(packet, out var header, out var fault), fault.ToString());
        return header;
    }

    /// <summary>Any header the type can hold, without options.</summary>
    public static readonly Gen<Ipv4Header> Headers =
        from dscp in Gen.Byte[0, 63]
        from ecn in Gen.Enum<Ecn>()
        from identification in Gen.UShort
        from dontFragment in Gen.Bool
        from moreFragments in Gen.Bool
        from offset in Gen.Int[0, 8191]
        from timeToLive in Gen.Byte
        from protocol in Gen.Byte
        from source in Gen.UInt
        from destination in Gen.UInt
        select new Ipv4Header
        {
            Dscp = dscp,
            Ecn = ecn,
            Identification = identification,
            DontFragment = dontFragment,
            MoreFragments = moreFragments,
            FragmentOffset = offset * 8,
            TimeToLive = timeToLive,
            Protocol = (IpProtocol)protocol,
            Source = new(source),
            Destination = new(destination),
        };

    /// <summary>Whole packets (no fragments) that may be forwarded, with and without options.</summary>
    public static readonly Gen<byte[]> Forwardable =
        from header in Headers
        from timeToLive in Gen.Byte[2, 255]
        from options in Gen.Byte.Array[0, 10]
        from payload in Gen.Byte.Array[0, 200]
        select Of(
            header with { MoreFragments = false, FragmentOffset = 0, TimeToLive = timeToLive },
            payload,
            [.. options.SelectMany(octet => new byte[] { 0x1e, 4, octet, octet })]);
}
