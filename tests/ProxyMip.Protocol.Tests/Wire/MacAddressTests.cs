using CsCheck;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tests.Wire;

public sealed class MacAddressTests
{
    [Theory]
    [InlineData("000067025193")]
    [InlineData("00:00:67:02:51:93")]
    [InlineData("00-00-67-02-51-93")]
    [InlineData("00 00 67 02 51 93")]
    [InlineData("0000.6702.5193")]
    public void TryParse_EveryNotation_IsTheSame(string text)
    {
        Assert.True(MacAddress.TryParse(text, out var address));
        Assert.Equal(0x000067025193ul, address.Value);
    }

    [Theory]
    [InlineData("aa:bb:cc:dd:ee:ff")]
    [InlineData("AABBCCDDEEFF")]
    [InlineData("AaBb.CcDd.EeFf")]
    public void TryParse_EitherCase_IsRead(string text) => Assert.Equal("aa:bb:cc:dd:ee:ff", MacAddress.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("00006702519")]
    [InlineData("0000670251933")]
    [InlineData("00:00:67:02:51-93")] // mixed separators
    [InlineData("00:00:67:02:5193:")]
    [InlineData(":00:00:67:02:5193")]
    [InlineData("0000:6702:5193")]
    [InlineData("000.0670.25193")]
    [InlineData("00006702519g")]
    [InlineData("00.00.67.02.51.93")]
    [InlineData("0:0:67:2:51:93")]
    [InlineData(" 000067025193")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(MacAddress.TryParse(text, out _));

    [Fact]
    public void TryParse_ToString_IsTheInverse() => Gen.ULong[0, 0xffffffffffff].Sample(value =>
        MacAddress.Parse(new MacAddress(value).ToString()).Value == value && MacAddress.Parse(new MacAddress(value).ToBareString()).Value == value);

    [Fact]
    public void Read_CopyTo_IsTheInverse() => Gen.ULong[0, 0xffffffffffff].Sample(value =>
    {
        Span<byte> octets = stackalloc byte[MacAddress.Size];
        new MacAddress(value).CopyTo(octets);
        return MacAddress.Read(octets).Value == value && octets[0] == value >> 40;
    });

    [Theory]
    [InlineData("224.0.0.11", "01:00:5e:00:00:0b")]
    [InlineData("239.255.255.255", "01:00:5e:7f:ff:ff")]
    [InlineData("225.129.2.3", "01:00:5e:01:02:03")]
    public void ForMulticast_Group_KeepsTheLow23Bits(string group, string expected) =>
        Assert.Equal(expected, MacAddress.ForMulticast(Ipv4Address.Parse(group)).ToString());

    [Theory]
    [InlineData("01:00:5e:00:00:0b", true, false, false)]
    [InlineData("ff:ff:ff:ff:ff:ff", true, true, false)]
    [InlineData("00:00:67:02:51:93", false, false, false)]
    [InlineData("00:00:00:00:00:00", false, false, true)]
    public void IsGroup_IsBroadcast_IsZero_TellTheirBits(string text, bool group, bool broadcast, bool zero)
    {
        var address = MacAddress.Parse(text);
        Assert.Equal((group, broadcast, zero), (address.IsGroup, address.IsBroadcast, address.IsZero));
    }

    [Fact]
    public void Comparison_Values_IsNumeric() =>
        Assert.True(new MacAddress(1) < new MacAddress(2) && new MacAddress(2) > new MacAddress(1) && new MacAddress(1) <= new MacAddress(1) && new MacAddress(1) >= new MacAddress(1));

    [Fact]
    public void Parse_WrongText_Throws() => Assert.Throws<FormatException>(static () => MacAddress.Parse("nothing"));
}
