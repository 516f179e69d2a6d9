using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Discovery;

/// <summary>
/// Walks the extensions of an advertisement to the end of the ICMP message, RFC 5944 §1.8 and §2.1. The walk ends at the first fault: Truncated when an
/// extension runs past the end, UnknownExtension at the type octet of an unknown type 0-127. Padding and unknown skippable ones are reached too.
/// </summary>
/// <remarks><c>foreach</c> walks a copy; an advertisement that was parsed has no faults left to meet.</remarks>
public ref struct DiscoveryExtensionReader
{
    private const DiscoveryExtensionType FirstSkippable = (DiscoveryExtensionType)128;

    private readonly ReadOnlySpan<byte> _message;
    private WireReader _wire;

    /// <summary>Starts behind the router entries.</summary>
    /// <param name="message">The whole ICMP message.</param>
    /// <param name="start">Octets before the first extension.</param>
    public DiscoveryExtensionReader(ReadOnlySpan<byte> message, int start)
    {
        _message = message;
        _wire = new(message, start);
    }

    /// <summary>The extension reached.</summary>
    public DiscoveryExtension Current { get; private set; }

    /// <summary>For <c>foreach</c>: a walk that goes on from here.</summary>
    public readonly DiscoveryExtensionReader GetEnumerator() => this;

    /// <summary>Goes to the next extension; false at the end and after a fault.</summary>
    public bool MoveNext()
    {
        if (_wire.Remaining == 0)
            return false;
        var offset = _wire.Position;
        var type = (DiscoveryExtensionType)_wire.ReadUInt8();
        if (type < FirstSkippable && !IsKnown(type))
            _wire.Fail(WireFaultKind.UnknownExtension, offset);
        var data = type == DiscoveryExtensionType.Padding ? default : _wire.ReadOctets(_wire.ReadUInt8());
        if (_wire.Failed)
            return false;
        Current = new(_message, offset, _wire.Position, data);
        return true;
    }

    /// <summary>Whether the walk so far met no fault; else the fault.</summary>
    public readonly bool Succeeded(out WireFault fault) => _wire.Succeeded(out fault);

    private static bool IsKnown(DiscoveryExtensionType type) => type
        is DiscoveryExtensionType.Padding
        or DiscoveryExtensionType.MobilityAgent
        or DiscoveryExtensionType.PrefixLengths
        or DiscoveryExtensionType.Challenge;
}
