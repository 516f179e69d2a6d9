using ProxyMip.Host.Decoding;

namespace ProxyMip.Host.Capture;

/// <summary>The classic format: a header of 24 octets, then records of 16 octets and a frame. Either byte order, micro- or nanoseconds.</summary>
internal static class PcapReader
{
    private const int WordSize = 4;
    private const int LongestFrame = 262_144;

    /// <summary>Whether the first four octets, read big-endian, are those of the format.</summary>
    public static bool TryRecognise(uint magic, out bool bigEndian, out bool nanoseconds)
    {
        (bigEndian, nanoseconds) = (magic is 0xa1b2c3d4 or 0xa1b23c4d, magic is 0xa1b23c4d or 0x4d3cb2a1);
        return magic is 0xa1b2c3d4 or 0xd4c3b2a1 or 0xa1b23c4d or 0x4d3cb2a1;
    }

    public static CaptureFile Read(ReadOnlyMemory<byte> file)
    {
        var cursor = new CaptureCursor(file, true);
        TryRecognise(cursor.ReadUInt32(), out var bigEndian, out var nanoseconds);
        cursor.BigEndian = bigEndian;
        cursor.Read(4 * WordSize); // version, time zone, accuracy, longest frame
        var linkType = cursor.ReadUInt32() % (1u << 28); // the top bits are about frame check sequences
        if (cursor.Overrun)
            return new([], "it ends inside its header");
        var layer = LinkType.LayerOf(linkType);
        if (layer == DecodeLayer.Unknown)
            return new([], $"its link type is {linkType}; {LinkType.Known} are read");
        var frames = new List<CapturedFrame>();
        while (cursor.Remaining > 0)
        {
            var seconds = cursor.ReadUInt32();
            var fraction = cursor.ReadUInt32();
            var length = cursor.ReadUInt32();
            var original = cursor.ReadUInt32();
            if (!cursor.Overrun && length > LongestFrame)
                return new(frames, $"frame {frames.Count + 1} claims {length} octets, more than {LongestFrame}");
            var octets = cursor.Read(length);
            if (cursor.Overrun)
                return new(frames, $"it ends inside frame {frames.Count + 1}");
            var time = DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds) + TimeSpan.FromTicks(nanoseconds ? fraction / 100 : fraction * 10L);
            frames.Add(new(frames.Count + 1, time, layer, octets, original));
        }
        return new(frames, null);
    }
}
