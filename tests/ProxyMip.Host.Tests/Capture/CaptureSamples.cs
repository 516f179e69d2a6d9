using System.Buffers.Binary;

namespace ProxyMip.Host.Tests.Capture;

/// <summary>Writes capture files of both formats and both byte orders.</summary>
internal sealed class CaptureSamples(bool bigEndian)
{
    private readonly List<byte> _file = [];

    public byte[] File => [.. _file];

    public CaptureSamples PcapHeader(bool nanoseconds, uint linkType) =>
        U32(nanoseconds ? 0xa1b23c4d : 0xa1b2c3d4).U16(2).U16(4).U32(0).U32(0).U32(65535).U32(linkType);

    public CaptureSamples PcapRecord(uint seconds, uint fraction, byte[] frame, uint? original = null) =>
        U32(seconds).U32(fraction).U32((uint)frame.Length).U32(original ?? (uint)frame.Length).Raw(frame);

    public CaptureSamples Section() => Block(0x0a0d0d0a, body => body.U32(0x1a2b3c4d).U16(1).U16(0).U32(uint.MaxValue).U32(uint.MaxValue));

    public CaptureSamples Interface(ushort linkType, byte? resolution = null, long? offset = null, uint snapLength = 0) => Block(1, body =>
    {
        body.U16(linkType).U16(0).U32(snapLength);
        if (resolution is { } tenths)
            body.U16(9).U16(1).Raw([tenths, 0, 0, 0]);
        if (offset is { } seconds)
            body.U16(14).U16(8).U64((ulong)seconds);
        if (resolution is not null || offset is not null)
            body.U32(0);
    });

    public CaptureSamples Enhanced(uint index, ulong time, byte[] frame, uint? original = null) => Block(6, body =>
        body.U32(index).U32((uint)(time >> 32)).U32((uint)time).U32((uint)frame.Length).U32(original ?? (uint)frame.Length).Padded(frame));

    public CaptureSamples Simple(byte[] frame, uint? original = null) => Block(3, body => body.U32(original ?? (uint)frame.Length).Padded(frame));

    public CaptureSamples Block(uint type, Action<CaptureSamples> write)
    {
        var body = new CaptureSamples(bigEndian);
        write(body);
        return U32(type).U32((uint)(12 + body._file.Count)).Raw(body.File).U32((uint)(12 + body._file.Count));
    }

    public CaptureSamples U16(ushort value)
    {
        Span<byte> octets = stackalloc byte[2];
        if (bigEndian)
            BinaryPrimitives.WriteUInt16BigEndian(octets, value);
        else
            BinaryPrimitives.WriteUInt16LittleEndian(octets, value);
        return Raw(octets);
    }

    public CaptureSamples U32(uint value)
    {
        Span<byte> octets = stackalloc byte[4];
        if (bigEndian)
            BinaryPrimitives.WriteUInt32BigEndian(octets, value);
        else
            BinaryPrimitives.WriteUInt32LittleEndian(octets, value);
        return Raw(octets);
    }

    public CaptureSamples U64(ulong value)
    {
        Span<byte> octets = stackalloc byte[8];
        if (bigEndian)
            BinaryPrimitives.WriteUInt64BigEndian(octets, value);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(octets, value);
        return Raw(octets);
    }

    public CaptureSamples Raw(ReadOnlySpan<byte> octets)
    {
        _file.AddRange(octets);
        return this;
    }

    private CaptureSamples Padded(byte[] frame) => Raw(frame).Raw(new byte[(4 - frame.Length % 4) % 4]);
}
