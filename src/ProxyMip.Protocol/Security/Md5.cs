using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProxyMip.Protocol.Security;

/// <summary>
/// MD5, RFC 1321, in managed code: no allocation, no call into the platform, and a state that can be kept, which is what makes a keyed hash of a
/// short message cheap. MD5 is here because the protocols demand it, not because it is strong.
/// </summary>
public static class Md5
{
    /// <summary>Octets in a digest.</summary>
    public const int Size = 16;

    /// <summary>Octets in a block.</summary>
    public const int BlockSize = 64;

    internal const byte PaddingStart = 0x80;
    internal const int LengthOffset = BlockSize - sizeof(ulong);

    /// <summary>Writes the digest of the octets to the first <see cref="Size"/> octets of the destination.</summary>
    public static void Hash(ReadOnlySpan<byte> octets, Span<byte> destination)
    {
        Span<byte> block = stackalloc byte[BlockSize];
        Finish(Md5State.Initial, octets, 0, block).CopyTo(destination);
    }

    // The last octets of a message of which whole blocks were taken in before. The block is room for the padding: zeros.
    internal static Md5State Finish(Md5State state, ReadOnlySpan<byte> octets, long before, Span<byte> block)
    {
        var bits = (ulong)(before + octets.Length) * 8;
        while (octets.Length >= BlockSize)
        {
            state = Compress(state, octets);
            octets = octets[BlockSize..];
        }
        octets.CopyTo(block);
        block[octets.Length] = PaddingStart;
        if (octets.Length >= LengthOffset)
        {
            state = Compress(state, block);
            block.Clear();
        }
        BinaryPrimitives.WriteUInt64LittleEndian(block[LengthOffset..], bits);
        return Compress(state, block);
    }

    // The round functions are arranged so that b, which the step before has just made, joins as late as it can (RFC 1321 §3.4).
    internal static Md5State Compress(Md5State state, ReadOnlySpan<byte> block)
    {
        block = block[..BlockSize];
        var x0 = BinaryPrimitives.ReadUInt32LittleEndian(block[0..]);
        var x1 = BinaryPrimitives.ReadUInt32LittleEndian(block[4..]);
        var x2 = BinaryPrimitives.ReadUInt32LittleEndian(block[8..]);
        var x3 = BinaryPrimitives.ReadUInt32LittleEndian(block[12..]);
        var x4 = BinaryPrimitives.ReadUInt32LittleEndian(block[16..]);
        var x5 = BinaryPrimitives.ReadUInt32LittleEndian(block[20..]);
        var x6 = BinaryPrimitives.ReadUInt32LittleEndian(block[24..]);
        var x7 = BinaryPrimitives.ReadUInt32LittleEndian(block[28..]);
        var x8 = BinaryPrimitives.ReadUInt32LittleEndian(block[32..]);
        var x9 = BinaryPrimitives.ReadUInt32LittleEndian(block[36..]);
        var x10 = BinaryPrimitives.ReadUInt32LittleEndian(block[40..]);
        var x11 = BinaryPrimitives.ReadUInt32LittleEndian(block[44..]);
        var x12 = BinaryPrimitives.ReadUInt32LittleEndian(block[48..]);
        var x13 = BinaryPrimitives.ReadUInt32LittleEndian(block[52..]);
        var x14 = BinaryPrimitives.ReadUInt32LittleEndian(block[56..]);
        var x15 = BinaryPrimitives.ReadUInt32LittleEndian(block[60..]);
        var (a, b, c, d) = state;

        a = F(a, b, c, d, x0, 7, 0xd76aa478);
        d = F(d, a, b, c, x1, 12, 0xe8c7b756);
        c = F(c, d, a, b, x2, 17, 0x242070db);
        b = F(b, c, d, a, x3, 22, 0xc1bdceee);
        a = F(a, b, c, d, x4, 7, 0xf57c0faf);
        d = F(d, a, b, c, x5, 12, 0x4787c62a);
        c = F(c, d, a, b, x6, 17, 0xa8304613);
        b = F(b, c, d, a, x7, 22, 0xfd469501);
        a = F(a, b, c, d, x8, 7, 0x698098d8);
        d = F(d, a, b, c, x9, 12, 0x8b44f7af);
        c = F(c, d, a, b, x10, 17, 0xffff5bb1);
        b = F(b, c, d, a, x11, 22, 0x895cd7be);
        a = F(a, b, c, d, x12, 7, 0x6b901122);
        d = F(d, a, b, c, x13, 12, 0xfd987193);
        c = F(c, d, a, b, x14, 17, 0xa679438e);
        b = F(b, c, d, a, x15, 22, 0x49b40821);

        a = G(a, b, c, d, x1, 5, 0xf61e2562);
        d = G(d, a, b, c, x6, 9, 0xc040b340);
        c = G(c, d, a, b, x11, 14, 0x265e5a51);
        b = G(b, c, d, a, x0, 20, 0xe9b6c7aa);
        a = G(a, b, c, d, x5, 5, 0xd62f105d);
        d = G(d, a, b, c, x10, 9, 0x02441453);
        c = G(c, d, a, b, x15, 14, 0xd8a1e681);
        b = G(b, c, d, a, x4, 20, 0xe7d3fbc8);
        a = G(a, b, c, d, x9, 5, 0x21e1cde6);
        d = G(d, a, b, c, x14, 9, 0xc33707d6);
        c = G(c, d, a, b, x3, 14, 0xf4d50d87);
        b = G(b, c, d, a, x8, 20, 0x455a14ed);
        a = G(a, b, c, d, x13, 5, 0xa9e3e905);
        d = G(d, a, b, c, x2, 9, 0xfcefa3f8);
        c = G(c, d, a, b, x7, 14, 0x676f02d9);
        b = G(b, c, d, a, x12, 20, 0x8d2a4c8a);

        a = H(a, b, c, d, x5, 4, 0xfffa3942);
        d = H(d, a, b, c, x8, 11, 0x8771f681);
        c = H(c, d, a, b, x11, 16, 0x6d9d6122);
        b = H(b, c, d, a, x14, 23, 0xfde5380c);
        a = H(a, b, c, d, x1, 4, 0xa4beea44);
        d = H(d, a, b, c, x4, 11, 0x4bdecfa9);
        c = H(c, d, a, b, x7, 16, 0xf6bb4b60);
        b = H(b, c, d, a, x10, 23, 0xbebfbc70);
        a = H(a, b, c, d, x13, 4, 0x289b7ec6);
        d = H(d, a, b, c, x0, 11, 0xeaa127fa);
        c = H(c, d, a, b, x3, 16, 0xd4ef3085);
        b = H(b, c, d, a, x6, 23, 0x04881d05);
        a = H(a, b, c, d, x9, 4, 0xd9d4d039);
        d = H(d, a, b, c, x12, 11, 0xe6db99e5);
        c = H(c, d, a, b, x15, 16, 0x1fa27cf8);
        b = H(b, c, d, a, x2, 23, 0xc4ac5665);

        a = I(a, b, c, d, x0, 6, 0xf4292244);
        d = I(d, a, b, c, x7, 10, 0x432aff97);
        c = I(c, d, a, b, x14, 15, 0xab9423a7);
        b = I(b, c, d, a, x5, 21, 0xfc93a039);
        a = I(a, b, c, d, x12, 6, 0x655b59c3);
        d = I(d, a, b, c, x3, 10, 0x8f0ccc92);
        c = I(c, d, a, b, x10, 15, 0xffeff47d);
        b = I(b, c, d, a, x1, 21, 0x85845dd1);
        a = I(a, b, c, d, x8, 6, 0x6fa87e4f);
        d = I(d, a, b, c, x15, 10, 0xfe2ce6e0);
        c = I(c, d, a, b, x6, 15, 0xa3014314);
        b = I(b, c, d, a, x13, 21, 0x4e0811a1);
        a = I(a, b, c, d, x4, 6, 0xf7537e82);
        d = I(d, a, b, c, x11, 10, 0xbd3af235);
        c = I(c, d, a, b, x2, 15, 0x2ad7d2bb);
        b = I(b, c, d, a, x9, 21, 0xeb86d391);

        return new(state.A + a, state.B + b, state.C + c, state.D + d);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint F(uint a, uint b, uint c, uint d, uint x, int turn, uint constant) =>
        b + BitOperations.RotateLeft(a + x + constant + (d ^ b & (c ^ d)), turn);

    // The two halves of G never have a bit in common, so adding them is the same as joining them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint G(uint a, uint b, uint c, uint d, uint x, int turn, uint constant) =>
        b + BitOperations.RotateLeft(a + x + constant + (c & ~d) + (b & d), turn);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint H(uint a, uint b, uint c, uint d, uint x, int turn, uint constant) =>
        b + BitOperations.RotateLeft(a + x + constant + (b ^ (c ^ d)), turn);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint I(uint a, uint b, uint c, uint d, uint x, int turn, uint constant) =>
        b + BitOperations.RotateLeft(a + x + constant + (c ^ (b | ~d)), turn);
}
