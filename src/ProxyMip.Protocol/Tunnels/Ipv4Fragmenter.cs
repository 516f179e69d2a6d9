using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>
/// Cuts a packet into fragments that fit an MTU, RFC 791 §3.2: used on the inner packet before encapsulation (RFC 2003 §5.1). The packet
/// may itself be a fragment. The first fragment keeps all options, the others those whose copy bit is set.
/// </summary>
public ref struct Ipv4Fragmenter
{
    private const int Unit = 8;

    private readonly ReadOnlySpan<byte> _packet;
    private readonly Ipv4Header _header;
    private readonly int _mtu;
    private int _done;
    private bool _finished;

    private Ipv4Fragmenter(ReadOnlySpan<byte> packet, in Ipv4Header header, int mtu)
    {
        _packet = packet;
        _header = header;
        _mtu = mtu;
    }

    /// <summary>Prepares to cut a packet whose header was read. A packet that fits comes out unchanged as the only piece.</summary>
    /// <param name="packet">The packet; link padding behind its total length is left out.</param>
    /// <param name="header">Its header.</param>
    /// <param name="mtu">Most octets of a fragment, header included.</param>
    /// <param name="fragmenter">Yields the pieces.</param>
    /// <returns>
    /// False when the packet does not fit and must not be cut (DF is set), when the MTU has no room for header and 8 octets, or when the packet
    /// is a fragment that reaches beyond 65,535 octets.
    /// </returns>
    public static bool TryCreate(ReadOnlySpan<byte> packet, in Ipv4Header header, int mtu, out Ipv4Fragmenter fragmenter)
    {
        fragmenter = new(packet, header, mtu);
        if (header.TotalLength <= mtu)
            return true;
        return !header.DontFragment && mtu >= header.HeaderLength + Unit
            && header.FragmentOffset + header.PayloadLength <= Ipv4Header.MaxTotalLength;
    }

    /// <summary>Writes the next fragment.</summary>
    /// <param name="destination">At least as many octets as the MTU, or as the packet when that is shorter.</param>
    /// <param name="written">Octets of the fragment.</param>
    /// <returns>False when all were written.</returns>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public bool TryNext(Span<byte> destination, out int written)
    {
        written = 0;
        if (_finished)
            return false;
        if (_header.TotalLength <= _mtu)
            return WriteWhole(destination, out written);

        var headerLength = WriteHeader(destination);
        var left = _header.PayloadLength - _done;
        var room = (_mtu - headerLength) / Unit * Unit;
        var size = left <= _mtu - headerLength ? left : room;
        _header.PayloadOf(_packet).Slice(_done, size).CopyTo(destination[headerLength..]);
        written = headerLength + size;
        _finished = size == left;
        var more = !_finished || _header.MoreFragments;
        Ipv4Octets.MakeFragment(destination[..headerLength], (ushort)written, more, _header.FragmentOffset + _done);
        _done += size;
        return true;
    }

    private bool WriteWhole(Span<byte> destination, out int written)
    {
        _packet[.._header.TotalLength].CopyTo(destination);
        written = _header.TotalLength;
        _finished = true;
        return true;
    }

    private readonly int WriteHeader(Span<byte> destination)
    {
        if (_done == 0)
        {
            _packet[.._header.HeaderLength].CopyTo(destination);
            return _header.HeaderLength;
        }
        _packet[..Ipv4Header.FixedSize].CopyTo(destination);
        return Ipv4Header.FixedSize + Ipv4Options.CopyForFragment(_header.OptionsOf(_packet), destination[Ipv4Header.FixedSize..]);
    }
}
