using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tunnels;

/// <summary>The GRE header, RFC 2784 §2.1 with the key and sequence number of RFC 2890.</summary>
public readonly record struct GreHeader
{
    //  |C|R|K|S|s|Recur|  Flags  | Ver |         Protocol Type         |
    //  |   Checksum, only if C is set  |       Reserved, only if C     |
    //  |                     Key, only if K is set                     |
    //  |               Sequence Number, only if S is set               |

    /// <summary>Octets without optional fields.</summary>
    public const int MinSize = 4;

    /// <summary>Octets with all optional fields.</summary>
    public const int MaxSize = 16;

    /// <summary>Protocol type of IPv4.</summary>
    public const ushort Ipv4 = 0x0800;

    private const int ChecksumAt = 4;
    private const int VersionBits = 3;

    /// <summary>Whether the checksum field is present.</summary>
    public bool HasChecksum { get; init; }

    /// <summary>Names the flow; null without K.</summary>
    public uint? Key { get; init; }

    /// <summary>Counts the packets of a flow; null without S.</summary>
    public uint? Sequence { get; init; }

    /// <summary>An EtherType; ours is always <see cref="Ipv4"/>.</summary>
    public ushort ProtocolType { get; init; }

    /// <summary>Octets on the wire: 4 to 16.</summary>
    public int Size => MinSize + (HasChecksum ? 4 : 0) + (Key is null ? 0 : 4) + (Sequence is null ? 0 : 4);

    /// <summary>
    /// Reads the header at the start of header and payload, verifying a checksum that is present over both. Faults of header and payload:
    /// <see cref="TunnelFaultKind.Truncated"/>, <see cref="TunnelFaultKind.GreReservedBit"/>, <see cref="TunnelFaultKind.GreVersion"/>,
    /// <see cref="TunnelFaultKind.BadGreChecksum"/>. The protocol type is not judged. Bits 6 to 12 are ignored.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out GreHeader header, out TunnelFault fault)
    {
        fault = Read(octets, out header);
        if (!fault.IsFault && header.HasChecksum && !InternetChecksum.IsValid(octets))
            fault = new(TunnelFaultKind.BadGreChecksum, ChecksumAt);
        return !fault.IsFault;
    }

    /// <summary>Reads the header alone, as an ICMP error quotes it: a checksum cannot be verified without the payload.</summary>
    public static bool TryParseQuoted(ReadOnlySpan<byte> quoted, out GreHeader header) => !Read(quoted, out header).IsFault;

    /// <summary>Writes the header in front of a payload that is already there, and returns <see cref="Size"/>.</summary>
    /// <param name="destination">Header and payload exactly: the checksum, when asked for, covers all of it.</param>
    /// <exception cref="ArgumentException">The destination has no room for the header.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var flags = (HasChecksum ? Flag.Checksum : 0) | (Key is null ? 0 : Flag.Key) | (Sequence is null ? 0 : Flag.Sequence);
        var wire = new WireWriter(destination);
        wire.WriteSplitUInt16((ushort)flags, 0, VersionBits);
        wire.WriteUInt16(ProtocolType);
        if (HasChecksum)
            wire.WriteUInt32(0);
        if (Key is { } key)
            wire.WriteUInt32(key);
        if (Sequence is { } sequence)
            wire.WriteUInt32(sequence);
        if (HasChecksum)
            wire.PatchUInt16(ChecksumAt, InternetChecksum.Compute(destination));
        return wire.Written;
    }

    private static TunnelFault Read(ReadOnlySpan<byte> octets, out GreHeader header)
    {
        var wire = new WireReader(octets);
        var (bits, version) = wire.ReadSplitUInt16(VersionBits);
        var flags = (Flag)bits;
        var protocolType = wire.ReadUInt16();
        var complete = !wire.Failed;
        if ((flags & Flag.Checksum) != 0)
            wire.Skip(4);
        header = new()
        {
            HasChecksum = (flags & Flag.Checksum) != 0,
            Key = (flags & Flag.Key) != 0 ? wire.ReadUInt32() : null,
            Sequence = (flags & Flag.Sequence) != 0 ? wire.ReadUInt32() : null,
            ProtocolType = protocolType,
        };
        if (complete && (flags & Flag.Refused) != 0)
            return new(TunnelFaultKind.GreReservedBit, 0);
        if (complete && version != 0)
            return new(TunnelFaultKind.GreVersion, 1);
        return wire.Succeeded(out var fault) ? TunnelFault.None : new(TunnelFaultKind.Truncated, fault.Offset);
    }

    // The 13 bits in front of the version; bit 0 is the most significant.
    [Flags]
    private enum Flag : ushort
    {
        Checksum = 0x1000,
        Key = 0x0400,
        Sequence = 0x0200,
        Refused = 0x0800 | 0x0100 | 0x0080, // bits 1, 4 and 5 (RFC 2784 §2.3)
    }
}
