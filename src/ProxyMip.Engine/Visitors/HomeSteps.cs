using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>
/// The home procedure (protocol reference 9.6): bridge the client again, tell the LAN its own Ethernet address, and deregister it at every home agent of
/// the LAN. The same for a client that comes home and for one that is about to roam for the first time: it checks the association early.
/// </summary>
internal static class HomeSteps
{
    private const int GratuitousArps = 3;

    private static readonly TimeSpan s_arpInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(60);

    /// <summary>A client of this subnet.</summary>
    public static void Start(ClientStep step)
    {
        step.State = step.State with { Phase = ClientPhase.Home, RetryAt = null };
        step.SetPath(StationPath.Bridge); // bridging and ARP first, then everything else (RFC 5944 §4.6)
        step.Trace(RoamStepKind.MapLookup, $"{step.State.Address} belongs to this subnet: the client is at home.", "protocol reference 9.2");
        Proceed(step);
    }

    /// <summary>The look for the association ended.</summary>
    public static void AssociationLearned(ClientStep step, AssociationFinding finding)
    {
        var before = step.State.Association;
        step.State = step.State with { Association = finding.IsFound ? finding : finding with { Association = before.Association } };
        var isNew = finding.IsFound && finding.Association != before.Association;
        if (step.State.Procedure?.Stage == HomeStage.WaitingForAssociation || (isNew && step.State.Procedure?.Stage == HomeStage.GivenUp))
            Proceed(step);
    }

    /// <summary>Settings, map or agents changed.</summary>
    public static void SurroundingsChanged(ClientStep step, SurroundingsChange what)
    {
        var again = (what, step.State.Procedure?.Stage) switch
        {
            (SurroundingsChange.Agents, HomeStage.WaitingForAgent) => true,
            (SurroundingsChange.Settings, HomeStage.NotApplicable or HomeStage.GivenUp or HomeStage.WaitingForAssociation) => true,
            _ => false,
        };
        if (!again)
            return;
        step.State = step.State with { Association = step.State.Association with { Standing = AssociationStanding.Unknown } };
        Proceed(step);
    }

    /// <summary>A deadline of a client at home.</summary>
    public static void Due(ClientStep step)
    {
        if (step.State.Procedure?.NextArpAt <= step.Uptime)
            SendArp(step);
        if (step.State.Deregistering?.NextAt <= step.Uptime)
            DeregistrationSteps.Repeat(step);
        if (step.State.RetryAt <= step.Uptime)
        {
            var association = step.State.Association;
            step.State = step.State with
            {
                RetryAt = null,
                Association = association.IsFound ? association : association with { Standing = AssociationStanding.Unknown },
            };
            Proceed(step);
        }
    }

    /// <summary>One home agent confirmed, refused or stayed silent: go on with the next.</summary>
    public static void HomeAgentDone(ClientStep step, Ipv4Address homeAgent, ServiceReason? failure)
    {
        var procedure = step.State.Procedure ?? new(HomeStage.Running);
        procedure = procedure with { HomeAgents = procedure.HomeAgents.Remove(homeAgent), Failed = procedure.Failed || failure is not null };
        step.State = step.State with { Procedure = procedure, Reason = failure ?? step.State.Reason };
        if (!procedure.HomeAgents.IsEmpty)
        {
            Deregister(step, procedure.HomeAgents[0]);
            return;
        }
        step.State = step.State with
        {
            Procedure = procedure with { Stage = procedure.Failed ? HomeStage.GivenUp : HomeStage.Done },
            RegisteredToRoam = !procedure.Failed,
            Reason = procedure.Failed ? step.State.Reason : null,
        };
        if (procedure.Failed)
            return;
        step.Trace(RoamStepKind.PathReady, "The client is at home and may roam.", "protocol reference 9.6");
        step.Report(Severity.ProtocolInfo, "client-at-home", $"{step.State.Address} is at home; deregistered at home agent {homeAgent}.", homeAgent);
    }

    private static void Proceed(ClientStep step)
    {
        if (!HearsHomeAgent(step))
        {
            Pause(step, HomeStage.WaitingForAgent, ServiceReasons.NoHomeAgentHeard, null);
            return;
        }
        switch (step.State.Association.Standing)
        {
            case AssociationStanding.Unknown:
                step.State = step.State with { Association = step.State.Association with { Standing = AssociationStanding.Asked } };
                Pause(step, HomeStage.WaitingForAssociation, ServiceReasons.AssociationAsked, null);
                step.Do(new SeekAssociation(false));
                return;
            case AssociationStanding.Asked:
                return;
            case AssociationStanding.Missing or AssociationStanding.Refused:
                Pause(step, HomeStage.NotApplicable, ServiceReasons.NoAssociation(step.State.Address, step.State.Association.Standing), null);
                return;
            case AssociationStanding.NoServer when step.State.Association.Association is null:
                Pause(step, HomeStage.WaitingForAssociation, ServiceReasons.NoAssociation(step.State.Address, AssociationStanding.NoServer), s_retry);
                return;
            default:
                break;
        }
        if (step.State.History.HomeProcedures.AllowedAt is { } allowedAt && allowedAt > step.Uptime)
        {
            Pause(step, HomeStage.WaitingForAllowance, ServiceReasons.HomeProcedurePaused, allowedAt - step.Uptime);
            return;
        }
        Run(step);
    }

    private static void Run(ClientStep step)
    {
        step.State = step.State with
        {
            Reason = ServiceReasons.ComingHome,
            History = step.State.History with { HomeProcedures = step.State.History.HomeProcedures.Ran(step.Now) },
            Procedure = new(HomeStage.Running)
            {
                HomeAgents = [.. step.Policy.Agents.Where(agent => ServesHere(agent, step.Policy)).Select(agent => agent.Address)],
                ArpsLeft = GratuitousArps,
            },
        };
        step.Trace(RoamStepKind.GratuitousArp, $"Gratuitous ARPs tell the LAN that {step.State.Address} is at {step.State.Station}.", "RFC 5944 §4.6");
        SendArp(step);
        Deregister(step, step.State.Procedure.HomeAgents[0]);
    }

    private static void Deregister(ClientStep step, Ipv4Address homeAgent)
    {
        var agent = step.Policy.Agent(homeAgent);
        if (agent is null)
            HomeAgentDone(step, homeAgent, ServiceReasons.NoHomeAgentHeard);
        else
            DeregistrationSteps.Begin(step, new(homeAgent, step.State.Address, homeAgent, 0, step.Uptime) { AgentLink = agent.LinkAddress, Port = agent.Port });
    }

    private static void SendArp(ClientStep step)
    {
        var procedure = step.State.Procedure!;
        var left = procedure.ArpsLeft - 1;
        step.State = step.State with { Procedure = procedure with { ArpsLeft = left, NextArpAt = left > 0 ? step.Uptime + s_arpInterval : null } };
        step.Perform(new SendArp(step.Policy.Uplink.Port, step.State.Station, MacAddress.Broadcast, false, step.State.Station, step.State.Address, default, step.State.Address));
    }

    private static void Pause(ClientStep step, HomeStage stage, ServiceReason reason, TimeSpan? retry) => step.State = step.State with
    {
        Procedure = new(stage),
        Reason = reason,
        RetryAt = step.Uptime + retry,
    };

    private static bool HearsHomeAgent(ClientStep step)
    {
        foreach (var agent in step.Policy.Agents)
        {
            if (ServesHere(agent, step.Policy))
                return true;
        }
        return false;
    }

    private static bool ServesHere(HeardAgent agent, ClientPolicy policy) =>
        agent.Bits.HasFlag(MobilityAgentBits.HomeAgent) && policy.Uplink.Subnet.ContainsHost(agent.Address);
}
