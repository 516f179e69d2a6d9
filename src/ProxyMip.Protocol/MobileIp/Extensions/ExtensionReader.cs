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
    private WireReader _wire;

    /// <summary>Starts behind the fixed part.</summary>
    /// <param name="datagram">The whole message.</param>
    /// <param name="fixedSize">Octets in its fixed part; a datagram shorter than that is Truncated.</param>
    public ExtensionReader(ReadOnlySpan<byte> datagram, int fixedSize) => _wire = new(datagram, fixedSize);

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
        var traits = ExtensionCatalogue.TraitsOf(type);
        if (traits == ExtensionTraits.Unknown && !type.IsSkippable())
            _wire.Fail(WireFaultKind.UnknownExtension, offset);
        var format = FormatOf(type, traits);
        var length = ReadHeader(format, out var subtype);
        var dataAt = _wire.Position;
        _wire.Skip(length);
        if ((traits & ExtensionTraits.Authentication) != 0 && length < AuthenticationExtension.ShortestData(type, subtype))
            _wire.Fail(WireFaultKind.BadLength, offset);
        if (_wire.Failed)
            return false;
        Current = new(_wire.Octets, offset, dataAt, _wire.Position, format, subtype);
        return true;
    }

    /// <summary>Whether the walk so far met no fault; else the fault, with its offset from the start of the datagram.</summary>
    public readonly bool Succeeded(out WireFault fault) => _wire.Succeeded(out fault);

    private readonly ExtensionFormat FormatOf(ExtensionType type, ExtensionTraits traits)
    {
        if ((traits & (ExtensionTraits.LongFormat | ExtensionTraits.ShortFormat)) == 0)
            return type == ExtensionType.Padding ? ExtensionFormat.Padding : ExtensionFormat.Simple;
        var isLong = (traits & ExtensionTraits.LongFormat) != 0
            || (type == ExtensionType.DynamicHomeAgent && ExtensionCatalogue.IsLongDynamicHomeAgent(_wire.Unread));
        return isLong ? ExtensionFormat.LongFormat : ExtensionFormat.ShortFormat;
    }

    // Reads what stands between type and data and returns the length of the data.
    private int ReadHeader(ExtensionFormat format, out byte subtype)
    {
        subtype = 0;
        switch (format)
        {
            case ExtensionFormat.Padding:
                return 0;
            case ExtensionFormat.Simple:
                return _wire.ReadUInt8();
            case ExtensionFormat.LongFormat:
                subtype = _wire.ReadUInt8();
                return _wire.ReadUInt16();
            default:
                var length = _wire.ReadUInt8();
                if (length == 0) // no room for the subtype: the extension's own parser says so
                    return 0;
                subtype = _wire.ReadUInt8();
                return length - sizeof(byte);
        }
    }
}
