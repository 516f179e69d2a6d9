using ProxyMip.Engine.Agents;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>
/// The ordered checks of RFC 5944 §3.8.2 and protocol reference 11.2, from 4 on; what comes before (octets, addressing) is settled when a
/// <see cref="RequestCase"/> exists. Pure: the first check that fails decides.
/// </summary>
internal static class HomeAgentChecks
{
    public static RequestVerdict Examine(in RequestCase request) =>
        Authorization(request)
        ?? Authentication(request)
        ?? Identification(request)
        ?? ForeignAgent(request)
        ?? Form(request)
        ?? Service(request)
        ?? Vendor(request)
        ?? (request.Request.IsDeregistration ? null : Tunnel(request) ?? Resources(request))
        ?? RequestVerdict.Accept;

    /// <summary>Whether a valid Foreign-Home extension vouches for the request, so that its sender is no stranger.</summary>
    public static bool IsVouchedForByForeignAgent(in RequestCase request) =>
        request.Parts.ForeignHomeCount == 1 && request.ForeignAgentAssociation is { } association && association.Verifies(request.Parts.ForeignHome);

    // 4 and 5: something must authorize the request, and somebody must be known to have made it. RFC 3344 answers where RFC 5944 is silent.
    private static RequestVerdict? Authorization(in RequestCase request)
    {
        if (request.Parts.PerNodeAuthentication is { } method)
        {
            if (request.Settings.ProxyAgents is not { } agents || method != PerNodeAuthenticationMethod.ForeignHomeAuthentication)
                return RequestVerdict.Deny(ReplyCode.ProxyRegistrationUnsupported);
            if (request.IsPerNode)
                return agents.Contains(request.Arrival.Source) ? null : RequestVerdict.Deny(ReplyCode.ProxyRegistrationDisallowed);
        }
        if (!request.Parts.IsAuthorized)
            return Silent(request, DiscardReason.NoAuthorization);
        return request.NodeAssociation is null && request.AaaAssociation is null ? Silent(request, DiscardReason.UnknownNode) : null;
    }

    // 6: every authorization-enabling extension there is must be right.
    private static RequestVerdict? Authentication(in RequestCase request)
    {
        if (request.IsPerNode)
            return IsVouchedForByForeignAgent(request) ? null : RequestVerdict.Deny(ReplyCode.ForeignAgentFailedAuthentication);
        if (request.Settings.Rfc3344Mode && request.Parts.MobileHomeCount + request.Parts.MobileAaaCount != 1)
            return RequestVerdict.Deny(ReplyCode.MobileNodeFailedAuthentication);
        foreach (var extension in request.Parts.Message.Extensions)
        {
            if (!AuthenticationExtension.TryRead(extension, out var authentication))
                continue;
            if (authentication.Type == ExtensionType.MobileHomeAuthentication
                && (request.NodeAssociation is not { } association || !association.Verifies(authentication)))
                return RequestVerdict.Deny(ReplyCode.MobileNodeFailedAuthentication);
            if (authentication.IsMobileAaa && !VerifiesAaa(request, authentication))
                return RequestVerdict.Deny(ReplyCode.MobileNodeFailedAaaAuthentication);
        }
        return null;
    }

    private static bool VerifiesAaa(in RequestCase request, in AuthenticationExtension extension)
    {
        if (request.AaaAssociation is not { } association || association.Spi != extension.Spi)
            return false;
        if (extension.Spi != ChapAuthenticator.ChapSpi)
            return new KeyedAssociation(association).Verifies(extension);
        ReadOnlySpan<byte> none = [0]; // RFC 4721 §8: without a challenge, one of a single zero octet
        return new ChapAuthenticator(association.Key).Verify(extension, request.Parts.HasChallenge ? request.Parts.Challenge : none);
    }

    // 7: replays. A network duplicate of what was just accepted gets its reply again, not a mismatch that could overtake it (D-14).
    private static RequestVerdict? Identification(in RequestCase request)
    {
        var association = request.NodeAssociation?.Association;
        var identification = request.Request.Identification;
        if (request.UsesNonces)
        {
            if (request.Node?.LastReplyIdentification is { } last && Identifications.NonceMatches(identification, last))
                return null;
            return IsDuplicate(request) ? RequestVerdict.Repeat : RequestVerdict.Deny(ReplyCode.IdentificationMismatch);
        }
        var now = NtpTimestamp.From(request.ArrivedAt.Wall);
        var tolerance = association?.Tolerance ?? request.Settings.Tolerance;
        return Identifications.Check(identification, now, tolerance, request.Node?.HighestIdentification) switch
        {
            TimestampVerdict.Valid => null,
            TimestampVerdict.NotNewer when IsDuplicate(request) => RequestVerdict.Repeat,
            _ => RequestVerdict.Deny(ReplyCode.IdentificationMismatch),
        };
    }

    private static bool IsDuplicate(in RequestCase request) =>
        request.Node?.LastAccepted is { } last
        && last.Source == request.Arrival.Source && last.SourcePort == request.Arrival.SourcePort
        && request.Arrival.Payload.Span.SequenceEqual(last.Request);

    // 8. A deregistration need not have extension 34, but one that is there must be right.
    private static RequestVerdict? ForeignAgent(in RequestCase request)
    {
        if (request.ForeignAgentAssociation is null)
            return request.Parts.ForeignHomeCount > 0 ? RequestVerdict.Discard(DiscardReason.UnknownForeignAgent) : null;
        if (request.Parts.ForeignHomeCount == 0 && request.Request.IsDeregistration)
            return null;
        return IsVouchedForByForeignAgent(request) ? null : RequestVerdict.Deny(ReplyCode.ForeignAgentFailedAuthentication);
    }

    // 9
    private static RequestVerdict? Form(in RequestCase request)
    {
        var bits = request.Request.Bits;
        var udpTunnelMisplaced = request.Parts.UdpTunnel is not null
            && bits.HasFlag(RegistrationBits.DecapsulationByMobileNode) == request.Parts.UdpTunnelBehindMobileHome;
        return request.Parts.IsPoorlyFormed || udpTunnelMisplaced || (bits.HasFlag(RegistrationBits.Reserved) && !request.Settings.LenientReservedBits)
            ? RequestVerdict.Deny(ReplyCode.PoorlyFormedRequest)
            : null;
    }

    // 10 and 11, and the hygiene of the care-of address.
    private static RequestVerdict? Service(in RequestCase request)
    {
        if (request.HomeAddress is not { } homeAddress || request.Network is null || !request.IsAllowed || request.Host.Owns(homeAddress))
            return RequestVerdict.Deny(ReplyCode.HomeAgentAdministrativelyProhibited);
        if (request.Request.IsDeregistration)
            return null;
        var careOfAddress = request.Request.CareOfAddress;
        if (!careOfAddress.IsUnicastHost || careOfAddress == homeAddress)
            return RequestVerdict.Deny(ReplyCode.PoorlyFormedRequest);
        return request.Host.Owns(careOfAddress) && !RequestRouting.IsFromOwnForeignAgent(request.Host, request.Arrival)
            ? RequestVerdict.Deny(ReplyCode.HomeAgentAdministrativelyProhibited)
            : null;
    }

    // 12: no vendor's critical extension is known here.
    private static RequestVerdict? Vendor(in RequestCase request)
    {
        if (request.Parts.CriticalVendorFromNode)
            return RequestVerdict.Deny(ReplyCode.CriticalVendorExtensionFromMobileNode);
        return request.Parts.CriticalVendorFromForeignAgent ? RequestVerdict.Deny(ReplyCode.CriticalVendorExtensionFromForeignAgent) : null;
    }

    // 13 to 15. A deregistration needs no tunnel, so none of this is asked of it.
    private static RequestVerdict? Tunnel(in RequestCase request)
    {
        var (bits, settings) = (request.Request.Bits, request.Settings);
        if ((bits.HasFlag(RegistrationBits.MinimalEncapsulation) && !settings.MinimalEncapsulation) || (request.Parts.WantsGre && !settings.Gre))
            return RequestVerdict.Deny(ReplyCode.EncapsulationUnavailable);
        // Behind an address translator (RFC 3519 §4.6) only UDP would pass, which is not offered here.
        if (request.Parts.UdpTunnel is not null && request.Arrival.Source != request.Request.CareOfAddress)
            return RequestVerdict.Deny(ReplyCode.UdpEncapsulationUnavailable);
        return (bits.HasFlag(RegistrationBits.ReverseTunnel), settings.ReverseTunnel) switch
        {
            (false, ReverseTunnelPolicy.Mandatory) => RequestVerdict.Deny(ReplyCode.ReverseTunnelMandatory),
            (true, ReverseTunnelPolicy.None) => RequestVerdict.Deny(ReplyCode.ReverseTunnelUnavailable),
            _ => null,
        };
    }

    // 16 and 17
    private static RequestVerdict? Resources(in RequestCase request)
    {
        var others = (request.Node?.Bindings.Length ?? 0) - (request.Node?.BindingOf(request.Request.CareOfAddress) is null ? 0 : 1);
        if (request.KeepsOthers && others >= request.Settings.MaximumBindingsPerNode)
            return RequestVerdict.Deny(ReplyCode.TooManySimultaneousBindings);
        return request.HasRoom ? null : RequestVerdict.Deny(ReplyCode.HomeAgentInsufficientResources);
    }

    private static RequestVerdict Silent(in RequestCase request, DiscardReason reason) => request.Settings.Rfc3344Mode
        ? RequestVerdict.Deny(ReplyCode.MobileNodeFailedAuthentication)
        : RequestVerdict.Discard(reason);
}
