using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Host.Decoding;

/// <summary>What an authenticator covers, and under which of the keys at hand it is right.</summary>
internal static class AuthenticationDecoder
{
    private static readonly (AuthenticationAlgorithm Algorithm, string Name)[] s_algorithms =
    [
        (AuthenticationAlgorithm.HmacMd5, "hmac-md5"),
        (AuthenticationAlgorithm.Md5PrefixSuffix, "md5-prefix-suffix"),
        (AuthenticationAlgorithm.Md5PrefixSuffixRfc2002, "md5-prefix-suffix-rfc2002, the SPI not covered"),
    ];

    public static DecodedLayer Describe(DecodedLayer layer, in AuthenticationExtension authentication, ReadOnlySpan<byte> challenge, DecodeKeys keys)
    {
        if (authentication.Type == ExtensionType.GeneralizedAuthentication)
            layer.With("Subtype", authentication.Subtype);
        var isChap = authentication.IsMobileAaa && authentication.Spi == ChapAuthenticator.ChapSpi;
        var reserved = isChap ? "CHAP style, for RADIUS servers" : authentication.Spi.IsReserved ? "reserved: no association can have it" : null;
        layer.With("SPI", authentication.Spi.ToString(), reserved)
            .With("Authenticator", Wording.Octets(authentication.Authenticator))
            .With("Covered", $"octets 0 to {authentication.Covered.Length - 1}");
        return layer.With("Verified", Verify(authentication, isChap, challenge, keys));
    }

    private static string Verify(in AuthenticationExtension authentication, bool isChap, ReadOnlySpan<byte> challenge, DecodeKeys keys)
    {
        var tried = false;
        foreach (var association in keys.Associations)
        {
            if (association.Spi != authentication.Spi)
                continue;
            tried = true;
            if (isChap)
            {
                if (new ChapAuthenticator(association.Key).Verify(authentication, challenge.IsEmpty ? [0] : challenge))
                    return "right: chap-md5";
                continue;
            }
            foreach (var (algorithm, name) in s_algorithms)
            {
                if (new MobilityAuthenticator(algorithm, association.Key).Verify(authentication))
                    return $"right: {name}";
            }
        }
        return tried ? "wrong under every algorithm" : "no key given for this SPI";
    }
}
