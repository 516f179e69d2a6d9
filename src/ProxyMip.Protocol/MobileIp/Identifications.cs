using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>The rules for the 64-bit Identification field: matching and replay protection, RFC 5944 §5.7.</summary>
public static class Identifications
{
    /// <summary>The tolerance of a home agent that is told nothing else: 7 s either way.</summary>
    public static readonly TimeSpan DefaultTolerance = TimeSpan.FromSeconds(7);

    /// <summary>Whether a reply answers a request: their low 32 bits are equal.</summary>
    public static bool Match(ulong request, ulong reply) => Words.Low(request) == Words.Low(reply);

    /// <summary>
    /// The Identification of a new request or retransmission under timestamps: the time, but always later than every one before.
    /// </summary>
    /// <param name="now">The time as the home agent counts it: own NTP time plus the offset kept for that agent.</param>
    /// <param name="last">The latest one sent for this node; null if none was.</param>
    public static ulong Next(ulong now, ulong? last) =>
        last is not { } before || NtpTimestamp.IsLater(now, before) ? now : unchecked(before + 1);

    /// <summary>What a home agent thinks of a timestamp.</summary>
    /// <param name="identification">The Identification of the request.</param>
    /// <param name="now">The home agent's own NTP time.</param>
    /// <param name="tolerance">How far off it may be either way, the limit included.</param>
    /// <param name="lastAccepted">The latest Identification accepted from this node; null if none was.</param>
    public static TimestampVerdict Check(ulong identification, ulong now, TimeSpan tolerance, ulong? lastAccepted)
    {
        if (NtpTimestamp.Difference(identification, now).Duration() > tolerance)
            return TimestampVerdict.OutsideTolerance;
        return lastAccepted is { } last && !NtpTimestamp.IsLater(identification, last)
            ? TimestampVerdict.NotNewer
            : TimestampVerdict.Valid;
    }

    /// <summary>What a home agent puts into a reply with code 133 under timestamps: its own time in the high word, the low word copied.</summary>
    public static ulong Resynchronise(ulong request, ulong now) => Words.Join(Words.High(now), Words.Low(request));

    /// <summary>
    /// How far the home agent's clock is ahead of ours, learned from a reply with code 133 whose authenticator and low word were found right.
    /// Whole seconds.
    /// </summary>
    /// <param name="reply">The Identification of the reply.</param>
    /// <param name="now">Our own NTP time.</param>
    public static TimeSpan ClockOffset(ulong reply, ulong now) => TimeSpan.FromSeconds(NtpTimestamp.DifferenceInSeconds(reply, now));

    /// <summary>Under nonces (§5.7.2), the Identification of a request: the nonce of the home agent's last reply, then a random value of our own.</summary>
    public static ulong RequestWithNonce(ulong lastReply, uint random) => Words.Join(Words.High(lastReply), random);

    /// <summary>Under nonces, the Identification of any reply: a fresh nonce, then the request's low word.</summary>
    public static ulong ReplyWithNonce(ulong request, uint nonce) => Words.Join(nonce, Words.Low(request));

    /// <summary>Under nonces, whether a request repeats the nonce of the last reply.</summary>
    public static bool NonceMatches(ulong request, ulong lastReply) => Words.High(request) == Words.High(lastReply);
}
