namespace ProxyMip.Protocol.Discovery;

/// <summary>The flags of a Mobility Agent Advertisement extension, RFC 5944 §2.1.1, most significant bit first: R B H F M G r T U X I.</summary>
[Flags]
public enum MobilityAgentBits : ushort
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>R: register with a foreign agent here even with a co-located care-of address.</summary>
    RegistrationRequired = 0x8000,

    /// <summary>B: busy, no new registrations; those that run go on.</summary>
    Busy = 0x4000,

    /// <summary>H: serves as home agent on this link.</summary>
    HomeAgent = 0x2000,

    /// <summary>F: serves as foreign agent on this link.</summary>
    ForeignAgent = 0x1000,

    /// <summary>M: takes minimal encapsulation (RFC 2004).</summary>
    MinimalEncapsulation = 0x0800,

    /// <summary>G: takes GRE (RFC 2784).</summary>
    Gre = 0x0400,

    /// <summary>T: reverse tunnelling (RFC 3024 §3.1).</summary>
    ReverseTunnel = 0x0100,

    /// <summary>U: UDP tunnelling (RFC 3519 §3.4).</summary>
    UdpTunnel = 0x0080,

    /// <summary>X: registration revocation (RFC 3543 §3.1).</summary>
    Revocation = 0x0040,

    /// <summary>I: regional registration (RFC 4857).</summary>
    RegionalRegistration = 0x0020,

    /// <summary>Every bit a sender may set. The bit called r (0x0200) and the reserved ones are never sent, and are passed over on reception.</summary>
    Defined = RegistrationRequired | Busy | HomeAgent | ForeignAgent | MinimalEncapsulation | Gre | ReverseTunnel | UdpTunnel | Revocation
        | RegionalRegistration,
}
