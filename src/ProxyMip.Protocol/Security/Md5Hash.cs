using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ProxyMip.Protocol.Security;

/// <summary>MD5 over octets that arrive in pieces, RFC 1321. A value: a copy goes on from the same point on its own.</summary>
public struct Md5Hash
{
    private const int LengthOffset = Md5.BlockSize - sizeof(ulong);

    private Md5State _state;
    private Block _partial;
    private int _held;
    private ulong _length;

    /// <summary>Starts with no octets.</summary>
    public Md5Hash() => _state = Md5State.Initial;

    // Goes on from a state that has already taken in whole blocks.
    internal Md5Hash(Md5State state, int length)
    {
        _state = state;
        _length = (ulong)length;
    }

    /// <summary>Adds octets.</summary>
    public void Append(ReadOnlySpan<byte> octets)
    {
        _length += (ulong)octets.Length;
        if (_held > 0)
        {
            var taken = Math.Min(Md5.BlockSize - _held, octets.Length);
            octets[..taken].CopyTo(_partial[_held..]);
            _held += taken;
            octets = octets[taken..];
            if (_held < Md5.BlockSize)
                return;
            _state = Md5.Compress(_state, _partial);
            _held = 0;
        }
        while (octets.Length >= Md5.BlockSize)
        {
            _state = Md5.Compress(_state, octets);
            octets = octets[Md5.BlockSize..];
        }
        octets.CopyTo(_partial);
        _held = octets.Length;
    }

    /// <summary>Writes the digest to the first 16 octets of the destination. Nothing may be added afterwards.</summary>
    public void Finish(Span<byte> destination)
    {
        Span<byte> block = _partial;
        block[_held++] = 0x80;
        if (_held > LengthOffset)
        {
            block[_held..].Clear();
            _state = Md5.Compress(_state, block);
            _held = 0;
        }
        block[_held..LengthOffset].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(block[LengthOffset..], _length * 8);
        Md5.Compress(_state, block).CopyTo(destination);
    }

    [InlineArray(Md5.BlockSize)]
    private struct Block
    {
        private byte _first;
    }
}
