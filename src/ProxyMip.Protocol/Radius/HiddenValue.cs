using System.Security.Cryptography;

namespace ProxyMip.Protocol.Radius;

/// <summary>The chained MD5 pad that hides values in 16-octet blocks, shared by User-Password and salted keys.</summary>
internal static class HiddenValue
{
    public const int BlockSize = RadiusPacket.AuthenticatorSize;

    /// <summary>Octets a value takes when hidden: at least one block, whole blocks only.</summary>
    public static int SizeOf(int length) => Math.Max(1, (length + BlockSize - 1) / BlockSize) * BlockSize;

    /// <summary>Hides in place: every pad but the first depends on the hidden block in front of it.</summary>
    public static void Hide(Span<byte> value, RadiusSecret secret, ReadOnlySpan<byte> authenticator, ReadOnlySpan<byte> salt)
    {
        Span<byte> pad = stackalloc byte[BlockSize];
        secret.ComputePad(authenticator, salt, pad);
        while (true)
        {
            var block = value[..BlockSize];
            Mix(block, pad);
            value = value[BlockSize..];
            if (value.IsEmpty)
                return;
            secret.ComputePad(block, default, pad);
        }
    }

    /// <summary>Reveals whole blocks into the destination.</summary>
    public static void Reveal(ReadOnlySpan<byte> hidden, RadiusSecret secret, ReadOnlySpan<byte> authenticator, ReadOnlySpan<byte> salt, Span<byte> destination)
    {
        Span<byte> pad = stackalloc byte[BlockSize];
        secret.ComputePad(authenticator, salt, pad);
        for (var at = 0; at < hidden.Length; at += BlockSize)
        {
            var block = hidden.Slice(at, BlockSize);
            block.CopyTo(destination[at..]);
            Mix(destination.Slice(at, BlockSize), pad);
            secret.ComputePad(block, default, pad);
        }
        CryptographicOperations.ZeroMemory(pad);
    }

    private static void Mix(Span<byte> block, ReadOnlySpan<byte> pad)
    {
        for (var i = 0; i < block.Length; i++)
            block[i] ^= pad[i];
    }
}
