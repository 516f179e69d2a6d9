using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Security;

public sealed class SpiTests
{
    [Theory]
    [InlineData("100", 0x100u)]
    [InlineData("0100", 0x100u)]
    [InlineData("FFFFFFFF", uint.MaxValue)]
    [InlineData("deadBEEF", 0xdeadbeefu)]
    [Requirement("APX-016")]
    public void TryParse_HexadecimalFrom100_IsRead(string text, uint value)
    {
        Assert.True(Spi.TryParse(text, out var spi));
        Assert.Equal(value, spi.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("ff")]
    [InlineData("100000000")]
    [InlineData("0x100")]
    [InlineData(" 100")]
    [InlineData("100 ")]
    [InlineData("+100")]
    [InlineData("10g")]
    [Requirement("APX-016", "MSG-028")]
    public void TryParse_ReservedOrNoHexadecimal_IsRefused(string text) => Assert.False(Spi.TryParse(text, out _));

    [Theory]
    [InlineData(0u, true)]
    [InlineData(255u, true)]
    [InlineData(256u, false)]
    public void IsReserved_Below256_IsTrue(uint value, bool expected) => Assert.Equal(expected, new Spi(value).IsReserved);

    [Fact]
    public void ToString_Always_HasEightDigits() => Assert.Equal("00000100", new Spi(256).ToString());

    [Fact]
    public void Comparison_TopBitSet_IsGreater() => Assert.True(new Spi(0x80000000) > new Spi(0x7fffffff) && new Spi(1) <= new Spi(1));
}
