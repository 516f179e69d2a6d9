using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>What a verified reply to a registration does (protocol reference 9.3, section 8).</summary>
internal static class ReplySteps
{
    private static readonly TimeSpan s_unknownRetry = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestHold = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_untilSomethingChanges = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_afterDeregistration = TimeSpan.FromSeconds(3);

    public static void Accepted(ClientStep step, RequestAccepted accepted)
    {
        var asked = step.State.Pending!;
        var lifetime = RegistrationLifetime.Min(asked.Lifetime, accepted.Lifetime);
        TakeChallenge(step, asked, accepted.Challenge);
        if (lifetime.IsZero)
        {
            // An acceptance of nothing: the home agent knows this client as deregistered.
            step.State = step.State with { Pending = null };
            Hold(step, new(DenialStep.Hold, s_unknownRetry), ServiceReasons.LifetimeOver);
            return;
        }
        var before = step.State.Registration;
        var registration = new ClientRegistration
        {
            Agent = asked.Agent,
            AgentLink = asked.AgentLink,
            Port = asked.Port,
            CareOfAddress = asked.CareOfAddress,
            HomeAgent = asked.HomeAgent,
            Bits = asked.Bits,
            Lifetime = lifetime,
            Until = asked.SentAt + lifetime.Duration, // counted from sending (RFC 5944 §3.6.2.2)
            RenewAt = RetryRules.RenewAt(asked.SentAt, lifetime, step.Fraction),
        };
        step.State = step.State with
        {
            Phase = ClientPhase.Registered,
            Reason = null,
            Pending = null,
            Registration = registration,
            RetryAt = null,
            DeniedWith = null,
            History = step.State.History.WasAccepted(),
            Effort = RequestEffort.Fresh with
            {
                Concessions = step.State.Effort.Concessions,
                Challenge = step.State.Effort.Challenge,
                UsedChallenge = step.State.Effort.UsedChallenge,
            },
        };
        step.Trace(RoamStepKind.ReplyReceived, $"Home agent {asked.HomeAgent} accepted for {lifetime} s ({(byte)accepted.Code}).", "RFC 5944 §3.6.2");
        step.SetPath(StationPath.Visitor, asked.AgentLink, asked.Agent);
        step.Trace(RoamStepKind.PathReady, $"Its packets go to foreign agent {asked.Agent}.", "protocol reference 9.5");
        if (before is null)
            step.Perform(new WatchFirstPacketDown(step.State.Station));
        if (before is null || before.Agent != asked.Agent || before.HomeAgent != asked.HomeAgent)
            step.Report(Severity.ProtocolInfo, "registration-accepted", $"Registration of {asked.Client} accepted by {asked.HomeAgent}.", asked.HomeAgent);
        step.Perform(new Raise(new ClientRegistered(asked.Client, asked.HomeAgent)));
    }

    public static void Denied(ClientStep step, RequestDenied denied)
    {
        var asked = step.State.Pending!;
        var code = denied.Denial.Code;
        TakeChallenge(step, asked, denied.Challenge);
        var reaction = DenialRules.React(denied.Denial, asked, step.State.Effort.Concessions, step.Policy.Settings);
        step.State = step.State with { Pending = null, DeniedWith = (byte)code, Effort = Learn(step, reaction, code) };
        ClientReports.Denied(step, asked, code);
        step.Trace(RoamStepKind.ReplyReceived, $"Refused: {code.Describe()} ({(byte)code}).", "protocol reference section 8");
        if (reaction.Solicit)
            step.Do(new SeekForeignAgent());
        if (reaction.RefreshMap)
            step.Do(new SeekMap());
        if (reaction.WithoutProxyExtensions)
            step.Do(new StopProxyExtensions(asked.HomeAgent));
        var reason = ServiceReasons.Denied(code, asked.Agent, asked.HomeAgent);
        if (denied.HomeAgentAccepted)
            UndoAtHomeAgent(step, asked, reaction, reason);
        else
            Act(step, asked, reaction, denied, reason);
    }

    /// <summary>
    /// Not believed, since anybody on the LAN could send it: the request stays pending for a genuine reply. But it is what a wrong key looks like, so it is told
    /// and repeated slowly.
    /// </summary>
    public static void DoubtfullyDenied(ClientStep step, RequestDoubtfullyDenied doubtful)
    {
        var asked = step.State.Pending!;
        var code = doubtful.Denial.Code;
        var reaction = DenialRules.React(doubtful.Denial, asked, step.State.Effort.Concessions, step.Policy.Settings);
        step.State = step.State with
        {
            Pending = asked with { DoubtfulRefusalSeen = true },
            DeniedWith = (byte)code,
            Effort = Learn(step, reaction, code),
        };
        ClientReports.Denied(step, asked, code);
        step.Trace(RoamStepKind.ReplyReceived, $"Refused: {code.Describe()} ({(byte)code}), in a reply that cannot be verified.", "protocol reference 9.4");
        RenewAssociation(step);
        Hold(step, reaction, ServiceReasons.Denied(code, asked.Agent, asked.HomeAgent));
    }

    private static RequestEffort Learn(ClientStep step, DenialReaction reaction, ReplyCode code)
    {
        var effort = step.State.Effort;
        return effort with
        {
            Attempts = reaction.Step == DenialStep.KeepRepeating || reaction.Otherwise == DenialStep.KeepRepeating ? effort.Attempts : 0,
            Concessions = reaction.Concessions ?? effort.Concessions,
            AuthenticationRefusals = reaction.Doubling ? effort.AuthenticationRefusals + 1 : effort.AuthenticationRefusals,
            Resynchronisations = code == ReplyCode.IdentificationMismatch ? effort.Resynchronisations + 1 : 0,
        };
    }

    private static void TakeChallenge(ClientStep step, PendingRequest asked, ChallengeOctets challenge)
    {
        if (!challenge.IsEmpty)
            step.State = step.State with { Effort = step.State.Effort with { Challenge = new(asked.Agent, challenge, step.Uptime) } };
    }

    private static void Act(ClientStep step, PendingRequest asked, DenialReaction reaction, RequestDenied denied, ServiceReason reason)
    {
        switch (reaction.Step)
        {
            case DenialStep.SendAgain:
                VisitorSteps.Proceed(step);
                break;
            case DenialStep.KeepRepeating:
                KeepRepeating(step, reason);
                break;
            case DenialStep.Resynchronise:
                Resynchronise(step, asked, reaction, denied, reason);
                break;
            case DenialStep.NewChallenge:
                step.State = step.State with { Effort = step.State.Effort with { NeedsChallenge = true } };
                VisitorSteps.Proceed(step);
                break;
            case DenialStep.NextCareOfAddress:
                Exclude(step, asked.Agent, asked.CareOfAddress, reaction);
                GoOnWithAnotherAgent(step, reaction, reason);
                break;
            case DenialStep.NextForeignAgent:
                Exclude(step, asked.Agent, null, reaction);
                GoOnWithAnotherAgent(step, reaction, reason);
                break;
            case DenialStep.NextHomeAgent:
                GoOnWithAnotherHomeAgent(step, asked, reaction, reason);
                break;
            case DenialStep.RenewAssociation:
                RenewAssociation(step);
                Hold(step, reaction, reason);
                break;
            default:
                Hold(step, reaction, reason);
                break;
        }
    }

    // The registration goes on as if nothing had come: the deadline set when the request went out stands.
    private static void KeepRepeating(ClientStep step, ServiceReason reason)
    {
        step.State = step.State with
        {
            Phase = step.State.Registration is null ? ClientPhase.Requesting : ClientPhase.Renewing,
            Reason = reason,
            RetryAt = step.State.RetryAt > step.Uptime ? step.State.RetryAt : step.Uptime + RetryRules.Pace,
        };
    }

    private static void Resynchronise(ClientStep step, PendingRequest asked, DenialReaction reaction, RequestDenied denied, ServiceReason reason)
    {
        var offset = Identifications.ClockOffset(denied.Identification, NtpTimestamp.From(step.Now.Wall));
        step.Do(new LearnClockOffset(asked.HomeAgent, offset));
        step.State = step.State with { History = step.State.History.WasRefused(denied.Identification) };
        if (step.State.Effort.Resynchronisations > RetryRules.Resynchronisations)
        {
            step.Report(Severity.ProtocolAlert, "resynchronisation-failed",
                $"Home agent {asked.HomeAgent} refused the timestamps of {asked.Client} {step.State.Effort.Resynchronisations} times in a row.", asked.HomeAgent);
            Hold(step, reaction, reason);
            return;
        }
        // The offset is in force with the next step, which comes at once or a second after the refused request.
        step.State = step.State with
        {
            Phase = step.State.Registration is null ? ClientPhase.Requesting : ClientPhase.Renewing,
            Reason = reason,
            RetryAt = step.EarliestRequest,
        };
    }

    private static void Exclude(ClientStep step, Ipv4Address agent, Ipv4Address? careOf, DenialReaction reaction) =>
        step.State = step.State with
        {
            Effort = step.State.Effort.Exclude(agent, careOf, step.Uptime + (reaction.Hold ?? s_untilSomethingChanges), step.Uptime),
        };

    private static void GoOnWithAnotherAgent(ClientStep step, DenialReaction reaction, ServiceReason reason)
    {
        if (AgentChoice.Choose(step.State, step.Policy, step.Uptime) is not null)
            VisitorSteps.Proceed(step);
        else
            Hold(step, reaction, reason);
    }

    private static void GoOnWithAnotherHomeAgent(ClientStep step, PendingRequest asked, DenialReaction reaction, ServiceReason reason)
    {
        var concessions = step.State.Effort.Concessions with { HomeAgent = null };
        step.State = step.State with { Effort = step.State.Effort with { Concessions = concessions } };
        var others = step.State.Home?.HomeAgents.Any(other => other != asked.HomeAgent && !step.State.Effort.Excludes(other, null, step.Uptime)) == true;
        if (!others && reaction.Otherwise == DenialStep.KeepRepeating)
        {
            KeepRepeating(step, reason);
            return;
        }
        Exclude(step, asked.HomeAgent, null, reaction);
        if (others)
            VisitorSteps.Proceed(step);
        else
            Hold(step, reaction, reason);
    }

    /// <summary>Fetches an association that came from a server anew, once per visit: the key may have been changed there.</summary>
    public static void RenewAssociation(ClientStep step)
    {
        if (step.State.Effort.AssociationRenewed || step.State.Association.Server is null)
            return;
        step.State = step.State with { Effort = step.State.Effort with { AssociationRenewed = true } };
        step.Do(new SeekAssociation(true));
    }

    private static void Hold(ClientStep step, DenialReaction reaction, ServiceReason reason)
    {
        var hold = reaction.Hold;
        if (reaction.Doubling && hold is { } first)
        {
            var doubled = first * (1 << Math.Clamp(step.State.Effort.AuthenticationRefusals - 1, 0, 10));
            hold = doubled < s_longestHold ? doubled : s_longestHold;
        }
        step.State = step.State with
        {
            Phase = step.State.Registration is null ? ClientPhase.Held : ClientPhase.Renewing,
            Reason = reason,
            RetryAt = step.Uptime + hold,
        };
    }

    // RFC 4636 §5: the home agent has a binding the foreign agent will not serve; take it back before anything else.
    private static void UndoAtHomeAgent(ClientStep step, PendingRequest asked, DenialReaction reaction, ServiceReason reason)
    {
        step.State = step.State with { Registration = null };
        step.SetPath(StationPath.Hold, asked.AgentLink, asked.Agent);
        DeregistrationSteps.Start(step, asked);
        Exclude(step, asked.Agent, reaction.Step == DenialStep.NextCareOfAddress ? asked.CareOfAddress : null, reaction);
        Hold(step, AgentChoice.Choose(step.State, step.Policy, step.Uptime) is null ? reaction : new(DenialStep.Hold, s_afterDeregistration), reason);
    }
}
