using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>One roam of one mobile node with the times of its steps, all in time of the network.</summary>
public sealed class RoamRecord
{
    internal RoamRecord(MobileNode mobile, AccessPointNode to, TimeSpan leftAt) => (Mobile, To, LeftAt) = (mobile, to, leftAt);

    /// <summary>Who roams.</summary>
    public MobileNode Mobile { get; }

    /// <summary>Where to.</summary>
    public AccessPointNode To { get; }

    /// <summary>Whether it comes home: the home agent is told to forget instead of to tunnel.</summary>
    public bool IsReturn => To.Ip.Interfaces[0].Subnet.Contains(Mobile.Address);

    /// <summary>When it lost the old access point.</summary>
    public TimeSpan LeftAt { get; }

    /// <summary>When it associated with the new one.</summary>
    public TimeSpan? AssociatedAt { get; internal set; }

    /// <summary>When the access point learned its address.</summary>
    public TimeSpan? AddressKnownAt { get; internal set; }

    /// <summary>When the first request went out.</summary>
    public TimeSpan? RequestedAt { get; internal set; }

    /// <summary>Requests sent until it succeeded.</summary>
    public int Requests { get; internal set; }

    /// <summary>When the request that succeeded went out.</summary>
    public TimeSpan? LastRequestAt { get; internal set; }

    /// <summary>When the home agent turned the traffic to the new path.</summary>
    public TimeSpan? SwitchedAt { get; internal set; }

    /// <summary>When the reply came.</summary>
    public TimeSpan? RepliedAt { get; internal set; }

    /// <summary>When the new path was ready at the access point and the home agent.</summary>
    public TimeSpan? ReadyAt { get; internal set; }

    /// <summary>When the first datagram of the probe reached the mobile node at its new place; null when none was looked for.</summary>
    public TimeSpan? FirstPacketAt { get; internal set; }

    /// <summary>Why it did not succeed, as the access point sees it; null when it did.</summary>
    public string? Reason { get; internal set; }

    /// <summary>Whether the new access point lost power before the path was ready: no fault of the roam.</summary>
    public bool IsInterrupted => ReadyAt is null && (!To.IsUp || To.Clock.Uptime < To.Network.Now - LeftAt);

    /// <summary>From association to the path being ready; null while it is not.</summary>
    public TimeSpan? Duration => ReadyAt - AssociatedAt;

    /// <summary>From association to the first packet; null while none came.</summary>
    public TimeSpan? Handover => FirstPacketAt - AssociatedAt;

    /// <summary>The round trip of the request that succeeded; null before.</summary>
    public TimeSpan? RoundTrip => RepliedAt - LastRequestAt;
}
