namespace ProxyMip.Protocol.Radius;

/// <summary>
/// What is asked of the Message-Authenticator in the answers of a server (protocol reference 16.2, CVE-2024-3596). One that is present is verified in
/// every mode.
/// </summary>
public enum MessageAuthenticatorMode
{
    /// <summary>Every Accept, Reject and Challenge must carry it: the default.</summary>
    Require,

    /// <summary>Required from the first answer on that carried one.</summary>
    Auto,

    /// <summary>May be missing: servers from before July 2024.</summary>
    AcceptMissing,
}

/// <summary>The mode configured for a server and what its answers have shown so far.</summary>
/// <param name="Mode">As configured.</param>
/// <param name="Seen">Whether an answer of this server carried a valid Message-Authenticator.</param>
public readonly record struct MessageAuthenticatorPolicy(MessageAuthenticatorMode Mode, bool Seen = false)
{
    /// <summary>Whether an answer without one is discarded.</summary>
    public bool IsRequired => Mode switch
    {
        MessageAuthenticatorMode.Require => true,
        MessageAuthenticatorMode.Auto => Seen,
        MessageAuthenticatorMode.AcceptMissing => false,
        _ => true,
    };

    /// <summary>The policy after a response that was accepted.</summary>
    public MessageAuthenticatorPolicy After(in RadiusPacket accepted) =>
        Seen || accepted.Count(RadiusAttributeType.MessageAuthenticator) == 0 ? this : this with { Seen = true };
}
