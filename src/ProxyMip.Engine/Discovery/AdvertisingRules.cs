using System.Collections.Immutable;
using ProxyMip.Engine.Agents;

namespace ProxyMip.Engine.Discovery;

/// <summary>The bounds of RFC 1256 §4.1 and RFC 5944 §2.1 on <see cref="AdvertisingSettings"/>.</summary>
public static class AdvertisingRules
{
    /// <summary>Shortest <see cref="AdvertisingSettings.MaximumInterval"/>.</summary>
    public static readonly TimeSpan ShortestMaximumInterval = TimeSpan.FromSeconds(4);

    /// <summary>Longest <see cref="AdvertisingSettings.MaximumInterval"/>.</summary>
    public static readonly TimeSpan LongestMaximumInterval = TimeSpan.FromSeconds(1800);

    /// <summary>Shortest <see cref="AdvertisingSettings.MinimumInterval"/>.</summary>
    public static readonly TimeSpan ShortestMinimumInterval = TimeSpan.FromSeconds(3);

    /// <summary>Longest <see cref="AdvertisingSettings.Lifetime"/>.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromSeconds(9000);

    /// <summary>The shortest interval in force: as set, or 0.75 of the longest, never under 3 s.</summary>
    public static TimeSpan MinimumIntervalOf(AdvertisingSettings settings) =>
        settings.MinimumInterval ?? Longer(settings.MaximumInterval * 0.75, ShortestMinimumInterval);

    /// <summary>The lifetime in force: as set, or three times the longest interval.</summary>
    public static TimeSpan LifetimeOf(AdvertisingSettings settings) => settings.Lifetime ?? settings.MaximumInterval * 3;

    /// <summary>Everything that is wrong; empty when nothing is.</summary>
    public static ImmutableArray<AgentSettingFault> Check(AdvertisingSettings settings)
    {
        var faults = ImmutableArray.CreateBuilder<AgentSettingFault>();
        var (maximum, minimum, lifetime) = (settings.MaximumInterval, MinimumIntervalOf(settings), LifetimeOf(settings));
        if (settings.Destination != Protocol.Wire.Ipv4Address.AllSystems && !settings.Destination.IsLimitedBroadcast)
            faults.Add(new(nameof(settings.Destination), "Advertisements go to 224.0.0.1 or to 255.255.255.255."));
        if (maximum < ShortestMaximumInterval || maximum > LongestMaximumInterval)
            faults.Add(new(nameof(settings.MaximumInterval), "The longest interval is 4 to 1800 s, such as 600 s."));
        if (minimum < ShortestMinimumInterval || minimum > maximum)
            faults.Add(new(nameof(settings.MinimumInterval), "The shortest interval is 3 s to the longest interval, such as 450 s."));
        if (lifetime < maximum || lifetime > LongestLifetime)
            faults.Add(new(nameof(settings.Lifetime), "The lifetime is the longest interval to 9000 s, such as 1800 s."));
        else if (maximum * 3 > lifetime)
            faults.Add(new(nameof(settings.Lifetime), "Fewer than three advertisements fit the lifetime: losing one or two makes visitors think the agent has died.",
                IsWarning: true));
        if (settings.MaximumTransmissionUnit is < 256 or > ushort.MaxValue)
            faults.Add(new(nameof(settings.MaximumTransmissionUnit), "A link carries packets of 256 to 65535 octets, such as 1500."));
        return faults.ToImmutable();
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
