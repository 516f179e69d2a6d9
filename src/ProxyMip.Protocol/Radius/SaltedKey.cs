using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>
/// A key hidden with a salt, RFC 2868 §3.5: the form in which 3GPP2 and WiMAX servers send the key between mobile node and home agent.
/// </summary>
public static class SaltedKey
{
    //  |          Salt (first bit set) |  Length  |  Key ... padded to whole blocks, length and key hidden

    private const int SaltSize = 2;
    private const ushort SaltMark = 0x8000;

    /// <summary>Most octets a salted key takes in an attribute.</summary>
    public const int MaxSize = RadiusAttribute.MaxValueSize;

    /// <summary>Octets the hidden form of a key takes.</summary>
    public static int HiddenSize(int keySize) => SaltSize + HiddenValue.SizeOf(1 + keySize);

    /// <summary>Reveals a key. False when the octets are no salted key, or the secret is another one and the inner length gives it away.</summary>
    /// <param name="value">Salt and hidden blocks.</param>
    /// <param name="secret">Shared with the server.</param>
    /// <param name="requestAuthenticator">16 octets, of the request that was answered.</param>
    /// <param name="destination">Room for as many octets as the value has.</param>
    /// <param name="length">Octets of the key.</param>
    public static bool TryReveal(ReadOnlySpan<byte> value, RadiusSecret secret, ReadOnlySpan<byte> requestAuthenticator, Span<byte> destination, out int length)
    {
        length = 0;
        var wire = new WireReader(value);
        var salt = wire.ReadOctets(SaltSize);
        var hidden = wire.ReadRest();
        if (wire.Failed || hidden.IsEmpty || hidden.Length % HiddenValue.BlockSize != 0 || value.Length > MaxSize)
            return false;
        Span<byte> revealed = stackalloc byte[MaxSize];
        HiddenValue.Reveal(hidden, secret, requestAuthenticator, salt, revealed);
        length = revealed[0];
        if (length == 0 || length > hidden.Length - 1)
            return false;
        revealed.Slice(1, length).CopyTo(destination);
        return true;
    }

    /// <summary>Hides a key and returns the octets written.</summary>
    /// <param name="key">1 to 239 octets.</param>
    /// <param name="salt">Unique within the packet; its first bit is set on the wire.</param>
    /// <param name="secret">Shared with the client.</param>
    /// <param name="requestAuthenticator">16 octets, of the request that is answered.</param>
    /// <param name="destination">Receives <see cref="HiddenSize"/> octets.</param>
    public static int Hide(ReadOnlySpan<byte> key, ushort salt, RadiusSecret secret, ReadOnlySpan<byte> requestAuthenticator, Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt16((ushort)(salt | SaltMark));
        var hidden = wire.Reserve(HiddenValue.SizeOf(1 + key.Length));
        hidden[0] = (byte)key.Length;
        key.CopyTo(hidden[1..]);
        hidden[(1 + key.Length)..].Clear();
        HiddenValue.Hide(hidden, secret, requestAuthenticator, destination[..SaltSize]);
        return wire.Written;
    }
}
