using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Arp;

/// <summary>
/// Address resolution for IPv4 over Ethernet, RFC 826, with the gratuitous and proxy forms that Mobile IP needs (RFC 5944 §4.6).
/// </summary>
public readonly record struct ArpPacket
{
    //  |       Hardware type = 1       |     Protocol type = 0x0800    |
    //  | HW length = 6 | Prot length=4 |           Operation           |
    //  |                Sender hardware address (6)                    |
    //  |                Sender protocol address (4)                    |
    //  |                Target hardware address (6)                    |
    //  |                Target protocol address (4)                    |

    /// <summary>Octets on the wire, without the Ethernet header.</summary>
    public const int FixedSize = 28;

    /// <summary>Octets of the whole Ethernet frame without padding.</summary>
    public const int FrameSize = EthernetHeader.FixedSize + FixedSize;

    private const ushort HardwareTypeEthernet = 1;

    /// <summary>Request or reply.</summary>
    public ArpOperation Operation { get; init; }

    /// <summary>Hardware address receivers learn for <see cref="SenderAddress"/>.</summary>
    public MacAddress SenderMac { get; init; }

    /// <summary>Protocol address of the sender; 0.0.0.0 in a probe.</summary>
    public Ipv4Address SenderAddress { get; init; }

    /// <summary>Ignored in a request, where we send zero.</summary>
    public MacAddress TargetMac { get; init; }

    /// <summary>The address asked for, or the asker's in a reply.</summary>
    public Ipv4Address TargetAddress { get; init; }

    /// <summary>Whether sender and target address are the same: an announcement to update caches, not a question (RFC 5944 §4.6).</summary>
    public bool IsGratuitous => SenderAddress == TargetAddress && !SenderAddress.IsAny;

    /// <summary>Whether this asks if an address is free: a request from 0.0.0.0 (RFC 5227).</summary>
    public bool IsProbe => Operation == ArpOperation.Request && SenderAddress.IsAny;

    /// <summary>A question, to be broadcast, or sent by unicast to refresh an entry.</summary>
    public static ArpPacket RequestFor(Ipv4Address target, MacAddress senderMac, Ipv4Address senderAddress) => new()
    {
        Operation = ArpOperation.Request,
        SenderMac = senderMac,
        SenderAddress = senderAddress,
        TargetAddress = target,
    };

    /// <summary>
    /// Gratuitous ARP in request form: the home agent's address when the node leaves, the node's own when it is back (RFC 5944 §4.6).
    /// To be broadcast on the home link.
    /// </summary>
    public static ArpPacket GratuitousRequest(Ipv4Address homeAddress, MacAddress mac) => RequestFor(homeAddress, mac, homeAddress);

    /// <summary>Gratuitous ARP in reply form: the target hardware address repeats the sender's (RFC 5944 §4.6). To be broadcast.</summary>
    public static ArpPacket GratuitousReply(Ipv4Address homeAddress, MacAddress mac) => new()
    {
        Operation = ArpOperation.Reply,
        SenderMac = mac,
        SenderAddress = homeAddress,
        TargetMac = mac,
        TargetAddress = homeAddress,
    };

    /// <summary>
    /// Whether this asks for <paramref name="homeAddress"/> and may be answered on its behalf: a request for it that its owner did not send
    /// itself. Gratuitous requests of the owner are therefore never answered.
    /// </summary>
    public bool AsksFor(Ipv4Address homeAddress) =>
        Operation == ArpOperation.Request && TargetAddress == homeAddress && SenderAddress != homeAddress;

    /// <summary>The answer to this request, for the address it asks for: to be sent by unicast to <see cref="SenderMac"/>.</summary>
    /// <param name="mac">The home agent's own address for a proxy answer (RFC 5944 §4.6), otherwise that of the owner.</param>
    public ArpPacket AnswerWith(MacAddress mac) => new()
    {
        Operation = ArpOperation.Reply,
        SenderMac = mac,
        SenderAddress = TargetAddress,
        TargetMac = SenderMac,
        TargetAddress = SenderAddress,
    };

    /// <summary>
    /// Reads the packet behind an Ethernet header; padding may follow. Faults: <see cref="WireFaultKind.Truncated"/>;
    /// <see cref="WireFaultKind.UnexpectedValue"/> for another hardware or protocol; <see cref="WireFaultKind.BadLength"/> for other address sizes.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> packet, out ArpPacket arp, out WireFault fault)
    {
        var wire = new WireReader(packet);
        wire.Expect(HardwareTypeEthernet);
        wire.Expect((ushort)EtherType.Ipv4);
        wire.ExpectSize(MacAddress.Size);
        wire.ExpectSize(Ipv4Address.Size);
        arp = new()
        {
            Operation = (ArpOperation)wire.ReadUInt16(),
            SenderMac = wire.ReadMac(),
            SenderAddress = wire.ReadAddress(),
            TargetMac = wire.ReadMac(),
            TargetAddress = wire.ReadAddress(),
        };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the packet and returns <see cref="FixedSize"/>.</summary>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt16(HardwareTypeEthernet);
        wire.WriteUInt16((ushort)EtherType.Ipv4);
        wire.WriteUInt8(MacAddress.Size);
        wire.WriteUInt8(Ipv4Address.Size);
        wire.WriteUInt16((ushort)Operation);
        wire.WriteMac(SenderMac);
        wire.WriteAddress(SenderAddress);
        wire.WriteMac(TargetMac);
        wire.WriteAddress(TargetAddress);
        return wire.Written;
    }

    /// <summary>Writes the whole frame, its source address being <see cref="SenderMac"/>, and returns <see cref="FrameSize"/>.</summary>
    /// <param name="receiver">Broadcast for requests and gratuitous packets, the asker for an answer.</param>
    /// <param name="destination">At least <see cref="FrameSize"/> octets.</param>
    /// <exception cref="ArgumentException">The destination has fewer octets.</exception>
    public int WriteFrameTo(MacAddress receiver, Span<byte> destination)
    {
        var header = new EthernetHeader { Destination = receiver, Source = SenderMac, EtherType = EtherType.Arp };
        var written = header.WriteTo(destination);
        return written + WriteTo(destination[written..]);
    }
}
