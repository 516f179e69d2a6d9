using System.Security.Cryptography;
using System.Text;
using CsCheck;
using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Security;

public sealed class Md5Tests
{
    // RFC 1321, appendix A.5.
    [Theory]
    [InlineData("", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("a", "0cc175b9c0f1b6a831c399e269772661")]
    [InlineData("abc", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("message digest", "f96b697d7cb7938d525a2f31aaf161d0")]
    [InlineData("abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b")]
    [InlineData("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890", "57edf4a22be3c955ac49da2e2107b67a")]
    public void Hash_RfcText_GivesTheRfcDigest(string text, string digest) => Assert.Equal(digest, Digest(Encoding.ASCII.GetBytes(text)));

    [Fact]
    public void Hash_EveryLengthAroundBlockEnds_EqualsThePlatform()
    {
        for (var length = 0; length <= 4 * Md5.BlockSize; length++)
        {
            var octets = Enumerable.Range(0, length).Select(i => (byte)(i * 7 + length)).ToArray();
            Assert.Equal(Platform(octets), Digest(octets));
        }
    }

    [Fact]
    public void Hash_AnyOctets_EqualsThePlatform() =>
        Gen.Byte.Array[0, 2000].Sample(octets => Digest(octets) == Platform(octets));

    [Fact]
    public void Append_AnyPieces_EqualsTheWhole() =>
        Gen.Byte.Array[0, 150].Array[0, 8].Sample(pieces =>
        {
            var hash = new Md5Hash();
            foreach (var piece in pieces)
                hash.Append(piece);
            Span<byte> digest = stackalloc byte[Md5.Size];
            hash.Finish(digest);
            return Hex.Format(digest) == Platform([.. pieces.SelectMany(piece => piece)]);
        });

    [Fact]
    public void Append_CopyOfAStartedHash_GoesOnAlone()
    {
        var hash = new Md5Hash();
        hash.Append("ab"u8);
        var copy = hash;
        hash.Append("x"u8);
        copy.Append("c"u8);
        Span<byte> digest = stackalloc byte[Md5.Size];
        copy.Finish(digest);
        Assert.Equal("900150983cd24fb0d6963f7d28e17f72", Hex.Format(digest));
    }

    [Fact]
    public void Finish_InTheMiddle_DisturbsNothing()
    {
        Md5Hash hash = default;
        Span<byte> digest = stackalloc byte[Md5.Size];
        hash.Append("message "u8);
        hash.Finish(digest);
        hash.Append("digest"u8);
        hash.Finish(digest);
        Assert.Equal("f96b697d7cb7938d525a2f31aaf161d0", Hex.Format(digest));
    }

    [Fact]
    public void Hash_RoomBehindTheDigest_IsLeftAlone() =>
        Golden.AssertWrites(Hex.Parse("900150983cd24fb0d6963f7d28e17f72"), static destination =>
        {
            Md5.Hash("abc"u8, destination);
            return Md5.Size;
        });

    private static string Digest(byte[] octets)
    {
        Span<byte> digest = stackalloc byte[Md5.Size];
        Md5.Hash(octets, digest);
        return Hex.Format(digest);
    }

#pragma warning disable CA5351 // the judge of our own MD5
    private static string Platform(byte[] octets) => Hex.Format(MD5.HashData(octets));
#pragma warning restore CA5351
}
