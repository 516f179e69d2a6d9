using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The entries of a received message, all of them sound. A view of its octets: it dies with them, and costs nothing to make.</summary>
public readonly ref struct MapEntryList
{
    private readonly ReadOnlySpan<byte> _octets;

    private MapEntryList(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>Number of entries.</summary>
    public int Count => _octets.Length / MapEntry.Size;

    /// <summary>Walks the entries in wire order.</summary>
    public Enumerator GetEnumerator() => new(_octets);

    /// <summary>A copy that outlives the octets; allocates.</summary>
    public MapEntry[] ToArray()
    {
        var copy = new MapEntry[Count];
        var i = 0;
        foreach (var item in this)
            copy[i++] = item;
        return copy;
    }

    /// <summary>Reads the rest of a body, which must be exactly this many sound entries.</summary>
    internal static MapEntryList Read(scoped ref WireReader wire, int count)
    {
        var octets = wire.Unread;
        for (var i = 0; i < count && !wire.Failed; i++)
            MapEntry.Read(ref wire);
        wire.ExpectEnd();
        return wire.Failed ? default : new(octets);
    }

    /// <summary>Walks the entries in wire order.</summary>
    public ref struct Enumerator
    {
        private WireReader _wire;

        internal Enumerator(ReadOnlySpan<byte> octets) => _wire = new(octets);

        /// <summary>The entry reached.</summary>
        public MapEntry Current { get; private set; }

        /// <summary>Goes to the next entry.</summary>
        public bool MoveNext()
        {
            if (_wire.Remaining == 0)
                return false;
            Current = MapEntry.Read(ref _wire);
            return true;
        }
    }
}
