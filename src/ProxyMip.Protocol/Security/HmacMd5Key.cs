using System.Buffers.Binary;

namespace ProxyMip.Protocol.Security;

/// <summary>
/// HMAC-MD5, RFC 2104, under one key. Made once per key: it keeps the two states that follow the padded key, so that a short message costs two
/// blocks instead of four. Computing allocates nothing; one instance may be used by several threads.
/// </summary>
public sealed class HmacMd5Key
{
    /// <summary>Octets in an authenticator.</summary>
    public const int Size = Md5.Size;

    private const byte InnerPad = 0x36;
    private const byte OuterPad = 0x5c;

    private readonly Md5State _inner;
    private readonly Md5State _outer;

    /// <summary>Takes a key of any length; one above 64 octets is hashed first, as the RFC says.</summary>
    public HmacMd5Key(ReadOnlySpan<byte> key)
    {
        Span<byte> block = stackalloc byte[Md5.BlockSize];
        if (key.Length > Md5.BlockSize)
            Md5.Hash(key, block);
        else
            key.CopyTo(block);
        _inner = Pad(block, InnerPad);
        _outer = Pad(block, OuterPad);
        block.Clear();
    }

    /// <summary>Writes the authenticator of the octets to the first <see cref="Size"/> octets of the destination.</summary>
    public void Compute(ReadOnlySpan<byte> octets, Span<byte> destination) => Digest(octets).CopyTo(destination);

    /// <summary>Whether these are the right 16 octets. The time taken does not depend on where the first difference is.</summary>
    public bool Verify(ReadOnlySpan<byte> octets, ReadOnlySpan<byte> authenticator) => Digest(octets).FixedTimeEquals(authenticator);

    // The same as two Md5Hash, with one block for both: half of the authenticators of a foreign agent are made of a single block each.
    internal Md5State Digest(ReadOnlySpan<byte> octets)
    {
        Span<byte> block = stackalloc byte[Md5.BlockSize];
        var inner = Md5.Finish(_inner, octets, Md5.BlockSize, block);
        block.Clear();
        inner.CopyTo(block);
        block[Size] = Md5.PaddingStart;
        BinaryPrimitives.WriteUInt64LittleEndian(block[Md5.LengthOffset..], (Md5.BlockSize + Size) * 8);
        return Md5.Compress(_outer, block);
    }

    private static Md5State Pad(ReadOnlySpan<byte> key, byte pad)
    {
        Span<byte> block = stackalloc byte[Md5.BlockSize];
        for (var i = 0; i < block.Length; i++)
            block[i] = (byte)(key[i] ^ pad);
        var state = Md5.Compress(Md5State.Initial, block);
        block.Clear();
        return state;
    }
}
