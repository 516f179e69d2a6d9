using ProxyMip.Engine.Associations;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Engine.Agents;

/// <summary>An association with its key in the form the algorithm starts from, made once.</summary>
/// <param name="association">The association.</param>
internal sealed class KeyedAssociation(SecurityAssociation association)
{
    public SecurityAssociation Association { get; } = association;

    public MobilityAuthenticator Authenticator { get; } = new(association.Algorithm, association.Key);

    /// <summary>Whether the extension names this association and its authenticator is right for the octets received.</summary>
    public bool Verifies(in AuthenticationExtension extension) => extension.Spi == Association.Spi && Authenticator.Verify(extension);
}

/// <summary>The keyed form of each association in use, by reference, so that the same one is never prepared twice.</summary>
internal sealed class KeyedAssociations
{
    private readonly Dictionary<SecurityAssociation, KeyedAssociation> _keyed = new(ReferenceEqualityComparer.Instance);

    /// <summary>The keyed form; null for null.</summary>
    public KeyedAssociation? Of(SecurityAssociation? association)
    {
        if (association is null)
            return null;
        if (!_keyed.TryGetValue(association, out var keyed))
            _keyed.Add(association, keyed = new(association));
        return keyed;
    }

    /// <summary>Forgets all of them, because the settings they came from are gone.</summary>
    public void Clear() => _keyed.Clear();
}
