using ProxyMip.Engine.Associations;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>
/// The associations a receiver has: those the vector lists. Where a vector expects a failed authentication although the authenticator it lists is right
/// for its key, the receiver knows the peer under another SPI.
/// </summary>
internal static class VectorAssociations
{
    /// <summary>For peers whose association the vector does not list.</summary>
    public static SecurityAssociation Any { get; } = new(new(0x0fff), AuthenticationAlgorithm.HmacMd5, new("an association of its own"u8));

    /// <summary>The association behind an authentication extension; null when the vector lists none.</summary>
    public static SecurityAssociation? Of(VectorCase vector, ExtensionType extension, bool expectedToFail)
    {
        foreach (var auth in vector.Auth)
        {
            if (auth.Extension != (byte)extension || auth.Key.Length == 0)
                continue;
            var algorithm = AlgorithmNames.Parse(auth.Algorithm) ?? AuthenticationAlgorithm.HmacMd5;
            var spi = new Spi(auth.Spi);
            if ((spi.IsReserved && auth.Algorithm != AlgorithmNames.Chap) || (expectedToFail && auth.Valid))
                spi = new(Math.Max(Spi.MinAssignable, auth.Spi + 1));
            return new(spi, algorithm, new(auth.Key));
        }
        return null;
    }
}
