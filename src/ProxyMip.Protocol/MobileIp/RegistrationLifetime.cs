using System.Globalization;

namespace ProxyMip.Protocol.MobileIp;

/// <summary>
/// A registration lifetime in whole seconds, RFC 5944 §3.3: 0 deregisters and 65535 never ends. The order of the numbers is the order of the
/// lifetimes, infinity included.
/// </summary>
/// <param name="Seconds">The field as it stands on the wire.</param>
public readonly record struct RegistrationLifetime(ushort Seconds) : IComparable<RegistrationLifetime>
{
    /// <summary>0: a deregistration.</summary>
    public static RegistrationLifetime Zero => default;

    /// <summary>65535: no expiry.</summary>
    public static RegistrationLifetime Infinite => new(ushort.MaxValue);

    /// <summary>The longest lifetime that ends: 65534 seconds.</summary>
    public static RegistrationLifetime LongestFinite => new(ushort.MaxValue - 1);

    /// <summary>Whether the value is 0.</summary>
    public bool IsZero => Seconds == 0;

    /// <summary>Whether the registration never ends.</summary>
    public bool IsInfinite => Seconds == ushort.MaxValue;

    /// <summary>The time it lasts; null when it never ends.</summary>
    public TimeSpan? Duration => IsInfinite ? null : TimeSpan.FromSeconds(Seconds);

    /// <summary>The whole seconds of a duration; null is infinity. One below a second becomes 0, one above <see cref="LongestFinite"/> becomes that.</summary>
    public static RegistrationLifetime FromDuration(TimeSpan? duration) => duration is { } time
        ? new((ushort)Math.Clamp(time.Ticks / TimeSpan.TicksPerSecond, 0, LongestFinite.Seconds))
        : Infinite;

    /// <summary>The shorter of two; infinity is longer than everything.</summary>
    public static RegistrationLifetime Min(RegistrationLifetime left, RegistrationLifetime right) => left <= right ? left : right;

    /// <inheritdoc />
    public int CompareTo(RegistrationLifetime other) => Seconds.CompareTo(other.Seconds);

    /// <summary>The number of seconds, or <c>infinite</c>.</summary>
    public override string ToString() => IsInfinite ? "infinite" : Seconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Shorter than.</summary>
    public static bool operator <(RegistrationLifetime left, RegistrationLifetime right) => left.Seconds < right.Seconds;

    /// <summary>Longer than.</summary>
    public static bool operator >(RegistrationLifetime left, RegistrationLifetime right) => left.Seconds > right.Seconds;

    /// <summary>Not longer than.</summary>
    public static bool operator <=(RegistrationLifetime left, RegistrationLifetime right) => left.Seconds <= right.Seconds;

    /// <summary>Not shorter than.</summary>
    public static bool operator >=(RegistrationLifetime left, RegistrationLifetime right) => left.Seconds >= right.Seconds;
}
