using System.Diagnostics;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Security;

/// <summary>
/// Signs and verifies authentication extensions under one key and one algorithm, RFC 5944 §3.5.1 and §5.1. Make it once per association: it holds
/// the key in the form the algorithm starts from. Using it allocates nothing, and one instance may be used by several threads.
/// </summary>
public sealed class MobilityAuthenticator
{
    /// <summary>Octets in an authenticator, whichever the algorithm.</summary>
    public const int Size = Md5.Size;

    private const int MostJoined = 256;

    private readonly HmacMd5Key _hmac;
    private readonly SecretKey _key;

    /// <summary>Prepares a key of any octets and any length.</summary>
    public MobilityAuthenticator(AuthenticationAlgorithm algorithm, SecretKey key)
    {
        Algorithm = algorithm;
        _key = key;
        _hmac = new(key.Octets);
    }

    /// <summary>The algorithm.</summary>
    public AuthenticationAlgorithm Algorithm { get; }

    /// <summary>
    /// Whether the authenticator is the right one for the octets as they were received. One of another length is wrong. The time taken does not
    /// depend on where the first difference is.
    /// </summary>
    public bool Verify(in AuthenticationExtension extension) => Digest(extension.Covered).FixedTimeEquals(extension.Authenticator);

    /// <summary>Appends an authentication extension that covers every octet written so far. Returns its size: 22 octets, or 24 for type 36.</summary>
    /// <param name="datagram">The message being built, with room behind the octets written.</param>
    /// <param name="written">Octets of the message so far.</param>
    /// <param name="type">32, 33, 34, or 36, which is written with subtype 1, Mobile-AAA.</param>
    /// <param name="spi">The Security Parameter Index to send.</param>
    /// <exception cref="ArgumentException">The type is no authentication extension, or there is too little room.</exception>
    public int Sign(Span<byte> datagram, int written, ExtensionType type, Spi spi)
    {
        var wire = new WireWriter(datagram, written);
        AuthenticationExtension.WriteHeader(ref wire, type, spi, Size);
        Compute(datagram[..wire.Written], wire.Reserve(Size));
        return wire.Written - written;
    }

    /// <summary>Writes the authenticator of a message to the first <see cref="Size"/> octets of the destination.</summary>
    /// <param name="covered">Everything before the authenticator: the message, then type, length and SPI of the extension itself.</param>
    /// <param name="authenticator">Where the result goes.</param>
    public void Compute(ReadOnlySpan<byte> covered, Span<byte> authenticator) => Digest(covered).CopyTo(authenticator);

    private Md5State Digest(ReadOnlySpan<byte> covered) => Algorithm switch
    {
        AuthenticationAlgorithm.HmacMd5 => _hmac.Digest(covered),
        AuthenticationAlgorithm.Md5PrefixSuffix => PrefixSuffix(covered),
        AuthenticationAlgorithm.Md5PrefixSuffixRfc2002 => PrefixSuffix(covered[..Math.Max(0, covered.Length - Spi.Size)]), // the SPI is the last field covered
        _ => throw new UnreachableException($"No such algorithm: {Algorithm}."),
    };

    // Key, message and key in one piece where they fit: most messages are short, and hashing pieces costs more than joining them.
    private Md5State PrefixSuffix(ReadOnlySpan<byte> covered)
    {
        var key = _key.Octets;
        var length = key.Length + covered.Length + key.Length;
        if (length > MostJoined)
            return PrefixSuffixInPieces(covered);
        Span<byte> joined = stackalloc byte[MostJoined];
        Span<byte> block = stackalloc byte[Md5.BlockSize];
        key.CopyTo(joined);
        covered.CopyTo(joined[key.Length..]);
        key.CopyTo(joined[(key.Length + covered.Length)..]);
        var digest = Md5.Finish(Md5State.Initial, joined[..length], 0, block);
        joined[..length].Clear();
        return digest;
    }

    private Md5State PrefixSuffixInPieces(ReadOnlySpan<byte> covered)
    {
        var hash = new Md5Hash();
        hash.Append(_key.Octets);
        hash.Append(covered);
        hash.Append(_key.Octets);
        return hash.Finish();
    }
}
