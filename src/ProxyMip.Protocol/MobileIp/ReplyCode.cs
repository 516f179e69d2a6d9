namespace ProxyMip.Protocol.MobileIp;

/// <summary>
/// The Code of a Registration Reply, RFC 5944 §3.4 and the RFCs named at each value. Who may send a number follows from its range, see
/// <see cref="ReplyCodeMeaning.Origin"/>. A number without a name here is kept as it came.
/// </summary>
public enum ReplyCode : byte
{
    /// <summary>Home agent: accepted (RFC 5944).</summary>
    Accepted = 0,

    /// <summary>Home agent: accepted, but simultaneous bindings are not supported (RFC 5944).</summary>
    AcceptedWithoutSimultaneousBindings = 1,

    /// <summary>Foreign agent: reason unspecified (RFC 5944).</summary>
    ForeignAgentUnspecified = 64,

    /// <summary>Foreign agent: administratively prohibited; RFC 5563 names this number for a denial by a home agent too (RFC 5944).</summary>
    ForeignAgentAdministrativelyProhibited = 65,

    /// <summary>Foreign agent: insufficient resources (RFC 5944).</summary>
    ForeignAgentInsufficientResources = 66,

    /// <summary>Foreign agent: mobile node failed authentication (RFC 5944).</summary>
    MobileNodeFailedAuthenticationAtForeignAgent = 67,

    /// <summary>Foreign agent: home agent failed authentication (RFC 5944).</summary>
    HomeAgentFailedAuthentication = 68,

    /// <summary>Foreign agent: requested lifetime too long; the Lifetime field holds the longest one the agent takes (RFC 5944).</summary>
    RequestedLifetimeTooLong = 69,

    /// <summary>Foreign agent: poorly formed request (RFC 5944).</summary>
    PoorlyFormedRequestAtForeignAgent = 70,

    /// <summary>Foreign agent: poorly formed reply (RFC 5944).</summary>
    PoorlyFormedReply = 71,

    /// <summary>Foreign agent: requested encapsulation unavailable (RFC 5944).</summary>
    EncapsulationUnavailableAtForeignAgent = 72,

    /// <summary>Foreign agent: reserved; was header compression unavailable (RFC 2002).</summary>
    CompressionUnavailable = 73,

    /// <summary>Foreign agent: reverse tunnel unavailable (RFC 3024).</summary>
    ReverseTunnelUnavailableAtForeignAgent = 74,

    /// <summary>Foreign agent: reverse tunnel mandatory and T not set (RFC 3024).</summary>
    ReverseTunnelMandatoryAtForeignAgent = 75,

    /// <summary>Foreign agent: mobile node too distant; the IP TTL was not 255 (RFC 3024).</summary>
    MobileNodeTooDistant = 76,

    /// <summary>Foreign agent: invalid care-of address (RFC 5944).</summary>
    InvalidCareOfAddress = 77,

    /// <summary>Foreign agent: registration timeout (RFC 5944).</summary>
    RegistrationTimeout = 78,

    /// <summary>Foreign agent: delivery style not supported (RFC 3024).</summary>
    DeliveryStyleNotSupported = 79,

    /// <summary>Foreign agent: home network unreachable; ICMP said so (RFC 5944).</summary>
    HomeNetworkUnreachable = 80,

    /// <summary>Foreign agent: home agent host unreachable; ICMP said so (RFC 5944).</summary>
    HomeAgentHostUnreachable = 81,

    /// <summary>Foreign agent: home agent port unreachable; ICMP said so (RFC 5944).</summary>
    HomeAgentPortUnreachable = 82,

    /// <summary>Foreign agent: home agent unreachable; another ICMP error (RFC 5944).</summary>
    HomeAgentUnreachable = 88,

    /// <summary>Foreign agent: vendor-specific reason (IANA).</summary>
    ForeignAgentVendorSpecific = 89,

    /// <summary>Foreign agent: non-zero home agent address required (RFC 4433).</summary>
    NonZeroHomeAgentAddressRequired = 90,

    /// <summary>Foreign agent: non-zero home address required (RFC 2794).</summary>
    NonZeroHomeAddressRequired = 96,

    /// <summary>Foreign agent: NAI missing in the reply of the home agent (RFC 2794).</summary>
    MissingNai = 97,

    /// <summary>Foreign agent: home agent missing in the reply of the home agent (RFC 2794).</summary>
    MissingHomeAgent = 98,

    /// <summary>Foreign agent: home address missing in the reply of the home agent (RFC 2794).</summary>
    MissingHomeAddress = 99,

    /// <summary>Foreign agent: critical vendor extension of the mobile node not understood (RFC 3115).</summary>
    CriticalVendorExtensionFromMobileNodeAtForeignAgent = 100,

    /// <summary>Foreign agent: critical vendor extension of the home agent not understood (RFC 3115).</summary>
    CriticalVendorExtensionFromHomeAgent = 101,

    /// <summary>Foreign agent: unknown challenge (RFC 4721).</summary>
    UnknownChallenge = 104,

    /// <summary>Foreign agent: missing challenge (RFC 4721).</summary>
    MissingChallenge = 105,

    /// <summary>Foreign agent: stale challenge (RFC 4721).</summary>
    StaleChallenge = 106,

    /// <summary>Foreign agent: key generation nonce missing (RFC 3957).</summary>
    MissingKeyNonce = 107,

    /// <summary>Foreign agent: mobile node failed AAA authentication (RFC 4721).</summary>
    MobileNodeFailedAaaAuthenticationAtForeignAgent = 108,

    /// <summary>Foreign agent: home agent sent a wrong challenge (RFC 4721).</summary>
    HomeAgentSentWrongChallenge = 109,

    /// <summary>Foreign agent: regional registration failed (RFC 4857).</summary>
    RegionalRegistration110 = 110,

    /// <summary>Foreign agent: regional registration failed (RFC 4857).</summary>
    RegionalRegistration111 = 111,

    /// <summary>Foreign agent: regional registration failed (RFC 4857).</summary>
    RegionalRegistration112 = 112,

    /// <summary>Foreign agent: regional registration failed (RFC 4857).</summary>
    RegionalRegistration113 = 113,

    /// <summary>Foreign agent: regional registration failed (RFC 4857).</summary>
    RegionalRegistration114 = 114,

    /// <summary>Foreign agent: regional registration failed (RFC 4857).</summary>
    RegionalRegistration115 = 115,

    /// <summary>Foreign agent: experimental (RFC 4064).</summary>
    ForeignAgentExperimental = 127,

    /// <summary>Home agent: reason unspecified (RFC 5944).</summary>
    HomeAgentUnspecified = 128,

    /// <summary>Home agent: administratively prohibited (RFC 5944).</summary>
    HomeAgentAdministrativelyProhibited = 129,

    /// <summary>Home agent: insufficient resources (RFC 5944).</summary>
    HomeAgentInsufficientResources = 130,

    /// <summary>Home agent: mobile node failed authentication (RFC 5944).</summary>
    MobileNodeFailedAuthentication = 131,

    /// <summary>Home agent: foreign agent failed authentication (RFC 5944).</summary>
    ForeignAgentFailedAuthentication = 132,

    /// <summary>Home agent: registration Identification mismatch; the Identification field tells how to go on (§5.7) (RFC 5944).</summary>
    IdentificationMismatch = 133,

    /// <summary>Home agent: poorly formed request (RFC 5944).</summary>
    PoorlyFormedRequest = 134,

    /// <summary>Home agent: too many simultaneous bindings (RFC 5944).</summary>
    TooManySimultaneousBindings = 135,

    /// <summary>Home agent: unknown home agent address; the Home Agent field holds the one to use; foreign agents of RFC 3344 send it in place of 194 (RFC 5944).</summary>
    UnknownHomeAgentAddress = 136,

    /// <summary>Home agent: reverse tunnel unavailable (RFC 3024).</summary>
    ReverseTunnelUnavailable = 137,

    /// <summary>Home agent: reverse tunnel mandatory and T not set (RFC 3024).</summary>
    ReverseTunnelMandatory = 138,

    /// <summary>Home agent: requested encapsulation unavailable (RFC 3024).</summary>
    EncapsulationUnavailable = 139,

    /// <summary>Home agent: critical vendor extension of the mobile node not understood (RFC 3115).</summary>
    CriticalVendorExtensionFromMobileNode = 140,

    /// <summary>Home agent: critical vendor extension of the foreign agent not understood (RFC 3115).</summary>
    CriticalVendorExtensionFromForeignAgent = 141,

    /// <summary>Home agent: requested UDP tunnel encapsulation unavailable (RFC 3519).</summary>
    UdpEncapsulationUnavailable = 142,

    /// <summary>Home agent: register with the redirected home agent; extension 139 names it (RFC 4433).</summary>
    RedirectedHomeAgent = 143,

    /// <summary>Home agent: mobile node failed AAA authentication (RFC 4721).</summary>
    MobileNodeFailedAaaAuthentication = 144,

    /// <summary>Home agent: zero care-of address not supported (RFC 4857).</summary>
    ZeroCareOfAddressUnsupported = 145,

    /// <summary>Home agent: dynamic gateway foreign agent not supported (RFC 4857).</summary>
    DynamicGatewayForeignAgentUnsupported = 146,

    /// <summary>Home agent: mobile network refused (RFC 5177).</summary>
    MobileNetwork147 = 147,

    /// <summary>Home agent: mobile network refused (RFC 5177).</summary>
    MobileNetwork148 = 148,

    /// <summary>Home agent: proxy registration not supported (RFC 5563).</summary>
    ProxyRegistrationUnsupported = 149,

    /// <summary>Home agent: proxy registration not allowed for this agent (RFC 5563).</summary>
    ProxyRegistrationDisallowed = 150,

    /// <summary>Home agent: service authorization failed (RFC 5446).</summary>
    ServiceAuthorizationFailed = 151,

    /// <summary>Home agent: experimental (RFC 4064).</summary>
    HomeAgentExperimental = 192,

    /// <summary>Gateway foreign agent: no home registration at the gateway foreign agent (RFC 4857).</summary>
    NoHomeRegistration = 193,

    /// <summary>Foreign agent: invalid home agent address; a foreign agent sends it: the Home Agent field names one of its own interfaces (RFC 5944).</summary>
    InvalidHomeAgentAddress = 194,
}
