using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class NtpTimestampTests
{
    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_eraEnd = new(2036, 2, 7, 6, 28, 16, TimeSpan.Zero);

    [Fact]
    [Requirement("MSG-043")]
    public void From_UnixEpoch_Is2208988800Seconds() => Assert.Equal(0x83aa7e8000000000, NtpTimestamp.From(DateTimeOffset.UnixEpoch));

    // The clock of the vectors: 2026-03-01 12:00:00.5 UTC.
    [Fact]
    [Requirement("MSG-043")]
    public void From_HalfASecond_HasTheTopBitOfTheFraction() => Assert.Equal(0xed4ea8c080000000, NtpTimestamp.From(s_noon.AddMilliseconds(500)));

    [Fact]
    [Requirement("MSG-043")]
    public void From_AnotherTimeZone_IsTheSameInstant() =>
        Assert.Equal(NtpTimestamp.From(s_noon), NtpTimestamp.From(s_noon.ToOffset(TimeSpan.FromHours(-9))));

    [Fact]
    [Requirement("MSG-043")]
    public void From_EndOfTheEra_StartsAgainFrom0()
    {
        Assert.Equal(0xffffffff00000000, NtpTimestamp.From(s_eraEnd.AddSeconds(-1)));
        Assert.Equal(0ul, NtpTimestamp.From(s_eraEnd));
    }

    [Fact]
    public void From_BeforeUnixTime_CountsBackwards() => Assert.Equal(0x83aa7e7f80000000, NtpTimestamp.From(DateTimeOffset.UnixEpoch.AddSeconds(-0.5)));

    [Fact]
    [Requirement("MSG-044")]
    public void From_Entropy_ChangesOnlyWhatTheClockCannotTell() =>
        Gen.Select(Gen.Long[0, TimeSpan.TicksPerSecond - 2], Gen.UInt).Sample((ticks, entropy) =>
        {
            var timestamp = NtpTimestamp.From(s_noon.AddTicks(ticks), entropy);
            return timestamp >= NtpTimestamp.From(s_noon.AddTicks(ticks)) && timestamp < NtpTimestamp.From(s_noon.AddTicks(ticks + 1));
        });

    [Fact]
    [Requirement("MSG-044")]
    public void From_Entropy_FillsTheLowBitsEvenly()
    {
        var counts = new int[429];
        for (uint entropy = 0; entropy < 429_000; entropy++)
            counts[NtpTimestamp.From(s_noon, entropy) - NtpTimestamp.From(s_noon)]++;
        Assert.All(counts, count => Assert.Equal(1000, count));
    }

    [Fact]
    public void ToInstant_AnyInstantNearby_IsTheInverse() =>
        Gen.Select(Gen.Long[-TimeSpan.TicksPerDay * 10_000, TimeSpan.TicksPerDay * 10_000], Gen.Bool).Sample((ticks, late) =>
        {
            var near = late ? s_eraEnd : s_noon;
            var instant = near.AddTicks(ticks);
            return (NtpTimestamp.ToInstant(NtpTimestamp.From(instant), near) - instant).Duration() <= TimeSpan.FromTicks(1);
        });

    [Fact]
    public void Difference_AcrossTheEndOfTheEra_IsTheShortWay()
    {
        var before = NtpTimestamp.From(s_eraEnd.AddSeconds(-3));
        var after = NtpTimestamp.From(s_eraEnd.AddSeconds(4));
        Assert.Equal(TimeSpan.FromSeconds(7), NtpTimestamp.Difference(after, before));
        Assert.Equal(TimeSpan.FromSeconds(-7), NtpTimestamp.Difference(before, after));
        Assert.Equal(7, NtpTimestamp.DifferenceInSeconds(after, before));
    }

    [Fact]
    public void IsLater_AcrossTheEndOfTheEra_IsStillLater()
    {
        var before = NtpTimestamp.From(s_eraEnd.AddSeconds(-1));
        var after = NtpTimestamp.From(s_eraEnd);
        Assert.True(NtpTimestamp.IsLater(after, before));
        Assert.False(NtpTimestamp.IsLater(before, after));
        Assert.False(NtpTimestamp.IsLater(after, after));
    }
}
