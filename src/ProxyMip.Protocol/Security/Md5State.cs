using System.Buffers.Binary;

namespace ProxyMip.Protocol.Security;

/// <summary>The four words MD5 carries from block to block, RFC 1321 §3.3.</summary>
internal readonly record struct Md5State(uint A, uint B, uint C, uint D)
{
    public static Md5State Initial => new(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);

    // Every octet is looked at, whatever the others are; the length of a received authenticator is no secret.
    public bool FixedTimeEquals(ReadOnlySpan<byte> digest) =>
        digest.Length == Md5.Size
        && ((A ^ BinaryPrimitives.ReadUInt32LittleEndian(digest))
            | (B ^ BinaryPrimitives.ReadUInt32LittleEndian(digest[4..]))
            | (C ^ BinaryPrimitives.ReadUInt32LittleEndian(digest[8..]))
            | (D ^ BinaryPrimitives.ReadUInt32LittleEndian(digest[12..]))) == 0;

    public void CopyTo(Span<byte> destination)
    {
        destination = destination[..Md5.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(destination, A);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], B);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], C);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], D);
    }
}
