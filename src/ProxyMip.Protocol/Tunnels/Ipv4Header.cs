using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>
/// The header of an IPv4 packet, RFC 791 §3.1, with the DSCP of RFC 2474 and the ECN bits of RFC 3168. Options stay where they are:
/// <see cref="OptionsOf"/> finds them.
/// </summary>
public readonly record struct Ipv4Header
{
    //  |Version|  IHL  |   DSCP    |ECN|          Total Length         |
    //  |         Identification        |0|D|M|     Fragment Offset     |
    //  | Time to Live  |    Protocol   |        Header Checksum        |
    //  |                        Source Address                         |
    //  |                      Destination Address                      |
    //  |                 Options, 0 to 40 octets                       |

    /// <summary>Octets of a header without options.</summary>
    public const int FixedSize = Ipv4Octets.FixedSize;

    /// <summary>Most octets a header can have.</summary>
    public const int MaxSize = 60;

    /// <summary>Most octets a packet can have.</summary>
    public const int MaxTotalLength = ushort.MaxValue;

    /// <summary>Packets up to this many octets reach every host (RFC 791 §3.2).</summary>
    public const int MinReassemblySize = 576;

    private const byte Version = 4;
    private const int ChecksumAt = 10;
    private const int EcnBits = 2;
    private const int OffsetBits = 13;

    /// <summary>A header without options, not a fragment, time to live 64.</summary>
    public Ipv4Header()
    {
    }

    /// <summary>Octets of the header with its options: 20 to 60, a multiple of 4.</summary>
    public int HeaderLength { get; init; } = FixedSize;

    /// <summary>Differentiated services code point, 0 to 63.</summary>
    public byte Dscp { get; init; }

    /// <summary>Congestion notification.</summary>
    public Ecn Ecn { get; init; }

    /// <summary>Octets of header and payload.</summary>
    public ushort TotalLength { get; init; }

    /// <summary>Tells the fragments of one packet from those of another.</summary>
    public ushort Identification { get; init; }

    /// <summary>DF: no router may fragment the packet.</summary>
    public bool DontFragment { get; init; }

    /// <summary>MF: this is a fragment and not the last.</summary>
    public bool MoreFragments { get; init; }

    /// <summary>Where the payload belongs in the whole packet, in octets: a multiple of 8, up to 65,528.</summary>
    public int FragmentOffset { get; init; }

    /// <summary>Routers the packet may still pass.</summary>
    public byte TimeToLive { get; init; } = 64;

    /// <summary>What the payload is.</summary>
    public IpProtocol Protocol { get; init; }

    /// <summary>As received. <see cref="WriteTo"/> computes it and does not look here.</summary>
    public ushort Checksum { get; init; }

    /// <summary>The sender.</summary>
    public Ipv4Address Source { get; init; }

    /// <summary>The receiver.</summary>
    public Ipv4Address Destination { get; init; }

    /// <summary>Octets behind the header.</summary>
    public int PayloadLength => TotalLength - HeaderLength;

    /// <summary>Whether this is a part of a packet.</summary>
    public bool IsFragment => MoreFragments || FragmentOffset != 0;

    /// <summary>
    /// Reads and verifies the header of a packet; octets behind its total length (link padding) are allowed. Faults:
    /// <see cref="WireFaultKind.Truncated"/>; <see cref="WireFaultKind.UnexpectedValue"/> for a version other than 4;
    /// <see cref="WireFaultKind.BadLength"/> for a header length below 20 or a total length below the header's;
    /// <see cref="WireFaultKind.BadChecksum"/>.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> packet, out Ipv4Header header, out WireFault fault)
    {
        header = default;
        fault = Ipv4Octets.Inspect(packet, out _, out _);
        return !fault.IsFault && TryParseQuoted(packet, out header, out fault);
    }

    /// <summary>
    /// Reads the header of a packet of which an ICMP error quotes the beginning: neither is the whole packet there, nor need the checksum be
    /// right after other routers' changes. Faults as <see cref="TryParse"/> except for the checksum and a total length beyond the octets.
    /// </summary>
    public static bool TryParseQuoted(ReadOnlySpan<byte> quoted, out Ipv4Header header, out WireFault fault)
    {
        var wire = new WireReader(quoted);
        var (version, words) = wire.ReadSplitUInt8(4);
        if (version != Version)
            wire.Fail(WireFaultKind.UnexpectedValue, 0);
        var headerLength = words * 4;
        if (headerLength < FixedSize)
            wire.Fail(WireFaultKind.BadLength, 0);
        var (dscp, ecn) = wire.ReadSplitUInt8(EcnBits);
        var totalLength = wire.ReadUInt16();
        if (totalLength < headerLength)
            wire.Fail(WireFaultKind.BadLength, wire.Position - 2);
        var identification = wire.ReadUInt16();
        var (flags, offset) = wire.ReadSplitUInt16(OffsetBits);
        header = new()
        {
            HeaderLength = headerLength,
            Dscp = dscp,
            Ecn = (Ecn)ecn,
            TotalLength = totalLength,
            Identification = identification,
            DontFragment = (flags & (ushort)FragmentBits.DontFragment) != 0,
            MoreFragments = (flags & (ushort)FragmentBits.MoreFragments) != 0,
            FragmentOffset = offset * 8,
            TimeToLive = wire.ReadUInt8(),
            Protocol = (IpProtocol)wire.ReadUInt8(),
            Checksum = wire.ReadUInt16(),
            Source = wire.ReadAddress(),
            Destination = wire.ReadAddress(),
        };
        wire.Skip(headerLength - FixedSize);
        return wire.Succeeded(out fault);
    }

    /// <summary>The options of the packet this header was read from, padding included; empty without options.</summary>
    public ReadOnlySpan<byte> OptionsOf(ReadOnlySpan<byte> packet) => packet[FixedSize..HeaderLength];

    /// <summary>The payload of the packet this header was read from, without link padding.</summary>
    public ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> packet) => packet[HeaderLength..TotalLength];

    /// <summary>
    /// Subtracts one from the time to live of a packet whose header was read, and corrects the checksum incrementally (RFC 1624).
    /// </summary>
    /// <returns>False when the packet may not be forwarded: its time to live was 0 or became 0. It is then left as it was.</returns>
    public static bool TryDecrementTimeToLive(Span<byte> packet)
    {
        if (Ipv4Octets.TimeToLive(packet) <= 1)
            return false;
        Ipv4Octets.DecrementTimeToLive(packet);
        return true;
    }

    /// <summary>Writes the header with a fresh checksum and returns <see cref="HeaderLength"/>.</summary>
    /// <param name="destination">At least <see cref="HeaderLength"/> octets.</param>
    /// <param name="options">Exactly the octets by which <see cref="HeaderLength"/> exceeds 20.</param>
    /// <exception cref="ArgumentException">The destination is too small, or the options do not fill the header.</exception>
    public int WriteTo(Span<byte> destination, ReadOnlySpan<byte> options = default)
    {
        if (FixedSize + options.Length != HeaderLength)
            throw new ArgumentException($"A header of {HeaderLength} octets has {HeaderLength - FixedSize} octets of options, not {options.Length}.");
        var flags = (DontFragment ? FragmentBits.DontFragment : 0) | (MoreFragments ? FragmentBits.MoreFragments : 0);
        var wire = new WireWriter(destination);
        wire.WriteSplitUInt8(Version, (byte)(HeaderLength / 4), 4);
        wire.WriteSplitUInt8(Dscp, (byte)Ecn, EcnBits);
        wire.WriteUInt16(TotalLength);
        wire.WriteUInt16(Identification);
        wire.WriteSplitUInt16((ushort)flags, (ushort)(FragmentOffset / 8), OffsetBits);
        wire.WriteUInt8(TimeToLive);
        wire.WriteUInt8((byte)Protocol);
        wire.WriteUInt16(0);
        wire.WriteAddress(Source);
        wire.WriteAddress(Destination);
        wire.WriteOctets(options);
        wire.PatchUInt16(ChecksumAt, InternetChecksum.Compute(destination[..wire.Written]));
        return wire.Written;
    }

    [Flags]
    private enum FragmentBits : ushort
    {
        MoreFragments = 1,
        DontFragment = 2,
    }
}
