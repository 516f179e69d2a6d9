using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>What outlives one visit of a client: its Identifications may never repeat and its requests keep their distance (RFC 5944 §3.6, §5.7.1).</summary>
public sealed record RequestHistory
{
    private const ulong CountedAtMost = 1 << 24;

    /// <summary>Nothing was ever sent for this client.</summary>
    public static RequestHistory Empty { get; } = new();

    /// <summary>Identification of the latest request; null when none was sent.</summary>
    public ulong? Last { get; init; }

    /// <summary>
    /// The Identification the next one has to exceed. Equal to <see cref="Last"/>, unless a home agent refused that one because our clock runs ahead: then the
    /// latest accepted one.
    /// </summary>
    public ulong? Floor { get; init; }

    /// <summary>The latest Identification a home agent accepted; null when none was.</summary>
    public ulong? Accepted { get; init; }

    /// <summary>Uptime of the latest request; null when none was sent.</summary>
    public TimeSpan? SentAt { get; init; }

    /// <summary>Uptime of the latest home procedures, oldest first; at most as many as <see cref="HomeAllowance"/> looks at.</summary>
    public HomeAllowance HomeProcedures { get; init; }

    /// <summary>
    /// The Identification of a request sent now: the time as the home agent counts it, filled up with random bits, later than every one before it, and with
    /// another low half than the one before.
    /// </summary>
    /// <param name="now">The moment.</param>
    /// <param name="offset">How far the home agent's clock is ahead of ours.</param>
    /// <param name="entropy">32 random bits.</param>
    public ulong Next(Moment now, TimeSpan offset, uint entropy)
    {
        var time = NtpTimestamp.From(now.Wall + offset, entropy);
        var next = Identifications.Next(time, Floor);
        if (Last is not { } last)
            return next;
        // The clock is behind the floor: count on from the latest one that was counted like this, so that none is used twice.
        if (next != time && last - next < CountedAtMost)
            return unchecked(last + 1);
        return Words.Low(next) == Words.Low(last) ? unchecked(next + 1) : next;
    }

    /// <summary>After a request went out.</summary>
    public RequestHistory Sent(ulong identification, Moment now) => this with { Last = identification, Floor = identification, SentAt = now.Uptime };

    /// <summary>After an authentic acceptance of the latest request.</summary>
    public RequestHistory WasAccepted() => this with { Accepted = Last };

    /// <summary>
    /// After an authentic 133: what is ahead of the home agent's time it has not accepted, so later ones need not exceed it. What is behind it stays the floor.
    /// </summary>
    /// <param name="homeAgentTime">The Identification of the reply; its high half is the home agent's time.</param>
    public RequestHistory WasRefused(ulong homeAgentTime) =>
        Last is { } last && NtpTimestamp.DifferenceInSeconds(last, homeAgentTime) > 0 ? this with { Floor = Accepted } : this;
}

/// <summary>
/// How often the home procedure may run for a client: once a minute on average (protocol reference 9.6). Three may come together, since a client that
/// hurries away and back is cut off until its deregistration goes out.
/// </summary>
/// <param name="Latest">Uptime of the latest one; null when there was none.</param>
/// <param name="Second">Of the one before.</param>
/// <param name="Third">Of the one before that.</param>
public readonly record struct HomeAllowance(TimeSpan? Latest, TimeSpan? Second, TimeSpan? Third)
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(180);

    /// <summary>The uptime from which the next one may run; null: at once.</summary>
    public TimeSpan? AllowedAt => Third + s_period;

    /// <summary>After one ran.</summary>
    public HomeAllowance Ran(Moment now) => new(now.Uptime, Latest, Second);
}
