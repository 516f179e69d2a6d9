using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>A request as sent for a client, kept until its reply comes (RFC 5944 §3.6): everything a reply is checked against.</summary>
public sealed record PendingRequest
{
    /// <summary>The client, and the Home Address field.</summary>
    public required Ipv4Address Client { get; init; }

    /// <summary>Its Ethernet address: the link-layer source of the request (decision D-08).</summary>
    public required MacAddress Station { get; init; }

    /// <summary>The port the request goes out on.</summary>
    public required PortId Port { get; init; }

    /// <summary>The agent asked: IP destination of the request and only acceptable source of the reply.</summary>
    public required Ipv4Address Agent { get; init; }

    /// <summary>Ethernet address of the agent's advertisement.</summary>
    public required MacAddress AgentLink { get; init; }

    /// <summary>The Care-of Address field; equal to the client's address to deregister everything.</summary>
    public required Ipv4Address CareOfAddress { get; init; }

    /// <summary>The Home Agent field.</summary>
    public required Ipv4Address HomeAgent { get; init; }

    /// <summary>Flags.</summary>
    public RegistrationBits Bits { get; init; }

    /// <summary>Lifetime asked for; zero deregisters.</summary>
    public required RegistrationLifetime Lifetime { get; init; }

    /// <summary>The Identification.</summary>
    public required ulong Identification { get; init; }

    /// <summary>Uptime at which it was sent: the granted lifetime counts from here.</summary>
    public required TimeSpan SentAt { get; init; }

    /// <summary>The association the Mobile-Home extension is made with.</summary>
    public required SecurityAssociation Association { get; init; }

    /// <summary>The association shared with the foreign agent; null when there is none.</summary>
    public SecurityAssociation? ForeignAgentAssociation { get; init; }

    /// <summary>The association shared with the AAA server, for the Mobile-AAA extension behind a challenge; null when there is none.</summary>
    public SecurityAssociation? MobileAaaAssociation { get; init; }

    /// <summary>The foreign agent's challenge; empty when there is none to return.</summary>
    public ChallengeOctets Challenge { get; init; }

    /// <summary>The client's network access identifier; null for none.</summary>
    public string? Nai { get; init; }

    /// <summary>Whether the PMIPv4 device identifier and access technology are in it.</summary>
    public bool ProxyExtensions { get; init; }

    /// <summary>Whether a refusal came whose authenticator could not be verified; counted once.</summary>
    public bool DoubtfulRefusalSeen { get; init; }

    /// <summary>Whether it asks to deregister.</summary>
    public bool IsDeregistration => Lifetime.IsZero;

    /// <summary>Whether it goes straight to the home agent: the client is at home.</summary>
    public bool IsDirect => Agent == HomeAgent && CareOfAddress == Client;

    /// <summary>What is left of the lifetime asked for, counted from sending; null: infinite.</summary>
    /// <param name="now">The moment.</param>
    public TimeSpan? Remaining(Moment now) =>
        Lifetime.Duration is not { } lifetime ? null : SentAt + lifetime > now.Uptime ? SentAt + lifetime - now.Uptime : TimeSpan.Zero;
}
