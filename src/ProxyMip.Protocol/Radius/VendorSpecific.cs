using System.Diagnostics.CodeAnalysis;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>Value of a Vendor-Specific attribute (26), RFC 2865 §5.26: a vendor number, then one or more attributes of the vendor.</summary>
public readonly ref struct VendorSpecific
{
    //  |                        Vendor number                          |
    //  |  Vendor type  | Vendor length |  Value ...     (repeated)

    /// <summary>Octets of the vendor number.</summary>
    public const int HeaderSize = 4;

    private readonly int _start;

    private VendorSpecific(RadiusVendor vendor, ReadOnlySpan<byte> octets, int start)
    {
        Vendor = vendor;
        Octets = octets;
        _start = start;
    }

    /// <summary>Whose attributes these are; unknown vendors are ignored by the reader of the packet.</summary>
    public RadiusVendor Vendor { get; }

    /// <summary>Everything behind the vendor number.</summary>
    public ReadOnlySpan<byte> Octets { get; }

    /// <summary>
    /// Walks the vendor's attributes. Vendors may use another form than the recommended one: then the walk ends with a fault and the attribute is ignored.
    /// </summary>
    public VendorAttributeReader Attributes => new(Vendor, Octets, _start);

    /// <summary>Reads attribute 26; false when it is another attribute or has no vendor number.</summary>
    public static bool TryParse(RadiusAttribute attribute, out VendorSpecific vendor)
    {
        var wire = new WireReader(attribute.Value);
        var number = (RadiusVendor)wire.ReadUInt32();
        var start = attribute.Offset + RadiusAttribute.HeaderSize + wire.Position;
        var octets = wire.ReadRest();
        if (attribute.Type != RadiusAttributeType.VendorSpecific || wire.Failed)
        {
            vendor = default;
            return false;
        }
        vendor = new(number, octets, start);
        return true;
    }
}

/// <summary>One attribute of a vendor. A view over the octets it was read from.</summary>
[SuppressMessage("Naming", "CA1711", Justification = "RFC 2865 §5.26 calls it an attribute.")]
public readonly ref struct VendorAttribute
{
    internal VendorAttribute(byte type, byte length, bool continues, int offset, ReadOnlySpan<byte> value)
    {
        Type = type;
        Length = length;
        Continues = continues;
        Offset = offset;
        Value = value;
    }

    /// <summary>The vendor's number for it.</summary>
    public byte Type { get; }

    /// <summary>The length octet: value and header.</summary>
    public byte Length { get; }

    /// <summary>WiMAX: more of the value follows in the next attribute of the same type.</summary>
    public bool Continues { get; }

    /// <summary>Octets from the start of the packet to the vendor type.</summary>
    public int Offset { get; }

    /// <summary>The value.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Reads a 32-bit integer; false when the value does not have exactly four octets.</summary>
    public bool TryReadInteger(out uint value) => new RadiusAttribute(default, Offset, Value).TryReadInteger(out value);
}

/// <summary>Walks the attributes inside one Vendor-Specific attribute.</summary>
public ref struct VendorAttributeReader
{
    private readonly RadiusVendor _vendor;
    private readonly int _start;
    private WireReader _wire;

    internal VendorAttributeReader(RadiusVendor vendor, ReadOnlySpan<byte> octets, int start)
    {
        _vendor = vendor;
        _start = start;
        _wire = new(octets);
    }

    /// <summary>The attribute read last.</summary>
    public VendorAttribute Current { get; private set; }

    /// <summary>Lets <c>foreach</c> walk from here.</summary>
    public readonly VendorAttributeReader GetEnumerator() => this;

    /// <summary>Reads the next attribute; false at the end and at a fault.</summary>
    public bool MoveNext()
    {
        if (_wire.Remaining == 0)
            return false;
        var at = _wire.Position;
        var type = _wire.ReadUInt8();
        var lengthAt = _wire.Position;
        var length = _wire.ReadUInt8();
        var continues = _vendor == RadiusVendor.Wimax && _wire.ReadUInt8() >= 0x80;
        var header = _wire.Position - at;
        if (!_wire.Failed && length < header)
            _wire.Fail(WireFaultKind.BadLength, lengthAt);
        var value = _wire.ReadOctets(length - header);
        if (_wire.Failed)
            return false;
        Current = new(type, length, continues, _start + at, value);
        return true;
    }

    /// <summary>Whether the walk came to the end; the first fault otherwise, its offset counted from the start of the packet.</summary>
    public readonly bool Succeeded(out WireFault fault)
    {
        var succeeded = _wire.Succeeded(out fault);
        fault = fault with { Offset = fault.IsFault ? fault.Offset + _start : 0 };
        return succeeded;
    }
}
