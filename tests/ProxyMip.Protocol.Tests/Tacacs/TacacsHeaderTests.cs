using CsCheck;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tacacs;

public sealed class TacacsHeaderTests
{
    private static readonly TacacsHeader s_golden = new()
    {
        Version = TacacsVersion.One,
        Type = TacacsType.Authentication,
        Sequence = 1,
        SessionId = 0x5ec0ffee,
        BodyLength = 32,
    };

    [Fact]
    [Requirement("TAC-001")]
    public void Header_Golden_IsRead()
    {
        Assert.True(TacacsHeader.TryParse(TacacsSamples.Packet("tac-authen-start-pap"), out var header, out _));
        Assert.Equal(s_golden, header);
        Assert.Equal((12, 1), (header.MajorVersion, header.MinorVersion));
    }

    [Fact]
    [Requirement("TAC-001")]
    public void Header_Golden_IsWritten()
    {
        var buffer = TacacsSamples.Buffer(TacacsHeader.Size);
        Assert.Equal(TacacsHeader.Size, s_golden.WriteTo(buffer));
        Assert.Equal("c10101005ec0ffee00000020", Hex.Format(buffer));
    }

    [Fact]
    public void Header_WrittenThenRead_IsTheSame() =>
        Gen.Select(Gen.Bool, Gen.Byte[1, 3], Gen.Byte[1, 255], Gen.Byte, Gen.UInt, Gen.UInt[0, TacacsHeader.MaxBodySize])
            .Sample((one, type, sequence, bits, session, length) =>
            {
                var header = new TacacsHeader
                {
                    Version = one ? TacacsVersion.One : TacacsVersion.Default,
                    Type = (TacacsType)type,
                    Sequence = sequence,
                    Bits = (TacacsHeaderBits)bits,
                    SessionId = session,
                    BodyLength = length,
                };
                var buffer = TacacsSamples.Buffer(TacacsHeader.Size);
                header.WriteTo(buffer);
                Assert.True(TacacsHeader.TryParse(buffer, out var read, out _));
                Assert.Equal(header, read);
            });

    [Fact]
    public void Header_EveryTruncation_IsTruncated()
    {
        var octets = TacacsSamples.Packet("tac-authen-start-pap");
        for (var length = 1; length < TacacsHeader.Size; length++)
        {
            Assert.False(TacacsHeader.TryParse(octets.AsSpan(0, length), out _, out var fault));
            Assert.Equal(WireFaultKind.Truncated, fault.Kind);
        }
    }

    [Theory]
    [InlineData("d10101005ec0ffee00000020", WireFaultKind.UnexpectedValue, 0)]
    [InlineData("c20101005ec0ffee00000020", WireFaultKind.UnexpectedValue, 0)]
    [InlineData("c10001005ec0ffee00000020", WireFaultKind.UnexpectedValue, 1)]
    [InlineData("c10401005ec0ffee00000020", WireFaultKind.UnexpectedValue, 1)]
    [InlineData("c10100005ec0ffee00000020", WireFaultKind.ForbiddenValue, 2)]
    [InlineData("c10101005ec0ffee00010001", WireFaultKind.BadLength, 8)]
    [InlineData("c10101005ec0ffeeffffffff", WireFaultKind.BadLength, 8)]
    [Requirement("TAC-001", "TAC-005")]
    public void Header_Broken_IsRefusedAtItsOctet(string hex, WireFaultKind kind, int offset)
    {
        Assert.False(TacacsHeader.TryParse(Hex.Parse(hex), out _, out var fault));
        Assert.Equal(new WireFault(kind, offset), fault);
    }

    [Fact]
    [Requirement("TAC-004")]
    public void Header_UnknownFlags_AreIgnored()
    {
        Assert.True(TacacsHeader.TryParse(Hex.Parse("c10101fa5ec0ffee00000020"), out var header, out _));
        Assert.False(header.IsUnencrypted);
        Assert.False(header.IsSingleConnection);
    }

    [Fact]
    public void Header_BothFlags_AreSeen()
    {
        Assert.True(TacacsHeader.TryParse(Hex.Parse("c1010105 5ec0ffee 00000020"), out var header, out _));
        Assert.True(header.IsUnencrypted && header.IsSingleConnection);
    }
}
