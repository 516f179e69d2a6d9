using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>
/// Dynamic home agent extension, RFC 4433. Written in the short layout, which obeys the rule for types above 127; read in that and in the layout the
/// RFC prints.
/// </summary>
public readonly record struct DynamicHomeAgentExtension
{
    //  |  Type = 139   |  Length = 5   |    Subtype    |  Home Agent   |
    //  |             ... Home Agent                    |
    //
    //  |  Type = 139   |    Subtype    |          Length = 4           |
    //  |                          Home Agent                           |

    /// <summary>Octets in the layout written.</summary>
    public const int Size = 7;

    /// <summary>Which home agent it is.</summary>
    public DynamicHomeAgentSubtype Subtype { get; init; }

    /// <summary>Its address.</summary>
    public Ipv4Address HomeAgent { get; init; }

    /// <summary>Reads the extension in either layout, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type or subtype.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out DynamicHomeAgentExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        wire.Expect((byte)ExtensionType.DynamicHomeAgent);
        var isLong = ExtensionCatalogue.IsLongDynamicHomeAgent(wire.Unread);
        if (!isLong)
            wire.ExpectLength8();
        var subtypeAt = wire.Position;
        var subtype = (DynamicHomeAgentSubtype)wire.ReadUInt8();
        if (subtype is not (DynamicHomeAgentSubtype.Requested or DynamicHomeAgentSubtype.Redirected))
            wire.Fail(WireFaultKind.UnexpectedValue, subtypeAt);
        if (isLong)
            wire.ExpectLength16();
        extension = new() { Subtype = subtype, HomeAgent = wire.ReadAddress() };
        wire.ExpectEnd();
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns <see cref="Size"/>.</summary>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)ExtensionType.DynamicHomeAgent);
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteUInt8((byte)Subtype);
        wire.WriteAddress(HomeAgent);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
