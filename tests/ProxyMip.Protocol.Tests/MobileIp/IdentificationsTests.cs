using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class IdentificationsTests
{
    private const ulong Sent = 0xed4ea8c080000001;

    private static readonly DateTimeOffset s_noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ulong s_now = NtpTimestamp.From(s_noon);

    [Theory]
    [InlineData(Sent, true)]
    [InlineData(0x0000000080000001, true)]
    [InlineData(0xed4ea8c080000002, false)]
    [Requirement("MSG-039")]
    public void Match_LowWord_IsAllThatCounts(ulong reply, bool expected) => Assert.Equal(expected, Identifications.Match(Sent, reply));

    [Fact]
    public void Next_NoneBefore_IsTheTime() => Assert.Equal(s_now, Identifications.Next(s_now, null));

    [Fact]
    [Requirement("MSG-042", "MSG-045")]
    public void Next_ClockSteppedBack_IsOneMoreThanTheLast() => Assert.Equal(Sent + 1, Identifications.Next(Sent - 1_000_000, Sent));

    [Fact]
    [Requirement("MSG-042", "MSG-045")]
    public void Next_ClockStandsStill_IsOneMoreThanTheLast() => Assert.Equal(Sent + 1, Identifications.Next(Sent, Sent));

    [Fact]
    [Requirement("MSG-042", "MSG-045")]
    public void Next_ClockWandersWithinADecade_OnlyGrows() =>
        Gen.Int[-315_000_000, 315_000_000].Array[1, 50].Sample(steps =>
        {
            ulong? last = null;
            foreach (var step in steps)
            {
                var next = Identifications.Next(NtpTimestamp.From(s_noon.AddSeconds(step)), last);
                if (last is { } before && !NtpTimestamp.IsLater(next, before))
                    return false;
                last = next;
            }
            return true;
        });

    [Fact]
    [Requirement("MSG-045")]
    public void Next_EndOfTheEra_GoesOn() => Assert.Equal(5ul, Identifications.Next(5, 0xffffffff00000000));

    [Theory]
    [InlineData(0.0, TimestampVerdict.Valid)]
    [InlineData(7.0, TimestampVerdict.Valid)]
    [InlineData(-7.0, TimestampVerdict.Valid)]
    [InlineData(7.001, TimestampVerdict.OutsideTolerance)]
    [InlineData(-7.001, TimestampVerdict.OutsideTolerance)]
    [InlineData(-120.0, TimestampVerdict.OutsideTolerance)]
    [Requirement("MSG-046", "MSG-047")]
    public void Check_DistanceFromTheClock_MayBeTheTolerance(double seconds, TimestampVerdict expected) =>
        Assert.Equal(expected, Identifications.Check(NtpTimestamp.From(s_noon.AddSeconds(seconds)), s_now, Identifications.DefaultTolerance, null));

    [Theory]
    [InlineData(Sent, TimestampVerdict.NotNewer)]
    [InlineData(Sent + 1, TimestampVerdict.NotNewer)]
    [InlineData(Sent - 1, TimestampVerdict.Valid)]
    [Requirement("MSG-046")]
    public void Check_LastAccepted_MustBeExceeded(ulong last, TimestampVerdict expected) =>
        Assert.Equal(expected, Identifications.Check(Sent, s_now, Identifications.DefaultTolerance, last));

    [Fact]
    [Requirement("MSG-046")]
    public void Check_AcrossTheEndOfTheEra_IsNear() =>
        Assert.Equal(TimestampVerdict.Valid, Identifications.Check(0x0000000200000000, 0xfffffffe00000000, Identifications.DefaultTolerance, 0xfffffffd00000000));

    [Fact]
    [Requirement("MSG-049", "MSG-039")]
    public void Resynchronise_BadTimestamp_HasOurTimeAndTheirLowWord() =>
        Assert.Equal(0xed4ea8c080000001, Identifications.Resynchronise(0xed4ea84880000001, 0xed4ea8c0deadbeef));

    [Fact]
    public void ClockOffset_ReplyOf133_IsWhatTheirClockIsAhead()
    {
        var vector = VectorFile.Load("replies")["rrp-133-clock"];
        Assert.True(RegistrationReply.TryParse(vector.Octets, out var reply, out _));
        var expected = vector.Expect.GetProperty("clock_offset_seconds").GetInt32();
        Assert.Equal(TimeSpan.FromSeconds(expected), Identifications.ClockOffset(reply.Identification, s_now));
    }

    [Fact]
    public void ClockOffset_TheirClockBehindAcrossTheEra_IsNegative() =>
        Assert.Equal(TimeSpan.FromSeconds(-3), Identifications.ClockOffset(0xfffffffe00000000, 0x0000000100000000));

    [Fact]
    [Requirement("MSG-041", "MSG-052", "MSG-039")]
    public void ReplyWithNonce_AnyRequest_HasTheNonceAndTheirLowWord() => Gen.Select(Gen.ULong, Gen.UInt, Gen.UInt).Sample((request, nonce, random) =>
    {
        var reply = Identifications.ReplyWithNonce(request, nonce);
        var next = Identifications.RequestWithNonce(reply, random);
        return Identifications.Match(request, reply)
            && Identifications.NonceMatches(next, reply)
            && !Identifications.NonceMatches(next, Identifications.ReplyWithNonce(request, nonce + 1))
            && (uint)next == random;
    });
}
