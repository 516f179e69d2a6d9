using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Ethernet;

/// <summary>The header of an Ethernet II frame, RFC 894, with at most one IEEE 802.1Q tag. The payload follows it.</summary>
public readonly record struct EthernetHeader
{
    //  +-------------------------------+-------------------------------+
    //  |                     Destination (6 octets)                    |
    //  |                        Source (6 octets)                      |
    //  |  0x8100, only if tagged       | PCP |D|      VLAN ID          |
    //  |          EtherType            |
    //  +-------------------------------+

    /// <summary>Octets of a header without tag.</summary>
    public const int FixedSize = 14;

    /// <summary>Octets of a header with tag.</summary>
    public const int TaggedSize = 18;

    // Smaller numbers are the length field of IEEE 802.3.
    private const ushort MinEtherType = 0x0600;
    private const int VlanIdBits = 12;

    /// <summary>The receiver; group bit set for multicast and broadcast.</summary>
    public MacAddress Destination { get; init; }

    /// <summary>The sender.</summary>
    public MacAddress Source { get; init; }

    /// <summary>The 802.1Q tag, null for an untagged frame.</summary>
    public VlanTag? Vlan { get; init; }

    /// <summary>What follows the header.</summary>
    public EtherType EtherType { get; init; }

    /// <summary>Octets of this header on the wire: 14 or 18.</summary>
    public int Size => Vlan is null ? FixedSize : TaggedSize;

    /// <summary>
    /// Reads the header at the start of a frame. Faults: <see cref="WireFaultKind.Truncated"/>; <see cref="WireFaultKind.UnexpectedValue"/> when
    /// the type is a length as in IEEE 802.3.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> frame, out EthernetHeader header, out WireFault fault)
    {
        var wire = new WireReader(frame);
        var destination = wire.ReadMac();
        var source = wire.ReadMac();
        var typeAt = wire.Position;
        var type = wire.ReadUInt16();
        VlanTag? vlan = null;
        if (type == (ushort)EtherType.Vlan)
        {
            var (flags, id) = wire.ReadSplitUInt16(VlanIdBits);
            var (priority, dropEligible) = BitFields.Split((byte)flags, 1);
            vlan = new(id, priority, dropEligible != 0);
            typeAt = wire.Position;
            type = wire.ReadUInt16();
        }
        if (type < MinEtherType)
            wire.Fail(WireFaultKind.UnexpectedValue, typeAt);
        header = new() { Destination = destination, Source = source, Vlan = vlan, EtherType = (EtherType)type };
        return wire.Succeeded(out fault);
    }

    /// <summary>What follows the header of this frame, padding included.</summary>
    public ReadOnlySpan<byte> PayloadOf(ReadOnlySpan<byte> frame) => frame[Size..];

    /// <summary>Writes the header and returns <see cref="Size"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteMac(Destination);
        wire.WriteMac(Source);
        if (Vlan is { } tag)
        {
            wire.WriteUInt16((ushort)EtherType.Vlan);
            var flags = BitFields.Join(tag.Priority, tag.DropEligible ? (byte)1 : (byte)0, 1);
            wire.WriteSplitUInt16(flags, tag.Id, VlanIdBits);
        }
        wire.WriteUInt16((ushort)EtherType);
        return wire.Written;
    }
}
