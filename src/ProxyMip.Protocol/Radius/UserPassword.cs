namespace ProxyMip.Protocol.Radius;

/// <summary>The hidden password of attribute 2, RFC 2865 §5.2: padded with zeros to whole blocks of 16 octets, at most 128.</summary>
public static class UserPassword
{
    /// <summary>Most octets a password can have.</summary>
    public const int MaxSize = 128;

    /// <summary>Octets the hidden form of a password takes: 16 to 128 in steps of 16.</summary>
    public static int HiddenSize(int passwordSize) => HiddenValue.SizeOf(passwordSize);

    /// <summary>Hides a password and returns the octets written.</summary>
    /// <param name="password">0 to 128 octets.</param>
    /// <param name="secret">Shared with the server.</param>
    /// <param name="requestAuthenticator">16 octets, of the request that carries the password.</param>
    /// <param name="destination">Receives <see cref="HiddenSize"/> octets.</param>
    /// <exception cref="ArgumentException">The password has more than 128 octets.</exception>
    public static int Hide(ReadOnlySpan<byte> password, RadiusSecret secret, ReadOnlySpan<byte> requestAuthenticator, Span<byte> destination)
    {
        if (password.Length > MaxSize)
            throw new ArgumentException($"A password has at most {MaxSize} octets; this one has {password.Length}.");
        var hidden = destination[..HiddenSize(password.Length)];
        password.CopyTo(hidden);
        hidden[password.Length..].Clear();
        HiddenValue.Hide(hidden, secret, requestAuthenticator, default);
        return hidden.Length;
    }

    /// <summary>
    /// Reveals a password. Under a wrong secret the result is noise. False when the hidden value is not 16 to 128 octets in whole blocks.
    /// </summary>
    /// <param name="hidden">Value of attribute 2.</param>
    /// <param name="secret">Shared with the client.</param>
    /// <param name="requestAuthenticator">16 octets, of the request that carried the password.</param>
    /// <param name="destination">Room for as many octets as the hidden value has.</param>
    /// <param name="length">Octets of the password, the zeros of the padding taken off.</param>
    public static bool TryReveal(ReadOnlySpan<byte> hidden, RadiusSecret secret, ReadOnlySpan<byte> requestAuthenticator, Span<byte> destination,
        out int length)
    {
        length = 0;
        if (hidden.IsEmpty || hidden.Length > MaxSize || hidden.Length % HiddenValue.BlockSize != 0)
            return false;
        HiddenValue.Reveal(hidden, secret, requestAuthenticator, default, destination);
        length = destination[..hidden.Length].LastIndexOfAnyExcept((byte)0) + 1;
        return true;
    }
}
