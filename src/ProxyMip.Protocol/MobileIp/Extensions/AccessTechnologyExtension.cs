using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>Access technology of Proxy Mobile IPv4, RFC 5563 §5.5.</summary>
public readonly record struct AccessTechnologyExtension
{
    //  |  Type = 147   |  Length = 2   |  Subtype = 4  |  Technology   |

    /// <summary>Octets on the wire.</summary>
    public const int Size = 4;

    /// <summary>The subtype.</summary>
    public const ProxySkippableSubtype Subtype = ProxySkippableSubtype.AccessTechnology;

    /// <summary>The kind of link; a number without a name is kept as it came.</summary>
    public AccessTechnology Technology { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type or subtype.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out AccessTechnologyExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.ProxySkippable);
        wire.ExpectLength8();
        wire.Expect((byte)Subtype);
        extension = new() { Technology = (AccessTechnology)wire.ReadUInt8() };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns <see cref="Size"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.ProxySkippable);
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteUInt8((byte)Subtype);
        wire.WriteUInt8((byte)Technology);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
