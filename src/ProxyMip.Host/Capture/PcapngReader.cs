using ProxyMip.Host.Decoding;

namespace ProxyMip.Host.Capture;

/// <summary>
/// The block format: sections of either byte order, interfaces with their own link type and clock, enhanced, simple and old packet blocks. Blocks of
/// other types are passed over by their length.
/// </summary>
internal sealed class PcapngReader(ReadOnlyMemory<byte> file)
{
    private const int BlockOverhead = 12;
    private const uint SectionHeader = 0x0a0d0d0a;
    private const uint ByteOrderMagic = 0x1a2b3c4d;
    private const uint ByteOrderSwapped = 0x4d3c2b1a;

    private readonly List<CapturedFrame> _frames = [];
    private readonly List<Interface> _interfaces = [];
    private bool _bigEndian = true;

    public CaptureFile Read()
    {
        var cursor = new CaptureCursor(file, _bigEndian);
        for (var block = 1; cursor.Remaining > 0; block++)
        {
            var start = cursor.Position;
            var type = cursor.ReadUInt32();
            if (type == SectionHeader && !TryTakeByteOrder(start, ref cursor))
                return new(_frames, $"block {block} is a section header without a byte order");
            var length = cursor.ReadUInt32();
            if (cursor.Overrun)
                return new(_frames, $"it ends inside block {block}");
            if (length < BlockOverhead || length % 4 != 0)
                return new(_frames, $"block {block} has the impossible length {length}");
            var body = cursor.Read(length - BlockOverhead);
            var again = cursor.ReadUInt32();
            if (cursor.Overrun)
                return new(_frames, $"it ends inside block {block}");
            if (again != length)
                return new(_frames, $"block {block} has two different lengths, {length} and {again}");
            if (TakeBlock(type, body) is { } fault)
                return new(_frames, $"block {block} {fault}");
        }
        return new(_frames, null);
    }

    private bool TryTakeByteOrder(int start, ref CaptureCursor cursor)
    {
        _interfaces.Clear();
        if (file.Length - start < BlockOverhead)
            return true; // the length check says that it ends too early
        var magic = new CaptureCursor(file[(start + 8)..], true).ReadUInt32();
        _bigEndian = magic == ByteOrderMagic;
        cursor.BigEndian = _bigEndian;
        return magic is ByteOrderMagic or ByteOrderSwapped;
    }

    private string? TakeBlock(uint type, ReadOnlyMemory<byte> body)
    {
        var cursor = new CaptureCursor(body, _bigEndian);
        switch (type)
        {
            case 1:
                _interfaces.Add(new(cursor.ReadUInt16()));
                cursor.Read(2);
                _interfaces[^1].SnapLength = cursor.ReadUInt32();
                return cursor.Overrun ? "is too short for an interface" : TakeOptions(_interfaces[^1], cursor);
            case 2:
                int old = cursor.ReadUInt16();
                cursor.Read(2);
                return TakePacket(old, ref cursor);
            case 3:
                var original = cursor.ReadUInt32();
                if (_interfaces.Count == 0)
                    return "is a packet in front of every interface";
                var most = _interfaces[0].SnapLength == 0 ? original : Math.Min(_interfaces[0].SnapLength, original);
                return Add(_interfaces[0], DateTimeOffset.UnixEpoch, ref cursor, most, original);
            case 6:
                return TakePacket((int)Math.Min(cursor.ReadUInt32(), int.MaxValue), ref cursor);
            default:
                return null;
        }
    }

    private string? TakePacket(int index, ref CaptureCursor cursor)
    {
        var high = cursor.ReadUInt32();
        var low = cursor.ReadUInt32();
        var length = cursor.ReadUInt32();
        var original = cursor.ReadUInt32();
        if (cursor.Overrun)
            return "is too short for a packet";
        return index < _interfaces.Count
            ? Add(_interfaces[index], _interfaces[index].TimeOf(high, low), ref cursor, length, original)
            : $"names interface {index}, and there are {_interfaces.Count}";
    }

    private string? Add(Interface from, DateTimeOffset time, ref CaptureCursor cursor, uint length, uint original)
    {
        var octets = cursor.Read(length);
        if (cursor.Overrun)
            return $"claims a frame of {length} octets and is shorter";
        _frames.Add(new(_frames.Count + 1, time, from.Layer, octets, original));
        return null;
    }

    private static string? TakeOptions(Interface target, CaptureCursor cursor)
    {
        while (cursor.Remaining >= 4)
        {
            var (code, length) = (cursor.ReadUInt16(), cursor.ReadUInt16());
            if (code == 0)
                return null;
            var value = new CaptureCursor(cursor.Read(length), cursor.BigEndian);
            cursor.Read((4 - length % 4) % 4);
            if (cursor.Overrun)
                return "has an option longer than itself";
            if (code == 9 && value.Remaining == 1)
                target.SetResolution(value.Read(1).Span[0]);
            if (code == 14 && value.Remaining == 8)
                target.OffsetSeconds = unchecked((long)value.ReadUInt64());
        }
        return null;
    }

    private sealed class Interface(ushort linkType)
    {
        private const long MicrosecondsInSecond = 1_000_000;

        private double _unitsInSecond = MicrosecondsInSecond;

        public DecodeLayer Layer { get; } = LinkType.LayerOf(linkType);

        public uint SnapLength { get; set; }

        public long OffsetSeconds { get; set; }

        // The top bit tells powers of two from powers of ten.
        public void SetResolution(byte resolution) => _unitsInSecond = resolution >= 0x80 ? Math.Pow(2, resolution - 0x80) : Math.Pow(10, resolution);

        /// <summary>The time of a packet; 1970 when the file claims one that no calendar has.</summary>
        public DateTimeOffset TimeOf(uint high, uint low)
        {
            var units = ((ulong)high << 32) + low;
            var seconds = Math.Floor(units / _unitsInSecond);
            var ticks = (units - seconds * _unitsInSecond) / _unitsInSecond * TimeSpan.TicksPerSecond;
            seconds += OffsetSeconds;
            return seconds is >= 0 and < 200_000_000_000
                ? DateTimeOffset.UnixEpoch.AddTicks((long)seconds * TimeSpan.TicksPerSecond + Math.Clamp((long)Math.Round(ticks), 0, TimeSpan.TicksPerSecond - 1))
                : DateTimeOffset.UnixEpoch;
        }
    }
}
