using ProxyMip.Engine.Core;
using ProxyMip.Engine.Registration;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.Visitors;

/// <summary>The live counters behind <see cref="AccessPointCounters"/>, except the two of discovery.</summary>
internal sealed class AccessPointTally
{
    private long _requests;
    private long _replies;
    private long _successes;
    private long _deregistrations;
    private long _deregistrationReplies;
    private long _deniedByForeignAgent;
    private long _deniedByHomeAgent;
    private long _failuresForHomeAgent;
    private long _failuresForForeignAgent;
    private long _gratuitousArps;

    public void RequestSent(PendingRequest request)
    {
        if (request.IsDeregistration)
            _deregistrations++;
        else
            _requests++;
    }

    public void GratuitousArpSent() => _gratuitousArps++;

    /// <summary>
    /// Counts a reply that passed its checks. Replies to registrations = successes + denials by foreign and home agents; replies to deregistrations touch
    /// their own counter only.
    /// </summary>
    public void ReplyReceived(PendingRequest asked, CheckedReply reply)
    {
        if (asked.IsDeregistration)
        {
            _deregistrationReplies++;
            return;
        }
        _replies++;
        var code = reply.ForeignAgentError ?? reply.Reply.Code;
        if (code.IsAccepted())
            _successes++;
        else if (code.Origin() == ReplyCodeOrigin.HomeAgent)
            _deniedByHomeAgent++;
        else
            _deniedByForeignAgent++;
        if (code is ReplyCode.MobileNodeFailedAuthentication or ReplyCode.ForeignAgentFailedAuthentication or ReplyCode.MobileNodeFailedAaaAuthentication)
            _failuresForHomeAgent++;
        else if (ClientReports.IsAuthenticationFailure(code))
            _failuresForForeignAgent++;
    }

    public void Clear()
    {
        (_requests, _replies, _successes, _deregistrations, _deregistrationReplies) = (0, 0, 0, 0, 0);
        (_deniedByForeignAgent, _deniedByHomeAgent, _failuresForHomeAgent, _failuresForForeignAgent, _gratuitousArps) = (0, 0, 0, 0, 0);
    }

    public AccessPointCounters Read(long solicitationsSent, long advertisementsReceived) => new()
    {
        SolicitationsSent = solicitationsSent,
        AdvertisementsReceived = advertisementsReceived,
        RegistrationRequestsSent = _requests,
        RegistrationRepliesReceived = _replies,
        RegistrationRequestSuccesses = _successes,
        DeregisterRequestsSent = _deregistrations,
        DeregisterRepliesReceived = _deregistrationReplies,
        RegistrationRequestsDeniedByForeignAgent = _deniedByForeignAgent,
        RegistrationRequestsDeniedByHomeAgent = _deniedByHomeAgent,
        AuthenticationFailuresForHomeAgent = _failuresForHomeAgent,
        AuthenticationFailuresForForeignAgent = _failuresForForeignAgent,
        GratuitousArpsSent = _gratuitousArps,
    };
}
