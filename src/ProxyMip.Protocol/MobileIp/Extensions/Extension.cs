namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>One extension of a received message, bounded by its own length. A view over the datagram: it dies with it.</summary>
public readonly ref struct Extension
{
    private readonly ReadOnlySpan<byte> _datagram;
    private readonly int _dataAt;

    internal Extension(ReadOnlySpan<byte> datagram, int offset, int dataAt, int end, ExtensionFormat format, byte subtype)
    {
        _datagram = datagram;
        _dataAt = dataAt;
        Offset = offset;
        End = end;
        Format = format;
        Subtype = subtype;
    }

    /// <summary>What it is; a number without a name is kept as it came.</summary>
    public ExtensionType Type => (ExtensionType)_datagram[Offset];

    /// <summary>How it is laid out.</summary>
    public ExtensionFormat Format { get; }

    /// <summary>The subtype of the long and short layouts; else 0.</summary>
    public byte Subtype { get; }

    /// <summary>What follows type, length and subtype.</summary>
    public ReadOnlySpan<byte> Data => _datagram[_dataAt..End];

    /// <summary>Where the type octet is, in octets from the start of the datagram.</summary>
    public int Offset { get; }

    /// <summary>The first octet behind it, from the start of the datagram.</summary>
    public int End { get; }

    /// <summary>The extension whole, type octet included: what the <c>TryParse</c> of an extension takes.</summary>
    public ReadOnlySpan<byte> Octets => _datagram[Offset..End];

    /// <summary>The datagram before it.</summary>
    public ReadOnlySpan<byte> Preceding => _datagram[..Offset];

    /// <summary>Whether this library interprets the type; one it does not was passed over by the rule for 128-255.</summary>
    public bool IsKnown => Type.IsKnown();

    /// <summary>Whether this is Mobile-AAA authentication: type 36, subtype 1.</summary>
    public bool IsMobileAaa => Type == ExtensionType.GeneralizedAuthentication && Subtype == AuthenticationExtension.MobileAaaSubtype;

    internal ReadOnlySpan<byte> PrecedingAndHeader(int dataOctets) => _datagram[..(_dataAt + dataOctets)];
}
