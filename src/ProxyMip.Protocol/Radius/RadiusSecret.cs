using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>
/// The secret shared with one server, and the two digests made with it. Made once per server, so that checking and signing packets allocates nothing.
/// </summary>
public sealed class RadiusSecret
{
    /// <summary>Secrets below this many octets deserve a warning (RFC 2865 §3).</summary>
    public const int RecommendedSize = 16;

    private readonly HmacMd5Key _hmac;

    /// <summary>Takes the secret. A <see cref="SecretKey"/> is never empty, as RFC 2865 §3 demands.</summary>
    public RadiusSecret(SecretKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Key = key;
        _hmac = new(key.Octets);
    }

    /// <summary>The secret itself; prints as asterisks.</summary>
    public SecretKey Key { get; }

    /// <summary>Whether the secret is shorter than RFC 2865 recommends.</summary>
    public bool IsShort => Key.Octets.Length < RecommendedSize;

    /// <summary>
    /// MD5 over a packet whose authenticator field holds <paramref name="authenticator"/>, followed by the secret: the Response Authenticator when that is
    /// the Request Authenticator (RFC 2865 §3), the authenticator of an Accounting-Request when it is 16 zeros (RFC 2866 §3).
    /// </summary>
    /// <param name="packet">Code to last attribute.</param>
    /// <param name="authenticator">16 octets.</param>
    /// <param name="digest">Receives 16 octets.</param>
    public void ComputeAuthenticator(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> authenticator, Span<byte> digest)
    {
        var hash = new Md5Hash();
        hash.Append(packet[..RadiusPacket.AuthenticatorOffset]);
        hash.Append(authenticator);
        hash.Append(packet[RadiusPacket.HeaderSize..]);
        hash.Append(Key.Octets);
        hash.Finish(digest);
    }

    /// <summary>
    /// HMAC-MD5 over a whole packet with the value of its Message-Authenticator taken as zeros and, in responses and accounting, another authenticator in
    /// its field (RFC 3579 §3.2).
    /// </summary>
    /// <param name="packet">Code to last attribute.</param>
    /// <param name="authenticator">16 octets that stand in the authenticator field.</param>
    /// <param name="valueOffset">Octets from the start of the packet to the value of the attribute.</param>
    /// <param name="digest">Receives 16 octets.</param>
    public void ComputeMessageAuthenticator(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> authenticator, int valueOffset, Span<byte> digest)
    {
        Span<byte> scratch = stackalloc byte[RadiusPacket.MaxSize];
        var wire = new WireWriter(scratch);
        wire.WriteOctets(packet[..RadiusPacket.AuthenticatorOffset]);
        wire.WriteOctets(authenticator);
        wire.WriteOctets(packet[RadiusPacket.HeaderSize..valueOffset]);
        wire.WriteZeros(RadiusPacket.AuthenticatorSize);
        wire.WriteOctets(packet[(valueOffset + RadiusPacket.AuthenticatorSize)..]);
        _hmac.Compute(scratch[..wire.Written], digest);
    }

    /// <summary>MD5 over the secret and what follows it: the pad of hidden values (RFC 2865 §5.2, RFC 2868 §3.5).</summary>
    internal void ComputePad(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, Span<byte> digest)
    {
        var hash = new Md5Hash();
        hash.Append(Key.Octets);
        hash.Append(first);
        hash.Append(second);
        hash.Finish(digest);
    }
}
