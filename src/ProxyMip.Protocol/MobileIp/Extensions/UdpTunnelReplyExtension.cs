using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>UDP Tunnel Reply extension, RFC 3519 §3.2: the home agent's answer to a <see cref="UdpTunnelRequestExtension"/>.</summary>
public readonly record struct UdpTunnelReplyExtension
{
    //  |   Type = 44   |  Length = 6   | Subtype = 0   |  Reply Code   |
    //  |F|          Reserved           |      Keepalive Interval       |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 8;

    private const ushort ForceBit = 0x8000;
    private const byte FirstRefusal = 64;

    /// <summary>0 to 63 grants, 64 to 255 refuses.</summary>
    public byte ReplyCode { get; init; }

    /// <summary>F: tunnelling in UDP was forced.</summary>
    public bool IsForced { get; init; }

    /// <summary>Seconds between keepalives; 0 leaves it to the sender of them.</summary>
    public ushort KeepaliveInterval { get; init; }

    /// <summary>Whether packets go in UDP.</summary>
    public bool IsGranted => ReplyCode < FirstRefusal;

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type or subtype.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out UdpTunnelReplyExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.UdpTunnelReply);
        wire.ExpectLength8();
        wire.Expect(0); // subtype
        extension = new()
        {
            ReplyCode = wire.ReadUInt8(),
            IsForced = wire.ReadUInt16() >= ForceBit, // the top bit; the others are reserved
            KeepaliveInterval = wire.ReadUInt16(),
        };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns <see cref="Size"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.UdpTunnelReply);
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteUInt8(0); // subtype
        wire.WriteUInt8(ReplyCode);
        wire.WriteUInt16(IsForced ? ForceBit : (ushort)0);
        wire.WriteUInt16(KeepaliveInterval);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
