using CsCheck;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Discovery;

public sealed class PrefixLengthsExtensionTests
{
    private static readonly byte[] s_golden = Hex.Parse("13 02 | 18 16"); // from the vector adv-prefix-lengths

    private static readonly OctetParser s_parse = static (ReadOnlySpan<byte> octets, out WireFault fault) =>
        PrefixLengthsExtension.TryParse(octets, 2, out _, out fault);

    [Fact]
    [Requirement("IRDP-060")]
    public void Write_Lengths_GivesTheGoldenOctets() =>
        Golden.AssertWrites(s_golden, static destination => PrefixLengthsExtension.Write(destination, [24, 22]));

    [Fact]
    public void TryParse_AnyWritten_IsTheSame() => Gen.Byte[0, 32].Array[0, 255].Sample(lengths =>
    {
        var octets = Golden.Write(destination => PrefixLengthsExtension.Write(destination, lengths));
        return PrefixLengthsExtension.TryParse(octets, lengths.Length, out var read, out _) && read.Lengths.SequenceEqual(lengths);
    });

    [Theory]
    [InlineData("13 01 18")]
    [InlineData("13 03 181618")]
    [InlineData("13 00")]
    [Requirement("IRDP-103")]
    public void TryParse_WrongCount_IsBadLengthAtTheLength(string octets) =>
        Assert.Equal(new WireFault(WireFaultKind.BadLength, 1), Golden.FaultOf(Hex.Parse(octets), s_parse));

    [Theory]
    [InlineData("13 02 21 16", 2)]
    [InlineData("13 02 18 ff", 3)]
    [Requirement("IRDP-103")]
    public void TryParse_LengthAbove32_IsForbiddenThere(string octets, int offset) =>
        Assert.Equal(new WireFault(WireFaultKind.ForbiddenValue, offset), Golden.FaultOf(Hex.Parse(octets), s_parse));

    [Fact]
    public void TryParse_AnotherType_IsUnexpectedAtOctet0() =>
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), Golden.FaultOf([16, .. s_golden[1..]], s_parse));

    [Fact]
    public void TryParse_EveryTruncation_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(s_golden, s_parse);

    [Fact]
    public void Write_LengthAbove32OrTooMany_Throws()
    {
        Assert.Throws<ArgumentException>(static () => PrefixLengthsExtension.Write(new byte[300], [33]));
        Assert.Throws<ArgumentException>(static () => PrefixLengthsExtension.Write(new byte[300], new byte[256]));
    }
}
