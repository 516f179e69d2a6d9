namespace ProxyMip.Protocol.Security;

/// <summary>How the authenticator of an authentication extension is made; each has 16 octets.</summary>
public enum AuthenticationAlgorithm
{
    /// <summary><c>hmac-md5</c>: HMAC-MD5 over everything before the authenticator (RFC 5944 §3.5.1). The default, and mandatory.</summary>
    HmacMd5,

    /// <summary><c>md5-prefix-suffix</c>: MD5 over key, everything before the authenticator, key. RFC 2002's algorithm with the SPI covered, as RFC 3344 corrected it.</summary>
    Md5PrefixSuffix,

    /// <summary><c>md5-prefix-suffix-rfc2002</c>: the same with the SPI left out, as RFC 2002 is printed.</summary>
    Md5PrefixSuffixRfc2002,
}
