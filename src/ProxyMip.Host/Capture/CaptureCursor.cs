using System.Buffers.Binary;

namespace ProxyMip.Host.Capture;

/// <summary>Reads integers of either byte order from a capture file. After the end it stays at the end and says so.</summary>
internal struct CaptureCursor(ReadOnlyMemory<byte> octets, bool bigEndian)
{
    private readonly ReadOnlyMemory<byte> _octets = octets;

    public bool BigEndian { get; set; } = bigEndian;

    public int Position { get; private set; }

    public bool Overrun { get; private set; }

    public readonly int Remaining => _octets.Length - Position;

    public ushort ReadUInt16()
    {
        var two = Read(sizeof(ushort)).Span;
        return two.IsEmpty ? (ushort)0 : BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(two) : BinaryPrimitives.ReadUInt16LittleEndian(two);
    }

    public uint ReadUInt32()
    {
        var four = Read(sizeof(uint)).Span;
        return four.IsEmpty ? 0 : BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(four) : BinaryPrimitives.ReadUInt32LittleEndian(four);
    }

    public ulong ReadUInt64()
    {
        var eight = Read(sizeof(ulong)).Span;
        return eight.IsEmpty ? 0 : BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(eight) : BinaryPrimitives.ReadUInt64LittleEndian(eight);
    }

    /// <summary>The next octets; none, and an overrun, when there are not so many.</summary>
    public ReadOnlyMemory<byte> Read(long count)
    {
        if (count < 0 || count > Remaining)
        {
            Overrun = true;
            Position = _octets.Length;
            return default;
        }
        var read = _octets.Slice(Position, (int)count);
        Position += (int)count;
        return read;
    }
}
