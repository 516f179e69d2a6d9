using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>A reply that answers a pending request.</summary>
/// <param name="Reply">The fixed part.</param>
public readonly record struct CheckedReply(RegistrationReply Reply)
{
    /// <summary>
    /// A 131 without a valid Mobile-Home extension: not believed, but told, since a wrong key at either end looks exactly so (protocol reference 9.4).
    /// </summary>
    public bool IsDoubtful { get; init; }

    /// <summary>The foreign agent refuses what the home agent accepted (RFC 4636); null when it does not. 64 stands for a status that cannot be read.</summary>
    public ReplyCode? ForeignAgentError { get; init; }

    /// <summary>A new challenge of the foreign agent (RFC 4721 §3.2); empty without one.</summary>
    public ChallengeOctets Challenge { get; init; }

    /// <summary>The home agent a denial 143 names (RFC 4433); null without one.</summary>
    public Ipv4Address? RedirectedTo { get; init; }
}

/// <summary>Whether a registration reply may be acted on (protocol reference 9.4): every check in its order, silence for what fails.</summary>
public static class ReplyCheck
{
    /// <summary>Makes every check. The driver has verified the UDP checksum.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="pending">The pending request of the client the reply names; null when it has none.</param>
    /// <param name="reply">The reply; meaningless unless it passed.</param>
    /// <returns>Why the reply is dropped; null when it passed.</returns>
    public static AccessPointDropReason? Check(DatagramReceived datagram, PendingRequest? pending, out CheckedReply reply)
    {
        reply = default;
        if (!RegistrationMessage.TryParse(datagram.Payload.Span, out var message, out var fault))
            return fault.Kind == WireFaultKind.UnknownExtension ? AccessPointDropReason.ReplyUnknownExtension : AccessPointDropReason.ReplyMalformed;
        if (!message.TryGetReply(out var answer))
            return AccessPointDropReason.ReplyMalformed;
        if (pending is null || pending.Client != answer.HomeAddress || datagram.Destination != pending.Client)
            return AccessPointDropReason.ReplyUnexpected;
        if (datagram.Source != pending.Agent && !pending.Agent.IsAny)
            return AccessPointDropReason.ReplyWrongSource;
        if (!Identifications.Match(pending.Identification, answer.Identification))
            return AccessPointDropReason.ReplyIdentification;
        if (pending.ForeignAgentAssociation is { } foreign && !IsSigned(message, ExtensionType.MobileForeignAuthentication, foreign))
            return AccessPointDropReason.ReplyMobileForeign;
        if (answer.Code.Origin() is ReplyCodeOrigin.Unassigned || (answer.Code.Origin() is ReplyCodeOrigin.Success && !answer.Code.IsAccepted()))
            return AccessPointDropReason.ReplyUnknownCode;
        var doubtful = false;
        if (answer.Code.IsFromHomeAgent() && !IsSigned(message, ExtensionType.MobileHomeAuthentication, pending.Association))
        {
            if (answer.Code != ReplyCode.MobileNodeFailedAuthentication || pending.DoubtfulRefusalSeen)
                return AccessPointDropReason.ReplyMobileHome;
            doubtful = true;
        }
        reply = new(answer)
        {
            IsDoubtful = doubtful,
            ForeignAgentError = answer.Code.IsAccepted() ? ForeignAgentError(message) : null,
            Challenge = message.TryFind(ExtensionType.MobileForeignChallenge, out var challenge) && !challenge.Data.IsEmpty ? new([.. challenge.Data]) : default,
            RedirectedTo = RedirectedTo(message),
        };
        return null;
    }

    private static bool IsSigned(in RegistrationMessage message, ExtensionType type, SecurityAssociation association) =>
        message.TryFindSingle(type, out var extension)
        && extension.Spi == association.Spi
        && new MobilityAuthenticator(association.Algorithm, association.Key).Verify(extension);

    private static ReplyCode? ForeignAgentError(in RegistrationMessage message)
    {
        if (!message.TryFind(ExtensionType.ForeignAgentError, out var extension))
            return null;
        return ForeignAgentErrorExtension.TryParse(extension.Octets, out var error, out _) && error.Status.IsForeignAgentErrorStatus()
            ? error.Status
            : ReplyCode.ForeignAgentUnspecified;
    }

    private static Ipv4Address? RedirectedTo(in RegistrationMessage message) =>
        message.TryFind(ExtensionType.DynamicHomeAgent, out var extension)
        && DynamicHomeAgentExtension.TryParse(extension.Octets, out var dynamic, out _)
        && dynamic.Subtype == DynamicHomeAgentSubtype.Redirected
            ? dynamic.HomeAgent
            : null;
}
