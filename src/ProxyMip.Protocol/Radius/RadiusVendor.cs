namespace ProxyMip.Protocol.Radius;

/// <summary>Vendor numbers (IANA private enterprise numbers) whose attributes carry a security association.</summary>
public enum RadiusVendor : uint
{
    /// <summary>Type 1 is the attribute pair in text.</summary>
    Cisco = 9,

    /// <summary>3GPP2: <see cref="ThirdGeneration2AttributeType"/>.</summary>
    ThirdGeneration2 = 5535,

    /// <summary>WiMAX Forum: <see cref="WimaxAttributeType"/>; each attribute has a continuation octet behind its length.</summary>
    Wimax = 24757,
}

/// <summary>Attributes of 3GPP2 that name what mobile node and home agent share.</summary>
public enum ThirdGeneration2AttributeType : byte
{
    /// <summary>Integer: the SPI.</summary>
    MobileNodeHomeAgentSpi = 57,

    /// <summary>The key, see <see cref="SaltedKey"/>.</summary>
    MobileNodeHomeAgentKey = 58,
}

/// <summary>Attributes of the WiMAX Forum that name what mobile node and home agent share.</summary>
public enum WimaxAttributeType : byte
{
    /// <summary>The key, see <see cref="SaltedKey"/>.</summary>
    MobileNodeHomeAgentKey = 10,

    /// <summary>Integer: the SPI.</summary>
    MobileNodeHomeAgentSpi = 11,
}
