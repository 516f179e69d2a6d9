using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>
/// At most one ERROR per second and peer. A peer that is remembered anyway has a time of its own; strangers share a fixed number of places, and two of them in one
/// place only get fewer errors.
/// </summary>
internal sealed class ErrorBudget
{
    private const int Places = 256;
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);
    private readonly TimeSpan[] _freeAt = new TimeSpan[Places];

    /// <summary>Whether a peer may get an ERROR now.</summary>
    /// <param name="peer">Its address.</param>
    /// <param name="link">What is remembered of it; null: nothing.</param>
    /// <param name="now">Uptime.</param>
    public bool TrySpend(Ipv4Address peer, PeerLink? link, TimeSpan now)
    {
        ref var freeAt = ref _freeAt[peer.Value % Places];
        if (now < (link?.NoErrorBefore ?? freeAt))
            return false;
        if (link is null)
            freeAt = now + s_period;
        else
            link.NoErrorBefore = now + s_period;
        return true;
    }
}
