namespace ProxyMip.Protocol.Radius;

/// <summary>What became of a packet; everything but <see cref="Accepted"/> is a silent discard.</summary>
public enum RadiusVerdict
{
    /// <summary>All checks passed.</summary>
    Accepted,

    /// <summary>The datagram is shorter than its length field, or that is outside 20 to 4096 (RFC 2865 §3).</summary>
    Length,

    /// <summary>An attribute has a length below two or runs past the end (RFC 2865 §5).</summary>
    AttributeLength,

    /// <summary>A code that does not answer, or is not, the request in question (RFC 2865 §3).</summary>
    UnexpectedCode,

    /// <summary>Nobody waits for this identifier.</summary>
    Identifier,

    /// <summary>The Response Authenticator does not verify: another secret, another request, or forged.</summary>
    ResponseAuthenticator,

    /// <summary>The authenticator of an Accounting-Request does not verify (RFC 2866 §3).</summary>
    RequestAuthenticator,

    /// <summary>The Message-Authenticator is wrong (RFC 2869 §5.14).</summary>
    MessageAuthenticator,

    /// <summary>The Message-Authenticator is missing where it is required.</summary>
    MessageAuthenticatorMissing,

    /// <summary>An Access-Request without exactly one of User-Password, CHAP-Password, State or EAP-Message (RFC 2865 §4.1).</summary>
    Credentials,

    /// <summary>Neither NAS-IP-Address nor NAS-Identifier (RFC 2865 §4.1).</summary>
    NasIdentity,

    /// <summary>An accounting request that carries a password, a State or a Reply-Message (RFC 2866 §4.1).</summary>
    ForbiddenAttribute,

    /// <summary>An accounting request without Acct-Status-Type or Acct-Session-Id (RFC 2866 §5.13).</summary>
    AccountingAttributes,
}
