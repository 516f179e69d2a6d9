using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>UDP Tunnel Request extension, RFC 3519 §3.1: asks the home agent to tunnel in UDP when an address translator lies between.</summary>
public readonly record struct UdpTunnelRequestExtension
{
    //  |  Type = 144   |  Length = 6   | Subtype = 0   |   Reserved    |
    //  |F|R| Reserved  | Encapsulation |           Reserved            |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 8;

    /// <summary>The flags; undefined ones are passed over.</summary>
    public UdpTunnelBits Bits { get; init; }

    /// <summary>What goes into UDP.</summary>
    public TunnelEncapsulation Encapsulation { get; init; }

    /// <summary>
    /// Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type or subtype, ForbiddenValue when the last two
    /// octets are not zero; a receiver then passes over the extension.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out UdpTunnelRequestExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.UdpTunnelRequest);
        wire.ExpectLength8();
        wire.Expect(0); // subtype
        wire.Skip(1); // reserved
        extension = new()
        {
            Bits = (UdpTunnelBits)wire.ReadUInt8() & UdpTunnelBits.Defined,
            Encapsulation = (TunnelEncapsulation)wire.ReadUInt8(),
        };
        var reservedAt = wire.Position;
        if (wire.ReadUInt16() != 0)
            wire.Fail(WireFaultKind.ForbiddenValue, reservedAt);
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns <see cref="Size"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.UdpTunnelRequest);
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteUInt8(0); // subtype
        wire.WriteZeros(1);
        wire.WriteUInt8((byte)(Bits & UdpTunnelBits.Defined));
        wire.WriteUInt8((byte)Encapsulation);
        wire.WriteZeros(2);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
