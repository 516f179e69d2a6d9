namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>What identifies a device, RFC 5563 §5.3.</summary>
public enum DeviceIdentifierType : byte
{
    /// <summary>Its Ethernet address, 6 octets.</summary>
    Ethernet = 1,

    /// <summary>Its Mobile Equipment Identifier.</summary>
    Meid = 2,

    /// <summary>Its International Mobile Equipment Identity.</summary>
    Imei = 3,

    /// <summary>Its Electronic Serial Number.</summary>
    Esn = 4,
}
