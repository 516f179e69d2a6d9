using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>What a home agent writes to the event log, each kind a few times per second at most.</summary>
internal sealed class HomeAgentReports
{
    private readonly ReportLimit _accepted = new(20);
    private readonly ReportLimit _denied = new(10);
    private readonly ReportLimit _security = new(10);
    private readonly ReportLimit _ended = new(20);

    public static void Setting(AgentSettingFault fault, in StepContext context) => context.Report(new(
        fault.IsWarning ? Severity.SystemWarning : Severity.SystemAlert, "home-agent-settings", $"{fault.Setting}: {fault.Text}"));

    public void Accepted(Ipv4Address homeAddress, Ipv4Address careOfAddress, RegistrationLifetime lifetime, in StepContext context)
    {
        if (!_accepted.Allows(context.Now.Uptime))
            return;
        var text = lifetime.IsZero ? $"{homeAddress} deregistered {careOfAddress}." : $"{homeAddress} is registered at {careOfAddress} for {lifetime} s.";
        _accepted.Write(new(Severity.ProtocolInfo, lifetime.IsZero ? "deregistration-accepted" : "registration-accepted", text, homeAddress, null, careOfAddress), context);
    }

    public void Denied(ReplyCode code, Ipv4Address homeAddress, DatagramReceived arrival, in StepContext context)
    {
        var isSecurity = code is ReplyCode.MobileNodeFailedAuthentication or ReplyCode.ForeignAgentFailedAuthentication
            or ReplyCode.IdentificationMismatch or ReplyCode.MobileNodeFailedAaaAuthentication;
        var limit = isSecurity ? _security : _denied;
        if (!limit.Allows(context.Now.Uptime))
            return;
        limit.Write(new(isSecurity ? Severity.ProtocolWarning : Severity.ProtocolInfo, isSecurity ? "authentication-failure" : "registration-denied",
            $"The request of {homeAddress} from {arrival.Source} was denied: {(int)code}, {code.Describe()}.", homeAddress, arrival.LinkSource, arrival.Source), context);
    }

    public void Distrusted(DiscardReason reason, Ipv4Address homeAddress, DatagramReceived arrival, in StepContext context)
    {
        if (_security.Allows(context.Now.Uptime))
            _security.Write(new(Severity.ProtocolWarning, "authentication-failure",
                $"A message about {homeAddress} from {arrival.Source} was dropped: {reason.Describe()}.", homeAddress, arrival.LinkSource, arrival.Source), context);
    }

    public void Revoked(Ipv4Address homeAddress, Ipv4Address careOfAddress, in StepContext context)
    {
        if (_ended.Allows(context.Now.Uptime))
            _ended.Write(new(Severity.ProtocolInfo, "binding-revoked", $"The foreign agent {careOfAddress} revoked the binding of {homeAddress}.",
                homeAddress, null, careOfAddress), context);
    }

    public void Forbidden(Ipv4Address homeAddress, Ipv4Address careOfAddress, in StepContext context)
    {
        if (_ended.Allows(context.Now.Uptime))
            _ended.Write(new(Severity.ProtocolInfo, "binding-removed", $"The settings no longer allow the binding of {homeAddress} at {careOfAddress}.",
                homeAddress, null, careOfAddress), context);
    }

    public void Expired(int count, in StepContext context)
    {
        if (count > 0 && _ended.Allows(context.Now.Uptime))
            _ended.Write(new(Severity.ProtocolInfo, "binding-expired", count == 1 ? "The lifetime of a binding ended." : $"The lifetimes of {count} bindings ended."), context);
    }
}
