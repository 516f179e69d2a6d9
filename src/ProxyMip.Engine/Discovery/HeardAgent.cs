using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Discovery;

/// <summary>A mobility agent heard on the own LAN (protocol reference 3.6).</summary>
public sealed record HeardAgent
{
    /// <summary>IP source of its advertisements: where requests go.</summary>
    public required Ipv4Address Address { get; init; }

    /// <summary>Ethernet source of its advertisements: where frames go.</summary>
    public required MacAddress LinkAddress { get; init; }

    /// <summary>The port it was heard on.</summary>
    public required PortId Port { get; init; }

    /// <summary>Flags of its mobility agent extension, reserved bits cleared.</summary>
    public required MobilityAgentBits Bits { get; init; }

    /// <summary>Sequence number of the last advertisement.</summary>
    public required ushort Sequence { get; init; }

    /// <summary>Longest registration lifetime it accepts, seconds; 0xffff is infinite.</summary>
    public required ushort RegistrationLifetime { get; init; }

    /// <summary>Care-of addresses in advertised order.</summary>
    public ImmutableArray<Ipv4Address> CareOfAddresses { get; init; } = [];

    /// <summary>Router addresses with preference and, where Prefix-Lengths came, prefix length.</summary>
    public ImmutableArray<AdvertisedRouter> Routers { get; init; } = [];

    /// <summary>The newest challenge (RFC 4721); empty when none.</summary>
    public ImmutableArray<byte> Challenge { get; init; } = [];

    /// <summary>Whether a new registration may be sent to it: a foreign agent that is not busy and offers a care-of address.</summary>
    public bool TakesNewRegistrations =>
        Bits.HasFlag(MobilityAgentBits.ForeignAgent) && !Bits.HasFlag(MobilityAgentBits.Busy) && !CareOfAddresses.IsDefaultOrEmpty;

    /// <summary>Uptime of the last advertisement.</summary>
    public required TimeSpan HeardAt { get; init; }

    /// <summary>Uptime at which it is dropped unless heard again: arrival plus ICMP lifetime.</summary>
    public required TimeSpan ExpiresAt { get; init; }
}

/// <summary>One router address of an advertisement.</summary>
/// <param name="Address">The address.</param>
/// <param name="Preference">Signed; the lowest value means never a default router.</param>
/// <param name="PrefixLength">From the Prefix-Lengths extension; null without one.</param>
public readonly record struct AdvertisedRouter(Ipv4Address Address, int Preference, int? PrefixLength);

/// <summary>Why the list of agents changed.</summary>
public enum AgentChange
{
    /// <summary>Heard for the first time.</summary>
    Found,

    /// <summary>Flags, care-of addresses, lifetime or challenge changed.</summary>
    Updated,

    /// <summary>Its sequence number says that it started again: visitors register again.</summary>
    Rebooted,

    /// <summary>Its lifetime ended or it said goodbye.</summary>
    Lost,
}

/// <summary>Signal: an agent appeared, changed, restarted or vanished.</summary>
/// <param name="Agent">The agent as last heard.</param>
/// <param name="Change">What happened.</param>
/// <param name="Live">All live agents after the change, by address.</param>
public sealed record AgentChanged(HeardAgent Agent, AgentChange Change, ImmutableArray<HeardAgent> Live) : EngineEvent;

/// <summary>Signal: someone needs an agent that is not there; solicit unless that is being done already.</summary>
public sealed record AgentWanted : EngineEvent;
