using CsCheck;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tests.Wire;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("radius")]
    [InlineData("radius-1.example.net")]
    [InlineData("3com")]
    [InlineData("1.example")]
    [InlineData("a")]
    [InlineData("xn--bcher-kva.example")]
    [InlineData("host.0xyz")]
    public void TryParse_Name_IsKeptAsTyped(string text)
    {
        Assert.True(HostName.TryParse(text, out var name));
        Assert.Equal(text, name!.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("radius.")]
    [InlineData(".radius")]
    [InlineData("a..b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a.-b")]
    [InlineData("under_score")]
    [InlineData("a b")]
    [InlineData(" a")]
    [InlineData("bücher.example")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.1")]
    [InlineData("256.256.256.256")]
    [InlineData("1")]
    [InlineData("host.1")]
    [InlineData("0x0a000001")]
    [InlineData("host.0x1f")]
    [InlineData("host.0X1f")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(HostName.TryParse(text, out _));

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void TryParse_LabelAbove63_IsRefused(int length, bool expected) => Assert.Equal(expected, HostName.TryParse(new string('a', length), out _));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void TryParse_NameAbove128_IsRefused(int length, bool expected) =>
        Assert.Equal(expected, HostName.TryParse(string.Concat(Enumerable.Repeat("abc.", 40))[..(length - 1)] + "z", out _));

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.String[Gen.Char["abz019.-x_ "], 0, 140].Sample(text => HostName.TryParse(text, out var name) == (name is not null));
}
