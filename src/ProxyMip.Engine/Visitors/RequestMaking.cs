using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Registration;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>The fields of the proxy's requests (protocol reference 9.4).</summary>
internal static class RequestMaking
{
    /// <summary>A registration through a foreign agent.</summary>
    public static PendingRequest Registration(ClientStep step, HeardAgent agent, Ipv4Address careOf, Ipv4Address homeAgent, SecurityAssociation association)
    {
        var settings = step.Policy.Settings;
        var made = step.State.Effort.Concessions;
        var foreign = settings.ForeignAgentAssociations.GetValueOrDefault(agent.Address);
        var challenge = ChallengeOf(step.State, agent);
        return Common(step, homeAgent, association, agent.LinkAddress, agent.Address, careOf, AgentChoice.Lifetime(agent, made, settings)) with
        {
            Port = agent.Port,
            Bits = AgentChoice.Bits(agent, made, settings),
            ForeignAgentAssociation = foreign,
            Challenge = challenge,
            MobileAaaAssociation = challenge.IsEmpty || foreign is not null ? null : settings.MobileAaaAssociation,
        };
    }

    /// <summary>A deregistration: at home straight to the home agent, elsewhere through the foreign agent.</summary>
    public static PendingRequest Deregistration(ClientStep step, Deregistration target, SecurityAssociation association)
    {
        var request = Common(step, target.HomeAgent, association, target.AgentLink, target.Agent, target.CareOfAddress, RegistrationLifetime.Zero);
        return request with
        {
            Port = target.Port,
            ForeignAgentAssociation = request.IsDirect ? null : step.Policy.Settings.ForeignAgentAssociations.GetValueOrDefault(target.Agent),
        };
    }

    /// <summary>The newest challenge of an agent: advertised, or given to this client in a reply; empty without one.</summary>
    public static ChallengeOctets ChallengeOf(ClientState state, HeardAgent agent) =>
        state.Effort.Challenge is { } given && given.Agent == agent.Address && given.At > agent.HeardAt ? given.Challenge : new(agent.Challenge);

    private static PendingRequest Common(ClientStep step, Ipv4Address homeAgent, SecurityAssociation association, MacAddress agentLink, Ipv4Address agent,
        Ipv4Address careOf, RegistrationLifetime lifetime)
    {
        var settings = step.Policy.Settings;
        var plain = step.State.Effort.Concessions.WithoutOptions;
        return new()
        {
            Client = step.State.Address,
            Station = step.State.Station,
            Port = step.Policy.Uplink.Port,
            Agent = agent,
            AgentLink = agentLink,
            CareOfAddress = careOf,
            HomeAgent = homeAgent,
            Lifetime = lifetime,
            Identification = step.State.History.Next(step.Now, step.Policy.ClockOffsets.GetValueOrDefault(homeAgent), step.RandomBits),
            SentAt = step.Uptime,
            Association = association,
            Nai = plain || settings.NaiRealm is not { } realm ? null : $"{step.State.Station.ToBareString()}@{realm}",
            ProxyExtensions = settings.ProxyExtensions && !plain && !step.Policy.WithoutProxyExtensions.Contains(homeAgent),
        };
    }
}
