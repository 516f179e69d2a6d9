using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using CsCheck;
using ProxyMip.Protocol.Radius;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

[SuppressMessage("Security", "CA5351", Justification = "RFC 2865 demands MD5; the platform's own is the oracle here.")]
public sealed class HiddenValueTests
{
    [Theory]
    [InlineData("rad-sa-request", "cisco")]
    [InlineData("rad-mac-auth", "000067025193")]
    [InlineData("rad-admin-login", "a longer pass phrase!")]
    [Requirement("RAD-015")]
    public void UserPassword_Golden_IsRevealed(string name, string password)
    {
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Octets(name), out var packet, out _));
        Assert.True(packet.TryGet(RadiusAttributeType.UserPassword, out var hidden));
        Span<byte> clear = stackalloc byte[UserPassword.MaxSize];
        Assert.True(UserPassword.TryReveal(hidden.Value, RadiusSamples.Secret, packet.Authenticator, clear, out var length));
        Assert.Equal(password, System.Text.Encoding.UTF8.GetString(clear[..length]));
    }

    [Fact]
    [Requirement("RAD-015")]
    public void UserPassword_OfAnyLength_SurvivesHiding() => Gen.Byte[1, 255].Array[0, 128].Sample(password =>
    {
        var hidden = RadiusSamples.Buffer();
        var size = UserPassword.Hide(password, RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, hidden);
        Assert.Equal(UserPassword.HiddenSize(password.Length), size);
        var clear = RadiusSamples.Buffer();
        Assert.True(UserPassword.TryReveal(hidden.AsSpan(0, size), RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, clear, out var length));
        Assert.Equal(Hex.Format(password), Hex.Format(clear.AsSpan(0, length)));
    });

    [Fact]
    [Requirement("RAD-015")]
    public void UserPassword_EveryBlock_DependsOnTheHiddenBlockBefore()
    {
        byte[] password = [.. Enumerable.Range(1, 40).Select(i => (byte)i)];
        var hidden = new byte[48];
        UserPassword.Hide(password, RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, hidden);
        byte[] padded = [.. password, .. new byte[8]];
        byte[] previous = RadiusSamples.RequestAuthenticator;
        for (var block = 0; block < 3; block++)
        {
            var pad = MD5.HashData([.. RadiusSamples.Secret.Key.Octets, .. previous]);
            previous = hidden[(block * 16)..(block * 16 + 16)];
            Assert.Equal(padded.Skip(block * 16).Take(16), pad.Zip(previous, (a, b) => (byte)(a ^ b)));
        }
    }

    [Fact]
    public void UserPassword_Of129Octets_IsADefectOfTheCaller() => Assert.Throws<ArgumentException>(() =>
        UserPassword.Hide(new byte[129], RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, new byte[144]));

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(144)]
    public void UserPassword_NotWholeBlocksOf16To128Octets_IsNotRevealed(int size) =>
        Assert.False(UserPassword.TryReveal(new byte[size], RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, new byte[256], out _));

    [Fact]
    [Requirement("RAD-016")]
    public void Chap_AnyPassword_IsMd5OfIdentifierPasswordChallenge() =>
        Gen.Select(Gen.Byte, Gen.Byte.Array[0, 100], Gen.Byte.Array[1, 64]).Sample((identifier, password, challenge) =>
        {
            var response = new byte[16];
            ChapPassword.Compute(identifier, password, challenge, response);
            Assert.Equal(MD5.HashData([identifier, .. password, .. challenge]), response);
        });

    [Fact]
    [Requirement("RAD-016")]
    public void Chap_WithAttribute60_UsesItAsChallenge()
    {
        byte[] challenge = [9, 8, 7, 6, 5, 4, 3, 2, 1];
        var value = new byte[ChapPassword.Size];
        value[0] = 5;
        ChapPassword.Compute(5, "secret"u8, challenge, value.AsSpan(1));
        var buffer = RadiusSamples.Buffer();
        var packet = RadiusPacketWriter.AccessRequest(buffer, 1, RadiusSamples.RequestAuthenticator);
        packet.WriteOctets(RadiusAttributeType.ChapPassword, value);
        packet.WriteOctets(RadiusAttributeType.ChapChallenge, challenge);
        Assert.True(RadiusPacket.TryParse(buffer.AsSpan(0, packet.FinishAccessRequest(RadiusSamples.Secret)), out var parsed, out _));
        Assert.True(ChapPassword.Verify(parsed, "secret"u8));
    }

    [Fact]
    public void SaltedKey_OfAnyLength_SurvivesHiding() =>
        Gen.Select(Gen.Byte.Array[1, 239], Gen.UShort).Sample((key, salt) =>
        {
            var hidden = RadiusSamples.Buffer();
            var size = SaltedKey.Hide(key, salt, RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, hidden);
            Assert.True(hidden[0] >= 0x80);
            var clear = RadiusSamples.Buffer();
            Assert.True(SaltedKey.TryReveal(hidden.AsSpan(0, size), RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, clear, out var length));
            Assert.Equal(Hex.Format(key), Hex.Format(clear.AsSpan(0, length)));
        });

    [Fact]
    public void SaltedKey_FirstPad_CoversSecretAuthenticatorAndSalt()
    {
        var hidden = new byte[18];
        SaltedKey.Hide([0x42], 0x8123, RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, hidden);
        var pad = MD5.HashData([.. RadiusSamples.Secret.Key.Octets, .. RadiusSamples.RequestAuthenticator, 0x81, 0x23]);
        Assert.Equal((0x81, 0x23, 1, 0x42), (hidden[0], hidden[1], hidden[2] ^ pad[0], hidden[3] ^ pad[1]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(17)]
    [InlineData(19)]
    public void SaltedKey_WithoutWholeBlocks_IsNotRevealed(int size) =>
        Assert.False(SaltedKey.TryReveal(new byte[size], RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, new byte[256], out _));
}
