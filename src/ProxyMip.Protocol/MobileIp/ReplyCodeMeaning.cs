namespace ProxyMip.Protocol.MobileIp;

/// <summary>Who sends a <see cref="ReplyCode"/>, and what it means in words.</summary>
public static class ReplyCodeMeaning
{
    /// <summary>The sender that the number belongs to.</summary>
    public static ReplyCodeOrigin Origin(this ReplyCode code) => (byte)code switch
    {
        <= 8 => ReplyCodeOrigin.Success,
        >= 64 and <= 127 or 194 => ReplyCodeOrigin.ForeignAgent, // 194 lies among the gateway's numbers, but a foreign agent sends it
        >= 128 and <= 192 => ReplyCodeOrigin.HomeAgent,
        >= 193 and <= 200 => ReplyCodeOrigin.GatewayForeignAgent,
        _ => ReplyCodeOrigin.Unassigned,
    };

    /// <summary>Whether the registration was accepted: code 0 or 1. The other numbers of the success range mean nothing yet.</summary>
    public static bool IsAccepted(this ReplyCode code) => code is ReplyCode.Accepted or ReplyCode.AcceptedWithoutSimultaneousBindings;

    /// <summary>Whether a home agent made the reply, so that it must carry a Mobile-Home authentication extension: 0, 1 and 128 to 192.</summary>
    public static bool IsFromHomeAgent(this ReplyCode code) => code.IsAccepted() || code.Origin() == ReplyCodeOrigin.HomeAgent;

    /// <summary>Whether a foreign agent made the reply, so that it carries no Mobile-Home authentication extension: 64 to 127 and 194.</summary>
    public static bool IsFromForeignAgent(this ReplyCode code) => code.Origin() == ReplyCodeOrigin.ForeignAgent;

    /// <summary>Whether a foreign agent may put the number into an FA Error extension (RFC 4636 §4 and, for 109, RFC 4721 §3.3).</summary>
    public static bool IsForeignAgentErrorStatus(this ReplyCode code) => code
        is ReplyCode.ForeignAgentUnspecified
        or ReplyCode.ForeignAgentAdministrativelyProhibited
        or ReplyCode.ForeignAgentInsufficientResources
        or ReplyCode.HomeAgentFailedAuthentication
        or ReplyCode.PoorlyFormedReply
        or ReplyCode.InvalidCareOfAddress
        or ReplyCode.RegistrationTimeout
        or ReplyCode.HomeAgentSentWrongChallenge;

    /// <summary>The meaning in a few words, such as <c>requested lifetime too long</c>; <c>unknown</c> for a number without a name.</summary>
    public static string Describe(this ReplyCode code) => code switch
    {
        ReplyCode.Accepted => "accepted",
        ReplyCode.AcceptedWithoutSimultaneousBindings => "accepted, but simultaneous bindings are not supported",
        ReplyCode.ForeignAgentUnspecified or ReplyCode.HomeAgentUnspecified => "reason unspecified",
        ReplyCode.ForeignAgentAdministrativelyProhibited or ReplyCode.HomeAgentAdministrativelyProhibited => "administratively prohibited",
        ReplyCode.ForeignAgentInsufficientResources or ReplyCode.HomeAgentInsufficientResources => "insufficient resources",
        ReplyCode.MobileNodeFailedAuthenticationAtForeignAgent or ReplyCode.MobileNodeFailedAuthentication => "mobile node failed authentication",
        ReplyCode.HomeAgentFailedAuthentication => "home agent failed authentication",
        ReplyCode.RequestedLifetimeTooLong => "requested lifetime too long",
        ReplyCode.PoorlyFormedRequestAtForeignAgent or ReplyCode.PoorlyFormedRequest => "poorly formed request",
        ReplyCode.PoorlyFormedReply => "poorly formed reply",
        ReplyCode.EncapsulationUnavailableAtForeignAgent or ReplyCode.EncapsulationUnavailable => "requested encapsulation unavailable",
        ReplyCode.CompressionUnavailable => "reserved; was header compression unavailable",
        ReplyCode.ReverseTunnelUnavailableAtForeignAgent or ReplyCode.ReverseTunnelUnavailable => "reverse tunnel unavailable",
        ReplyCode.ReverseTunnelMandatoryAtForeignAgent or ReplyCode.ReverseTunnelMandatory => "reverse tunnel mandatory and T not set",
        ReplyCode.MobileNodeTooDistant => "mobile node too distant",
        ReplyCode.InvalidCareOfAddress => "invalid care-of address",
        ReplyCode.RegistrationTimeout => "registration timeout",
        ReplyCode.DeliveryStyleNotSupported => "delivery style not supported",
        ReplyCode.HomeNetworkUnreachable => "home network unreachable",
        ReplyCode.HomeAgentHostUnreachable => "home agent host unreachable",
        ReplyCode.HomeAgentPortUnreachable => "home agent port unreachable",
        ReplyCode.HomeAgentUnreachable => "home agent unreachable",
        ReplyCode.ForeignAgentVendorSpecific => "vendor-specific reason",
        ReplyCode.NonZeroHomeAgentAddressRequired => "non-zero home agent address required",
        ReplyCode.NonZeroHomeAddressRequired => "non-zero home address required",
        ReplyCode.MissingNai => "NAI missing in the reply of the home agent",
        ReplyCode.MissingHomeAgent => "home agent missing in the reply of the home agent",
        ReplyCode.MissingHomeAddress => "home address missing in the reply of the home agent",
        ReplyCode.CriticalVendorExtensionFromMobileNodeAtForeignAgent
            or ReplyCode.CriticalVendorExtensionFromMobileNode => "critical vendor extension of the mobile node not understood",
        ReplyCode.CriticalVendorExtensionFromHomeAgent => "critical vendor extension of the home agent not understood",
        ReplyCode.UnknownChallenge => "unknown challenge",
        ReplyCode.MissingChallenge => "missing challenge",
        ReplyCode.StaleChallenge => "stale challenge",
        ReplyCode.MissingKeyNonce => "key generation nonce missing",
        ReplyCode.MobileNodeFailedAaaAuthenticationAtForeignAgent or ReplyCode.MobileNodeFailedAaaAuthentication => "mobile node failed AAA authentication",
        ReplyCode.HomeAgentSentWrongChallenge => "home agent sent a wrong challenge",
        ReplyCode.RegionalRegistration110
            or ReplyCode.RegionalRegistration111
            or ReplyCode.RegionalRegistration112
            or ReplyCode.RegionalRegistration113
            or ReplyCode.RegionalRegistration114
            or ReplyCode.RegionalRegistration115 => "regional registration failed",
        ReplyCode.ForeignAgentExperimental or ReplyCode.HomeAgentExperimental => "experimental",
        ReplyCode.ForeignAgentFailedAuthentication => "foreign agent failed authentication",
        ReplyCode.IdentificationMismatch => "registration Identification mismatch",
        ReplyCode.TooManySimultaneousBindings => "too many simultaneous bindings",
        ReplyCode.UnknownHomeAgentAddress => "unknown home agent address",
        ReplyCode.CriticalVendorExtensionFromForeignAgent => "critical vendor extension of the foreign agent not understood",
        ReplyCode.UdpEncapsulationUnavailable => "requested UDP tunnel encapsulation unavailable",
        ReplyCode.RedirectedHomeAgent => "register with the redirected home agent",
        ReplyCode.ZeroCareOfAddressUnsupported => "zero care-of address not supported",
        ReplyCode.DynamicGatewayForeignAgentUnsupported => "dynamic gateway foreign agent not supported",
        ReplyCode.MobileNetwork147 or ReplyCode.MobileNetwork148 => "mobile network refused",
        ReplyCode.ProxyRegistrationUnsupported => "proxy registration not supported",
        ReplyCode.ProxyRegistrationDisallowed => "proxy registration not allowed for this agent",
        ReplyCode.ServiceAuthorizationFailed => "service authorization failed",
        ReplyCode.NoHomeRegistration => "no home registration at the gateway foreign agent",
        ReplyCode.InvalidHomeAgentAddress => "invalid home agent address",
        _ => "unknown",
    };
}
