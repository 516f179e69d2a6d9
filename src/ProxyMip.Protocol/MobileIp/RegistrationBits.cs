namespace ProxyMip.Protocol.MobileIp;

/// <summary>The flag octet of a Registration Request, RFC 5944 §3.3, most significant bit first.</summary>
[Flags]
public enum RegistrationBits : byte
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>S: keep the other bindings of this node.</summary>
    SimultaneousBindings = 0x80,

    /// <summary>B: tunnel the broadcasts of the home network too.</summary>
    BroadcastDatagrams = 0x40,

    /// <summary>D: the node takes packets out of the tunnel itself, so its care-of address is co-located.</summary>
    DecapsulationByMobileNode = 0x20,

    /// <summary>M: use minimal encapsulation (RFC 2004).</summary>
    MinimalEncapsulation = 0x10,

    /// <summary>G: use GRE (RFC 2784).</summary>
    Gre = 0x08,

    /// <summary>T: tunnel in the reverse direction too (RFC 3024 §3.2).</summary>
    ReverseTunnel = 0x02,

    /// <summary>x: reserved. Never sent; an agent refuses a request that has it, unless told to be lenient (decision D-03).</summary>
    Reserved = 0x01,

    /// <summary>Every bit a sender may set. The bit called r (0x04) is not in it: never sent, and passed over on reception.</summary>
    Defined = SimultaneousBindings | BroadcastDatagrams | DecapsulationByMobileNode | MinimalEncapsulation | Gre | ReverseTunnel,
}
