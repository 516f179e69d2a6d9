namespace ProxyMip.Engine.Agents;

/// <summary>Why an agent dropped a message without a word. Each is counted; <see cref="DiscardReasons.Describe"/> says it in words.</summary>
public enum DiscardReason
{
    /// <summary>A type that is none of Mobile IP's, or one this agent has no use for.</summary>
    UnknownMessageType,

    /// <summary>Shorter than its fixed part.</summary>
    TooShort,

    /// <summary>An extension runs past the end of the datagram.</summary>
    TruncatedExtension,

    /// <summary>An unknown extension of type 0-127 (RFC 5944 §1.8).</summary>
    UnknownExtension,

    /// <summary>An authentication extension that cannot hold an SPI.</summary>
    MalformedAuthentication,

    /// <summary>A request without an authorization-enabling extension.</summary>
    NoAuthorization,

    /// <summary>No security association with the mobile node exists.</summary>
    UnknownNode,

    /// <summary>A Foreign-Home extension of a foreign agent no association exists with.</summary>
    UnknownForeignAgent,

    /// <summary>An authenticator is wrong, missing or doubled where no answer is allowed.</summary>
    AuthenticationFailed,

    /// <summary>A reply to no pending request.</summary>
    NoPendingRequest,

    /// <summary>A reply whose low 32 bits of Identification are not those of a pending request.</summary>
    IdentificationMismatch,

    /// <summary>A reply from another agent than the one asked.</summary>
    WrongSender,

    /// <summary>A challenge without a Mobile-Foreign or Mobile-AAA extension behind it (RFC 4721 §3.2).</summary>
    ChallengeWithoutProof,

    /// <summary>An answer was due, but the rate limit for this source or for all of them is used up.</summary>
    RateLimited,

    /// <summary>Too many requests wait for an association from the AAA servers.</summary>
    WaitingListFull,

    /// <summary>No AAA server answered in time.</summary>
    NoAssociationServer,

    /// <summary>A revocation or acknowledgement that repeats an earlier one or fits no binding.</summary>
    StaleRevocation,

    /// <summary>Sent to an address this agent does not serve on.</summary>
    NotAddressedHere,

    /// <summary>Claims an own address of this agent, or repeats a request of another station, which somebody plays back from the air.</summary>
    ConflictingStation,
}

/// <summary>Discard reasons in words.</summary>
public static class DiscardReasons
{
    /// <summary>A few words, such as <c>unknown message type</c>.</summary>
    public static string Describe(this DiscardReason reason) => reason switch
    {
        DiscardReason.UnknownMessageType => "unknown message type",
        DiscardReason.TooShort => "shorter than the fixed part",
        DiscardReason.TruncatedExtension => "truncated extension",
        DiscardReason.UnknownExtension => "unknown non-skippable extension",
        DiscardReason.MalformedAuthentication => "malformed authentication extension",
        DiscardReason.NoAuthorization => "no authorization-enabling extension",
        DiscardReason.UnknownNode => "no security association with this node",
        DiscardReason.UnknownForeignAgent => "no security association with this foreign agent",
        DiscardReason.AuthenticationFailed => "authentication failed",
        DiscardReason.NoPendingRequest => "no pending request",
        DiscardReason.IdentificationMismatch => "identification mismatch",
        DiscardReason.WrongSender => "not from the agent asked",
        DiscardReason.ChallengeWithoutProof => "challenge without authentication behind it",
        DiscardReason.RateLimited => "rate limit for answers",
        DiscardReason.WaitingListFull => "too many requests wait for an association",
        DiscardReason.NoAssociationServer => "no association server answered",
        DiscardReason.StaleRevocation => "stale or unmatched revocation",
        DiscardReason.NotAddressedHere => "not addressed to this agent",
        DiscardReason.ConflictingStation => "claims what belongs to another station",
        _ => throw new System.Diagnostics.UnreachableException($"No such reason: {reason}."),
    };
}
