namespace ProxyMip.Protocol.Security;

/// <summary>Algorithm of an authentication extension (RFC 5944 §3.5.1 and §5.1, RFC 2002 §3.5.1). All give 16 octets.</summary>
public enum MobilityAlgorithm
{
    /// <summary>HMAC-MD5: the default and mandatory one.</summary>
    HmacMd5,

    /// <summary>Keyed MD5 prefix+suffix with the SPI covered.</summary>
    Md5PrefixSuffix,

    /// <summary>Keyed MD5 prefix+suffix as RFC 2002 prints it: the SPI is not covered.</summary>
    Md5PrefixSuffixRfc2002,
}
