namespace ProxyMip.Protocol.Radius;

/// <summary>The first octet of a RADIUS packet (RFC 2865 §3, RFC 2866 §3). Numbers without a name survive a round trip.</summary>
public enum RadiusCode : byte
{
    /// <summary>Asks to let a user in, or for what is stored under a user's name.</summary>
    AccessRequest = 1,

    /// <summary>Yes, with reply attributes.</summary>
    AccessAccept = 2,

    /// <summary>No. Final: not a failure of the server.</summary>
    AccessReject = 3,

    /// <summary>Reports the start, course or end of a service (RFC 2866).</summary>
    AccountingRequest = 4,

    /// <summary>The report is recorded (RFC 2866).</summary>
    AccountingResponse = 5,

    /// <summary>Wants more from the user; a Reject for who cannot answer (RFC 2865 §4.4).</summary>
    AccessChallenge = 11,

    /// <summary>Asks whether the server lives (RFC 5997); never sent by us.</summary>
    StatusServer = 12,
}
