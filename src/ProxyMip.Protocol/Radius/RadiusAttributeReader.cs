using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Radius;

/// <summary>
/// Walks attributes in wire order, each bounded by its own length (RFC 2865 §5). A length below two or past the end stops the walk with a fault.
/// </summary>
public ref struct RadiusAttributeReader
{
    private readonly int _start;
    private WireReader _wire;

    /// <summary>Starts at the first attribute.</summary>
    /// <param name="attributes">All attributes of a packet.</param>
    /// <param name="start">Octets in front of them, so that offsets count from the start of the packet.</param>
    public RadiusAttributeReader(ReadOnlySpan<byte> attributes, int start)
    {
        _start = start;
        _wire = new(attributes);
    }

    /// <summary>The attribute read last.</summary>
    public RadiusAttribute Current { get; private set; }

    /// <summary>Lets <c>foreach</c> walk from here.</summary>
    public readonly RadiusAttributeReader GetEnumerator() => this;

    /// <summary>Reads the next attribute; false at the end and at a fault.</summary>
    public bool MoveNext()
    {
        if (_wire.Remaining == 0)
            return false;
        var at = _wire.Position;
        var type = (RadiusAttributeType)_wire.ReadUInt8();
        var lengthAt = _wire.Position;
        int length = _wire.ReadUInt8();
        if (!_wire.Failed && length < RadiusAttribute.HeaderSize)
            _wire.Fail(WireFaultKind.BadLength, lengthAt);
        var value = _wire.ReadOctets(length - RadiusAttribute.HeaderSize);
        if (_wire.Failed)
            return false;
        Current = new(type, _start + at, value);
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
