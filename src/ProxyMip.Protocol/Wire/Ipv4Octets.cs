using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace ProxyMip.Protocol.Wire;

/// <summary>
/// The IPv4 header (RFC 791 §3.1) in place, for the packet path: reads single fields and changes them with an incremental checksum
/// (RFC 1624). Callers have made sure that the header is there, with <see cref="Inspect"/> or a parser.
/// </summary>
internal static class Ipv4Octets
{
    /// <summary>Header without options, octets.</summary>
    public const int FixedSize = 20;

    /// <summary>Where DSCP and ECN stand.</summary>
    public const int TypeOfServiceAt = 1;

    /// <summary>Where the total length stands.</summary>
    public const int TotalLengthAt = 2;

    private const int IdentificationAt = 4;
    /// <summary>Where DF, MF and the offset stand.</summary>
    public const int FragmentAt = 6;

    /// <summary>Where the time to live stands.</summary>
    public const int TimeToLiveAt = 8;

    /// <summary>Where the protocol stands.</summary>
    public const int ProtocolAt = 9;

    private const int ChecksumAt = 10;
    private const int SourceAt = 12;
    private const int DestinationAt = 16;
    private const byte VersionAndFixedSize = 0x45;
    private const ushort DontFragmentBit = 0x4000;
    private const ushort MoreFragmentsBit = 0x2000;
    private const ushort OffsetMask = 0x1fff;

    /// <summary>Checks version, header length, total length and header checksum of the packet that starts here.</summary>
    /// <returns>The first fault, its offset counted from the start of the packet.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WireFault Inspect(ReadOnlySpan<byte> packet, out int headerLength, out int totalLength)
    {
        if (packet.Length >= FixedSize && packet[0] == VersionAndFixedSize)
        {
            headerLength = FixedSize;
            totalLength = BinaryPrimitives.ReadUInt16BigEndian(packet[TotalLengthAt..]);
            if (totalLength >= FixedSize && totalLength <= packet.Length && AddsUp(Sum(packet)))
                return WireFault.None;
        }
        return InspectAny(packet, out headerLength, out totalLength);
    }

    /// <summary>The octet of DSCP and ECN.</summary>
    public static byte TypeOfService(ReadOnlySpan<byte> header) => header[TypeOfServiceAt];

    /// <summary>The two ECN bits (RFC 3168).</summary>
    public static int EcnOf(ReadOnlySpan<byte> header) => header[TypeOfServiceAt] & 3;

    /// <summary>The Identification field.</summary>
    public static ushort Identification(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[IdentificationAt..]);

    /// <summary>Whether DF is set.</summary>
    public static bool DontFragment(ReadOnlySpan<byte> header) => (Fragment(header) & DontFragmentBit) != 0;

    /// <summary>Whether this is a part of a packet: MF set or offset not 0.</summary>
    public static bool IsFragment(ReadOnlySpan<byte> header) => (Fragment(header) & (MoreFragmentsBit | OffsetMask)) != 0;

    /// <summary>The Time to Live field.</summary>
    public static byte TimeToLive(ReadOnlySpan<byte> header) => header[TimeToLiveAt];

    /// <summary>The Protocol field.</summary>
    public static byte Protocol(ReadOnlySpan<byte> header) => header[ProtocolAt];

    /// <summary>The Source Address field.</summary>
    public static Ipv4Address Source(ReadOnlySpan<byte> header) => new(BinaryPrimitives.ReadUInt32BigEndian(header[SourceAt..]));

    /// <summary>The Destination Address field.</summary>
    public static Ipv4Address Destination(ReadOnlySpan<byte> header) => new(BinaryPrimitives.ReadUInt32BigEndian(header[DestinationAt..]));

    /// <summary>Subtracts one from a time to live that is not 0 and corrects the checksum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void DecrementTimeToLive(Span<byte> header)
    {
        var before = BinaryPrimitives.ReadUInt16BigEndian(header[TimeToLiveAt..]);
        UpdateWord(header, TimeToLiveAt, before, (ushort)(before - 0x100));
    }

    /// <summary>Replaces the two ECN bits and corrects the checksum.</summary>
    public static void SetEcn(Span<byte> header, int ecn)
    {
        var before = BinaryPrimitives.ReadUInt16BigEndian(header);
        UpdateWord(header, 0, before, (ushort)(before & ~3 | ecn & 3));
    }

    /// <summary>Replaces total length, protocol and both addresses, and computes the checksum over the whole header afresh.</summary>
    public static void Redirect(Span<byte> header, ushort totalLength, byte protocol, Ipv4Address source, Ipv4Address destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header[TotalLengthAt..], totalLength);
        header[ProtocolAt] = protocol;
        BinaryPrimitives.WriteUInt32BigEndian(header[SourceAt..], source.Value);
        BinaryPrimitives.WriteUInt32BigEndian(header[DestinationAt..], destination.Value);
        WriteChecksum(header);
    }

    /// <summary>Replaces total length, more-fragments bit and offset, and computes the checksum over the whole header afresh.</summary>
    public static void MakeFragment(Span<byte> header, ushort totalLength, bool more, int offset)
    {
        header[0] = BitFields.Join(4, (byte)(header.Length / 4), 4); // fragments behind the first carry fewer options
        BinaryPrimitives.WriteUInt16BigEndian(header[TotalLengthAt..], totalLength);
        BinaryPrimitives.WriteUInt16BigEndian(header[FragmentAt..], (ushort)((more ? MoreFragmentsBit : 0) | offset / 8 & OffsetMask));
        WriteChecksum(header);
    }

    /// <summary>Writes a header without options that carries a tunnelled packet: DF or nothing in the fragment field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void WriteOuter(
        Span<byte> destination, byte typeOfService, int totalLength, ushort identification, bool dontFragment, byte timeToLive, byte protocol,
        Ipv4Address from, Ipv4Address to)
    {
        destination = destination[..FixedSize];
        var first = 0x45000000 | (uint)typeOfService << 16 | (uint)totalLength;
        var second = (uint)identification << 16 | (dontFragment ? DontFragmentBit : 0u);
        var third = (uint)timeToLive << 24 | (uint)protocol << 16;
        var sum = (ulong)first + second + third + from.Value + to.Value;
        var folded = (uint)(sum >> 32) + (uint)(sum >> 16 & 0xffff) + (uint)(sum & 0xffff);
        third |= InternetChecksum.Finish(folded);
        BinaryPrimitives.WriteUInt64BigEndian(destination, (ulong)first << 32 | second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[TimeToLiveAt..], (ulong)third << 32 | from.Value);
        BinaryPrimitives.WriteUInt32BigEndian(destination[DestinationAt..], to.Value);
    }

    private static ushort Fragment(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header[FragmentAt..]);

    private static WireFault InspectAny(ReadOnlySpan<byte> packet, out int headerLength, out int totalLength)
    {
        headerLength = totalLength = 0;
        if (packet.Length < FixedSize)
            return new(WireFaultKind.Truncated, packet.Length);
        if (packet[0] >> 4 != 4)
            return new(WireFaultKind.UnexpectedValue, 0);
        headerLength = (packet[0] & 0x0f) * 4;
        if (headerLength < FixedSize)
            return new(WireFaultKind.BadLength, 0);
        if (headerLength > packet.Length)
            return new(WireFaultKind.Truncated, packet.Length);
        totalLength = BinaryPrimitives.ReadUInt16BigEndian(packet[TotalLengthAt..]);
        if (totalLength < headerLength)
            return new(WireFaultKind.BadLength, TotalLengthAt);
        if (totalLength > packet.Length)
            return new(WireFaultKind.Truncated, packet.Length);
        return InternetChecksum.IsValid(packet[..headerLength]) ? WireFault.None : new(WireFaultKind.BadChecksum, ChecksumAt);
    }

    // The 32-bit words of a header without options; their order of octets does not matter (RFC 1071 §2 B).
    private static ulong Sum(ReadOnlySpan<byte> header)
    {
        var first = BinaryPrimitives.ReadUInt64LittleEndian(header);
        var second = BinaryPrimitives.ReadUInt64LittleEndian(header[TimeToLiveAt..]);
        return (uint)first + (first >> 32) + (uint)second + (second >> 32) + BinaryPrimitives.ReadUInt32LittleEndian(header[DestinationAt..]);
    }

    // Folding to 16 bits is the remainder by 65,535; a sum that is not 0 and leaves none folds to all ones.
    private static bool AddsUp(ulong sum) => sum % ushort.MaxValue == 0;

    private static void WriteChecksum(Span<byte> header)
    {
        BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumAt..], 0);
        if (header.Length == FixedSize)
            BinaryPrimitives.WriteUInt16LittleEndian(header[ChecksumAt..], InternetChecksum.Finish((uint)(Sum(header) % ushort.MaxValue)));
        else
            BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumAt..], InternetChecksum.Compute(header));
    }

    private static void UpdateWord(Span<byte> header, int at, ushort before, ushort after)
    {
        var checksum = BinaryPrimitives.ReadUInt16BigEndian(header[ChecksumAt..]);
        BinaryPrimitives.WriteUInt16BigEndian(header[at..], after);
        BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumAt..], InternetChecksum.Update(checksum, before, after));
    }
}
