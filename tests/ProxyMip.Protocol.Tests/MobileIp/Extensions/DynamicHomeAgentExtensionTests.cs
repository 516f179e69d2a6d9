using CsCheck;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class DynamicHomeAgentExtensionTests
{
    // Assembled by hand: the layout other decoders read, and the one RFC 4433 prints.
    private static readonly byte[] s_short = Hex.Parse("8b 05 | 01 | 0a1e0001");
    private static readonly byte[] s_printed = Hex.Parse("8b | 01 | 0004 | 0a1e0001");

    private static readonly DynamicHomeAgentExtension s_extension = new()
    {
        Subtype = DynamicHomeAgentSubtype.Requested,
        HomeAgent = Ipv4Address.Parse("10.30.0.1"),
    };

    [Fact]
    public void WriteTo_EveryField_GivesTheShortLayout() => Golden.AssertWrites(s_short, static destination => s_extension.WriteTo(destination));

    [Fact]
    public void TryParse_EitherLayout_IsTheSame()
    {
        Assert.True(DynamicHomeAgentExtension.TryParse(s_short, out var read, out _));
        Assert.Equal(s_extension, read);
        Assert.True(DynamicHomeAgentExtension.TryParse(s_printed, out read, out _));
        Assert.Equal(s_extension, read);
    }

    [Fact]
    public void TryParse_AnyWritten_IsTheSame() => Gen.Select(Gen.Bool, Gen.UInt).Sample((redirected, address) =>
    {
        var extension = new DynamicHomeAgentExtension
        {
            Subtype = redirected ? DynamicHomeAgentSubtype.Redirected : DynamicHomeAgentSubtype.Requested,
            HomeAgent = new(address),
        };
        var octets = Golden.Write(destination => extension.WriteTo(destination));
        return octets.Length == DynamicHomeAgentExtension.Size && DynamicHomeAgentExtension.TryParse(octets, out var read, out _) && read == extension;
    });

    [Fact]
    public void TryParse_OtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesAllButOneLength(s_short, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            DynamicHomeAgentExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_EveryTruncationOfThePrintedLayout_IsRefused()
    {
        for (var length = 0; length < s_printed.Length; length++)
            Assert.False(DynamicHomeAgentExtension.TryParse(s_printed.AsSpan(0, length), out _, out _));
    }

    [Theory]
    [InlineData("8b 05 00 0a1e0001")]
    [InlineData("8b 05 03 0a1e0001")]
    public void TryParse_AnotherSubtype_IsUnexpected(string octets)
    {
        Assert.False(DynamicHomeAgentExtension.TryParse(Hex.Parse(octets), out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 2), fault);
    }
}
