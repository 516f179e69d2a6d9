using System.Security.Cryptography;
using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Security;

public sealed class ChapAuthenticatorTests
{
    private static readonly Vector s_vector = VectorFile.Load("requests")["rrq-challenge-chap-spi2"];
    private static readonly VectorAuthentication s_item = s_vector.Authentications[1];
    private static readonly byte[] s_challenge = Hex.Parse("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");

    [Fact]
    public void Verify_Vector_IsRight()
    {
        var found = Find(s_vector.Octets);
        Assert.Equal(ChapAuthenticator.ChapSpi, found.Spi);
        Assert.Equal(s_item.CoveredUntil, found.Covered.Length);
        Assert.True(new ChapAuthenticator(new(s_item.Key)).Verify(found, s_challenge));
    }

    [Fact]
    public void Sign_OctetsBeforeTheExtension_GivesTheOctetsOfTheVector() => Golden.AssertWrites(s_vector.Octets, static destination =>
    {
        s_vector.Octets.AsSpan(0, s_item.Offset).CopyTo(destination);
        return s_item.Offset + new ChapAuthenticator(new(s_item.Key)).Sign(destination, s_item.Offset, s_challenge);
    });

    [Fact]
    public void Verify_AnotherChallenge_IsWrong() =>
        Assert.False(new ChapAuthenticator(new(s_item.Key)).Verify(Find(s_vector.Octets), s_challenge.AsSpan(1)));

    [Fact]
    public void Verify_NoChallenge_IsWrong() => Assert.False(new ChapAuthenticator(new(s_item.Key)).Verify(Find(s_vector.Octets), []));

    [Fact]
    public void Verify_AnotherSpi_IsWrong() =>
        Assert.False(new ChapAuthenticator(new(s_item.Key)).Verify(Find(VectorFile.Load("requests")["rrq-challenge-mnaaa"].Octets), s_challenge));

    // RFC 4721 §8, written out with the platform's MD5: a challenge below 238 octets goes in whole behind its own first octet.
    [Fact]
    public void Sign_ChallengeOfAnyLength_FollowsTheFormula() =>
        Gen.Select(Gen.Byte.Array[1, 255], Gen.Byte.Array[1, 40]).Sample((challenge, key) =>
        {
            byte[] message = [1, .. new byte[23]];
            var signed = Golden.Write(destination =>
            {
                message.CopyTo(destination);
                return message.Length + new ChapAuthenticator(new(key)).Sign(destination, message.Length, challenge);
            });
            var covered = signed[..^Md5.Size];
#pragma warning disable CA5351 // the judge of our own MD5
            byte[] expected = MD5.HashData([challenge[0], .. key, .. MD5.HashData(covered), .. challenge[Math.Max(0, challenge.Length - 237)..]]);
#pragma warning restore CA5351
            return signed.AsSpan(signed.Length - Md5.Size).SequenceEqual(expected);
        });

    private static AuthenticationExtension Find(byte[] datagram)
    {
        Assert.True(RegistrationMessage.TryParse(datagram, out var message, out _));
        Assert.True(message.TryFindSingle(ExtensionType.GeneralizedAuthentication, out var found));
        Assert.True(found.IsMobileAaa);
        return found;
    }
}
