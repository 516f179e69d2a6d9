using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Security;

public sealed class MobilityAuthenticatorTests
{
    private static readonly Spi s_spi = new(0x100);
    private static readonly Dictionary<string, AuthenticationAlgorithm> s_algorithms = new()
    {
        ["hmac-md5"] = AuthenticationAlgorithm.HmacMd5,
        ["md5-prefix-suffix"] = AuthenticationAlgorithm.Md5PrefixSuffix,
        ["md5-prefix-suffix-rfc2002"] = AuthenticationAlgorithm.Md5PrefixSuffixRfc2002,
    };

    public static TheoryData<AuthenticationAlgorithm> Algorithms => [.. s_algorithms.Values];

    // Every authenticator of every vector, made by an independent encoder and checked by openssl.
    public static TheoryData<string, string, int> Authentications()
    {
        var data = new TheoryData<string, string, int>();
        foreach (var file in new[] { "requests", "replies", "revocation", "malformed" })
        {
            foreach (var vector in VectorFile.Load(file).Vectors)
            {
                for (var i = 0; i < vector.Authentications.Count; i++)
                {
                    if (s_algorithms.ContainsKey(vector.Authentications[i].Algorithm))
                        data.Add(file, vector.Name, i);
                }
            }
        }
        return data;
    }

    [Theory, MemberData(nameof(Authentications))]
    [Requirement("MSG-020", "MSG-021", "MSG-022", "MSG-024", "MSG-025", "MSG-030", "APX-020")]
    public void Verify_Vector_IsRightExactlyWhereTheVectorSaysSo(string file, string name, int index)
    {
        var vector = VectorFile.Load(file)[name];
        var expected = vector.Authentications[index];
        var extension = At(vector.Octets, expected.Offset);
        Assert.True(AuthenticationExtension.TryRead(extension, out var authentication));

        Assert.Equal(expected.Extension, (byte)authentication.Type);
        Assert.Equal(expected.Spi, authentication.Spi.Value);
        Assert.Equal(expected.CoveredUntil, authentication.Covered.Length - NotCovered(expected));
        Assert.Equal(expected.Authenticator, authentication.Authenticator.ToArray());
        Assert.Equal(expected.IsValid, For(expected).Verify(authentication));
    }

    [Theory, MemberData(nameof(Authentications))]
    [Requirement("MSG-020", "MSG-022", "MSG-024", "MSG-025")]
    public void Sign_OctetsBeforeTheExtension_GivesTheOctetsOfTheVector(string file, string name, int index)
    {
        var vector = VectorFile.Load(file)[name];
        var expected = vector.Authentications[index];
        var authenticator = For(expected);
        if (!expected.IsValid)
            return;
        var end = At(vector.Octets, expected.Offset).End;
        Golden.AssertWrites(vector.Octets[..end], destination =>
        {
            vector.Octets.AsSpan(0, expected.Offset).CopyTo(destination);
            return expected.Offset + authenticator.Sign(destination, expected.Offset, (ExtensionType)expected.Extension, new(expected.Spi));
        });
    }

    [Theory, MemberData(nameof(Algorithms))]
    [Requirement("MSG-020", "MSG-021")]
    public void Verify_AnyOctetBeforeTheAuthenticatorChanged_IsWrong(AuthenticationAlgorithm algorithm)
    {
        var authenticator = new MobilityAuthenticator(algorithm, new("0123456789abcdef"u8));
        var signed = Signed(authenticator, s_spi, [1, .. new byte[23], 222, 3, 7, 7, 7]);
        var spiAt = signed.Length - MobilityAuthenticator.Size - Spi.Size;
        for (var at = 0; at < signed.Length; at++)
        {
            var changed = (byte[])signed.Clone();
            changed[at] ^= 1;
            var isOutsideCover = algorithm == AuthenticationAlgorithm.Md5PrefixSuffixRfc2002 && at >= spiAt && at < spiAt + Spi.Size;
            if (RegistrationMessage.TryParse(changed, out var message, out _))
                Assert.Equal(isOutsideCover, message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var found) && authenticator.Verify(found));
        }
    }

    [Fact]
    [Requirement("MSG-020")]
    public void Verify_OctetsBehindTheExtensionChanged_IsStillRight()
    {
        var authenticator = new MobilityAuthenticator(AuthenticationAlgorithm.HmacMd5, new("k"u8));
        byte[] datagram = [.. Signed(authenticator, s_spi, [1, .. new byte[23]]), 200, 1, 9];
        Assert.True(RegistrationMessage.TryParse(datagram, out var message, out _));
        Assert.True(message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var found));
        Assert.True(authenticator.Verify(found));
    }

    [Theory, MemberData(nameof(Algorithms))]
    [Requirement("MSG-023", "MSG-026", "MSG-027")]
    public void Sign_AnyKeyAndAnySpi_IsVerifiedByTheSameKeyOnly(AuthenticationAlgorithm algorithm) =>
        Gen.Select(Gen.Byte.Array[1, 100], Gen.UInt, Gen.Byte.Array[0, 60]).Sample((key, spi, nai) =>
        {
            var authenticator = new MobilityAuthenticator(algorithm, new(key));
            byte[] other = [.. key];
            other[^1] ^= 0x80;
            var signed = Signed(authenticator, new(spi), [1, .. new byte[23], 131, (byte)nai.Length, .. nai]);
            return RegistrationMessage.TryParse(signed, out var message, out _)
                && message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var found)
                && found.Spi.Value == spi
                && authenticator.Verify(found)
                && !new MobilityAuthenticator(algorithm, new(other)).Verify(found);
        });

    [Theory]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffff")]
    [InlineData("00ff00ff00ff00ff00ff00ff00ff00ff00ff00ff")]
    [Requirement("MSG-026", "MSG-027")]
    public void Verify_KeyOfZerosAndOnesOrAbove128Bits_IsRight(string key)
    {
        var authenticator = new MobilityAuthenticator(AuthenticationAlgorithm.HmacMd5, new(Hex.Parse(key)));
        Assert.True(RegistrationMessage.TryParse(Signed(authenticator, s_spi, [3, .. new byte[19]]), out var message, out _));
        Assert.True(message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var found));
        Assert.True(authenticator.Verify(found));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(32)]
    public void Verify_AuthenticatorOfAnotherLength_IsWrong(int length)
    {
        var authenticator = new MobilityAuthenticator(AuthenticationAlgorithm.HmacMd5, new("k"u8));
        byte[] datagram = [1, .. new byte[23], 32, (byte)(4 + length), 0, 0, 1, 0, .. new byte[length]];
        Assert.True(RegistrationMessage.TryParse(datagram, out var message, out _));
        Assert.True(message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var found));
        Assert.False(authenticator.Verify(found));
    }

    [Fact]
    public void Verify_NoExtension_IsWrong()
    {
        var authenticator = new MobilityAuthenticator(AuthenticationAlgorithm.Md5PrefixSuffixRfc2002, new("k"u8));
        Assert.False(authenticator.Verify(default));
    }

    [Fact]
    public void Sign_TypeThatIsNoAuthentication_Throws()
    {
        var authenticator = new MobilityAuthenticator(AuthenticationAlgorithm.HmacMd5, new("k"u8));
        Assert.Throws<ArgumentException>(() => authenticator.Sign(new byte[100], 24, ExtensionType.MobileNodeNai, s_spi));
    }

    private static byte[] Signed(MobilityAuthenticator authenticator, Spi spi, byte[] message) => Golden.Write(destination =>
    {
        message.CopyTo(destination);
        return message.Length + authenticator.Sign(destination, message.Length, ExtensionType.MobileHomeAuthentication, spi);
    });

    private static MobilityAuthenticator For(VectorAuthentication item) => new(s_algorithms[item.Algorithm], new(item.Key));

    // The printed RFC 2002 algorithm ends its cover before the SPI; ours shortens what it is given.
    private static int NotCovered(VectorAuthentication item) =>
        s_algorithms[item.Algorithm] == AuthenticationAlgorithm.Md5PrefixSuffixRfc2002 ? Spi.Size : 0;

    private static Extension At(byte[] datagram, int offset)
    {
        var reader = new ExtensionReader(datagram, offset);
        Assert.True(reader.MoveNext());
        return reader.Current;
    }
}
