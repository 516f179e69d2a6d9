namespace ProxyMip.Protocol.Tunnels;

/// <summary>The two bits of explicit congestion notification (RFC 3168 §5).</summary>
public enum Ecn : byte
{
    /// <summary>The transport does not understand congestion marks.</summary>
    NotEct = 0,

    /// <summary>Capable transport, second code point.</summary>
    Ect1 = 1,

    /// <summary>Capable transport, first code point.</summary>
    Ect0 = 2,

    /// <summary>Congestion experienced.</summary>
    Ce = 3,
}
