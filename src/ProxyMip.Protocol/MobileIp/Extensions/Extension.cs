namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>One extension of a received message, bounded by its own length. A view over the datagram: it dies with it.</summary>
public readonly ref struct Extension
{
    private readonly ReadOnlySpan<byte> _datagram;

    internal Extension(ReadOnlySpan<byte> datagram, int offset, int end, ExtensionFormat format, byte subtype, ReadOnlySpan<byte> data)
    {
        _datagram = datagram;
        Offset = offset;
        End = end;
        Format = format;
        Subtype = subtype;
        Data = data;
    }

    /// <summary>What it is; a number without a name is kept as it came.</summary>
    public ExtensionType Type => (ExtensionType)_datagram[Offset];

    /// <summary>How it is laid out.</summary>
    public ExtensionFormat Format { get; }

    /// <summary>The subtype of the long and short layouts; else 0.</summary>
    public byte Subtype { get; }

    /// <summary>What follows type, length and subtype.</summary>
    public ReadOnlySpan<byte> Data { get; }

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

    internal ReadOnlySpan<byte> UpTo(int count) => _datagram[..(End - count)];
}
