using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>
/// The proxy's part for one client (protocol reference 9.3): no clock, no socket, no table, no randomness of its own. The table below names every pair of
/// phase and event that means something; every other pair is counted.
/// </summary>
public static class ClientMachine
{
    /// <summary>One step.</summary>
    /// <param name="state">Where the client stands.</param>
    /// <param name="input">What happened.</param>
    /// <param name="now">When.</param>
    /// <param name="policy">Settings and surroundings.</param>
    public static ClientTransition Step(ClientState state, ClientEvent input, Moment now, ClientPolicy policy)
    {
        var step = new ClientStep(state, input, now, policy);
        switch (state.Phase, input)
        {
            case (_, ClientGone gone):
                return Forget(step, gone.Idle);
            case (_, ServiceWithdrawn withdrawn):
                DeregistrationSteps.Withdraw(step, withdrawn);
                break;
            case (_, AddressRefused refused):
                Quarantine(step, refused.Address, refused.Why);
                break;
            case (_, AddressLearned learned):
                Arrive(step, learned);
                break;

            // Replies: the role has matched and verified them against Pending.
            case (_, RequestAccepted accepted) when state.Pending is { IsDeregistration: true }:
                DeregistrationSteps.Accepted(step, accepted);
                break;
            case (_, RequestDenied denied) when state.Pending is { IsDeregistration: true }:
                DeregistrationSteps.Denied(step, denied);
                break;
            case (_, RequestDoubtfullyDenied doubtful) when state.Pending is { IsDeregistration: true }:
                DeregistrationSteps.DoubtfullyDenied(step, doubtful);
                break;
            case (_, RequestAccepted accepted) when state.Pending is not null:
                ReplySteps.Accepted(step, accepted);
                break;
            case (_, RequestDenied denied) when state.Pending is not null:
                ReplySteps.Denied(step, denied);
                break;
            case (_, RequestDoubtfullyDenied doubtful) when state.Pending is not null:
                ReplySteps.DoubtfullyDenied(step, doubtful);
                break;

            // What a visitor waits for.
            case (ClientPhase.Waiting or ClientPhase.Requesting or ClientPhase.Renewing or ClientPhase.Held, AssociationLearned learned):
                VisitorSteps.AssociationLearned(step, learned.Finding);
                break;
            case (ClientPhase.Home, AssociationLearned learned):
                HomeSteps.AssociationLearned(step, learned.Finding);
                break;
            case (ClientPhase.Registered or ClientPhase.Unproxied, AssociationLearned):
                break; // asked for before things turned out otherwise
            case (ClientPhase.Waiting or ClientPhase.Requesting or ClientPhase.Registered or ClientPhase.Renewing or ClientPhase.Held, SurroundingsChanged changed):
                VisitorSteps.SurroundingsChanged(step, changed.What);
                break;
            case (ClientPhase.Unproxied, SurroundingsChanged { What: SurroundingsChange.Map }):
                VisitorSteps.MapOfUnproxiedChanged(step);
                break;
            case (ClientPhase.Home, SurroundingsChanged changed):
                HomeSteps.SurroundingsChanged(step, changed.What);
                break;
            case (ClientPhase.New or ClientPhase.Quarantined or ClientPhase.Unproxied, SurroundingsChanged):
                break;
            case (ClientPhase.Requesting or ClientPhase.Registered or ClientPhase.Renewing, ForeignAgentFailed failed):
                VisitorSteps.ForeignAgentFailed(step, failed);
                break;
            case (_, ForeignAgentFailed):
                break; // not concerned with it any more

            // Deadlines.
            case (ClientPhase.Home, ClientDue):
                HomeSteps.Due(step);
                break;
            case (ClientPhase.New or ClientPhase.Quarantined, ClientDue):
                break;
            case (_, ClientDue):
                VisitorSteps.Due(step);
                break;

            case (ClientPhase.Registered or ClientPhase.Renewing, DownlinkSeen):
                step.Trace(RoamStepKind.FirstPacketDown, "The first packet came down the new path.", "measured");
                break;
            default:
                step.Do(new CountUnexpected(input));
                break;
        }
        return step.Done();
    }

    private static ClientTransition Forget(ClientStep step, bool idle)
    {
        step.Trace(RoamStepKind.Ended, idle ? "The client fell silent and was forgotten; its lifetime does the rest." : "The client left; its lifetime does the rest.",
            "RFC 5563 §4.4, D-18", idle ? SettingPages.General : null);
        if (step.State.Path is not null)
            step.Perform(new RemoveStationPath(step.State.Station));
        return step.Forgotten();
    }

    private static void Quarantine(ClientStep step, Ipv4Address address, ServiceReason why)
    {
        var told = step.State.Phase == ClientPhase.Quarantined && step.State.Address == address && step.State.Reason?.Code == why.Code;
        step.State = Reset(step.State, address) with { Phase = ClientPhase.Quarantined, Reason = why, History = RequestHistory.Empty };
        if (told)
            return;
        step.Trace(RoamStepKind.OwnershipChecked, why.Text, "hijack guard");
        step.SetPath(StationPath.Quarantined);
        step.Report(Severity.ProtocolAlert, "address-claim-refused", why.Text);
    }

    private static void Arrive(ClientStep step, AddressLearned learned)
    {
        var same = step.State.Address == learned.Address;
        step.State = Reset(step.State, learned.Address) with
        {
            History = learned.History,
            Trace = step.State.Trace,
            Association = same ? step.State.Association with { Standing = Associations.AssociationStanding.Unknown } : Associations.AssociationFinding.Unknown,
        };
        step.Trace(RoamStepKind.AddressKnown, $"It uses {learned.Address}, learned from {learned.How}.", "protocol reference 9.2");
        step.Trace(RoamStepKind.OwnershipChecked, $"It may use {learned.Address}: {learned.Ground}.", "hijack guard");
        if (AddressRules.IsHome(learned.Address, step.Policy.Uplink))
            HomeSteps.Start(step);
        else
            VisitorSteps.Start(step);
    }

    // Everything that belongs to one address; what the packet path was told stays, so that only differences are told.
    internal static ClientState Reset(ClientState state, Ipv4Address address) => new()
    {
        Station = state.Station,
        ServiceSet = state.ServiceSet,
        Address = address,
        History = state.History,
        Association = state.Association,
        Path = state.Path,
        Trace = state.Trace,
    };
}
