using CsCheck;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tests.Visitors;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Registration;

public sealed class RequestHistoryTests
{
    [Fact]
    [Requirement("MSG-043")]
    public void Next_FirstRequest_IsNtpTime()
    {
        // Seconds since 1900 of 1 March 2026 12:00:00 UTC; half a second is the top bit of the fraction.
        var identification = RequestHistory.Empty.Next(Town.At(0.5), default, 1);
        Assert.Equal(0xed4ea8c0_80000001, identification);
    }

    [Fact]
    [Requirement("MSG-044")]
    public void Next_SameInstant_LowBitsDependOnEntropy()
    {
        var values = Enumerable.Range(0, 400).Select(i => RequestHistory.Empty.Next(Town.At(0), default, (uint)i)).Distinct().Count();
        Assert.Equal(400, values);
    }

    [Fact]
    [Requirement("APX-071", "MSG-042", "MSG-045")]
    public void Next_AnyClockSteps_GrowsStrictlyAndNeverRepeatsTheLowHalf() =>
        Gen.Select(Gen.Int[-100_000, 100_000], Gen.UInt).Array[2, 50].Sample(steps =>
        {
            var history = RequestHistory.Empty;
            foreach (var (milliseconds, entropy) in steps)
            {
                var now = new Moment(TimeSpan.Zero, Town.Epoch + TimeSpan.FromMilliseconds(milliseconds));
                var next = history.Next(now, default, entropy);
                Assert.True(history.Last is not { } last || (next > last && Words.Low(next) != Words.Low(last)));
                history = history.Sent(next, now);
            }
        });

    [Fact]
    [Requirement("APX-068")]
    public void Next_OffsetOfTheHomeAgent_IsAdded()
    {
        var ahead = RequestHistory.Empty.Next(Town.At(0), TimeSpan.FromSeconds(100), 0);
        Assert.Equal(TimeSpan.FromSeconds(100), NtpTimestamp.Difference(ahead, NtpTimestamp.From(Town.Epoch)));
    }

    [Fact]
    public void Next_OurClockWasAheadAndTheHomeAgentSaidSo_GoesBackToItsTime()
    {
        var now = Town.At(0);
        var history = RequestHistory.Empty.Sent(RequestHistory.Empty.Next(now, default, 7), now).WasRefused(NtpTimestamp.From(now.Wall.AddSeconds(-60)));
        var next = history.Next(now, TimeSpan.FromSeconds(-60), 7);
        Assert.Equal(-60, NtpTimestamp.Difference(next, NtpTimestamp.From(now.Wall)).TotalSeconds, 0.001);
    }

    [Fact]
    public void Next_RefusedAfterAnAcceptedOne_StaysAboveTheAcceptedOne()
    {
        var now = Town.At(0);
        var accepted = NtpTimestamp.From(now.Wall);
        var history = RequestHistory.Empty.Sent(accepted, now).WasAccepted().Sent(accepted + 5, now).WasRefused(NtpTimestamp.From(now.Wall.AddSeconds(-60)));
        Assert.True(history.Next(now, TimeSpan.FromSeconds(-60), 0) > accepted);
    }

    [Fact]
    public void Next_RefusedAlthoughBehindTheHomeAgentsTime_StillGrows()
    {
        var now = Town.At(0);
        var history = RequestHistory.Empty.Sent(NtpTimestamp.From(now.Wall), now).WasRefused(NtpTimestamp.From(now.Wall.AddSeconds(3)));
        Assert.True(history.Next(now, TimeSpan.FromSeconds(-60), 0) > NtpTimestamp.From(now.Wall));
    }

    [Fact]
    [Requirement("MSG-042")]
    public void Next_AnyAcceptancesAndRefusals_NeverRepeatsThePrecedingOneOrItsLowHalf() => Gen.Select(Gen.Int[-50, 50], Gen.Int[-50, 50], Gen.Bool).Array[2, 40].Sample(steps =>
    {
        var history = RequestHistory.Empty;
        foreach (var (clock, offset, accepted) in steps)
        {
            var now = new Moment(TimeSpan.Zero, Town.Epoch.AddSeconds(clock));
            var next = history.Next(now, TimeSpan.FromSeconds(offset), 0);
            Assert.True(history.Last is not { } last || Words.Low(next) != Words.Low(last));
            Assert.True(history.Accepted is not { } floor || next > floor);
            history = history.Sent(next, now);
            history = accepted ? history.WasAccepted() : history.WasRefused(NtpTimestamp.From(now.Wall.AddSeconds(offset)));
        }
    });

    [Fact]
    public void HomeAllowance_ThirdRunWithinThreeMinutes_HasToWait()
    {
        var allowance = default(HomeAllowance).Ran(Town.At(0)).Ran(Town.At(10));
        Assert.Null(allowance.AllowedAt);
        Assert.Equal(TimeSpan.FromSeconds(180), allowance.Ran(Town.At(20)).AllowedAt);
    }
}
