using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>What an authoritative access point is configured with, and its limits (protocol reference 15.6, 15.8).</summary>
/// <param name="settings">The Settings.</param>
internal sealed class AuthorityPolicy(SubnetMapSettings settings)
{
    /// <summary>Datagrams per second, for pushing and for serving snapshots each.</summary>
    public const int DatagramsPerSecond = 2000;

    /// <summary>Shortest prefix taken without a switch.</summary>
    public const int ShortestPrefix = 8;

    /// <summary>How long changes are collected before they are pushed.</summary>
    public static readonly TimeSpan Collect = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the claims of an authoritative access point that is gone are kept before their home agents are asked.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromSeconds(300);

    /// <summary>An access point that says it moves is expected at another authoritative one; its rows are not in question meanwhile.</summary>
    public static readonly TimeSpan MoveGrace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_shortestLifetime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestLifetime = TimeSpan.FromSeconds(3600);

    /// <summary>The settings in force.</summary>
    public SubnetMapSettings Settings { get; set; } = settings;

    public TimeSpan ComparePeriod => Settings.ComparePeriod;

    public bool VerifyNewRows => Settings.VerifyNewRows;

    public int MaximumAccessPoints => Settings.MaximumAccessPoints;

    public int MaximumRows => Settings.MaximumRows;

    /// <summary>The lifetime granted to who asks for one.</summary>
    public static TimeSpan Grant(ushort seconds) => TimeSpan.FromTicks(Math.Clamp(TimeSpan.FromSeconds(seconds).Ticks, s_shortestLifetime.Ticks, s_longestLifetime.Ticks));

    /// <summary>Whether an access point may announce a row: a home agent a host can be, of a subnet that is neither too large nor outside the allowed ones.</summary>
    public bool Allows(MapRow row)
    {
        if (!row.HomeAgent.IsUnicastHost || !row.Network.ContainsHost(row.HomeAgent))
            return false;
        if (row.PrefixLength < ShortestPrefix && !Settings.AllowShortPrefixes)
            return false;
        if (Settings.AllowedPrefixes.IsEmpty)
            return true;
        foreach (var allowed in Settings.AllowedPrefixes)
        {
            if (row.PrefixLength >= allowed.Length && allowed.Contains(row.HomeAgent))
                return true;
        }
        return false;
    }

    /// <summary>The place of an address in the configured list, from 0; -1 when it is not there.</summary>
    public int IndexOf(Ipv4Address address) => Settings.AuthoritativeAccessPoints.IndexOf(address);
}
