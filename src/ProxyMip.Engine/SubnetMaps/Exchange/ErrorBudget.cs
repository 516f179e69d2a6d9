using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Exchange;

/// <summary>
/// At most one ERROR per second and peer. Strangers need no state of their own: a fixed number of places is shared, and two peers in one place only get fewer
/// errors.
/// </summary>
internal sealed class ErrorBudget
{
    private const int Places = 256;
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);
    private readonly TimeSpan[] _freeAt = new TimeSpan[Places];

    public bool TrySpend(Ipv4Address peer, TimeSpan now)
    {
        ref var freeAt = ref _freeAt[peer.Value % Places];
        if (now < freeAt)
            return false;
        freeAt = now + s_period;
        return true;
    }
}
