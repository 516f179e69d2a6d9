using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>
/// Normal vendor extension, RFC 3115 §2.2. Whoever does not understand it passes over it. The length counts from the reserved octets. A view over the octets it was read from, or over those it is made with.
/// </summary>
public readonly ref struct NormalVendorExtension
{
    //  |  Type = 134   |    Length     |           Reserved            |
    //  |                           Vendor ID                           |
    //  |          Vendor Type          |           Value ...           |

    /// <summary>Whether it stands under the early number 133 instead of 134.</summary>
    public bool HasEarlyNumber { get; init; }

    /// <summary>The vendor's enterprise number.</summary>
    public uint VendorId { get; init; }

    /// <summary>The vendor's own type.</summary>
    public ushort VendorType { get; init; }

    /// <summary>The vendor's data.</summary>
    public ReadOnlySpan<byte> Value { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out NormalVendorExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        var type = (ExtensionType)wire.ReadUInt8();
        if (type is not (ExtensionType.NormalVendor or ExtensionType.NormalVendorEarly))
            wire.Fail(WireFaultKind.UnexpectedValue, 0);
        wire.ExpectLength8();
        wire.Skip(2); // reserved
        extension = new()
        {
            HasEarlyNumber = type == ExtensionType.NormalVendorEarly,
            VendorId = wire.ReadUInt32(),
            VendorType = wire.ReadUInt16(),
            Value = wire.ReadRest(),
        };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns its size in octets, 10 more than the value.</summary>
    /// <exception cref="ArgumentException">The value does not fit the 8-bit length, or there is too little room.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)(HasEarlyNumber ? ExtensionType.NormalVendorEarly : ExtensionType.NormalVendor));
        var lengthAt = wire.Written;
        wire.WriteUInt8(0);
        wire.WriteZeros(2);
        wire.WriteUInt32(VendorId);
        wire.WriteUInt16(VendorType);
        wire.WriteOctets(Value);
        wire.PatchLength8(lengthAt);
        return wire.Written;
    }
}
