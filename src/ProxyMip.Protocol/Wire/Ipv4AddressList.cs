namespace ProxyMip.Protocol.Wire;

/// <summary>A run of IPv4 addresses inside received octets. A view: it dies with them, and costs nothing to make.</summary>
public readonly ref struct Ipv4AddressList
{
    /// <summary>Views octets; a rest of one to three octets at the end is no address and is left out.</summary>
    public Ipv4AddressList(ReadOnlySpan<byte> octets) => Octets = octets[..(octets.Length - octets.Length % Ipv4Address.Size)];

    /// <summary>The addresses as they stand on the wire.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    /// <summary>Number of addresses.</summary>
    public int Count => Octets.Length / Ipv4Address.Size;

    /// <summary>The address at a position from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many.</exception>
    public Ipv4Address this[int index] => new WireReader(Octets.Slice(index * Ipv4Address.Size, Ipv4Address.Size)).ReadAddress();

    /// <summary>Whether the address is in the list.</summary>
    public bool Contains(Ipv4Address address)
    {
        foreach (var item in this)
        {
            if (item == address)
                return true;
        }
        return false;
    }

    /// <summary>A copy that outlives the octets; allocates.</summary>
    public Ipv4Address[] ToArray()
    {
        var copy = new Ipv4Address[Count];
        for (var i = 0; i < copy.Length; i++)
            copy[i] = this[i];
        return copy;
    }

    /// <summary>Walks the addresses in wire order.</summary>
    public Enumerator GetEnumerator() => new(Octets);

    /// <summary>Walks the addresses in wire order.</summary>
    public ref struct Enumerator
    {
        private WireReader _wire;

        internal Enumerator(ReadOnlySpan<byte> octets) => _wire = new(octets);

        /// <summary>The address reached.</summary>
        public Ipv4Address Current { get; private set; }

        /// <summary>Goes to the next address.</summary>
        public bool MoveNext()
        {
            if (_wire.Remaining == 0)
                return false;
            Current = _wire.ReadAddress();
            return true;
        }
    }
}
