using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Discovery;

/// <summary>The router addresses of a received advertisement. A view over the message: it dies with it.</summary>
public readonly ref struct RouterEntryList
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly ReadOnlySpan<byte> _prefixLengths;
    private readonly int _entrySize;

    // entrySize: octets, at least 8; what is above 8 is passed over. prefixLengths: none, or one for each entry.
    internal RouterEntryList(ReadOnlySpan<byte> octets, int count, int entrySize, ReadOnlySpan<byte> prefixLengths)
    {
        _octets = octets;
        _entrySize = entrySize;
        _prefixLengths = prefixLengths;
        Count = count;
    }

    /// <summary>Number of entries.</summary>
    public int Count { get; }

    /// <summary>A copy that outlives the message; allocates.</summary>
    public RouterEntry[] ToArray()
    {
        var copy = new RouterEntry[Count];
        var next = 0;
        foreach (var entry in this)
            copy[next++] = entry;
        return copy;
    }

    /// <summary>Walks the entries in wire order.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Walks the entries in wire order.</summary>
    public ref struct Enumerator
    {
        private readonly RouterEntryList _list;
        private WireReader _wire;
        private int _next;

        internal Enumerator(RouterEntryList list)
        {
            _list = list;
            _wire = new(list._octets);
        }

        /// <summary>The entry reached.</summary>
        public RouterEntry Current { get; private set; }

        /// <summary>Goes to the next entry.</summary>
        public bool MoveNext()
        {
            if (_next == _list.Count)
                return false;
            var address = _wire.ReadAddress();
            var preference = _wire.ReadInt32();
            _wire.Skip(_list._entrySize - RouterEntry.Size);
            Current = new(address, preference) { PrefixLength = _list._prefixLengths.IsEmpty ? null : _list._prefixLengths[_next] };
            _next++;
            return true;
        }
    }
}
