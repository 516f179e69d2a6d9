using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>How an agent advertises on a port (RFC 1256 §4.1, RFC 5944 §2.3).</summary>
public sealed record AdvertisingSettings
{
    /// <summary>Advertise periodically; off: only when solicited.</summary>
    public bool Periodic { get; init; } = true;

    /// <summary>224.0.0.1 or 255.255.255.255.</summary>
    public Ipv4Address Destination { get; init; } = Ipv4Address.AllSystems;

    /// <summary>Longest time between two multicast advertisements, 4 to 1800 s. RFC 1256: 600 s.</summary>
    public TimeSpan MaximumInterval { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>Shortest time, 3 s to the maximum; null: 0.75 of the maximum.</summary>
    public TimeSpan? MinimumInterval { get; init; }

    /// <summary>Lifetime of an advertisement, maximum interval to 9000 s; null: three times the maximum interval.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Preference of the router address; the lowest value means never a default router.</summary>
    public int Preference { get; init; }

    /// <summary>Send the Prefix-Lengths extension.</summary>
    public bool PrefixLengths { get; init; }
}
