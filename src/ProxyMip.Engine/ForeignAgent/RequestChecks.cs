using ProxyMip.Engine.Agents;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>
/// The ordered checks on a request (RFC 5944 §3.7.2, protocol reference 10.2, from 5 on); the octets themselves are parsed before. Pure: the first check
/// that fails decides.
/// </summary>
internal static class RequestChecks
{
    public static RequestVerdict Examine(in VisitorRequest request) =>
        Form(request)
        ?? Authentication(request)
        ?? Challenge(request)
        ?? HomeAgent(request)
        ?? Identity(request)
        ?? Policy(request)
        ?? CareOfAddress(request)
        ?? Lifetime(request)
        ?? Encapsulation(request)
        ?? ReverseTunnel(request)
        ?? Resources(request)
        ?? RequestVerdict.Accept;

    // 5
    private static RequestVerdict? Form(in VisitorRequest request)
    {
        var reserved = request.Request.Bits.HasFlag(RegistrationBits.Reserved) && !request.Settings.LenientReservedBits;
        var badHome = !request.Request.HomeAddress.IsAny && !request.Request.HomeAddress.IsUnicastHost;
        return reserved || badHome || request.Parts.IsPoorlyFormed ? RequestVerdict.Deny(ReplyCode.PoorlyFormedRequestAtForeignAgent) : null;
    }

    // 6: exactly one valid Mobile-Foreign extension from a node an association exists with.
    private static RequestVerdict? Authentication(in VisitorRequest request) =>
        request.NodeAssociation is { } association && !(request.Parts.MobileForeignCount == 1 && association.Verifies(request.Parts.MobileForeign))
            ? RequestVerdict.Deny(ReplyCode.MobileNodeFailedAuthenticationAtForeignAgent)
            : null;

    // 7
    private static RequestVerdict? Challenge(in VisitorRequest request)
    {
        if (request.Challenge == ChallengeState.NotAsked)
            return null;
        if (request.Parts.HasChallenge && !request.Parts.ChallengeIsProved)
            return RequestVerdict.Discard(DiscardReason.ChallengeWithoutProof);
        return request.Challenge switch
        {
            ChallengeState.Missing when request.NodeAssociation is null => RequestVerdict.Deny(ReplyCode.MissingChallenge),
            ChallengeState.Unknown => RequestVerdict.Deny(ReplyCode.UnknownChallenge),
            ChallengeState.Stale => RequestVerdict.Deny(ReplyCode.StaleChallenge),
            _ => null,
        };
    }

    // 8 and 9. A home agent on this very node is reached like any other; without one, an own address is no home agent.
    private static RequestVerdict? HomeAgent(in VisitorRequest request)
    {
        var asked = request.Request.HomeAgent;
        var isOwn = request.Host.Owns(asked) || request.Settings.CareOfAddresses.Contains(asked);
        if (isOwn && !RequestRouting.IsHomeAgentAddress(request.Host, asked))
            return RequestVerdict.Deny(request.Settings.Rfc3344Codes ? ReplyCode.UnknownHomeAgentAddress : ReplyCode.InvalidHomeAgentAddress);
        return request.RelayTo.IsUnicastHost ? null : RequestVerdict.Deny(ReplyCode.NonZeroHomeAgentAddressRequired);
    }

    // 10
    private static RequestVerdict? Identity(in VisitorRequest request) =>
        request.Request.HomeAddress.IsAny && (request.Parts.Nai.IsEmpty || !request.Settings.NetworkAccessIdentifiers)
            ? RequestVerdict.Deny(ReplyCode.NonZeroHomeAddressRequired)
            : null;

    // 11, and critical vendor extensions, of which none is known here.
    private static RequestVerdict? Policy(in VisitorRequest request)
    {
        var home = request.Request.HomeAddress;
        if (request.Host.Owns(home) || request.Settings.CareOfAddresses.Contains(home))
            return RequestVerdict.Discard(DiscardReason.ConflictingStation); // a denial would go to ourselves
        if (request.Settings.ProhibitedHomeAgents.Contains(request.RelayTo))
            return RequestVerdict.Deny(ReplyCode.ForeignAgentAdministrativelyProhibited);
        return request.Parts.CriticalVendorFromNode || request.Parts.CriticalVendorFromForeignAgent
            ? RequestVerdict.Deny(ReplyCode.CriticalVendorExtensionFromMobileNodeAtForeignAgent)
            : null;
    }

    // 12: a deregistration may name the care-of address of another agent.
    private static RequestVerdict? CareOfAddress(in VisitorRequest request) =>
        !request.Request.Bits.HasFlag(RegistrationBits.DecapsulationByMobileNode) && !request.Request.IsDeregistration && !request.HasOwnCareOfAddress
            ? RequestVerdict.Deny(ReplyCode.InvalidCareOfAddress)
            : null;

    // 13
    private static RequestVerdict? Lifetime(in VisitorRequest request)
    {
        var longest = new RegistrationLifetime(request.Settings.MaximumLifetime);
        return request.Request.Lifetime > longest ? RequestVerdict.Deny(ReplyCode.RequestedLifetimeTooLong, longest) : null;
    }

    // 14 and 15
    private static RequestVerdict? Encapsulation(in VisitorRequest request)
    {
        var (bits, settings) = (request.Request.Bits, request.Settings);
        if ((bits.HasFlag(RegistrationBits.MinimalEncapsulation) && !settings.MinimalEncapsulation) || (bits.HasFlag(RegistrationBits.Gre) && !settings.Gre))
            return RequestVerdict.Deny(ReplyCode.EncapsulationUnavailableAtForeignAgent);
        return request.Parts.EncapsulatingDelivery && !settings.EncapsulatingDelivery ? RequestVerdict.Deny(ReplyCode.DeliveryStyleNotSupported) : null;
    }

    // 16 to 18. A deregistration sets up no tunnel, so that a missing T is nothing to refuse it for.
    private static RequestVerdict? ReverseTunnel(in VisitorRequest request)
    {
        if (!request.Request.Bits.HasFlag(RegistrationBits.ReverseTunnel))
            return request.Settings.ReverseTunnel == ReverseTunnelPolicy.Mandatory && !request.Request.IsDeregistration
                ? RequestVerdict.Deny(ReplyCode.ReverseTunnelMandatoryAtForeignAgent)
                : null;
        if (request.Arrival.TimeToLive != byte.MaxValue)
            return RequestVerdict.Deny(ReplyCode.MobileNodeTooDistant);
        return request.Settings.ReverseTunnel == ReverseTunnelPolicy.None ? RequestVerdict.Deny(ReplyCode.ReverseTunnelUnavailableAtForeignAgent) : null;
    }

    // 19. Nodes in the list stay welcome; one that floods does not.
    private static RequestVerdict? Resources(in VisitorRequest request) =>
        !request.Request.IsDeregistration && (!request.HasRoomForNode || (!request.HasRoom && !request.IsListed))
            ? RequestVerdict.Deny(ReplyCode.ForeignAgentInsufficientResources)
            : null;
}
