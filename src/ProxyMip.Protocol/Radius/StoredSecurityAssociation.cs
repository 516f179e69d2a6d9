using ProxyMip.Protocol.Security;

namespace ProxyMip.Protocol.Radius;

/// <summary>A security association as an AAA server stores it for a mobile node (protocol reference 16.4).</summary>
/// <param name="InboundSpi">SPI of what the mobile node's side receives.</param>
/// <param name="OutboundSpi">SPI of what it sends; equal to the inbound one unless the server says otherwise.</param>
/// <param name="Key">At least 16 octets.</param>
public sealed record StoredSecurityAssociation(Spi InboundSpi, Spi OutboundSpi, SecretKey Key)
{
    /// <summary>N of <c>spi#N</c>; null when the server gave none.</summary>
    public int? Number { get; init; }

    /// <summary>Null when the server names none: the global default applies (decision D-01).</summary>
    public AuthenticationAlgorithm? Algorithm { get; init; }

    /// <summary>Accepted clock difference in either direction; null when the server names none.</summary>
    public TimeSpan? Tolerance { get; init; }

    /// <summary>Whether the key was written as text, which other implementations read differently: worth a warning.</summary>
    public bool KeyIsText { get; init; }
}

/// <summary>Why an attribute gave no association. No value ever holds a piece of the key.</summary>
public enum SecurityAssociationFault
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The attribute is about something else and is ignored.</summary>
    OtherAttribute,

    /// <summary>There is no SPI, or only one of the two directions.</summary>
    SpiMissing,

    /// <summary>The SPI is not 1 to 8 hexadecimal digits, or not a decimal number of 32 bits behind <c>decimal</c>.</summary>
    SpiUnreadable,

    /// <summary>The SPI lies in the reserved range 0 to 255.</summary>
    SpiReserved,

    /// <summary>There is no key.</summary>
    KeyMissing,

    /// <summary>The key is not an even number of hexadecimal digits, or was hidden with another secret.</summary>
    KeyUnreadable,

    /// <summary>The key has fewer than 16 octets.</summary>
    KeyShort,

    /// <summary>The algorithm or its mode is none we know.</summary>
    AlgorithmUnknown,

    /// <summary>The replay method is not <c>timestamp</c>, or its window is not 1 to 65535 s.</summary>
    ReplayUnknown,

    /// <summary>A word stands where none is known.</summary>
    WordUnknown,

    /// <summary>SPI, key, algorithm or replay method is given twice.</summary>
    Repeated,
}
