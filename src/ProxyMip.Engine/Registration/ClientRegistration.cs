using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>A registration that was accepted and still runs.</summary>
public sealed record ClientRegistration
{
    /// <summary>The foreign agent.</summary>
    public required Ipv4Address Agent { get; init; }

    /// <summary>Its Ethernet address: where the client's frames go.</summary>
    public required MacAddress AgentLink { get; init; }

    /// <summary>The port the agent is on.</summary>
    public required PortId Port { get; init; }

    /// <summary>The care-of address registered.</summary>
    public required Ipv4Address CareOfAddress { get; init; }

    /// <summary>The home agent.</summary>
    public required Ipv4Address HomeAgent { get; init; }

    /// <summary>Flags in force.</summary>
    public RegistrationBits Bits { get; init; }

    /// <summary>The smaller of the lifetimes asked for and granted.</summary>
    public required RegistrationLifetime Lifetime { get; init; }

    /// <summary>Uptime at which it ends; null: never.</summary>
    public required TimeSpan? Until { get; init; }

    /// <summary>Uptime at which it is to be renewed; null: never.</summary>
    public required TimeSpan? RenewAt { get; init; }

    /// <summary>What is left of it; null: infinite.</summary>
    /// <param name="now">The moment.</param>
    public TimeSpan? Remaining(Moment now) => Until is not { } until ? null : until > now.Uptime ? until - now.Uptime : TimeSpan.Zero;
}
