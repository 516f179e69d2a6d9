using ProxyMip.Engine.Core;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.Registration;

/// <summary>When requests are repeated and renewed (protocol reference 9.3, decision D-06).</summary>
public static class RetryRules
{
    /// <summary>Least time between two requests for one client (RFC 5944 §3.6).</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>How many times a deregistration is repeated before it is given up.</summary>
    public const int DeregistrationRepeats = 5;

    /// <summary>How many times a request is repeated after 133 before a failure is reported.</summary>
    public const int Resynchronisations = 10;

    private const double RenewalShare = 0.75;
    private const double RenewalSpread = 0.05;

    private static readonly TimeSpan s_longestEarlyWait = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_earlyPhase = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_lateWait = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_renewalMargin = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The wait for a reply: 1, 2, 4, 8, 8 ... s during the first minute of an effort, then 60 s; never above the lifetime asked for, never below 1 s.
    /// </summary>
    /// <param name="attempt">Requests sent in this effort, from 1.</param>
    /// <param name="elapsed">Since the first of them.</param>
    /// <param name="lifetime">Lifetime asked for; zero does not limit a deregistration.</param>
    public static TimeSpan Wait(int attempt, TimeSpan elapsed, RegistrationLifetime lifetime)
    {
        var wait = elapsed >= s_earlyPhase ? s_lateWait : Pace * (1 << Math.Clamp(attempt - 1, 0, 3));
        wait = elapsed < s_earlyPhase && wait > s_longestEarlyWait ? s_longestEarlyWait : wait;
        if (!lifetime.IsZero && lifetime.Duration is { } asked && asked < wait)
            wait = asked;
        return wait > Pace ? wait : Pace;
    }

    /// <summary>When the next request may go: now, or a second after the latest one.</summary>
    public static TimeSpan Earliest(RequestHistory history, Moment now) =>
        history.SentAt is { } sentAt && sentAt + Pace > now.Uptime ? sentAt + Pace : now.Uptime;

    /// <summary>When to renew: at 75 % of the lifetime, spread by 5 % of that either way, at the latest 2 s before the end; null for an infinite one.</summary>
    /// <param name="sentAt">When the accepted request was sent.</param>
    /// <param name="lifetime">Lifetime in force.</param>
    /// <param name="random">Uniform in [0, 1).</param>
    public static TimeSpan? RenewAt(TimeSpan sentAt, RegistrationLifetime lifetime, double random)
    {
        if (lifetime.Duration is not { } duration)
            return null;
        var after = duration * (RenewalShare * (1 + RenewalSpread * (2 * random - 1)));
        var latest = duration - s_renewalMargin;
        after = after < latest ? after : latest;
        return sentAt + (after > Pace ? after : Pace);
    }
}
