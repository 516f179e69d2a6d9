using System.Text;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Capture;

/// <summary>
/// Writes captures in the pcapng format (IETF opsawg pcapng draft): one section header, one interface description per interface, one enhanced packet block
/// per frame. Big endian, which every reader takes from the byte-order magic. Times are in units of 100 ns. Link type is Ethernet.
/// </summary>
public static class Pcapng
{
    //  |                          Block Type                           |
    //  |                      Block Total Length                       |
    //  |  Block Body, padded to 32 bits ...                            |
    //  |                      Block Total Length                       |

    private const uint SectionType = 0x0a0d0d0a;
    private const uint InterfaceType = 1;
    private const uint PacketType = 6;
    private const uint ByteOrderMagic = 0x1a2b3c4d;
    private const ulong UnknownSectionLength = ulong.MaxValue;
    private const ushort LinkTypeEthernet = 1;
    private const ushort OptionApplication = 4;
    private const ushort OptionInterfaceName = 2;
    private const ushort OptionTimeResolution = 9;
    private const byte HundredNanoseconds = 7; // ten to the minus seven
    private const int Frame = 12;
    private const int SectionBody = 16;
    private const int InterfaceBody = 8;
    private const int PacketBody = 20;
    private const int EndOfOptions = 4;

    /// <summary>Octets of a section header block for a program name.</summary>
    public static int SectionHeaderSize(string application) =>
        Frame + SectionBody + OptionSize(Encoding.UTF8.GetByteCount(application)) + EndOfOptions;

    /// <summary>Octets of an interface description block for a name.</summary>
    public static int InterfaceSize(string name) =>
        Frame + InterfaceBody + OptionSize(Encoding.UTF8.GetByteCount(name)) + OptionSize(1) + EndOfOptions;

    /// <summary>Octets of an enhanced packet block for a frame of a length.</summary>
    public static int PacketSize(int frameLength) => Frame + PacketBody + Padded(frameLength);

    /// <summary>Writes the block a capture begins with and returns its octets.</summary>
    /// <param name="destination">At least <see cref="SectionHeaderSize"/> octets.</param>
    /// <param name="application">The program that captures.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static int WriteSectionHeader(Span<byte> destination, string application)
    {
        var size = SectionHeaderSize(application);
        var wire = Begin(destination, SectionType, size);
        wire.WriteUInt32(ByteOrderMagic);
        wire.WriteUInt16(1);
        wire.WriteUInt16(0);
        wire.WriteUInt64(UnknownSectionLength);
        WriteOption(ref wire, OptionApplication, Encoding.UTF8.GetBytes(application));
        return End(ref wire, size);
    }

    /// <summary>Writes the description of an interface and returns its octets. Interfaces are numbered from 0 in the order of their descriptions.</summary>
    /// <param name="destination">At least <see cref="InterfaceSize"/> octets.</param>
    /// <param name="name">Name of the interface.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static int WriteInterface(Span<byte> destination, string name)
    {
        var size = InterfaceSize(name);
        var wire = Begin(destination, InterfaceType, size);
        wire.WriteUInt16(LinkTypeEthernet);
        wire.WriteUInt16(0);
        wire.WriteUInt32(0); // no limit to the length of frames
        WriteOption(ref wire, OptionInterfaceName, Encoding.UTF8.GetBytes(name));
        WriteOption(ref wire, OptionTimeResolution, [HundredNanoseconds]);
        return End(ref wire, size);
    }

    /// <summary>Writes one frame and returns the octets of its block.</summary>
    /// <param name="destination">At least <see cref="PacketSize"/> octets.</param>
    /// <param name="interfaceNumber">Number of the interface, from 0.</param>
    /// <param name="at">When it was seen; not before 1970.</param>
    /// <param name="frame">The frame from its destination address on.</param>
    /// <exception cref="ArgumentException">The destination is too small.</exception>
    public static int WritePacket(Span<byte> destination, int interfaceNumber, DateTimeOffset at, ReadOnlySpan<byte> frame)
    {
        var size = PacketSize(frame.Length);
        var wire = Begin(destination, PacketType, size);
        wire.WriteUInt32((uint)interfaceNumber);
        wire.WriteUInt64((ulong)Math.Max(0, (at - DateTimeOffset.UnixEpoch).Ticks));
        wire.WriteUInt32((uint)frame.Length);
        wire.WriteUInt32((uint)frame.Length);
        wire.WriteOctets(frame);
        wire.WriteZeros(Padded(frame.Length) - frame.Length);
        wire.WriteUInt32((uint)size);
        return wire.Written;
    }

    private static WireWriter Begin(Span<byte> destination, uint type, int size)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt32(type);
        wire.WriteUInt32((uint)size);
        return wire;
    }

    private static int End(ref WireWriter wire, int size)
    {
        wire.WriteUInt32(0); // end of options
        wire.WriteUInt32((uint)size);
        return wire.Written;
    }

    private static void WriteOption(ref WireWriter wire, ushort code, ReadOnlySpan<byte> value)
    {
        wire.WriteUInt16(code);
        wire.WriteUInt16((ushort)value.Length);
        wire.WriteOctets(value);
        wire.WriteZeros(Padded(value.Length) - value.Length);
    }

    private static int OptionSize(int length) => 4 + Padded(length);

    private static int Padded(int length) => (length + 3) / 4 * 4;
}
