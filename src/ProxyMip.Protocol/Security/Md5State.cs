using System.Buffers.Binary;

namespace ProxyMip.Protocol.Security;

/// <summary>The four words MD5 carries from block to block, RFC 1321 §3.3.</summary>
internal readonly record struct Md5State(uint A, uint B, uint C, uint D)
{
    public static Md5State Initial => new(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);

    public void CopyTo(Span<byte> destination)
    {
        destination = destination[..Md5.Size];
        BinaryPrimitives.WriteUInt32LittleEndian(destination, A);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], B);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], C);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[12..], D);
    }
}
