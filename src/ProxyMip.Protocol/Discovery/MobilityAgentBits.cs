namespace ProxyMip.Protocol.Discovery;

/// <summary>Flags of the mobility agent advertisement extension (RFC 5944 §2.1.1), in wire order from the top bit.</summary>
[Flags]
public enum MobilityAgentBits : ushort
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>R: registration with a foreign agent is required.</summary>
    RegistrationRequired = 0x8000,

    /// <summary>B: busy, takes no new registrations.</summary>
    Busy = 0x4000,

    /// <summary>H: home agent on this link.</summary>
    HomeAgent = 0x2000,

    /// <summary>F: foreign agent on this link.</summary>
    ForeignAgent = 0x1000,

    /// <summary>M: receives minimal encapsulation (RFC 2004).</summary>
    MinimalEncapsulation = 0x0800,

    /// <summary>G: receives GRE (RFC 2784).</summary>
    Gre = 0x0400,

    /// <summary>r: was Van Jacobson compression; sent as zero, ignored on receipt.</summary>
    Reserved = 0x0200,

    /// <summary>T: reverse tunnelling (RFC 3024).</summary>
    ReverseTunnel = 0x0100,

    /// <summary>U: UDP tunnelling (RFC 3519).</summary>
    UdpTunnel = 0x0080,

    /// <summary>X: registration revocation (RFC 3543).</summary>
    Revocation = 0x0040,

    /// <summary>I: regional registration (RFC 4857).</summary>
    RegionalRegistration = 0x0020,

    /// <summary>Every flag with a meaning today; the rest is ignored on receipt.</summary>
    Defined = RegistrationRequired | Busy | HomeAgent | ForeignAgent | MinimalEncapsulation | Gre | ReverseTunnel | UdpTunnel | Revocation | RegionalRegistration,
}
