using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;

namespace ProxyMip.Engine.Discovery;

/// <summary>Rules of the list of live agents (protocol reference 3.5, 3.6). The list is sorted by address and small: an agent a router of the LAN.</summary>
public static class AgentTable
{
    /// <summary>Most agents kept; further ones are counted and ignored.</summary>
    public const int Capacity = 64;

    /// <summary>Takes an advertisement of an agent. No change: nothing a listener cares about differs.</summary>
    /// <param name="live">The list before.</param>
    /// <param name="heard">The agent as it advertised itself; expired at once when it said goodbye.</param>
    public static (ImmutableArray<HeardAgent> Live, AgentChange? Change) Hear(ImmutableArray<HeardAgent> live, HeardAgent heard)
    {
        var at = IndexOf(live, heard);
        if (heard.ExpiresAt <= heard.HeardAt)
            return at < 0 ? (live, null) : (live.RemoveAt(at), AgentChange.Lost);
        if (at < 0)
            return live.Length < Capacity ? (live.Insert(~at, heard), AgentChange.Found) : (live, null);
        var known = live[at];
        AgentChange? change = new AdvertisementSequence(heard.Sequence).ChangeSince(new(known.Sequence)) == SequenceChange.Rebooted ? AgentChange.Rebooted
            : IsSame(known, heard) ? null
            : AgentChange.Updated;
        return (live.SetItem(at, heard), change);
    }

    /// <summary>Splits off the agents whose lifetime has ended.</summary>
    public static (ImmutableArray<HeardAgent> Live, ImmutableArray<HeardAgent> Lost) Expire(ImmutableArray<HeardAgent> live, Moment now)
    {
        foreach (var agent in live)
        {
            if (agent.ExpiresAt <= now.Uptime)
                return (live.RemoveAll(known => known.ExpiresAt <= now.Uptime), live.RemoveAll(known => known.ExpiresAt > now.Uptime));
        }
        return (live, []);
    }

    /// <summary>When the next agent expires; null when there is none.</summary>
    public static TimeSpan? NextExpiry(ImmutableArray<HeardAgent> live)
    {
        TimeSpan? earliest = null;
        foreach (var agent in live)
        {
            if (earliest is null || agent.ExpiresAt < earliest)
                earliest = agent.ExpiresAt;
        }
        return earliest;
    }

    private static int IndexOf(ImmutableArray<HeardAgent> live, HeardAgent heard)
    {
        for (var i = 0; i < live.Length; i++)
        {
            if (live[i].Address >= heard.Address)
                return live[i].Address == heard.Address ? i : ~i;
        }
        return ~live.Length;
    }

    private static bool IsSame(HeardAgent known, HeardAgent heard) =>
        known.LinkAddress == heard.LinkAddress
        && known.Port == heard.Port
        && known.Bits == heard.Bits
        && known.RegistrationLifetime == heard.RegistrationLifetime
        && known.CareOfAddresses.AsSpan().SequenceEqual(heard.CareOfAddresses.AsSpan())
        && known.Routers.AsSpan().SequenceEqual(heard.Routers.AsSpan())
        && known.Challenge.AsSpan().SequenceEqual(heard.Challenge.AsSpan());
}
