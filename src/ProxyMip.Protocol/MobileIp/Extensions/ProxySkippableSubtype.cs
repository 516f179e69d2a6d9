namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>What a skippable extension of Proxy Mobile IPv4 (type 147) holds, RFC 5563 §5.2 to §5.5.</summary>
public enum ProxySkippableSubtype : byte
{
    /// <summary>The interface of the node.</summary>
    InterfaceIdentifier = 1,

    /// <summary>The device.</summary>
    DeviceIdentifier = 2,

    /// <summary>The subscriber.</summary>
    SubscriberIdentifier = 3,

    /// <summary>The kind of access link.</summary>
    AccessTechnology = 4,
}
