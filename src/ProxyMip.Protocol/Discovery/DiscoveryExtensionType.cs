namespace ProxyMip.Protocol.Discovery;

/// <summary>
/// Types of the extensions of a Router Advertisement, RFC 5944 §2.1. Their numbers are not those of registration messages. An unknown type up to 127
/// condemns the message, one from 128 is passed over (§1.8).
/// </summary>
public enum DiscoveryExtensionType : byte
{
    /// <summary>One octet of padding, §2.1.3.</summary>
    Padding = 0,

    /// <summary>Mobility Agent Advertisement, §2.1.1.</summary>
    MobilityAgent = 16,

    /// <summary>Prefix-Lengths, §2.1.2.</summary>
    PrefixLengths = 19,

    /// <summary>Agent Advertisement Challenge, RFC 4721 §2.</summary>
    Challenge = 24,

    /// <summary>NAI carrying, RFC 3846 §3.1.</summary>
    NaiCarrying = 136,
}
