using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class Ipv4HeaderTests
{
    // The inner packet of the vector ipip-df, whose fields are independent of our code.
    private const string Golden1 = """
        45                  # version 4, 5 words
        00                  # DSCP 0, Not-ECT
        00 26               # total length 38
        42 43               # identification
        40 00               # DF
        39                  # time to live 57
        11                  # UDP
        32 4d               # checksum
        c0 00 02 50         # 192.0.2.80
        0a 1e 00 c9         # 10.30.0.201
        """;

    private static readonly byte[] s_packet = [.. Hex.Parse(Golden1), .. Hex.Parse("1389138a00121df17061796c6f61642d3032")];

    private static readonly Ipv4Header s_header = new()
    {
        TotalLength = 38,
        Identification = 0x4243,
        DontFragment = true,
        TimeToLive = 57,
        Protocol = IpProtocol.Udp,
        Checksum = 0x324d,
        Source = Packets.Correspondent,
        Destination = Packets.Node,
    };

    [Fact]
    public void TryParse_GoldenOctets_ReadsEveryField() => Assert.Equal(s_header, Packets.Parse(s_packet));

    [Fact]
    public void WriteTo_GoldenHeader_GivesTheOctets() =>
        Golden.AssertWrites(Hex.Parse(Golden1), destination => s_header.WriteTo(destination));

    [Fact]
    public void WriteTo_AnyHeader_ParsesBack() => Packets.Headers.Sample(header =>
    {
        var read = Packets.Parse(Packets.Of(header, [1, 2, 3]));
        return read == header with { TotalLength = 23, Checksum = read.Checksum };
    });

    [Fact]
    public void WriteTo_WithOptions_PutsThemBehindTheAddresses()
    {
        var options = Hex.Parse("94040000 01010100");
        var packet = Packets.Of(Packets.Header, [9], options);
        var header = Packets.Parse(packet);
        Assert.Equal(28, header.HeaderLength);
        Assert.Equal(options, header.OptionsOf(packet).ToArray());
        Assert.Equal([9], header.PayloadOf(packet).ToArray());
    }

    [Fact]
    public void WriteTo_OptionsOfAnotherSize_IsADefectOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => Packets.Header.WriteTo(new byte[60], new byte[4]));

    [Fact]
    public void PayloadOf_LinkPaddingBehind_IsLeftOut() =>
        Assert.Equal(18, Packets.Parse([.. s_packet, .. new byte[8]]).PayloadOf([.. s_packet, .. new byte[8]]).Length);

    [Theory]
    [InlineData(0, 0x55, WireFaultKind.UnexpectedValue, 0)]  // version 5
    [InlineData(0, 0x65, WireFaultKind.UnexpectedValue, 0)]  // version 6
    [InlineData(0, 0x44, WireFaultKind.BadLength, 0)]        // 16 octets of header
    [InlineData(0, 0x4f, WireFaultKind.Truncated, 38)]       // 60 octets of header in 38
    [InlineData(3, 19, WireFaultKind.BadLength, 2)]          // total length below the header's
    [InlineData(3, 39, WireFaultKind.Truncated, 38)]         // total length beyond the octets
    [InlineData(10, 0, WireFaultKind.BadChecksum, 10)]
    [InlineData(19, 0xc8, WireFaultKind.BadChecksum, 10)]
    public void TryParse_OneOctetWrong_ReportsWhereAndWhy(int at, byte value, WireFaultKind kind, int offset)
    {
        var packet = (byte[])s_packet.Clone();
        packet[at] = value;
        Assert.Equal(new(kind, offset), Golden.FaultOf(packet, TryParse));
    }

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(s_packet, TryParse);

    [Fact]
    public void TryParse_AnyOneBitFlippedInTheHeader_IsRefused() => Gen.Int[0, 159].Sample(bit =>
    {
        var packet = (byte[])s_packet.Clone();
        packet[bit / 8] ^= (byte)(1 << bit % 8);
        return !Ipv4Header.TryParse(packet, out _, out _);
    });

    [Fact]
    public void TryParse_AnyOctets_NeverThrows() =>
        Gen.Byte.Array[0, 80].Sample(octets => Ipv4Header.TryParse(octets, out _, out var fault) != fault.IsFault);

    [Fact]
    public void TryParse_AnyOctetsBehindAVersion_NeverThrows() =>
        Gen.Byte.Array[0, 80].Sample(octets => Ipv4Header.TryParse([0x4f, .. octets], out _, out var fault) != fault.IsFault);

    [Fact]
    public void TryParseQuoted_HeaderAndEightOctets_IsEnough()
    {
        var quoted = s_packet[..28];
        quoted[8] = 1; // a router changed the time to live and not the checksum
        Assert.True(Ipv4Header.TryParseQuoted(quoted, out var header, out _));
        Assert.Equal(s_header with { TimeToLive = 1 }, header);
    }

    [Fact]
    public void TryParseQuoted_OptionsCutOff_IsTruncated()
    {
        var packet = Packets.Of(Packets.Header, [], Hex.Parse("94040000"));
        Assert.False(Ipv4Header.TryParseQuoted(packet.AsSpan(0, 22), out _, out var fault));
        Assert.Equal(new(WireFaultKind.Truncated, 20), fault);
    }

    [Fact]
    public void TryDecrementTimeToLive_AnyPacket_EqualsAFreshChecksum() => Packets.Forwardable.Sample(packet =>
    {
        var before = Packets.Parse(packet);
        var options = before.OptionsOf(packet).ToArray();
        var expected = Packets.Of(before with { TimeToLive = (byte)(before.TimeToLive - 1) }, before.PayloadOf(packet), options);
        return Ipv4Header.TryDecrementTimeToLive(packet) && packet.AsSpan().SequenceEqual(expected);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void TryDecrementTimeToLive_NothingLeft_LeavesThePacketAlone(byte timeToLive)
    {
        var packet = Packets.Of(Packets.Header with { TimeToLive = timeToLive }, [1]);
        var copy = (byte[])packet.Clone();
        Assert.False(Ipv4Header.TryDecrementTimeToLive(packet));
        Assert.Equal(copy, packet);
    }

    [Fact]
    public void IsFragment_FirstMiddleAndLast_AreFragments()
    {
        Assert.False(s_header.IsFragment);
        Assert.True((s_header with { MoreFragments = true }).IsFragment);
        Assert.True((s_header with { FragmentOffset = 8, MoreFragments = true }).IsFragment);
        Assert.True((s_header with { FragmentOffset = 8 }).IsFragment);
    }

    private static bool TryParse(ReadOnlySpan<byte> octets, out WireFault fault) => Ipv4Header.TryParse(octets, out _, out fault);
}
