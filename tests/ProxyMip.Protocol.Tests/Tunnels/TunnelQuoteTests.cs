using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class TunnelQuoteTests
{
    private static readonly TunnelHeader s_tunnel = Packets.Forward with { Forwarding = false, GreKey = 0x1001, GreChecksum = true };
    private static readonly byte[] s_inner = Packets.Sized(Packets.Header, 60, Hex.Parse("94040000"));

    public static TheoryData<TunnelProtocol, int> Overheads => new()
    {
        { TunnelProtocol.IpInIp, 20 },
        { TunnelProtocol.Gre, 32 },
        { TunnelProtocol.MinimalEncapsulation, 12 },
    };

    [Theory, MemberData(nameof(Overheads))]
    public void TryRead_WholePacketQuoted_RestoresTheOriginal(TunnelProtocol protocol, int overhead)
    {
        Assert.True(Read(Encapsulate(protocol), out var original, out var quote));
        Assert.Equal(s_inner, original);
        Assert.Equal((protocol, overhead, true), (quote.Protocol, quote.Overhead, quote.HasOriginal));
        Assert.Equal((Packets.HomeAgent, Packets.CareOf), (quote.Outer.Source, quote.Outer.Destination));
        Assert.Equal((Packets.Correspondent, Packets.Node), (quote.Original.Source, quote.Original.Destination));
        Assert.Equal(protocol == TunnelProtocol.Gre ? 0x1001u : null, quote.GreKey);
    }

    [Theory, MemberData(nameof(Overheads))]
    public void TryRead_HeaderAndEightOctetsOfTheOriginal_IsEnough(TunnelProtocol protocol, int overhead)
    {
        Assert.True(Read(Encapsulate(protocol).AsSpan(0, overhead + 24 + 8), out var original, out var quote));
        Assert.True(quote.HasOriginal);
        Assert.Equal(s_inner[..32], original);
    }

    [Theory, MemberData(nameof(Overheads))]
    public void TryRead_OneOctetLess_UpdatesTheTunnelOnly(TunnelProtocol protocol, int overhead)
    {
        Assert.True(Read(Encapsulate(protocol).AsSpan(0, overhead + 24 + 7), out var original, out var quote));
        Assert.False(quote.HasOriginal);
        Assert.Equal((0, overhead), (original.Length, quote.Overhead));
    }

    [Theory]
    [InlineData(TunnelProtocol.IpInIp, 20)] // the inner header would start at once
    [InlineData(TunnelProtocol.Gre, 0)]     // with checksum and key, 12 octets of header
    [InlineData(TunnelProtocol.MinimalEncapsulation, 0)]
    public void TryRead_EightOctetsBehindTheOuterHeader_TellTheTunnelOnly(TunnelProtocol protocol, int overhead)
    {
        var outer = Encapsulate(protocol);
        Assert.True(Read(outer.AsSpan(0, Packets.Parse(outer).HeaderLength + 8), out _, out var quote));
        Assert.Equal((protocol, overhead, false), (quote.Protocol, quote.Overhead, quote.HasOriginal));
        Assert.Equal(Packets.CareOf, quote.Outer.Destination);
    }

    [Fact]
    public void TryRead_OwnPacketInMinimalEncapsulation_HasTheShortHeader()
    {
        var outer = new byte[200];
        var tunnel = s_tunnel with { Source = Packets.Correspondent };
        Assert.True(MinimalEncapsulation.TryEncapsulate(s_inner, tunnel, outer, out var written, out _));
        Assert.True(Read(outer.AsSpan(0, written), out var original, out var quote));
        Assert.Equal(s_inner, original);
        Assert.Equal(8, quote.Overhead);
    }

    [Fact]
    public void TryRead_AnotherProtocol_IsNoTunnel() => Assert.False(Read(s_inner, out _, out _));

    [Fact]
    public void TryRead_OuterHeaderCutOff_IsRefused() => Assert.False(Read(Encapsulate(TunnelProtocol.IpInIp).AsSpan(0, 19), out _, out _));

    [Fact]
    [Requirement("TUN-019")]
    public void TryRead_ErrorFromInsideTheTunnel_LeadsToAnErrorTheSenderKnows()
    {
        var outer = Encapsulate(TunnelProtocol.IpInIp);
        var message = Golden.Write(destination => IcmpError.FragmentationNeeded(1400).WriteTo(destination, outer));
        Assert.True(IcmpError.TryParse(message, out var error, out _));
        Assert.True(Read(IcmpError.QuotedOf(message), out var original, out var quote));
        var relay = TunnelIcmp.Translate(error, quote, false).Relay;
        var told = Golden.Write(destination => relay!.Value.WritePacketTo(destination, Packets.HomeAgent, 1, original, quote.Original));

        var header = Packets.Parse(told);
        Assert.Equal(Packets.Correspondent, header.Destination);
        Assert.True(IcmpError.TryParse(header.PayloadOf(told), out error, out _));
        Assert.Equal(IcmpError.FragmentationNeeded(1380), error);
        Assert.Equal(s_inner, IcmpError.QuotedOf(header.PayloadOf(told)).ToArray());
    }

    [Fact]
    public void TryRead_AnyOctets_NeverThrows() =>
        Gen.Byte.Array[0, 100].Sample(octets => Read(octets, out var original, out var quote) || (original.Length == 0 && !quote.HasOriginal));

    [Theory, MemberData(nameof(Overheads))]
    public void TryRead_AnyOctetsBehindAnOuterHeader_NeverThrows(TunnelProtocol protocol, int overhead) => Gen.Byte.Array[0, 80].Sample(payload =>
        Read(Packets.Of(new() { Protocol = (IpProtocol)protocol }, payload), out var original, out _) && original.Length <= payload.Length + overhead);

    private static byte[] Encapsulate(TunnelProtocol protocol)
    {
        var outer = new byte[200];
        Assert.True(Tunnel.TryEncapsulate(protocol, s_inner, s_tunnel, outer, out var written, out _));
        return outer[..written];
    }

    private static bool Read(ReadOnlySpan<byte> quoted, out byte[] original, out TunnelQuote quote)
    {
        var room = new byte[quoted.Length];
        var found = TunnelQuote.TryRead(quoted, room, out var written, out quote);
        original = room[..written];
        return found;
    }
}
