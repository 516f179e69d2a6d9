using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Host.Decoding;

/// <summary>A key of a mobility security association, under its SPI.</summary>
internal sealed record AssociationKey(Spi Spi, SecretKey Key);

/// <summary>What the person who decodes knows: with it authenticators are verified and hidden octets shown.</summary>
internal sealed record DecodeKeys
{
    public IReadOnlyList<AssociationKey> Associations { get; init; } = [];

    public RadiusSecret? Radius { get; init; }

    /// <summary>16 octets of the request a RADIUS response answers; null when a capture has to show it.</summary>
    public byte[]? RequestAuthenticator { get; init; }

    public SecretKey? Tacacs { get; init; }

    public SecretKey? SubnetMap { get; init; }
}
