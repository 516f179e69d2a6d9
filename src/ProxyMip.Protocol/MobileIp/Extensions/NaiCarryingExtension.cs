using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>NAI carrying extension, RFC 3846 §3.1: the name of an agent or a server. Stands before the authentication extension of its sender.</summary>
public readonly ref struct NaiCarryingExtension
{
    //  |  Type = 136   |    Length     |    Subtype    |    NAI ...    |

    /// <summary>Whose name it is; a number without a name is kept as it came.</summary>
    public NaiCarryingSubtype Subtype { get; init; }

    /// <summary>The name in UTF-8, without terminator, up to 254 octets.</summary>
    public ReadOnlySpan<byte> Nai { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out NaiCarryingExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.NaiCarrying);
        wire.ExpectLength8();
        extension = new() { Subtype = (NaiCarryingSubtype)wire.ReadUInt8(), Nai = wire.ReadRest() };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns its size in octets, 3 more than the name.</summary>
    /// <exception cref="ArgumentException">The name is longer than 254 octets, or there is too little room.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.NaiCarrying);
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteUInt8((byte)Subtype);
        wire.WriteOctets(Nai);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
