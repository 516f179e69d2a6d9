using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Discovery;

/// <summary>One router address of a Router Advertisement, RFC 1256 §3.</summary>
/// <param name="Address">An address of the router on this link.</param>
/// <param name="Preference">The greater the better, as a default router among those of one subnet.</param>
public readonly record struct RouterEntry(Ipv4Address Address, int Preference)
{
    /// <summary>Octets on the wire, in the entries of today.</summary>
    public const int Size = 8;

    /// <summary>Never use this router by default.</summary>
    public const int NeverDefault = int.MinValue;

    /// <summary>Bits of its network's prefix; null when the advertisement does not say (RFC 5944 §2.1.2).</summary>
    public int? PrefixLength { get; init; }

    /// <summary>Whether it may become a default router.</summary>
    public bool MayBeDefault => Preference != NeverDefault;
}
