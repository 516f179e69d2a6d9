using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>Networks around the addresses of a vector, which names addresses only.</summary>
internal static class Networks
{
    private const int UsualLength = 24;
    private const int LargestNetwork = 8;

    public static PortId Port { get; } = new(1);

    public static MacAddress Own { get; } = MacAddress.Parse("02:00:00:00:00:01");

    public static MacAddress Client { get; } = MacAddress.Parse("02:00:00:00:00:02");

    public static MacAddress Agent { get; } = MacAddress.Parse("02:00:00:00:00:03");

    /// <summary>A wired port with an address.</summary>
    public static NodeInterface Wired(Ipv4Address address, Ipv4Prefix subnet) => new(Port, "eth0", PortKind.Wired, Own, address, subnet);

    /// <summary>A subnet for an address that holds none of the others, /24 if possible.</summary>
    public static Ipv4Prefix Apart(Ipv4Address address, params ReadOnlySpan<Ipv4Address> others)
    {
        for (var length = UsualLength; length < 32; length++)
        {
            var prefix = new Ipv4Prefix(address, length);
            if (prefix.ContainsHost(address) && !ContainsAny(prefix, others))
                return prefix;
        }
        return new(address, 32);
    }

    /// <summary>The smallest usual subnet that holds two hosts: /24, or a larger one; null when they are too far apart to be neighbours.</summary>
    public static Ipv4Prefix? Joining(Ipv4Address first, Ipv4Address second)
    {
        for (var length = UsualLength; length >= LargestNetwork; length--)
        {
            var prefix = new Ipv4Prefix(first, length);
            if (prefix.ContainsHost(first) && prefix.ContainsHost(second))
                return prefix;
        }
        return null;
    }

    /// <summary>The network around an address whose directed broadcast is another; null when there is none.</summary>
    public static Ipv4Prefix? BroadcastingTo(Ipv4Address broadcast, Ipv4Address host)
    {
        foreach (var length in Enumerable.Range(8, 23).OrderBy(length => Math.Abs(length - UsualLength)))
        {
            var prefix = new Ipv4Prefix(host, length);
            if (prefix.DirectedBroadcast == broadcast && prefix.Contains(host) && host != broadcast)
                return prefix;
        }
        return null;
    }

    /// <summary>A host of a network other than these; the lowest free one.</summary>
    public static Ipv4Address HostOf(Ipv4Prefix network, params ReadOnlySpan<Ipv4Address> taken)
    {
        for (var number = 1u; ; number++)
        {
            var address = new Ipv4Address(network.Network.Value + number);
            if (!taken.Contains(address))
                return address;
        }
    }

    private static bool ContainsAny(Ipv4Prefix prefix, ReadOnlySpan<Ipv4Address> others)
    {
        foreach (var other in others)
        {
            if (prefix.Contains(other))
                return true;
        }
        return false;
    }
}
