using System.Runtime.CompilerServices;

namespace ProxyMip.Protocol.Security;

/// <summary>MD5 over octets that arrive in pieces, RFC 1321. A value: <c>default</c> has taken in nothing, and a copy goes on from the same point on its own.</summary>
public struct Md5Hash
{
    private Md5State _state; // meaningless before the first whole block
    private Block _partial;
    private int _held;
    private long _length;

    private readonly Md5State State => _length == _held ? Md5State.Initial : _state;

    /// <summary>Adds octets.</summary>
    public void Append(ReadOnlySpan<byte> octets)
    {
        var state = State;
        _length += octets.Length;
        if (_held > 0)
        {
            var taken = Math.Min(Md5.BlockSize - _held, octets.Length);
            octets[..taken].CopyTo(_partial[_held..]);
            _held += taken;
            octets = octets[taken..];
            if (_held < Md5.BlockSize)
                return;
            state = Md5.Compress(state, _partial);
        }
        while (octets.Length >= Md5.BlockSize)
        {
            state = Md5.Compress(state, octets);
            octets = octets[Md5.BlockSize..];
        }
        octets.CopyTo(_partial);
        _held = octets.Length;
        _state = state;
    }

    /// <summary>Writes the digest to the first 16 octets of the destination. More octets may be added afterwards.</summary>
    public readonly void Finish(Span<byte> destination) => Finish().CopyTo(destination);

    internal readonly Md5State Finish()
    {
        Span<byte> block = stackalloc byte[Md5.BlockSize];
        ReadOnlySpan<byte> held = _partial;
        return Md5.Finish(State, held[.._held], _length - _held, block);
    }

    [InlineArray(Md5.BlockSize)]
    private struct Block
    {
        private byte _first;
    }
}
