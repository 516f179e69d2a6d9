using System.Security.Cryptography;
using CsCheck;
using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Security;

public sealed class HmacMd5KeyTests
{
    // RFC 2202, section 2.
    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265", "9294727a3638bb1c13f48ef8158bfc9d")]
    [InlineData("4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f", "750c783e6ab0b503eaa86e310a5db738")]
    public void Compute_RfcKeyAndData_GivesTheRfcDigest(string key, string data, string digest) =>
        Assert.Equal(digest, Compute(Hex.Parse(key), Hex.Parse(data)));

    [Fact]
    public void Compute_AnyKeyAndData_EqualsThePlatform() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Byte.Array[0, 300]).Sample((key, data) => Compute(key, data) == Platform(key, data));

    [Fact]
    public void Compute_EveryLengthAroundBlockEnds_EqualsThePlatform()
    {
        var key = Hex.Parse("00ff00ff");
        for (var length = 0; length <= 3 * Md5.BlockSize; length++)
        {
            var data = Enumerable.Range(0, length).Select(i => (byte)(i ^ length)).ToArray();
            Assert.Equal(Platform(key, data), Compute(key, data));
        }
    }

    [Fact]
    public void Compute_SameKeyTwice_KeepsNothingBetween()
    {
        var key = new HmacMd5Key("key"u8);
        var first = Golden.Write(destination => Sign(key, "one"u8, destination));
        _ = Golden.Write(destination => Sign(key, "another message"u8, destination));
        Assert.Equal(first, Golden.Write(destination => Sign(key, "one"u8, destination)));
    }

    private static int Sign(HmacMd5Key key, ReadOnlySpan<byte> data, Span<byte> destination)
    {
        key.Compute(data, destination);
        return HmacMd5Key.Size;
    }

    private static string Compute(byte[] key, byte[] data)
    {
        Span<byte> authenticator = stackalloc byte[HmacMd5Key.Size];
        new HmacMd5Key(key).Compute(data, authenticator);
        return Hex.Format(authenticator);
    }

#pragma warning disable CA5351 // the judge of our own HMAC
    private static string Platform(byte[] key, byte[] data) => Hex.Format(HMACMD5.HashData(key, data));
#pragma warning restore CA5351
}
