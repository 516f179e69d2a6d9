using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Interface identifier of Proxy Mobile IPv4, RFC 5563 §5.2. A view over the octets it was read from, or over those it is made with.</summary>
public readonly ref struct InterfaceIdentifierExtension
{
    //  |  Type = 147   |    Length     |  Subtype = 1  | Identifier ...|

    /// <summary>The subtype.</summary>
    public const ProxySkippableSubtype Subtype = ProxySkippableSubtype.InterfaceIdentifier;

    /// <summary>The identifier.</summary>
    public ReadOnlySpan<byte> Identifier { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type or subtype.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out InterfaceIdentifierExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.ProxySkippable);
        wire.ExpectLength8();
        wire.Expect((byte)Subtype);
        extension = new()
        {
            Identifier = wire.ReadRest(),
        };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns its size in octets, 3 more than the identifier.</summary>
    /// <exception cref="ArgumentException">The identifier does not fit the 8-bit length, or there is too little room.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.ProxySkippable);
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteUInt8((byte)Subtype);
        wire.WriteOctets(Identifier);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
