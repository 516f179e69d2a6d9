using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>A visitor on its way to a registration: map, association, foreign agent, request (protocol reference 9.2, 9.3).</summary>
internal static class VisitorSteps
{
    private const int SilencesBeforeAnotherAgent = 4;

    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestQuery = TimeSpan.FromSeconds(120); // every server of a list, retransmissions included

    /// <summary>A client whose address is not of this subnet.</summary>
    public static void Start(ClientStep step)
    {
        if (step.Policy.Map.Find(step.State.Address) is not { } home)
        {
            LeaveAlone(step, ServiceReasons.NoMapRow(step.State.Address), null);
            step.Trace(RoamStepKind.MapLookup, $"No row of the subnet map holds {step.State.Address}; it is left alone.", "longest match", SettingPages.SubnetMap);
            step.Report(Core.Severity.ProtocolInfo, "no-subnet-map-row", $"Client {step.State.Address} is left alone: no row of the subnet map holds its address.");
            return;
        }
        step.State = step.State with { Home = home, Phase = ClientPhase.Waiting };
        step.Trace(RoamStepKind.MapLookup, $"Its home is {home.Network} with home agent {home.HomeAgents[0]}.", "longest match", SettingPages.SubnetMap);
        step.SetPath(StationPath.Hold); // stops bridging and ARP for it before any request goes out (RFC 5944 §4.6)
        Proceed(step);
    }

    /// <summary>Sends a request if everything for it is there and its time has come; else looks for what is missing, or waits.</summary>
    public static void Proceed(ClientStep step)
    {
        var state = step.State;
        if (state.Home is not { } home)
        {
            Pause(step, ServiceReasons.NoMapRow(state.Address), null);
            return;
        }
        if (ChooseHomeAgent(step, home) is not { } homeAgent)
        {
            Pause(step, ServiceReasons.NoHomeAgentLeft(home.Network), s_retry);
            return;
        }
        if (!HasAssociation(step) || step.State.Association.Association is not { } association)
            return;
        if (AgentChoice.Choose(step.State, step.Policy, step.Uptime) is not { } choice)
        {
            step.Do(new SeekForeignAgent());
            Pause(step, AgentChoice.WhyNone(step.Policy), s_retry);
            step.Trace(RoamStepKind.AgentChosen, step.State.Reason!.Text, "protocol reference 9.2", SettingPages.Statistics);
            return;
        }
        if (step.State.Effort.NeedsChallenge && RequestMaking.ChallengeOf(step.State, choice.Agent) == step.State.Effort.UsedChallenge)
        {
            step.Do(new SeekForeignAgent());
            Pause(step, ServiceReasons.NoChallenge, s_retry);
            return;
        }
        if (step.EarliestRequest > step.Uptime)
        {
            step.State = step.State with { Phase = Asking(step.State), Reason = Progress(step.State), RetryAt = step.EarliestRequest };
            return;
        }
        Send(step, choice.Agent, choice.CareOfAddress, homeAgent, association);
    }

    private static void Send(ClientStep step, HeardAgent agent, Ipv4Address careOf, Ipv4Address homeAgent, SecurityAssociation association)
    {
        var first = step.State.Path?.ForeignAgent != agent.Address;
        if (first)
            step.Trace(RoamStepKind.AgentChosen, $"Foreign agent {agent.Address} with care-of address {careOf}.", "protocol reference 3.6", SettingPages.Statistics);
        if (step.State.Registration is null)
            step.SetPath(StationPath.Hold, agent.LinkAddress, agent.Address);
        var request = RequestMaking.Registration(step, agent, careOf, homeAgent, association);
        var effort = step.State.Effort;
        var startedAt = effort.Attempts == 0 ? step.Uptime : effort.StartedAt;
        step.State = step.State with
        {
            Phase = Asking(step.State),
            Reason = Progress(step.State),
            Pending = request,
            History = step.State.History.Sent(request.Identification, step.Now),
            Effort = effort with { Attempts = effort.Attempts + 1, StartedAt = startedAt, NeedsChallenge = false, UsedChallenge = request.Challenge },
            RetryAt = step.Uptime + RetryRules.Wait(effort.Attempts + 1, step.Uptime - startedAt, request.Lifetime),
            Deregistering = null,
        };
        step.Trace(RoamStepKind.RequestSent, $"Registration request to {agent.Address} for home agent {homeAgent}, lifetime {request.Lifetime} s.",
            "RFC 5944 §3.6.1", SettingPages.General);
        step.Do(new SendRequest(request));
    }

    private static Ipv4Address? ChooseHomeAgent(ClientStep step, HomeSubnet home)
    {
        if (step.State.Effort.Concessions.HomeAgent is { } redirected)
            return redirected;
        foreach (var homeAgent in home.HomeAgents)
        {
            if (!step.State.Effort.Excludes(homeAgent, null, step.Uptime))
                return homeAgent;
        }
        return null;
    }

    private static bool HasAssociation(ClientStep step)
    {
        var finding = step.State.Association;
        switch (finding.Standing)
        {
            case AssociationStanding.Found:
                return true;
            case AssociationStanding.NoServer when finding.Association is not null:
                return true; // an old association beats none while the servers are silent
            case AssociationStanding.Unknown:
                step.State = step.State with { Association = finding with { Standing = AssociationStanding.Asked } };
                Pause(step, ServiceReasons.AssociationAsked, s_longestQuery);
                step.Do(new SeekAssociation(false));
                return false;
            case AssociationStanding.Asked:
                Pause(step, ServiceReasons.AssociationAsked, s_longestQuery);
                return false;
            default:
                var reason = ServiceReasons.NoAssociation(step.State.Address, finding.Standing);
                step.Trace(RoamStepKind.AssociationLookup, reason.Text, "D-07", reason.Setting);
                if (step.State.Registration is not null)
                    Pause(step, reason, s_retry);
                else
                    LeaveAlone(step, reason, s_retry);
                return false;
        }
    }

    /// <summary>Keeps what runs and waits for what is missing; a deadline repeats the look for it.</summary>
    public static void Pause(ClientStep step, ServiceReason reason, TimeSpan? retry) => step.State = step.State with
    {
        Phase = step.State.Registration is null ? ClientPhase.Waiting : ClientPhase.Renewing,
        Reason = reason,
        RetryAt = step.Uptime + retry,
    };

    /// <summary>Bridges the client's frames as if there were no proxy.</summary>
    public static void LeaveAlone(ClientStep step, ServiceReason reason, TimeSpan? retry)
    {
        var told = step.State.Phase == ClientPhase.Unproxied && step.State.Reason == reason;
        step.State = step.State with { Phase = ClientPhase.Unproxied, Reason = reason, Pending = null, Registration = null, RetryAt = step.Uptime + retry };
        step.SetPath(StationPath.Bridge);
        if (!told && retry is not null)
            step.Report(Core.Severity.ProtocolWarning, reason.Code, $"Client {step.State.Address} is not proxied: {reason.Text}");
    }

    private static ServiceReason Progress(ClientState state) => state.Registration is null ? ServiceReasons.Registering : ServiceReasons.Renewing;

    private static ClientPhase Asking(ClientState state) => state.Registration is null ? ClientPhase.Requesting : ClientPhase.Renewing;

    /// <summary>The look for the association ended.</summary>
    public static void AssociationLearned(ClientStep step, AssociationFinding finding)
    {
        var before = step.State.Association;
        var known = finding.IsFound ? finding : finding with { Association = before.Association };
        step.State = step.State with { Association = known };
        if (finding.IsFound && step.State.Registration is null)
            step.Trace(RoamStepKind.AssociationLookup, finding.Server is { } server ? $"Server {server} gave the security association." : "A local binding holds the address.",
                "D-07", finding.Server is null ? SettingPages.Bindings : SettingPages.Servers);
        if (step.State.Phase == ClientPhase.Held && finding.Association == before.Association)
            return; // fetched anew after a refusal, and no other: the hold stands
        if (step.State.Phase == ClientPhase.Held && !finding.IsFound)
            return;
        Proceed(step);
    }

    /// <summary>A deadline of a visitor, or of a client left alone.</summary>
    public static void Due(ClientStep step)
    {
        if (step.State.Deregistering?.NextAt <= step.Uptime)
            DeregistrationSteps.Repeat(step);
        if (step.State.Registration?.Until <= step.Uptime)
            Expire(step);
        var state = step.State;
        if (state.Phase == ClientPhase.Registered && state.Registration?.RenewAt <= step.Uptime)
            Renew(step);
        else if (state.RetryAt <= step.Uptime)
            Retry(step);
    }

    private static void Renew(ClientStep step)
    {
        var state = step.State;
        step.State = state with
        {
            Phase = ClientPhase.Renewing,
            Effort = state.Effort with { Attempts = 0, Resynchronisations = 0 },
            Association = state.Association with { Standing = AssociationStanding.Unknown }, // the cache may have run out
            Pending = null,
        };
        Proceed(step);
    }

    private static void Expire(ClientStep step)
    {
        var state = step.State;
        step.State = state with
        {
            Registration = null,
            Phase = state.Pending is not null ? ClientPhase.Requesting : state.DeniedWith is not null ? ClientPhase.Held : ClientPhase.Waiting,
            Reason = state.DeniedWith is not null ? state.Reason : ServiceReasons.LifetimeOver,
            RetryAt = state.RetryAt ?? (state.DeniedWith is null ? step.Uptime : null),
        };
        step.SetPath(StationPath.Hold, state.Registration!.AgentLink, state.Registration.Agent);
        step.Report(Core.Severity.ProtocolWarning, "registration-ended", $"The registration of {state.Address} at {state.Registration.HomeAgent} ended without a renewal.",
            state.Registration.HomeAgent);
    }

    private static void Retry(ClientStep step)
    {
        var state = step.State;
        switch (state.Phase)
        {
            case ClientPhase.Requesting or ClientPhase.Renewing when state.Pending is { } silent && state.Effort.Attempts >= SilencesBeforeAnotherAgent:
                var other = state.Effort.Exclude(silent.Agent, null, step.Uptime + s_retry, step.Uptime);
                if (AgentChoice.Choose(state with { Effort = other }, step.Policy, step.Uptime) is not null)
                    step.State = state with { Effort = other };
                break;
            case ClientPhase.Waiting or ClientPhase.Unproxied or ClientPhase.Held or ClientPhase.Renewing:
                var standing = state.Association.Standing;
                step.State = state with
                {
                    Association = standing is AssociationStanding.Found ? state.Association : state.Association with { Standing = AssociationStanding.Unknown },
                    Effort = state.Effort with { Attempts = 0, Resynchronisations = 0, NeedsChallenge = false },
                };
                break;
            default:
                break;
        }
        Proceed(step);
    }

    /// <summary>Settings, map, agents or challenge changed for a visitor.</summary>
    public static void SurroundingsChanged(ClientStep step, SurroundingsChange what)
    {
        var state = step.State;
        switch (what)
        {
            case SurroundingsChange.Map:
                MapChanged(step);
                break;
            case SurroundingsChange.Settings when state.Phase is ClientPhase.Waiting or ClientPhase.Held || IsPaused(state):
                step.State = state with
                {
                    Association = state.Association with { Standing = AssociationStanding.Unknown },
                    Effort = RequestEffort.Fresh,
                };
                Proceed(step);
                break;
            case SurroundingsChange.Agents when state.Phase is ClientPhase.Waiting or ClientPhase.Held || IsPaused(state):
            case SurroundingsChange.Challenge when state.Effort.NeedsChallenge:
                step.State = state with { RetryAt = null };
                Proceed(step);
                break;
            default:
                break; // a registration or a request that runs goes on as it is
        }
    }

    /// <summary>The map changed for a client that is left alone: the row it was missing may be there. New settings admit it anew.</summary>
    public static void MapOfUnproxiedChanged(ClientStep step)
    {
        var state = step.State;
        if (state.Home is not null)
        {
            step.State = state with { Home = step.Policy.Map.Find(state.Address) ?? state.Home };
            return;
        }
        if (state.Address.IsAny || step.Policy.Map.Find(state.Address) is not { } home)
            return;
        step.State = state with { Home = home, Phase = ClientPhase.Waiting };
        step.SetPath(StationPath.Hold);
        Proceed(step);
    }

    private static void MapChanged(ClientStep step)
    {
        var state = step.State;
        var home = step.Policy.Map.Find(state.Address);
        if (Equals(home, state.Home))
            return;
        var effort = state.Effort with { Attempts = 0, Exclusions = [], Concessions = state.Effort.Concessions with { HomeAgent = null } };
        step.State = state with { Home = home, Effort = effort };
        if (state.Registration is { } registration)
        {
            // The registration runs on; another home agent is asked at once, a missing row is found out when it is to be renewed.
            if (home is not null && !home.HomeAgents.Contains(registration.HomeAgent))
                Proceed(step);
        }
        else if (home is null)
            LeaveAlone(step, ServiceReasons.NoMapRow(state.Address), null);
        else
            Proceed(step);
    }

    /// <summary>The foreign agent is gone or started again: register anew, after a while if there are many.</summary>
    public static void ForeignAgentFailed(ClientStep step, ForeignAgentFailed failed)
    {
        var state = step.State;
        if (state.Registration?.Agent != failed.Agent && state.Pending?.Agent != failed.Agent)
            return;
        step.State = state with
        {
            Phase = state.Registration is null ? ClientPhase.Requesting : ClientPhase.Renewing,
            Effort = state.Effort with { Attempts = 0, Resynchronisations = 0 },
            Pending = null,
        };
        Proceed(step);
    }

    // Still registered, and neither a request out nor one about to go by itself.
    private static bool IsPaused(ClientState state) => state.Phase == ClientPhase.Renewing && state.Pending is null;
}
