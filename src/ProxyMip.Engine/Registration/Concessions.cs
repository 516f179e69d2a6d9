using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>What was given up or learned from denials during one visit, so that the next request differs. Each is made at most once: no ping-pong.</summary>
public sealed record Concessions
{
    /// <summary>None.</summary>
    public static Concessions None { get; } = new();

    /// <summary>T was refused (74, 137, 70, 134).</summary>
    public bool WithoutReverseTunnel { get; init; }

    /// <summary>T was demanded (75, 138).</summary>
    public bool WithReverseTunnel { get; init; }

    /// <summary>G and M were refused (72, 139).</summary>
    public bool WithoutEncapsulation { get; init; }

    /// <summary>Optional extensions were refused (70, 134, 100, 101, 140, 141).</summary>
    public bool WithoutOptions { get; init; }

    /// <summary>The longest lifetime the foreign agent takes (69); null when none was named.</summary>
    public RegistrationLifetime? LifetimeLimit { get; init; }

    /// <summary>The home agent to use instead of the map's (136, 143); null when none was named.</summary>
    public Ipv4Address? HomeAgent { get; init; }
}
