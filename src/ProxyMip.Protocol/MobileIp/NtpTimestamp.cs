using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>
/// The 64-bit time format of NTP that Identifications use, RFC 5944 §5.7.1: seconds since 1900-01-01 00:00 UTC in the high word, a binary fraction
/// in the low word. The seconds start again from 0 in February 2036, so two values are compared by their difference and never by their size.
/// </summary>
public static class NtpTimestamp
{
    /// <summary>Seconds from the start of NTP time to the start of Unix time.</summary>
    public const uint UnixEpochSeconds = 2_208_988_800;

    // A tick is 429.4967296 units of the fraction: so many of its lowest values the clock cannot tell apart.
    private const uint UnitsInTick = 429;

    private static readonly UInt128 s_one = (UInt128)uint.MaxValue + 1;

    /// <summary>The timestamp of an instant.</summary>
    /// <param name="instant">Any time zone; exact to 100 ns.</param>
    /// <param name="entropy">Random bits, with which the part of the fraction below the clock's resolution is filled; 0 leaves it zero.</param>
    public static ulong From(DateTimeOffset instant, uint entropy = 0)
    {
        var ticks = instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks + UnixEpochSeconds * TimeSpan.TicksPerSecond;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        if (rest < 0)
            (seconds, rest) = (seconds - 1, rest + TimeSpan.TicksPerSecond);
        var fraction = (uint)((UInt128)rest * s_one / TimeSpan.TicksPerSecond) + entropy % UnitsInTick;
        return Words.Join(unchecked((uint)seconds), fraction);
    }

    /// <summary>The instant of a timestamp, taken from the era that brings it closest to a known time.</summary>
    public static DateTimeOffset ToInstant(ulong timestamp, DateTimeOffset near) => near + Difference(timestamp, From(near));

    /// <summary>How much later <paramref name="left"/> is than <paramref name="right"/>, in the shorter way round the era: within 68 years either way.</summary>
    public static TimeSpan Difference(ulong left, ulong right) =>
        TimeSpan.FromTicks((long)((Int128)unchecked((long)(left - right)) * TimeSpan.TicksPerSecond / (Int128)s_one));

    /// <summary>How many seconds the high word of <paramref name="left"/> is ahead of that of <paramref name="right"/>, modulo 2^32.</summary>
    public static int DifferenceInSeconds(ulong left, ulong right) => unchecked((int)(Words.High(left) - Words.High(right)));

    /// <summary>Whether <paramref name="left"/> is later than <paramref name="right"/>, the shorter way round the era.</summary>
    public static bool IsLater(ulong left, ulong right) => unchecked((long)(left - right)) > 0;
}
