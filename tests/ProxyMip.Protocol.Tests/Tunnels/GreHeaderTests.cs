using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class GreHeaderTests
{
    private static readonly Gen<GreHeader> s_headers = Gen.Select(
        Gen.Bool, Gen.UInt.Nullable(), Gen.UInt.Nullable(), Gen.UShort,
        static (checksum, key, sequence, type) => new GreHeader { HasChecksum = checksum, Key = key, Sequence = sequence, ProtocolType = type });

    // Layouts of RFC 2784 §2 and RFC 2890 §2; the checksum is that of the vector gre-checksum's method over header and "ab".
    public static TheoryData<string, GreHeader> Layouts => new()
    {
        { "0000 0800 | 6162", new() { ProtocolType = GreHeader.Ipv4 } },
        { "2000 0800 | 00001001 | 6162", new() { ProtocolType = GreHeader.Ipv4, Key = 0x1001 } },
        { "1000 0800 | 00000007 | 6162", new() { ProtocolType = GreHeader.Ipv4, Sequence = 7 } },
        { "3000 0800 | 00001001 | 00000007 | 6162", new() { ProtocolType = GreHeader.Ipv4, Key = 0x1001, Sequence = 7 } },
        { "8000 0800 | 169d 0000 | 6162", new() { ProtocolType = GreHeader.Ipv4, HasChecksum = true } },
        { "b000 0800 | d694 0000 | 00001001 | 00000007 | 6162", new() { ProtocolType = GreHeader.Ipv4, HasChecksum = true, Key = 0x1001, Sequence = 7 } },
    };

    [Theory, MemberData(nameof(Layouts))]
    public void TryParse_GoldenOctets_ReadsEveryField(string hex, GreHeader expected)
    {
        Assert.True(GreHeader.TryParse(Hex.Parse(hex), out var header, out var fault), fault.ToString());
        Assert.Equal(expected, header);
        Assert.Equal(Hex.Parse(hex).Length - 2, header.Size);
    }

    [Theory, MemberData(nameof(Layouts))]
    [Requirement("TUN-041")]
    public void WriteTo_GoldenHeader_GivesTheOctets(string hex, GreHeader header)
    {
        var expected = Hex.Parse(hex);
        Golden.AssertWrites(expected, destination =>
        {
            "ab"u8.CopyTo(destination[header.Size..]);
            return header.WriteTo(destination[..expected.Length]) + 2;
        });
    }

    [Theory, MemberData(nameof(Layouts))]
    public void TryParse_CutInTheHeader_IsTruncatedOrBadChecksum(string hex, GreHeader header)
    {
        var octets = Hex.Parse(hex);
        for (var length = 0; length < header.Size; length++)
        {
            Assert.False(GreHeader.TryParse(octets.AsSpan(0, length), out _, out var fault));
            Assert.Equal(TunnelFaultKind.Truncated, fault.Kind);
            Assert.InRange(fault.Offset, 0, length);
        }
    }

    [Theory]
    [InlineData("4000 0800 00000000", TunnelFaultKind.GreReservedBit, 0)] // bit 1: routing
    [InlineData("0800 0800 00000000", TunnelFaultKind.GreReservedBit, 0)] // bit 4: strict source route
    [InlineData("0400 0800 00000000", TunnelFaultKind.GreReservedBit, 0)] // bit 5: recursion
    [InlineData("0001 0800 00000000", TunnelFaultKind.GreVersion, 1)]     // PPTP
    [InlineData("0007 0800 00000000", TunnelFaultKind.GreVersion, 1)]
    [InlineData("8000 0800 169c 0000 6162", TunnelFaultKind.BadGreChecksum, 4)]
    [InlineData("8000 0800 169d 0000 6163", TunnelFaultKind.BadGreChecksum, 4)]
    [Requirement("TUN-039", "TUN-040", "TUN-042")]
    public void TryParse_WrongHeader_ReportsWhereAndWhy(string hex, TunnelFaultKind kind, int offset)
    {
        Assert.False(GreHeader.TryParse(Hex.Parse(hex), out _, out var fault));
        Assert.Equal(new(kind, offset), fault);
    }

    [Theory]
    [InlineData("0200 0800")]
    [InlineData("0100 0800")]
    [InlineData("0008 0800")]
    [InlineData("03f8 0800")]
    [Requirement("TUN-041")]
    public void TryParse_Bits6To12_AreIgnored(string hex)
    {
        Assert.True(GreHeader.TryParse(Hex.Parse(hex), out var header, out _));
        Assert.Equal(new() { ProtocolType = GreHeader.Ipv4 }, header);
    }

    [Fact]
    public void TryParse_ChecksumInitiallyZeroInTheSum_CoversOddPayloads() =>
        Gen.Byte.Array[0, 99].Sample(payload => Parse(Write(new() { HasChecksum = true }, payload)) == new GreHeader { HasChecksum = true });

    [Fact]
    public void WriteTo_AnyHeader_ParsesBack() => s_headers.Sample(header => Parse(Write(header, [1, 2, 3])) == header);

    [Fact]
    public void TryParseQuoted_ChecksumOverAMissingPayload_IsNotJudged()
    {
        Assert.True(GreHeader.TryParseQuoted(Hex.Parse("a000 0800 1234 0000 00001001"), out var header));
        Assert.Equal((0x1001u, 12), (header.Key, header.Size));
        Assert.False(GreHeader.TryParseQuoted(Hex.Parse("a000 0800 1234 0000"), out _));
    }

    [Fact]
    public void TryParse_AnyOctets_NeverThrows() =>
        Gen.Byte.Array[0, 40].Sample(octets => GreHeader.TryParse(octets, out _, out var fault) != fault.IsFault);

    private static byte[] Write(GreHeader header, byte[] payload) => Golden.Write(destination =>
    {
        payload.CopyTo(destination[header.Size..]);
        return header.WriteTo(destination[..(header.Size + payload.Length)]) + payload.Length;
    });

    private static GreHeader Parse(byte[] octets)
    {
        Assert.True(GreHeader.TryParse(octets, out var header, out var fault), fault.ToString());
        return header;
    }
}
