using ProxyMip.Engine.Core;
using ProxyMip.Engine.Registration;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.Visitors;

/// <summary>Log entries about refusals.</summary>
internal static class ClientReports
{
    public static void Denied(ClientStep step, PendingRequest asked, ReplyCode code)
    {
        var by = code.IsFromHomeAgent() ? $"home agent {asked.HomeAgent}" : $"foreign agent {asked.Agent}";
        var what = asked.IsDeregistration ? "Deregistration" : "Registration";
        var peer = code.IsFromHomeAgent() ? asked.HomeAgent : asked.Agent;
        if (code == ReplyCode.IdentificationMismatch)
            step.Report(Severity.ProtocolWarning, "timestamp-refused",
                $"{what} of {asked.Client}: the clock of {by} differs too much from ours (133); the request is sent again with its time.", peer);
        else if (IsAuthenticationFailure(code))
            step.Report(Severity.ProtocolAlert, "authentication-failure", $"{what} of {asked.Client} refused by {by}: {code.Describe()} ({(byte)code}).", peer);
        else
            step.Report(Severity.ProtocolWarning, "registration-denied", $"{what} of {asked.Client} refused by {by}: {code.Describe()} ({(byte)code}).", peer);
    }

    /// <summary>Whether a code says that someone failed authentication, at either agent.</summary>
    public static bool IsAuthenticationFailure(ReplyCode code) => code
        is ReplyCode.MobileNodeFailedAuthentication or ReplyCode.ForeignAgentFailedAuthentication or ReplyCode.MobileNodeFailedAaaAuthentication
        or ReplyCode.MobileNodeFailedAuthenticationAtForeignAgent or ReplyCode.HomeAgentFailedAuthentication
        or ReplyCode.MobileNodeFailedAaaAuthenticationAtForeignAgent;
}
