using CsCheck;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tests.Wire;

public sealed class Ipv4PrefixTests
{
    [Theory]
    [InlineData("10.30.0.0/24", "10.30.0.0", 24, "255.255.255.0", "10.30.0.255")]
    [InlineData("0.0.0.0/0", "0.0.0.0", 0, "0.0.0.0", "255.255.255.255")]
    [InlineData("10.0.0.1/32", "10.0.0.1", 32, "255.255.255.255", "10.0.0.1")]
    [InlineData("10.0.0.2/31", "10.0.0.2", 31, "255.255.255.254", "10.0.0.3")]
    [InlineData("128.0.0.0/1", "128.0.0.0", 1, "128.0.0.0", "255.255.255.255")]
    public void TryParse_NetworkAndLength_IsRead(string text, string network, int length, string mask, string broadcast)
    {
        Assert.True(Ipv4Prefix.TryParse(text, out var prefix));
        Assert.Equal(
            (network, length, mask, broadcast, text),
            (prefix.Network.ToString(), prefix.Length, prefix.Mask.ToString(), prefix.DirectedBroadcast.ToString(), prefix.ToString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.30.0.0")]
    [InlineData("10.30.0.0/")]
    [InlineData("10.30.0.0/33")]
    [InlineData("10.30.0.0/024")]
    [InlineData("10.30.0.0/04")]
    [InlineData("10.30.0.0/-1")]
    [InlineData("10.30.0.0/+8")]
    [InlineData("10.30.0.0/ 8")]
    [InlineData("10.30.0.0/2x")]
    [InlineData("10.30.0.1/24")] // host bits
    [InlineData("10.30.0/24")]
    [InlineData("10.30.0.0/24/24")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(Ipv4Prefix.TryParse(text, out _));

    [Fact]
    public void TryParseInterface_HostBits_AreKept()
    {
        Assert.True(Ipv4Prefix.TryParseInterface("10.30.0.7/24", out var address, out var length));
        Assert.Equal(("10.30.0.7", 24), (address.ToString(), length));
    }

    [Theory]
    [InlineData("255.255.255.0", 24)]
    [InlineData("0.0.0.0", 0)]
    [InlineData("255.255.255.255", 32)]
    [InlineData("128.0.0.0", 1)]
    public void TryParseMask_OnesFromTheTop_IsTheirNumber(string text, int expected)
    {
        Assert.True(Ipv4Prefix.TryParseMask(text, out var length));
        Assert.Equal(expected, length);
    }

    [Theory]
    [InlineData("255.0.255.0")]
    [InlineData("0.0.0.1")]
    [InlineData("255.255.255.1")]
    [InlineData("24")]
    public void TryParseMask_Holes_IsRefused(string text) => Assert.False(Ipv4Prefix.TryParseMask(text, out _));

    [Fact]
    public void Constructor_AnyAddressInside_GivesTheSameNetwork() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Int[0, 32]).Sample((value, other, length) =>
        {
            var prefix = new Ipv4Prefix(new(value), length);
            var inside = new Ipv4Address(prefix.Network.Value | other & ~prefix.Mask.Value);
            return prefix.Contains(inside) && new Ipv4Prefix(inside, length) == prefix && Ipv4Prefix.Parse(prefix.ToString()) == prefix;
        });

    [Fact]
    public void Contains_AddressOutside_IsFalse() => Gen.Select(Gen.UInt, Gen.Int[1, 32], Gen.Int[0, 31]).Sample((value, length, bit) =>
    {
        var prefix = new Ipv4Prefix(new(value), length);
        var flipped = new Ipv4Address(value ^ 0x80000000 >> bit % length);
        return !prefix.Contains(flipped);
    });

    [Theory]
    [InlineData("10.0.0.0/24", "10.0.0.0", false)]
    [InlineData("10.0.0.0/24", "10.0.0.1", true)]
    [InlineData("10.0.0.0/24", "10.0.0.255", false)]
    [InlineData("10.0.0.0/24", "10.0.1.1", false)]
    [InlineData("10.0.0.0/31", "10.0.0.0", true)]
    [InlineData("10.0.0.0/31", "10.0.0.1", true)]
    [InlineData("10.0.0.7/32", "10.0.0.7", true)]
    public void ContainsHost_NetworkAndBroadcastAddress_AreNoHosts(string prefix, string address, bool expected) =>
        Assert.Equal(expected, Ipv4Prefix.Parse(prefix).ContainsHost(Ipv4Address.Parse(address)));

    [Theory]
    [InlineData(-1)]
    [InlineData(33)]
    public void Constructor_LengthBeyond32_Throws(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => new Ipv4Prefix(default, length));

    [Fact]
    public void Comparison_SameNetwork_ShorterComesFirst()
    {
        Ipv4Prefix shorter = Ipv4Prefix.Parse("10.0.0.0/8"), longer = Ipv4Prefix.Parse("10.0.0.0/16"), later = Ipv4Prefix.Parse("11.0.0.0/8");
        Assert.True(shorter < longer && longer < later && later > shorter && shorter <= longer && later >= longer);
    }

    [Fact]
    public void Parse_WrongText_Throws() => Assert.Throws<FormatException>(static () => Ipv4Prefix.Parse("10.0.0.1/8"));
}
