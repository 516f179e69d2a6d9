using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>Which foreign agent and care-of address a visitor is registered with (protocol reference 3.6, 9.2), and what is asked of it.</summary>
public static class AgentChoice
{
    private static readonly RegistrationLifetime s_unknownLifetime = new(1800); // RFC 5944 §3.6.1.2

    /// <summary>
    /// The agent to use: the present one while it lives, then the default gateway, then by preference and address, passing over those excluded. Null when
    /// there is none.
    /// </summary>
    public static (HeardAgent Agent, Ipv4Address CareOfAddress)? Choose(ClientState state, ClientPolicy policy, TimeSpan now)
    {
        (HeardAgent Agent, Ipv4Address CareOfAddress)? best = null;
        var bestRank = (int.MinValue, int.MinValue);
        foreach (var agent in policy.Agents)
        {
            if (!IsUsable(agent, state, policy) || CareOf(agent, state, now) is not { } careOf)
                continue;
            var rank = Rank(agent, state, policy);
            if (best is null || rank.CompareTo(bestRank) > 0)
                (best, bestRank) = ((agent, careOf), rank);
        }
        return best;
    }

    /// <summary>Whether a new request may go to an agent: F, not B unless the client is registered there, a care-of address, and what the settings insist on.</summary>
    public static bool IsUsable(HeardAgent agent, ClientState state, ClientPolicy policy)
    {
        var known = state.Registration?.Agent == agent.Address && agent.Bits.HasFlag(MobilityAgentBits.ForeignAgent) && !agent.CareOfAddresses.IsEmpty;
        return (agent.TakesNewRegistrations || known) && MeetsSettings(agent, policy.Settings);
    }

    /// <summary>Why no agent can be used.</summary>
    public static ServiceReason WhyNone(ClientPolicy policy)
    {
        var busy = 0;
        foreach (var agent in policy.Agents)
        {
            if (agent.Bits.HasFlag(MobilityAgentBits.ForeignAgent) && agent.Bits.HasFlag(MobilityAgentBits.Busy))
                busy++;
        }
        return ServiceReasons.NoForeignAgent(policy.Agents.Length, busy);
    }

    /// <summary>Flags of a request: T, G and M as configured, where advertised and not refused; D, S and B never.</summary>
    public static RegistrationBits Bits(HeardAgent agent, Concessions made, AccessPointSettings settings)
    {
        var bits = RegistrationBits.None;
        if (made.WithReverseTunnel
            || (settings.ReverseTunnel && !made.WithoutReverseTunnel && agent.Bits.HasFlag(MobilityAgentBits.ReverseTunnel)))
            bits |= RegistrationBits.ReverseTunnel;
        if (made.WithoutEncapsulation)
            return bits;
        if (settings.Gre && agent.Bits.HasFlag(MobilityAgentBits.Gre))
            bits |= RegistrationBits.Gre;
        else if (settings.MinimalEncapsulation && agent.Bits.HasFlag(MobilityAgentBits.MinimalEncapsulation))
            bits |= RegistrationBits.MinimalEncapsulation;
        return bits;
    }

    /// <summary>Lifetime of a request: no more than configured, advertised, or named by a denial 69.</summary>
    public static RegistrationLifetime Lifetime(HeardAgent agent, Concessions made, AccessPointSettings settings)
    {
        var advertised = new RegistrationLifetime(agent.RegistrationLifetime);
        var lifetime = RegistrationLifetime.Min(Configured(settings), advertised.IsZero ? s_unknownLifetime : advertised);
        return made.LifetimeLimit is { } limit ? RegistrationLifetime.Min(lifetime, limit) : lifetime;
    }

    private static RegistrationLifetime Configured(AccessPointSettings settings)
    {
        var lifetime = settings.MaximumLifetime >= TimeSpan.FromSeconds(RegistrationLifetime.Infinite.Seconds)
            ? RegistrationLifetime.Infinite
            : RegistrationLifetime.FromDuration(settings.MaximumLifetime);
        return lifetime.IsZero ? s_unknownLifetime : lifetime;
    }

    // A challenge can only be answered with an association: with the agent itself, or with the AAA server behind it.
    private static bool MeetsSettings(HeardAgent agent, AccessPointSettings settings) =>
        (!settings.ReverseTunnel || settings.ReverseTunnelOptional || agent.Bits.HasFlag(MobilityAgentBits.ReverseTunnel))
        && (agent.Challenge.IsDefaultOrEmpty || settings.MobileAaaAssociation is not null || settings.ForeignAgentAssociations.ContainsKey(agent.Address));

    private static Ipv4Address? CareOf(HeardAgent agent, ClientState state, TimeSpan now)
    {
        if (state.Effort.Excludes(agent.Address, null, now))
            return null;
        if (state.Registration is { } registration && registration.Agent == agent.Address && agent.CareOfAddresses.Contains(registration.CareOfAddress)
            && !state.Effort.Excludes(agent.Address, registration.CareOfAddress, now))
            return registration.CareOfAddress;
        foreach (var careOf in agent.CareOfAddresses)
        {
            if (!state.Effort.Excludes(agent.Address, careOf, now))
                return careOf;
        }
        return null;
    }

    private static (int Kind, int Preference) Rank(HeardAgent agent, ClientState state, ClientPolicy policy)
    {
        var present = state.Registration?.Agent ?? state.Pending?.Agent;
        var kind = agent.Address == present ? 2 : agent.Address == policy.Gateway ? 1 : 0;
        var preference = RouterEntry.NeverDefault;
        foreach (var router in agent.Routers)
        {
            if (router.Address == agent.Address)
                preference = router.Preference;
        }
        return (kind, preference);
    }
}
