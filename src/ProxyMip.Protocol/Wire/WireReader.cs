using System.Buffers.Binary;

namespace ProxyMip.Protocol.Wire;

/// <summary>
/// Reads big-endian fields in wire order. Keeps the first fault and returns zeros afterwards, so that a parser reads like
/// the table of its RFC and is checked once, at the end, with <see cref="Succeeded"/>. Never throws, never allocates.
/// </summary>
public ref struct WireReader
{
    private readonly ReadOnlySpan<byte> _octets;
    private WireFault _fault;

    /// <summary>Starts at the first octet.</summary>
    public WireReader(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>Starts behind octets that were read before, so that offsets still count from the start of the message.</summary>
    /// <param name="octets">The whole message.</param>
    /// <param name="start">Octets to pass over; more than there are is a <see cref="WireFaultKind.Truncated"/> fault.</param>
    public WireReader(ReadOnlySpan<byte> octets, int start)
        : this(octets) => Skip(start);

    /// <summary>Octets read so far.</summary>
    public int Position { get; private set; }

    /// <summary>The whole message, read or not.</summary>
    public readonly ReadOnlySpan<byte> Octets => _octets;

    /// <summary>The octets not read yet; empty after a fault.</summary>
    public readonly ReadOnlySpan<byte> Unread => _fault.IsFault ? default : _octets[Position..];

    /// <summary>Octets not read yet; 0 after a fault.</summary>
    public readonly int Remaining => _fault.IsFault ? 0 : _octets.Length - Position;

    /// <summary>Whether a fault was met.</summary>
    public readonly bool Failed => _fault.IsFault;

    /// <summary>Reads one octet.</summary>
    public byte ReadUInt8() => Take(1, out var at) ? _octets[at] : (byte)0;

    /// <summary>Reads 16 bits.</summary>
    public ushort ReadUInt16() => Take(2, out var at) ? BinaryPrimitives.ReadUInt16BigEndian(_octets[at..]) : (ushort)0;

    /// <summary>Reads 32 bits.</summary>
    public uint ReadUInt32() => Take(4, out var at) ? BinaryPrimitives.ReadUInt32BigEndian(_octets[at..]) : 0;

    /// <summary>Reads 32 bits, two's complement.</summary>
    public int ReadInt32() => unchecked((int)ReadUInt32());

    /// <summary>Reads 64 bits.</summary>
    public ulong ReadUInt64() => Take(8, out var at) ? BinaryPrimitives.ReadUInt64BigEndian(_octets[at..]) : 0;

    /// <summary>Reads an IPv4 address.</summary>
    public Ipv4Address ReadAddress() => new(ReadUInt32());

    /// <summary>Reads an Ethernet address.</summary>
    public MacAddress ReadMac() => Take(MacAddress.Size, out var at) ? MacAddress.Read(_octets[at..]) : default;

    /// <summary>Reads <paramref name="count"/> octets; empty after a fault.</summary>
    public ReadOnlySpan<byte> ReadOctets(int count) => Take(count, out var at) ? _octets.Slice(at, count) : default;

    /// <summary>Reads two fields that share an octet; the second has <paramref name="lowBits"/> bits.</summary>
    public (byte High, byte Low) ReadSplitUInt8(int lowBits) => BitFields.Split(ReadUInt8(), lowBits);

    /// <summary>Reads two fields that share 16 bits; the second has <paramref name="lowBits"/> bits.</summary>
    public (ushort High, ushort Low) ReadSplitUInt16(int lowBits) => BitFields.Split(ReadUInt16(), lowBits);

    /// <summary>Reads everything that is left.</summary>
    public ReadOnlySpan<byte> ReadRest() => ReadOctets(Remaining);

    /// <summary>Passes over <paramref name="count"/> octets.</summary>
    public void Skip(int count) => Take(count, out _);

    /// <summary>Reads one octet that must have this value, else <see cref="WireFaultKind.UnexpectedValue"/>.</summary>
    public void Expect(byte value)
    {
        var at = Position;
        if (ReadUInt8() != value)
            Fail(WireFaultKind.UnexpectedValue, at);
    }

    /// <summary>
    /// Reads an 8-bit length that must count exactly the octets behind it: more is <see cref="WireFaultKind.Truncated"/>, fewer
    /// <see cref="WireFaultKind.BadLength"/>. For a structure that was bounded before it is read.
    /// </summary>
    public void ExpectLength8() => CheckLength(Position, ReadUInt8());

    /// <summary>As <see cref="ExpectLength8"/> with a 16-bit length.</summary>
    public void ExpectLength16() => CheckLength(Position, ReadUInt16());

    /// <summary>Reads 16 bits that must have this value, else <see cref="WireFaultKind.UnexpectedValue"/>.</summary>
    public void Expect(ushort value)
    {
        var at = Position;
        if (ReadUInt16() != value)
            Fail(WireFaultKind.UnexpectedValue, at);
    }

    /// <summary>Reads 32 bits that must have this value, else <see cref="WireFaultKind.UnexpectedValue"/>.</summary>
    public void Expect(uint value)
    {
        var at = Position;
        if (ReadUInt32() != value)
            Fail(WireFaultKind.UnexpectedValue, at);
    }

    /// <summary>Reads one octet that states a size fixed by its specification, else <see cref="WireFaultKind.BadLength"/>.</summary>
    public void ExpectSize(byte value)
    {
        var at = Position;
        if (ReadUInt8() != value)
            Fail(WireFaultKind.BadLength, at);
    }

    /// <summary>Records a fault at an offset unless an earlier one is recorded.</summary>
    public void Fail(WireFaultKind kind, int offset)
    {
        if (!_fault.IsFault)
            _fault = new(kind, offset);
    }

    /// <summary>Records <paramref name="kind"/> at the current position when the condition does not hold.</summary>
    public void Require(bool condition, WireFaultKind kind)
    {
        if (!condition)
            Fail(kind, Position);
    }

    /// <summary>Records <see cref="WireFaultKind.BadLength"/> when octets are left over.</summary>
    public void ExpectEnd() => Require(Remaining == 0, WireFaultKind.BadLength);

    /// <summary>Whether everything so far was read without a fault; the first fault otherwise.</summary>
    public readonly bool Succeeded(out WireFault fault)
    {
        fault = _fault;
        return !_fault.IsFault;
    }

    private void CheckLength(int at, int length)
    {
        if (length != Remaining)
            Fail(length > Remaining ? WireFaultKind.Truncated : WireFaultKind.BadLength, at);
    }

    private bool Take(int count, out int at)
    {
        at = Position;
        if (_fault.IsFault)
            return false;
        if (count < 0 || count > _octets.Length - Position)
        {
            _fault = new(WireFaultKind.Truncated, Position);
            return false;
        }
        Position += count;
        return true;
    }
}
