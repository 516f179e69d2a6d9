using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>What another authoritative access point claims, and what a dead or restarted one had claimed, until someone adopted it.</summary>
/// <param name="address">Its address.</param>
/// <param name="index">Its place in the configured list, from 0.</param>
internal sealed class PeerClaims(Ipv4Address address, int index)
{
    /// <summary>Its address.</summary>
    public Ipv4Address Address { get; } = address;

    /// <summary>Its place in the configured list, from 0.</summary>
    public int Index { get; } = index;

    /// <summary>Its claims in canonical order, with digest.</summary>
    public SortedEntries Held { get; } = new();

    /// <summary>Claims of a run of it that is over, not adopted by anyone yet.</summary>
    public SortedDictionary<MapRow, MapRowState> Orphaned { get; } = [];

    /// <summary>Uptime at which orphaned claims nobody else adopted are adopted here; null when there are none.</summary>
    public TimeSpan? AdoptAt { get; set; }

    /// <summary>Uptime before which the orphaned claims are not probed.</summary>
    public TimeSpan HoldUntil { get; set; }
}
