using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>An access point registered here.</summary>
/// <param name="address">Its address.</param>
/// <param name="firstSequence">First sequence number to send to it.</param>
internal sealed class ApSession(Ipv4Address address, ulong firstSequence) : PeerLink(address, firstSequence)
{
    /// <summary>Rows it registered.</summary>
    public MapRow[] Rows { get; set; } = [];

    /// <summary>Lifetime granted.</summary>
    public TimeSpan Lifetime { get; set; }

    /// <summary>Uptime at which it is forgotten.</summary>
    public TimeSpan ExpiresAt { get; set; }

    /// <summary>Pushing of the merged table.</summary>
    public PushState Push { get; set; }

    /// <summary>Whether it waits for a turn to be pushed to.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Whether it was removed; timers may still hold it.</summary>
    public bool IsGone { get; set; }

    /// <summary>The earliest timer set for it.</summary>
    public TimeSpan TimerAt { get; set; } = TimeSpan.MaxValue;

    /// <summary>When it needs attention.</summary>
    public TimeSpan WakeAt => Push.Phase == PushPhase.Waiting && Push.WakeAt < ExpiresAt ? Push.WakeAt : ExpiresAt;
}
