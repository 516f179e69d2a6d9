using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>What the proxy does about every reply code that is not an acceptance (protocol reference section 8).</summary>
public static class DenialRules
{
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(300);

    /// <summary>The reaction to a denial.</summary>
    /// <param name="denial">What came.</param>
    /// <param name="asked">The request it answers.</param>
    /// <param name="made">What was conceded before.</param>
    /// <param name="settings">What may be conceded.</param>
    public static DenialReaction React(Denial denial, PendingRequest asked, Concessions made, AccessPointSettings settings) => denial.Code switch
    {
        ReplyCode.ForeignAgentAdministrativelyProhibited => new(DenialStep.NextForeignAgent, s_long),
        ReplyCode.MobileNodeFailedAuthenticationAtForeignAgent or ReplyCode.MobileNodeFailedAaaAuthenticationAtForeignAgent =>
            new(DenialStep.RenewAssociation, null),
        ReplyCode.HomeAgentFailedAuthentication => new(DenialStep.Hold, s_short),
        ReplyCode.RequestedLifetimeTooLong => Shorten(denial, asked, made),
        ReplyCode.PoorlyFormedRequestAtForeignAgent => Simplify(asked, made, settings, new(DenialStep.NextForeignAgent, s_short)),
        ReplyCode.PoorlyFormedReply => new(DenialStep.Hold, s_short),
        ReplyCode.EncapsulationUnavailableAtForeignAgent => WithoutEncapsulation(asked, made, new(DenialStep.NextForeignAgent, s_short)),
        ReplyCode.ReverseTunnelUnavailableAtForeignAgent => WithoutReverseTunnel(asked, made, settings, new(DenialStep.NextForeignAgent, s_long)),
        ReplyCode.ReverseTunnelMandatoryAtForeignAgent => WithReverseTunnel(asked, made, new(DenialStep.NextForeignAgent, s_long)),
        ReplyCode.MobileNodeTooDistant => new(DenialStep.Hold, s_long), // the wire changed our TTL: somebody has to look
        ReplyCode.InvalidCareOfAddress => new(DenialStep.NextCareOfAddress, s_short) { Solicit = true },
        ReplyCode.RegistrationTimeout => new(DenialStep.KeepRepeating, s_short),
        ReplyCode.ForeignAgentVendorSpecific => new(DenialStep.NextForeignAgent, s_short),
        ReplyCode.NonZeroHomeAgentAddressRequired => new(DenialStep.NextHomeAgent, s_short),
        >= ReplyCode.HomeNetworkUnreachable and <= (ReplyCode)95 => new(DenialStep.NextHomeAgent, s_short) { Otherwise = DenialStep.KeepRepeating },
        ReplyCode.MissingNai or ReplyCode.MissingHomeAgent or ReplyCode.MissingHomeAddress => new(DenialStep.Hold, s_short),
        ReplyCode.CriticalVendorExtensionFromMobileNodeAtForeignAgent or ReplyCode.CriticalVendorExtensionFromHomeAgent =>
            WithoutOptions(asked, made, new(DenialStep.NextForeignAgent, s_short)),
        ReplyCode.UnknownChallenge or ReplyCode.MissingChallenge or ReplyCode.StaleChallenge => new(DenialStep.NewChallenge, s_short) { Solicit = true },
        ReplyCode.MissingKeyNonce => new(DenialStep.NextForeignAgent, s_long),
        ReplyCode.HomeAgentSentWrongChallenge => new(DenialStep.Hold, s_short),
        ReplyCode.HomeAgentAdministrativelyProhibited or ReplyCode.ServiceAuthorizationFailed => new(DenialStep.Hold, s_long),
        ReplyCode.MobileNodeFailedAuthentication or ReplyCode.MobileNodeFailedAaaAuthentication =>
            new(DenialStep.RenewAssociation, s_short) { Doubling = true },
        ReplyCode.ForeignAgentFailedAuthentication => new(DenialStep.NextForeignAgent, s_short),
        ReplyCode.IdentificationMismatch => new(DenialStep.Resynchronise, s_short),
        ReplyCode.PoorlyFormedRequest => Simplify(asked, made, settings, new(DenialStep.Hold, s_short)),
        ReplyCode.UnknownHomeAgentAddress => Redirect(denial.HomeAgent, asked, made),
        ReplyCode.RedirectedHomeAgent => Redirect(denial.RedirectedTo, asked, made),
        ReplyCode.ReverseTunnelUnavailable => WithoutReverseTunnel(asked, made, settings, new(DenialStep.Hold, s_long)),
        ReplyCode.ReverseTunnelMandatory => WithReverseTunnel(asked, made, new(DenialStep.Hold, s_long)),
        ReplyCode.EncapsulationUnavailable => WithoutEncapsulation(asked, made, new(DenialStep.Hold, s_short)),
        ReplyCode.CriticalVendorExtensionFromMobileNode => WithoutOptions(asked, made, new(DenialStep.Hold, s_short)),
        ReplyCode.CriticalVendorExtensionFromForeignAgent => new(DenialStep.NextForeignAgent, s_short),
        ReplyCode.ProxyRegistrationUnsupported when asked.ProxyExtensions => new(DenialStep.SendAgain, s_short) { WithoutProxyExtensions = true },
        ReplyCode.ProxyRegistrationDisallowed => new(DenialStep.NextHomeAgent, null),
        ReplyCode.InvalidHomeAgentAddress => new(DenialStep.NextHomeAgent, s_short) { RefreshMap = true },
        _ when denial.Code.IsFromHomeAgent() => new(DenialStep.Hold, s_short),
        _ => new(DenialStep.NextForeignAgent, s_short), // 64 and everything that means no more than that
    };

    private static DenialReaction Again(Concessions made) => new(DenialStep.SendAgain, s_short) { Concessions = made };

    private static DenialReaction Shorten(Denial denial, PendingRequest asked, Concessions made) =>
        denial.Lifetime.IsZero || denial.Lifetime >= asked.Lifetime
            ? new(DenialStep.NextForeignAgent, s_short)
            : Again(made with { LifetimeLimit = denial.Lifetime });

    private static DenialReaction WithoutReverseTunnel(PendingRequest asked, Concessions made, AccessPointSettings settings, DenialReaction otherwise) =>
        asked.Bits.HasFlag(RegistrationBits.ReverseTunnel) && settings.ReverseTunnelOptional && !made.WithReverseTunnel
            ? Again(made with { WithoutReverseTunnel = true })
            : otherwise;

    private static DenialReaction WithReverseTunnel(PendingRequest asked, Concessions made, DenialReaction otherwise) =>
        asked.Bits.HasFlag(RegistrationBits.ReverseTunnel) || made.WithoutReverseTunnel ? otherwise : Again(made with { WithReverseTunnel = true });

    private static DenialReaction WithoutEncapsulation(PendingRequest asked, Concessions made, DenialReaction otherwise) =>
        (asked.Bits & (RegistrationBits.Gre | RegistrationBits.MinimalEncapsulation)) != 0
            ? Again(made with { WithoutEncapsulation = true })
            : otherwise;

    private static DenialReaction WithoutOptions(PendingRequest asked, Concessions made, DenialReaction otherwise) =>
        asked.ProxyExtensions || asked.Nai is not null ? Again(made with { WithoutOptions = true }) : otherwise;

    // 70 and 134 are what agents without reverse tunnelling may answer to the T bit (RFC 3024 §3.4), and old ones to extensions they dislike.
    private static DenialReaction Simplify(PendingRequest asked, Concessions made, AccessPointSettings settings, DenialReaction otherwise) =>
        WithoutReverseTunnel(asked, made, settings, WithoutOptions(asked, made, otherwise));

    private static DenialReaction Redirect(Ipv4Address? homeAgent, PendingRequest asked, Concessions made) =>
        homeAgent is { IsUnicastHost: true } other && other != asked.HomeAgent && made.HomeAgent is null
            ? Again(made with { HomeAgent = other })
            : new(DenialStep.NextHomeAgent, s_short);
}
