using System.Security.Cryptography;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Security;

/// <summary>
/// The CHAP style of Mobile-AAA, RFC 4721 §8: SPI 2, made so that a RADIUS server can verify it with what CHAP already gives it. The
/// authenticator depends on the challenge as well as on the message.
/// </summary>
public sealed class ChapAuthenticator
{
    /// <summary>The reserved SPI that selects this style.</summary>
    public static readonly Spi ChapSpi = new(2);

    private const int ChallengeTail = 237;

    private readonly SecretKey _key;

    /// <summary>Takes the key the node shares with its AAA server.</summary>
    public ChapAuthenticator(SecretKey key) => _key = key;

    /// <summary>Whether the authenticator is right for the octets as received; takes the same time wherever the first difference is.</summary>
    /// <param name="extension">A Mobile-AAA extension with SPI 2; any other is wrong.</param>
    /// <param name="challenge">The challenge the request answers, 1 to 255 octets.</param>
    public bool Verify(in AuthenticationExtension extension, ReadOnlySpan<byte> challenge)
    {
        Span<byte> expected = stackalloc byte[Md5.Size];
        Compute(extension.Covered, challenge, expected);
        return extension.Spi == ChapSpi
            && extension.IsMobileAaa
            && CryptographicOperations.FixedTimeEquals(expected, extension.Authenticator);
    }

    /// <summary>Appends a Mobile-AAA extension with SPI 2 that covers every octet written so far. Returns its size, 24 octets.</summary>
    /// <param name="datagram">The message being built, with room behind the octets written.</param>
    /// <param name="written">Octets of the message so far.</param>
    /// <param name="challenge">The challenge the request answers; a single zero octet when there is none.</param>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public int Sign(Span<byte> datagram, int written, ReadOnlySpan<byte> challenge)
    {
        var wire = new WireWriter(datagram, written);
        AuthenticationExtension.WriteHeader(ref wire, ExtensionType.GeneralizedAuthentication, ChapSpi, Md5.Size);
        Compute(datagram[..wire.Written], challenge, wire.Reserve(Md5.Size));
        return wire.Written - written;
    }

    // A challenge shorter than 238 octets goes in whole behind the key, its first octet therefore twice.
    private void Compute(ReadOnlySpan<byte> covered, ReadOnlySpan<byte> challenge, Span<byte> authenticator)
    {
        Span<byte> message = stackalloc byte[Md5.Size];
        Md5.Hash(covered, message);
        var hash = new Md5Hash();
        hash.Append(challenge[..Math.Min(1, challenge.Length)]);
        hash.Append(_key.Octets);
        hash.Append(message);
        hash.Append(challenge[Math.Max(0, challenge.Length - ChallengeTail)..]);
        hash.Finish(authenticator);
    }
}
