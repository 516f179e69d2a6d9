namespace ProxyMip.Protocol.MobileIp;

/// <summary>The flags of a Registration Revocation, RFC 3543 §3.3.</summary>
[Flags]
public enum RevocationBits : ushort
{
    /// <summary>No bit: a foreign agent revokes.</summary>
    None = 0,

    /// <summary>A: the sender acts as home agent of the binding.</summary>
    SenderIsHomeAgent = 0x8000,

    /// <summary>I: the receiver should tell the mobile node.</summary>
    InformMobileNode = 0x4000,

    /// <summary>Every bit a sender may set; the others are passed over on reception.</summary>
    Defined = SenderIsHomeAgent | InformMobileNode,
}
