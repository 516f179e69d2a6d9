using ProxyMip.Protocol.Security;

namespace ProxyMip.Host.Vectors;

/// <summary>The names of algorithms in vector files (protocol reference 6.3).</summary>
internal static class AlgorithmNames
{
    /// <summary>The CHAP style of Mobile-AAA, which is no algorithm of an association.</summary>
    public const string Chap = "chap-md5";

    public static string Of(AuthenticationAlgorithm algorithm) => algorithm switch
    {
        AuthenticationAlgorithm.HmacMd5 => "hmac-md5",
        AuthenticationAlgorithm.Md5PrefixSuffix => "md5-prefix-suffix",
        AuthenticationAlgorithm.Md5PrefixSuffixRfc2002 => "md5-prefix-suffix-rfc2002",
        _ => "unknown",
    };

    public static AuthenticationAlgorithm? Parse(string name) => name switch
    {
        "hmac-md5" => AuthenticationAlgorithm.HmacMd5,
        "md5-prefix-suffix" => AuthenticationAlgorithm.Md5PrefixSuffix,
        "md5-prefix-suffix-rfc2002" => AuthenticationAlgorithm.Md5PrefixSuffixRfc2002,
        _ => null,
    };
}
