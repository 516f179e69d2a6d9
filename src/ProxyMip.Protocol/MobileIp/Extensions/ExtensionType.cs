namespace ProxyMip.Protocol.MobileIp.Extensions;

/// <summary>
/// Types of the extensions of registration messages. An unknown type up to 127 condemns the message, one from 128 is passed over (RFC 5944 §1.8).
/// Advertisements have a number space of their own, <see cref="ProxyMip.Protocol.Discovery.DiscoveryExtensionType"/>.
/// </summary>
public enum ExtensionType : byte
{
    /// <summary>One octet of padding, RFC 5944 §1.8.</summary>
    Padding = 0,

    /// <summary>Mobile-Home authentication, RFC 5944 §3.5.2.</summary>
    MobileHomeAuthentication = 32,

    /// <summary>Mobile-Foreign authentication, RFC 5944 §3.5.3.</summary>
    MobileForeignAuthentication = 33,

    /// <summary>Foreign-Home authentication, RFC 5944 §3.5.4.</summary>
    ForeignHomeAuthentication = 34,

    /// <summary>Generalized authentication; subtype 1 is Mobile-AAA. RFC 4721 §5.</summary>
    GeneralizedAuthentication = 36,

    /// <summary>Critical vendor extension under its early number, RFC 3115.</summary>
    CriticalVendorEarly = 37,

    /// <summary>Critical vendor extension, RFC 3115 §2.1.</summary>
    CriticalVendor = 38,

    /// <summary>UDP Tunnel Reply, RFC 3519 §3.2.</summary>
    UdpTunnelReply = 44,

    /// <summary>FA Error, RFC 4636.</summary>
    ForeignAgentError = 45,

    /// <summary>Proxy Mobile IPv4, non-skippable, RFC 5563 §5.1.</summary>
    ProxyNonSkippable = 47,

    /// <summary>GRE Key, RFC 6245.</summary>
    GreKey = 48,

    /// <summary>Firewall traversal, RFC 2356. Not interpreted.</summary>
    FirewallTraversal = 129,

    /// <summary>Encapsulating delivery style, RFC 3024 §3.3.</summary>
    EncapsulatingDeliveryStyle = 130,

    /// <summary>Mobile node NAI, RFC 2794 §2.</summary>
    MobileNodeNai = 131,

    /// <summary>Mobile-Foreign challenge, RFC 4721 §4.</summary>
    MobileForeignChallenge = 132,

    /// <summary>Normal vendor extension under its early number, RFC 3115.</summary>
    NormalVendorEarly = 133,

    /// <summary>Normal vendor extension, RFC 3115 §2.2.</summary>
    NormalVendor = 134,

    /// <summary>NAI carrying, RFC 3846 §3.1.</summary>
    NaiCarrying = 136,

    /// <summary>Revocation support, RFC 3543 §3.2.</summary>
    RevocationSupport = 137,

    /// <summary>Link-layer address. Not interpreted.</summary>
    LinkLayerAddress = 138,

    /// <summary>Dynamic home agent, RFC 4433.</summary>
    DynamicHomeAgent = 139,

    /// <summary>Hierarchical foreign agent, RFC 4857. Not interpreted.</summary>
    HierarchicalForeignAgent = 140,

    /// <summary>Replay protection style, RFC 4857. Not interpreted.</summary>
    ReplayProtectionStyle = 141,

    /// <summary>Regional registration lifetime, RFC 4857. Not interpreted.</summary>
    RegionalLifetime = 142,

    /// <summary>UDP Tunnel Request, RFC 3519 §3.1.</summary>
    UdpTunnelRequest = 144,

    /// <summary>Message string, RFC 4917.</summary>
    MessageString = 145,

    /// <summary>Proxy Mobile IPv4, skippable, RFC 5563 §5.2 to §5.5.</summary>
    ProxySkippable = 147,

    /// <summary>Mobile network, RFC 5177. Not interpreted.</summary>
    MobileNetwork = 148,

    /// <summary>Service selection, RFC 5446. Not interpreted.</summary>
    ServiceSelection = 151,
}
