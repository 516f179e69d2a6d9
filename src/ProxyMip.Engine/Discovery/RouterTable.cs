using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>A default router of the own subnet.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Preference">Signed, larger is better; the lowest value means never a default router.</param>
/// <param name="ExpiresAt">Uptime at which it is dropped; null for the configured one, which stays.</param>
public sealed record DefaultRouter(Ipv4Address Address, int Preference, TimeSpan? ExpiresAt);

/// <summary>Rules of the default router list (RFC 1256 §5.3): learned from every valid advertisement, agents and plain routers alike.</summary>
public static class RouterTable
{
    /// <summary>Most routers kept.</summary>
    public const int Capacity = 64;

    /// <summary>The list at the start: the configured gateway, if any.</summary>
    public static ImmutableArray<DefaultRouter> Start(Ipv4Address? gateway) => gateway is { } address ? [new(address, 0, null)] : [];

    /// <summary>
    /// Takes the routers of one advertisement. Addresses outside the own subnet are passed over; a known learned router gets the new preference and time, the
    /// configured one keeps both; lifetime 0 takes a learned one out.
    /// </summary>
    public static ImmutableArray<DefaultRouter> Hear(ImmutableArray<DefaultRouter> list, in RouterAdvertisement advertisement, Ipv4Prefix subnet, Moment now)
    {
        foreach (var entry in advertisement.Routers)
        {
            if (subnet.ContainsHost(entry.Address))
                list = Hear(list, entry, now.Uptime + TimeSpan.FromSeconds(advertisement.Lifetime), now);
        }
        return list;
    }

    /// <summary>Drops learned routers whose time is over.</summary>
    public static ImmutableArray<DefaultRouter> Expire(ImmutableArray<DefaultRouter> list, Moment now)
    {
        foreach (var router in list)
        {
            if (router.ExpiresAt <= now.Uptime)
                return list.RemoveAll(known => known.ExpiresAt <= now.Uptime);
        }
        return list;
    }

    /// <summary>The router to use by default: the configured one, else the learned one of the highest preference; null when none may be.</summary>
    public static DefaultRouter? Best(ImmutableArray<DefaultRouter> list)
    {
        DefaultRouter? best = null;
        foreach (var router in list)
        {
            if (router.ExpiresAt is null)
                return router;
            if (router.Preference != RouterEntry.NeverDefault && (best is null || router.Preference > best.Preference))
                best = router;
        }
        return best;
    }

    private static ImmutableArray<DefaultRouter> Hear(ImmutableArray<DefaultRouter> list, RouterEntry entry, TimeSpan expiresAt, Moment now)
    {
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i].Address != entry.Address)
                continue;
            if (list[i].ExpiresAt is null)
                return list;
            return expiresAt <= now.Uptime ? list.RemoveAt(i) : list.SetItem(i, new(entry.Address, entry.Preference, expiresAt));
        }
        return expiresAt <= now.Uptime || list.Length >= Capacity ? list : list.Add(new(entry.Address, entry.Preference, expiresAt));
    }
}
