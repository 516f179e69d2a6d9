using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>
/// Critical vendor extension, RFC 3115 §2.1. Whoever does not understand it refuses the message. The length counts from the vendor ID (decision D-05). A view over the octets it was read from, or over those it is made with.
/// </summary>
public readonly ref struct CriticalVendorExtension
{
    //  |   Type = 38   |   Reserved    |            Length             |
    //  |                           Vendor ID                           |
    //  |          Vendor Type          |           Value ...           |

    /// <summary>Whether it stands under the early number 37 instead of 38.</summary>
    public bool HasEarlyNumber { get; init; }

    /// <summary>The vendor's enterprise number.</summary>
    public uint VendorId { get; init; }

    /// <summary>The vendor's own type.</summary>
    public ushort VendorType { get; init; }

    /// <summary>The vendor's data.</summary>
    public ReadOnlySpan<byte> Value { get; init; }

    /// <summary>Reads the extension, type octet first. Faults: Truncated, BadLength, UnexpectedValue for another type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> octets, out CriticalVendorExtension extension, out WireFault fault)
    {
        var wire = new WireReader(octets);
        var type = (ExtensionType)wire.ReadUInt8();
        if (type is not (ExtensionType.CriticalVendor or ExtensionType.CriticalVendorEarly))
            wire.Fail(WireFaultKind.UnexpectedValue, 0);
        wire.Skip(1); // reserved
        wire.ExpectLength16();
        extension = new()
        {
            HasEarlyNumber = type == ExtensionType.CriticalVendorEarly,
            VendorId = wire.ReadUInt32(),
            VendorType = wire.ReadUInt16(),
            Value = wire.ReadRest(),
        };
        return wire.Succeeded(out fault);
    }

    /// <summary>Writes the extension and returns its size in octets, 10 more than the value.</summary>
    /// <exception cref="ArgumentException">The value does not fit the 16-bit length, or there is too little room.</exception>
    public int WriteTo(Span<byte> destination)
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8((byte)(HasEarlyNumber ? ExtensionType.CriticalVendorEarly : ExtensionType.CriticalVendor));
        wire.WriteZeros(1);
        var lengthAt = wire.Written;
        wire.WriteUInt16(0);
        wire.WriteUInt32(VendorId);
        wire.WriteUInt16(VendorType);
        wire.WriteOctets(Value);
        wire.PatchLength16(lengthAt);
        return wire.Written;
    }
}
