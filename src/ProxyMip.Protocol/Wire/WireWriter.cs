using System.Buffers.Binary;

namespace ProxyMip.Protocol.Wire;

/// <summary>
/// Writes big-endian fields in wire order. The caller provides enough room (each message states its size);
/// too little room is a defect of the caller and throws <see cref="ArgumentException"/>.
/// </summary>
public ref struct WireWriter
{
    private readonly Span<byte> _octets;

    /// <summary>Starts at the first octet of the destination.</summary>
    public WireWriter(Span<byte> destination) => _octets = destination;

    /// <summary>Goes on behind octets that are written already.</summary>
    public WireWriter(Span<byte> destination, int written)
    {
        _octets = destination;
        Take(written);
    }

    /// <summary>Octets written so far.</summary>
    public int Written { get; private set; }

    /// <summary>Writes one octet.</summary>
    public void WriteUInt8(byte value) => Take(1)[0] = value;

    /// <summary>Writes 16 bits.</summary>
    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Take(2), value);

    /// <summary>Writes a length of at most 255; a longer one throws <see cref="ArgumentException"/>.</summary>
    public void WriteLength8(int value)
    {
        if (value is < 0 or > byte.MaxValue)
            throw new ArgumentException($"A length of {value} does not fit 8 bits.");
        WriteUInt8((byte)value);
    }

    /// <summary>Writes 32 bits.</summary>
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Take(4), value);

    /// <summary>Writes 32 bits, two's complement.</summary>
    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(4), value);

    /// <summary>Writes 64 bits.</summary>
    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Take(8), value);

    /// <summary>Writes an IPv4 address.</summary>
    public void WriteAddress(Ipv4Address value) => WriteUInt32(value.Value);

    /// <summary>Writes an Ethernet address.</summary>
    public void WriteMac(MacAddress value) => value.CopyTo(Take(MacAddress.Size));

    /// <summary>Copies octets.</summary>
    public void WriteOctets(ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    /// <summary>Writes two fields that share an octet; the second has <paramref name="lowBits"/> bits.</summary>
    public void WriteSplitUInt8(byte high, byte low, int lowBits) => WriteUInt8(BitFields.Join(high, low, lowBits));

    /// <summary>Writes two fields that share 16 bits; the second has <paramref name="lowBits"/> bits.</summary>
    public void WriteSplitUInt16(ushort high, ushort low, int lowBits) => WriteUInt16(BitFields.Join(high, low, lowBits));

    /// <summary>Writes zeros.</summary>
    public void WriteZeros(int count) => Take(count).Clear();

    /// <summary>Hands out the next <paramref name="count"/> octets to be filled by the caller.</summary>
    public Span<byte> Reserve(int count) => Take(count);

    /// <summary>Writes one octet over one already written, for a count known only at the end.</summary>
    public readonly void PatchUInt8(int offset, byte value) => _octets[offset..Written][0] = value;

    /// <summary>Writes 16 bits over octets already written, for a length or checksum known only at the end.</summary>
    public readonly void PatchUInt16(int offset, ushort value) =>
        BinaryPrimitives.WriteUInt16BigEndian(_octets[offset..Written], value);

    /// <summary>Writes over an 8-bit length how many octets were written behind it; more than 255 throw <see cref="ArgumentException"/>.</summary>
    public readonly void PatchLength8(int offset)
    {
        var length = Written - offset - sizeof(byte);
        if (length is < 0 or > byte.MaxValue)
            throw new ArgumentException($"A length of {length} does not fit 8 bits.");
        PatchUInt8(offset, (byte)length);
    }

    /// <summary>Writes over a 16-bit length how many octets were written behind it; more than 65535 throw <see cref="ArgumentException"/>.</summary>
    public readonly void PatchLength16(int offset)
    {
        var length = Written - offset - sizeof(ushort);
        if (length is < 0 or > ushort.MaxValue)
            throw new ArgumentException($"A length of {length} does not fit 16 bits.");
        PatchUInt16(offset, (ushort)length);
    }

    private Span<byte> Take(int count)
    {
        if (count > _octets.Length - Written)
            throw new ArgumentException($"The destination has {_octets.Length} octets; {Written + count} are needed.");
        var room = _octets.Slice(Written, count);
        Written += count;
        return room;
    }
}
