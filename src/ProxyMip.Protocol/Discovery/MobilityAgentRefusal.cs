namespace ProxyMip.Protocol.Discovery;

/// <summary>Why an agent must not send what it is told to advertise, RFC 5944 §2.1.1.</summary>
public enum MobilityAgentRefusal
{
    /// <summary>It may.</summary>
    None,

    /// <summary>At least one of H and F must be set.</summary>
    NeitherHomeNorForeignAgent,

    /// <summary>F needs at least one care-of address.</summary>
    ForeignAgentWithoutCareOfAddress,

    /// <summary>B goes only with F.</summary>
    BusyWithoutForeignAgent,

    /// <summary>R goes only with F.</summary>
    RegistrationRequiredWithoutForeignAgent,

    /// <summary>The length of the extension counts at most 62 care-of addresses.</summary>
    TooManyCareOfAddresses,
}
