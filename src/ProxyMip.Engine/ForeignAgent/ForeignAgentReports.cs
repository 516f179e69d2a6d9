using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>What a foreign agent writes to the event log, each kind a few times per second at most.</summary>
internal sealed class ForeignAgentReports
{
    private readonly ReportLimit _registered = new(20);
    private readonly ReportLimit _gone = new(20);
    private readonly ReportLimit _denied = new(10);
    private readonly ReportLimit _security = new(10);

    public static void Setting(AgentSettingFault fault, in StepContext context) => context.Report(new(
        fault.IsWarning ? Severity.SystemWarning : Severity.SystemAlert, "foreign-agent-settings", $"{fault.Setting}: {fault.Text}"));

    public void Registered(Visitor visitor, RegistrationLifetime lifetime, in StepContext context)
    {
        if (_registered.Allows(context.Now.Uptime))
            _registered.Write(new(Severity.ProtocolInfo, "visitor-registered", $"{visitor.HomeAddress} is registered with {visitor.HomeAgent} for {lifetime} s.",
                visitor.HomeAddress, visitor.Origin.Requester.LinkAddress, visitor.HomeAgent), context);
    }

    public void Gone(Visitor visitor, string why, in StepContext context)
    {
        if (_gone.Allows(context.Now.Uptime))
            _gone.Write(new(Severity.ProtocolInfo, "visitor-removed", $"{visitor.HomeAddress} is no longer a visitor: {why}.",
                visitor.HomeAddress, visitor.Origin.Requester.LinkAddress, visitor.HomeAgent), context);
    }

    public void Denied(ReplyCode code, in RegistrationRequest request, Requester requester, in StepContext context)
    {
        var isSecurity = code is ReplyCode.MobileNodeFailedAuthenticationAtForeignAgent or ReplyCode.HomeAgentFailedAuthentication;
        var limit = isSecurity ? _security : _denied;
        if (limit.Allows(context.Now.Uptime))
            limit.Write(new(isSecurity ? Severity.ProtocolWarning : Severity.ProtocolInfo, isSecurity ? "authentication-failure" : "registration-denied",
                $"The registration of {request.HomeAddress} with {request.HomeAgent} was denied: {(int)code}, {code.Describe()}.",
                request.HomeAddress, requester.LinkAddress, request.HomeAgent), context);
    }

    public void Distrusted(DiscardReason reason, Ipv4Address homeAddress, DatagramReceived arrival, in StepContext context)
    {
        if (_security.Allows(context.Now.Uptime))
            _security.Write(new(Severity.ProtocolWarning, "authentication-failure",
                $"A message about {homeAddress} from {arrival.Source} was dropped: {reason.Describe()}.", homeAddress, arrival.LinkSource, arrival.Source), context);
    }
}
