namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>How an extension is laid out, RFC 5944 §1.9 to §1.11.</summary>
public enum ExtensionFormat
{
    /// <summary>Type, 8-bit length, data. The length counts the data. Every unknown type has this form.</summary>
    Simple,

    /// <summary>Type, subtype, 16-bit length, data. The length counts the data.</summary>
    LongFormat,

    /// <summary>Type, 8-bit length, subtype, data. The length counts subtype and data.</summary>
    ShortFormat,

    /// <summary>Type 0: one octet without length or data.</summary>
    Padding,
}
