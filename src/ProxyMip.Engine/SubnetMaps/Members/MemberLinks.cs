using System.Collections.Immutable;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Members;

/// <summary>What a member remembers of each authoritative access point, numbered as configured.</summary>
/// <param name="addresses">Their addresses.</param>
/// <param name="firstSequence">First sequence number to send to each.</param>
internal sealed class MemberLinks(ImmutableArray<Ipv4Address> addresses, ulong firstSequence)
{
    private readonly PeerLink[] _links = [.. addresses.Select(address => new PeerLink(address, firstSequence))];

    /// <summary>Whether each has restarted with nobody to learn from.</summary>
    public bool[] Rebuilding { get; } = new bool[addresses.Length];

    /// <summary>Whether each said that its list of authoritative access points is another one.</summary>
    public bool[] ListDiffers { get; } = new bool[addresses.Length];

    /// <summary>The one in use; null when none is.</summary>
    public int? Active { get; set; }

    public PeerLink this[int aap] => _links[aap];

    /// <summary>Addresses of those whose list differs.</summary>
    public ImmutableArray<Ipv4Address> WithOtherLists() => [.. _links.Where((_, aap) => ListDiffers[aap]).Select(link => link.Address)];

    /// <summary>The number of an address; -1 when it is none of them.</summary>
    public int IndexOf(Ipv4Address address)
    {
        for (var aap = 0; aap < _links.Length; aap++)
        {
            if (_links[aap].Address == address)
                return aap;
        }
        return -1;
    }
}
