using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>How one own address is advertised (RFC 1256 §4.1).</summary>
/// <param name="Advertise">Whether it is listed as a router address.</param>
/// <param name="Preference">Larger is better; the lowest value means never a default router.</param>
public readonly record struct AddressAdvertising(bool Advertise, int Preference);

/// <summary>How an agent advertises on a port (RFC 1256 §4.1, RFC 5944 §2.3). Bounds are checked by <see cref="AdvertisingRules"/>.</summary>
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

    /// <summary>Preference of router addresses not named in <see cref="Addresses"/>; the lowest value means never a default router.</summary>
    public int Preference { get; init; }

    /// <summary>Own addresses that are not simply advertised with <see cref="Preference"/>.</summary>
    public ImmutableDictionary<Ipv4Address, AddressAdvertising> Addresses { get; init; } = ImmutableDictionary<Ipv4Address, AddressAdvertising>.Empty;

    /// <summary>Send the Prefix-Lengths extension.</summary>
    public bool PrefixLengths { get; init; }

    /// <summary>Answer solicitations by one multicast within 2 s for all of them, instead of by unicast at once.</summary>
    public bool AnswerByMulticast { get; init; }

    /// <summary>Whether this node also routes ordinary traffic: ICMP code 0 instead of 16 (RFC 5944 §2.1).</summary>
    public bool RoutesCommonTraffic { get; init; } = true;

    /// <summary>Largest IP packet of the link in octets, 256 to 65535. Addresses that do not fit one advertisement go into more.</summary>
    public int MaximumTransmissionUnit { get; init; } = 1500;
}
