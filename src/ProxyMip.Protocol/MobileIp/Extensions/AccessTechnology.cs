namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>The kind of link a node is attached by, RFC 5563 §5.5.</summary>
public enum AccessTechnology : byte
{
    /// <summary>IEEE 802.3.</summary>
    Ethernet = 1,

    /// <summary>IEEE 802.11a/b/g.</summary>
    WirelessLan = 2,

    /// <summary>IEEE 802.16e.</summary>
    MobileWiMax = 3,

    /// <summary>IEEE 802.16m.</summary>
    AdvancedWiMax = 4,

    /// <summary>3GPP LTE.</summary>
    Lte = 5,

    /// <summary>3GPP UTRAN or GERAN.</summary>
    Utran = 6,

    /// <summary>3GPP2 1xRTT or HRPD.</summary>
    Cdma2000 = 7,

    /// <summary>3GPP2 UMB.</summary>
    Umb = 8,
}
