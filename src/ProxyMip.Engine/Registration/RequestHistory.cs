using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Registration;

/// <summary>What outlives one visit of a client: its Identifications may never repeat and its requests keep their distance (RFC 5944 §3.6, §5.7.1).</summary>
public sealed record RequestHistory
{
    /// <summary>Nothing was ever sent for this client.</summary>
    public static RequestHistory Empty { get; } = new();

    /// <summary>Identification of the latest request; null when none was sent.</summary>
    public ulong? Last { get; init; }

    /// <summary>
    /// The Identification the next one has to exceed. Equal to <see cref="Last"/>, unless a home agent refused that one because our clock runs ahead: then the
    /// latest one before it that was not refused.
    /// </summary>
    public ulong? Floor { get; init; }

    /// <summary>The floor before the latest request.</summary>
    public ulong? FloorBefore { get; init; }

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
        var next = Identifications.Next(NtpTimestamp.From(now.Wall + offset, entropy), Floor);
        return Last is { } last && Words.Low(next) == Words.Low(last) ? unchecked(next + 1) : next;
    }

    /// <summary>After a request went out.</summary>
    public RequestHistory Sent(ulong identification, Moment now) =>
        this with { Last = identification, FloorBefore = Floor, Floor = identification, SentAt = now.Uptime };

    /// <summary>After an authentic 133: the latest Identification was not accepted, so later ones need not exceed it.</summary>
    public RequestHistory Refused() => this with { Floor = FloorBefore };
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
