using System.Text;
using ProxyMip.Engine.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>How a foreign agent refuses a reply that matches a pending request.</summary>
/// <param name="Code">Why.</param>
/// <param name="KeepsReply">Whether the home agent's reply is passed on with an FA Error extension (RFC 4636); otherwise a denial takes its place.</param>
internal readonly record struct ReplyRefusal(ReplyCode Code, bool KeepsReply);

/// <summary>The checks on a reply that matches a pending request (RFC 5944 §3.7.3, protocol reference 10.4 from 4 on), in order. Pure.</summary>
internal static class ReplyChecks
{
    /// <summary>Null when the reply may be passed on.</summary>
    /// <param name="message">The reply, parsed without a fault.</param>
    /// <param name="reply">Its fixed part.</param>
    /// <param name="pending">The request it answers.</param>
    /// <param name="homeAgent">The association with the home agent the reply names; null when there is none.</param>
    public static ReplyRefusal? Examine(in RegistrationMessage message, in RegistrationReply reply, PendingRequest pending, KeyedAssociation? homeAgent) =>
        Authentication(message, pending, homeAgent) ?? Identity(message, reply, pending) ?? Vendor(message) ?? Challenge(message, pending);

    // 4
    private static ReplyRefusal? Authentication(in RegistrationMessage message, PendingRequest pending, KeyedAssociation? homeAgent)
    {
        if (homeAgent is null || pending.Request.IsDeregistration)
            return null;
        if (message.TryFindSingle(ExtensionType.ForeignHomeAuthentication, out var extension) && homeAgent.Verifies(extension))
            return null;
        return new(ReplyCode.HomeAgentFailedAuthentication, message.Count(ExtensionType.MobileHomeAuthentication) > 0);
    }

    // 5: who asked by name gets an answer by name, and after an acceptance all of it (RFC 2794 §3).
    private static ReplyRefusal? Identity(in RegistrationMessage message, in RegistrationReply reply, PendingRequest pending)
    {
        if (pending.Nai is null || !reply.Code.IsAccepted())
            return null;
        if (NameOf(message) != pending.Nai)
            return new(ReplyCode.MissingNai, false);
        if (reply.HomeAgent.IsAny)
            return new(ReplyCode.MissingHomeAgent, false);
        return reply.HomeAddress.IsUnicastHost ? null : new ReplyRefusal(ReplyCode.MissingHomeAddress, false);
    }

    private static ReplyRefusal? Vendor(in RegistrationMessage message) =>
        message.Count(ExtensionType.CriticalVendor) + message.Count(ExtensionType.CriticalVendorEarly) > 0
            ? new ReplyRefusal(ReplyCode.CriticalVendorExtensionFromHomeAgent, false)
            : null;

    // RFC 4721 §3.3: a challenge the home agent gives back must be the one that was answered.
    private static ReplyRefusal? Challenge(in RegistrationMessage message, PendingRequest pending) =>
        pending.Challenge.Length > 0
        && message.TryFind(ExtensionType.MobileForeignChallenge, out var extension) && !extension.Data.SequenceEqual(pending.Challenge)
            ? new ReplyRefusal(ReplyCode.HomeAgentSentWrongChallenge, true)
            : null;

    /// <summary>The name in a message; null without one.</summary>
    public static string? NameOf(in RegistrationMessage message) =>
        message.TryFind(ExtensionType.MobileNodeNai, out var extension) && !extension.Data.IsEmpty ? Encoding.UTF8.GetString(extension.Data) : null;
}
