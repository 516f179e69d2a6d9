using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>Another authoritative access point.</summary>
/// <param name="claims">What it claims.</param>
/// <param name="firstSequence">First sequence number to send to it.</param>
/// <param name="maximumRows">Most rows taken from it.</param>
internal sealed class AapPeer(PeerClaims claims, ulong firstSequence, int maximumRows) : PeerLink(claims.Address, firstSequence)
{
    /// <summary>What it claims.</summary>
    public PeerClaims Claims { get; } = claims;

    /// <summary>The link machine.</summary>
    public PeerState State { get; set; }

    /// <summary>The run its claims are held of.</summary>
    public MapEpoch ClaimsEpoch { get; set; }

    /// <summary>Digest of its claims as it last told, and the generation it told it for.</summary>
    public (ulong Generation, TableDigest Digest) Told { get; set; }

    /// <summary>Pushing of our claims to it.</summary>
    public PushState Push { get; set; }

    /// <summary>Its claims while they are fetched.</summary>
    public SnapshotAssembly Assembly { get; } = new(maximumRows);

    /// <summary>Whether its table is being built anew after a restart, with nobody to learn from.</summary>
    public bool IsRebuilding { get; set; }
}
