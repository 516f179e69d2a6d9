using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.Visitors;

/// <summary>Deregistrations: of a client at home, of a binding a foreign agent refused, and of everybody when the service is switched off.</summary>
internal static class DeregistrationSteps
{
    /// <summary>The service ends for this client: its frames are bridged, and what was registered for it here is deregistered (D-18).</summary>
    public static void Withdraw(ClientStep step, ServiceWithdrawn withdrawn)
    {
        var state = step.State;
        var asked = state.Pending is { IsDeregistration: false } pending ? pending : null;
        var registration = state.Registration;
        var same = state.Address == withdrawn.Address;
        step.State = ClientMachine.Reset(state, withdrawn.Address) with
        {
            Phase = ClientPhase.Unproxied,
            Reason = withdrawn.Why,
            History = same ? state.History : RequestHistory.Empty,
            Deregistering = same ? state.Deregistering : null,
            Pending = same && state.Pending is { IsDeregistration: true } ? state.Pending : null,
        };
        step.SetPath(StationPath.Bridge);
        if (!withdrawn.Deregister || !same || state.Phase is ClientPhase.Home)
        {
            step.State = step.State with { Deregistering = null, Pending = null };
            return;
        }
        step.Trace(RoamStepKind.Ended, withdrawn.Why.Text, "protocol reference 9.3", withdrawn.Why.Setting);
        if (registration is not null)
            Begin(step, new(registration.Agent, registration.CareOfAddress, registration.HomeAgent, 0, step.Uptime)
            {
                AgentLink = registration.AgentLink,
                Port = registration.Port,
            });
        else if (asked is not null)
            Start(step, asked);
    }

    /// <summary>Takes back what a request asked for.</summary>
    public static void Start(ClientStep step, PendingRequest asked) => Begin(step, new(asked.Agent, asked.CareOfAddress, asked.HomeAgent, 0, step.Uptime)
    {
        AgentLink = asked.AgentLink,
        Port = asked.Port,
    });

    /// <summary>Starts a deregistration and sends the first request as soon as the pace allows.</summary>
    public static void Begin(ClientStep step, Deregistration target)
    {
        step.State = step.State with { Deregistering = target with { NextAt = step.Uptime }, Pending = null };
        Repeat(step);
    }

    /// <summary>Sends the next request of a deregistration, or gives it up.</summary>
    public static void Repeat(ClientStep step)
    {
        var target = step.State.Deregistering!;
        if (target.Attempts > RetryRules.DeregistrationRepeats)
        {
            GiveUp(step, target, target.DoubtfulCode);
            return;
        }
        if (step.EarliestRequest > step.Uptime)
        {
            step.State = step.State with { Deregistering = target with { NextAt = step.EarliestRequest } };
            return;
        }
        if (step.State.Association.Association is not { } association)
        {
            GiveUp(step, target, null);
            return;
        }
        var request = RequestMaking.Deregistration(step, target, association);
        var startedAt = target.Attempts == 0 ? step.Uptime : target.StartedAt;
        step.State = step.State with
        {
            Pending = request,
            History = step.State.History.Sent(request.Identification, step.Now),
            Deregistering = target with
            {
                Attempts = target.Attempts + 1,
                StartedAt = startedAt,
                NextAt = step.Uptime + RetryRules.Wait(target.Attempts + 1, step.Uptime - startedAt, request.Lifetime),
            },
        };
        step.Trace(RoamStepKind.RequestSent, $"Deregistration to {target.Agent} for home agent {target.HomeAgent}.", "RFC 5944 §3.6.1.2");
        step.Do(new SendRequest(request));
    }

    /// <summary>The home agent confirmed it.</summary>
    public static void Accepted(ClientStep step, RequestAccepted accepted)
    {
        var asked = step.State.Pending!;
        step.State = step.State with { Pending = null, Deregistering = null, History = step.State.History.WasAccepted() };
        step.Trace(RoamStepKind.ReplyReceived, $"Home agent {asked.HomeAgent} confirmed the deregistration ({(byte)accepted.Code}).", "RFC 5944 §3.6.2");
        step.Perform(new Raise(new ClientRegistered(asked.Client, asked.HomeAgent)));
        if (step.State.Phase == ClientPhase.Home)
            HomeSteps.HomeAgentDone(step, asked.HomeAgent, null);
        else
            step.Report(Severity.ProtocolInfo, "client-deregistered", $"{asked.Client} was deregistered at home agent {asked.HomeAgent}.", asked.HomeAgent);
    }

    /// <summary>Refused: with a wrong time it is sent again, without resources or reason repeated, else given up.</summary>
    public static void Denied(ClientStep step, RequestDenied denied)
    {
        var asked = step.State.Pending!;
        var target = step.State.Deregistering;
        var code = denied.Denial.Code;
        step.State = step.State with { Pending = null };
        ClientReports.Denied(step, asked, code);
        step.Trace(RoamStepKind.ReplyReceived, $"Deregistration refused: {code.Describe()} ({(byte)code}).", "protocol reference section 8");
        if (target is null)
            return;
        switch (code)
        {
            case ReplyCode.IdentificationMismatch when target.Resynchronisations < RetryRules.Resynchronisations:
                step.Do(new LearnClockOffset(asked.HomeAgent, Identifications.ClockOffset(denied.Identification, NtpTimestamp.From(step.Now.Wall))));
                step.State = step.State with
                {
                    History = step.State.History.WasRefused(denied.Identification),
                    Deregistering = target with { Attempts = 0, Resynchronisations = target.Resynchronisations + 1, NextAt = step.EarliestRequest },
                };
                break;
            case ReplyCode.ForeignAgentUnspecified or ReplyCode.ForeignAgentInsufficientResources or ReplyCode.RegistrationTimeout
                or ReplyCode.HomeAgentUnspecified or ReplyCode.HomeAgentInsufficientResources
                or (>= ReplyCode.HomeNetworkUnreachable and <= ReplyCode.HomeAgentUnreachable):
                break; // the deadline repeats it
            default:
                GiveUp(step, target, code);
                break;
        }
    }

    /// <summary>
    /// A 131 that cannot be verified: a wrong key at either end. Nothing more is sent; a genuine reply still counts until the deadline gives up.
    /// </summary>
    public static void DoubtfullyDenied(ClientStep step, RequestDoubtfullyDenied doubtful)
    {
        var asked = step.State.Pending!;
        step.State = step.State with { Pending = asked with { DoubtfulRefusalSeen = true } };
        ClientReports.Denied(step, asked, doubtful.Denial.Code);
        if (step.State.Deregistering is { } target)
            step.State = step.State with { Deregistering = target with { Attempts = RetryRules.DeregistrationRepeats + 1, DoubtfulCode = doubtful.Denial.Code } };
    }

    private static void GiveUp(ClientStep step, Deregistration target, ReplyCode? code)
    {
        step.State = step.State with { Deregistering = null };
        if (code is { } refusal && ClientReports.IsAuthenticationFailure(refusal))
            ReplySteps.RenewAssociation(step);
        if (code is null)
            step.Report(Severity.ProtocolWarning, "deregistration-unanswered",
                $"Home agent {target.HomeAgent} did not confirm the deregistration of {step.State.Address}.", target.HomeAgent);
        if (step.State.Phase == ClientPhase.Home)
            HomeSteps.HomeAgentDone(step, target.HomeAgent, code is { } denial ? ServiceReasons.Denied(denial, target.Agent, target.HomeAgent) : ServiceReasons.HomeAgentSilent);
    }
}
