using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>
/// Walks the extensions of a registration message to the end of the datagram, RFC 5944 §1.8 to §1.11, padding and unknown skippable ones included.
/// Each is bounded by its own length. The walk ends at the first fault: Truncated when an extension runs past the end, UnknownExtension at the type
/// octet of an unknown type 0-127, BadLength when an authentication extension cannot hold its fields.
/// </summary>
/// <remarks><c>foreach</c> walks a copy; use <see cref="RegistrationMessage.TryParse"/> first, which has met every fault already.</remarks>
public ref struct ExtensionReader
{
    private readonly ReadOnlySpan<byte> _datagram;
    private WireReader _wire;

    /// <summary>Starts behind the fixed part.</summary>
    /// <param name="datagram">The whole message.</param>
    /// <param name="fixedSize">Octets in its fixed part; a datagram shorter than that is Truncated.</param>
    public ExtensionReader(ReadOnlySpan<byte> datagram, int fixedSize)
    {
        _datagram = datagram;
        _wire = new(datagram, fixedSize);
    }

    /// <summary>The extension reached.</summary>
    public Extension Current { get; private set; }

    /// <summary>For <c>foreach</c>: a walk that goes on from here.</summary>
    public readonly ExtensionReader GetEnumerator() => this;

    /// <summary>Goes to the next extension; false at the end of the datagram and after a fault.</summary>
    public bool MoveNext()
    {
        if (_wire.Remaining == 0)
            return false;
        var offset = _wire.Position;
        var type = (ExtensionType)_wire.ReadUInt8();
        if (!type.IsSkippable() && !type.IsKnown())
            _wire.Fail(WireFaultKind.UnknownExtension, offset);
        var format = ExtensionCatalogue.FormatOf(type, _wire.Unread);
        var data = Read(format, out var subtype);
        if (type.IsAuthentication() && data.Length < AuthenticationExtension.ShortestData(type, subtype))
            _wire.Fail(WireFaultKind.BadLength, offset);
        if (_wire.Failed)
            return false;
        Current = new(_datagram, offset, _wire.Position, format, subtype, data);
        return true;
    }

    /// <summary>Whether the walk so far met no fault; else the fault, with its offset from the start of the datagram.</summary>
    public readonly bool Succeeded(out WireFault fault) => _wire.Succeeded(out fault);

    private ReadOnlySpan<byte> Read(ExtensionFormat format, out byte subtype)
    {
        subtype = 0;
        switch (format)
        {
            case ExtensionFormat.Padding:
                return default;
            case ExtensionFormat.LongFormat:
                subtype = _wire.ReadUInt8();
                return _wire.ReadOctets(_wire.ReadUInt16());
            case ExtensionFormat.ShortFormat:
                var length = _wire.ReadUInt8();
                if (length == 0) // no room for the subtype: the extension's own parser says so
                    return default;
                subtype = _wire.ReadUInt8();
                return _wire.ReadOctets(length - 1);
            default:
                return _wire.ReadOctets(_wire.ReadUInt8());
        }
    }
}
