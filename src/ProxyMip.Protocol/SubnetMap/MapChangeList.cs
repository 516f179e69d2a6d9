using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.SubnetMap;

/// <summary>The changes of a received message, all of them sound. A view of its octets: it dies with them, and costs nothing to make.</summary>
public readonly ref struct MapChangeList
{
    private readonly ReadOnlySpan<byte> _octets;

    private MapChangeList(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>Number of changes.</summary>
    public int Count => _octets.Length / MapChange.Size;

    /// <summary>Walks the changes in wire order.</summary>
    public Enumerator GetEnumerator() => new(_octets);

    /// <summary>A copy that outlives the octets; allocates.</summary>
    public MapChange[] ToArray()
    {
        var copy = new MapChange[Count];
        var i = 0;
        foreach (var item in this)
            copy[i++] = item;
        return copy;
    }

    /// <summary>Reads the rest of a body, which must be exactly this many sound changes.</summary>
    internal static MapChangeList Read(scoped ref WireReader wire, int count)
    {
        var octets = wire.Unread;
        for (var i = 0; i < count && !wire.Failed; i++)
            MapChange.Read(ref wire);
        wire.ExpectEnd();
        return wire.Failed ? default : new(octets);
    }

    /// <summary>Walks the changes in wire order.</summary>
    public ref struct Enumerator
    {
        private WireReader _wire;

        internal Enumerator(ReadOnlySpan<byte> octets) => _wire = new(octets);

        /// <summary>The change reached.</summary>
        public MapChange Current { get; private set; }

        /// <summary>Goes to the next change.</summary>
        public bool MoveNext()
        {
            if (_wire.Remaining == 0)
                return false;
            Current = MapChange.Read(ref _wire);
            return true;
        }
    }
}
