using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Security;

public sealed class SecretKeyTests
{
    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("1234567890ABCDEF1234567890abcdef")]
    [Requirement("APX-017")]
    public void TryParseGroupKey_ThirtyTwoDigits_IsRead(string text)
    {
        Assert.True(SecretKey.TryParseGroupKey(text, out var key));
        Assert.Equal(Convert.FromHexString(text), key!.Octets.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1234567890abcdef1234567890abcde")]
    [InlineData("1234567890abcdef1234567890abcdef1")]
    [InlineData("1234567890abcdef1234567890abcdef12")]
    [InlineData("1234567890abcdef1234567890abcdeg")]
    [InlineData("0x34567890abcdef1234567890abcdef")]
    [Requirement("APX-017")]
    public void TryParseGroupKey_AnythingElse_IsRefused(string text) => Assert.False(SecretKey.TryParseGroupKey(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("a b ")]
    public void TryParseHex_EmptyOddOrNoDigits_IsRefused(string text) => Assert.False(SecretKey.TryParseHex(text, out _));

    [Fact]
    public void TryParseHex_AnyEvenNumberOfDigits_IsRead()
    {
        Assert.True(SecretKey.TryParseHex("00ff7f", out var key));
        Assert.Equal([0, 255, 127], key!.Octets.ToArray());
    }

    [Fact]
    public void Constructor_ArrayChangedLater_KeepsItsOwnOctets()
    {
        byte[] octets = [1, 2, 3];
        var key = new SecretKey(octets);
        octets[0] = 9;
        Assert.Equal([1, 2, 3], key.Octets.ToArray());
    }

    [Fact]
    public void Constructor_NoOctets_Throws() => Assert.Throws<ArgumentException>(() => new SecretKey([]));

    [Fact]
    public void Equals_SameOctets_IsTrue() => Assert.Equal(new SecretKey("abc"u8), new SecretKey("abc"u8));

    [Theory]
    [InlineData("abd")]
    [InlineData("ab")]
    [InlineData("abcd")]
    public void Equals_OtherOctetsOrLength_IsFalse(string other) =>
        Assert.NotEqual(new SecretKey("abc"u8), new SecretKey(System.Text.Encoding.ASCII.GetBytes(other)));

    [Fact]
    public void ToString_Always_TellsNothing() => Assert.Equal(new SecretKey("a"u8).ToString(), new SecretKey("another, longer"u8).ToString());
}
