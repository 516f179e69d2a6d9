using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>Nodes seen with another list of authoritative access points: named once each, and no more of them than people can read.</summary>
internal sealed class OddLists
{
    private const int Limit = 64;
    private readonly SortedSet<Ipv4Address> _odd = [];

    /// <summary>Notes what a node's list looks like. True when it is news that it differs.</summary>
    public bool Note(Ipv4Address node, bool differs)
    {
        if (!differs)
            _odd.Remove(node);
        return differs && _odd.Count < Limit && _odd.Add(node);
    }

    /// <summary>The odd ones by address.</summary>
    public ImmutableArray<Ipv4Address> ToView() => [.. _odd];
}
