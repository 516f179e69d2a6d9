using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.PacketPath;

/// <summary>Names one tunnel for its soft state: one per pair of ends serves all mobile nodes between them (manual, "Tunneling").</summary>
public readonly record struct TunnelKey(Ipv4Address Local, Ipv4Address Remote, TunnelProtocol Protocol);

/// <summary>What is known of a tunnel beyond its configuration (RFC 2003 §5).</summary>
/// <param name="Mtu">Most octets of an outer packet; null: not limited so far.</param>
/// <param name="MtuSince">Uptime of the last report; the limit is tried upward again after <see cref="TunnelStates.MtuLifetime"/>.</param>
/// <param name="UnreachableSince">Uptime of the last report that the exit cannot be reached; null: reachable as far as is known.</param>
/// <param name="PathTooLong">Whether the outer TTL was reported too small.</param>
public readonly record struct TunnelState(ushort? Mtu, TimeSpan MtuSince, TimeSpan? UnreachableSince, bool PathTooLong);

/// <summary>
/// Tunnel soft state, RFC 2003 §5: MTU, reachability and path length per tunnel, learned from ICMP errors that come back from inside, forgotten with age.
/// Holds at most <see cref="Capacity"/> tunnels, so that forged errors cost nothing.
/// </summary>
public sealed class TunnelStates
{
    /// <summary>How long a reduced MTU holds before a bigger packet is tried again (RFC 1191 §6.3).</summary>
    public static readonly TimeSpan MtuLifetime = TimeSpan.FromMinutes(10);

    /// <summary>How long "unreachable" holds without a new report.</summary>
    public static readonly TimeSpan UnreachableLifetime = TimeSpan.FromSeconds(30);

    /// <summary>Most tunnels remembered.</summary>
    public const int Capacity = 10_000;

    private readonly Dictionary<TunnelKey, TunnelState> _states = [];

    /// <summary>The state of a tunnel at a moment; aged-out reports are gone.</summary>
    public TunnelState At(TunnelKey tunnel, TimeSpan uptime)
    {
        if (!_states.TryGetValue(tunnel, out var state))
            return default;
        if (state.Mtu is not null && uptime - state.MtuSince >= MtuLifetime)
            state = state with { Mtu = null };
        if (state.UnreachableSince is { } since && uptime - since >= UnreachableLifetime)
            state = state with { UnreachableSince = null, PathTooLong = false };
        return state;
    }

    /// <summary>Notes what an ICMP error from inside a tunnel says about it. Errors about tunnels this node does not have are passed over by the caller.</summary>
    public void Note(TunnelKey tunnel, in TunnelIcmpOutcome outcome, TimeSpan uptime)
    {
        var state = At(tunnel, uptime);
        var noted = outcome.Condition switch
        {
            TunnelCondition.TooBig => state with { Mtu = Math.Min(state.Mtu ?? ushort.MaxValue, outcome.TunnelMtu), MtuSince = uptime },
            TunnelCondition.Unreachable => state with { UnreachableSince = uptime },
            TunnelCondition.PathTooLong => state with { UnreachableSince = uptime, PathTooLong = true },
            _ => state,
        };
        if (noted != state && (_states.Count < Capacity || _states.ContainsKey(tunnel)))
            _states[tunnel] = noted;
    }
}
