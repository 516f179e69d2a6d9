using CsCheck;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tests.Wire;

public sealed class Ipv4AddressTests
{
    [Theory]
    [InlineData("0.0.0.0", 0u)]
    [InlineData("10.20.0.1", 0x0a140001u)]
    [InlineData("255.255.255.255", 0xffffffffu)]
    [InlineData("1.2.3.4", 0x01020304u)]
    public void TryParse_FourNumbers_IsRead(string text, uint value)
    {
        Assert.True(Ipv4Address.TryParse(text, out var address));
        Assert.Equal(value, address.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("10.1.2")]
    [InlineData("10.1.2.3.4")]
    [InlineData("10.1.2.")]
    [InlineData(".1.2.3")]
    [InlineData("10..2.3")]
    [InlineData("256.0.0.1")]
    [InlineData("10.0.0.1000")]
    [InlineData("010.0.0.1")]
    [InlineData("10.0.0.00")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("0x0a000001")]
    [InlineData("10.0.0.1/24")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.1 ")]
    [InlineData("10.0.0.-1")]
    [InlineData("10.0.0.+1")]
    [InlineData("10.0.0.١")]
    [InlineData("10,0,0,1")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(Ipv4Address.TryParse(text, out _));

    [Fact]
    public void TryParse_ToString_IsTheInverse() =>
        Gen.UInt.Sample(value => Ipv4Address.TryParse(new Ipv4Address(value).ToString(), out var address) && address.Value == value);

    [Fact]
    public void TryParse_AnyText_NeverThrows() => Gen.String[Gen.Char["0123456789. x-"], 0, 20].Sample(text =>
        !Ipv4Address.TryParse(text, out var address) || address.ToString() == text);

    [Fact]
    public void Parse_WrongText_ThrowsWithAnExample() =>
        Assert.Contains("10.0.0.2", Assert.Throws<FormatException>(static () => Ipv4Address.Parse("nowhere")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("223.255.255.255", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("0.1.2.3", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("224.0.0.11", false)]
    [InlineData("239.255.255.255", false)]
    [InlineData("240.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    public void IsUnicastHost_Address_IsOneAHostCanHave(string text, bool expected) => Assert.Equal(expected, Ipv4Address.Parse(text).IsUnicastHost);

    [Theory]
    [InlineData("223.255.255.255", false)]
    [InlineData("224.0.0.0", true)]
    [InlineData("239.255.255.255", true)]
    [InlineData("240.0.0.0", false)]
    public void IsMulticast_Edges_AreThoseOf224Slash4(string text, bool expected) => Assert.Equal(expected, Ipv4Address.Parse(text).IsMulticast);

    [Fact]
    public void Constants_Groups_AreTheAssignedOnes() =>
        Assert.Equal(
            ["0.0.0.0", "255.255.255.255", "224.0.0.1", "224.0.0.2", "224.0.0.11"],
            new[] { Ipv4Address.Any, Ipv4Address.Broadcast, Ipv4Address.AllSystems, Ipv4Address.AllRouters, Ipv4Address.AllMobilityAgents }.Select(a => a.ToString()));

    [Theory]
    [InlineData("127.255.0.1", true, false)]
    [InlineData("169.254.7.7", false, true)]
    [InlineData("169.253.7.7", false, false)]
    public void IsLoopback_IsLinkLocal_AreTheirBlocks(string text, bool loopback, bool linkLocal) =>
        Assert.Equal((loopback, linkLocal), (Ipv4Address.Parse(text).IsLoopback, Ipv4Address.Parse(text).IsLinkLocal));

    [Fact]
    public void Comparison_TopBitSet_IsGreater()
    {
        Ipv4Address low = Ipv4Address.Parse("127.255.255.255"), high = Ipv4Address.Parse("128.0.0.0");
        Assert.True(low < high && high > low && low <= high && high >= low && low.CompareTo(high) < 0);
    }
}
