using ProxyMip.Engine.Associations;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>Whether an authentication extension was made with an association.</summary>
internal sealed class KeyCheck(SecurityAssociation association)
{
    private readonly MobilityAuthenticator _authenticator = new(association.Algorithm, association.Key);

    public bool Verifies(in AuthenticationExtension extension) => extension.Spi == association.Spi && _authenticator.Verify(extension);
}
