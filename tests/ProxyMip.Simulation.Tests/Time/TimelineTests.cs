using CsCheck;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Tests.Time;

public sealed class TimelineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Timeline_AnyTimes_CallsInOrderAndKeepsTies()
    {
        Gen.Int[0, 50].Array[0, 400].Sample(times =>
        {
            var timeline = new Timeline();
            var log = new Recorder(timeline);
            for (var i = 0; i < times.Length; i++)
                timeline.At(times[i] * Second, log, i);

            timeline.Advance(100 * Second);

            var expected = Enumerable.Range(0, times.Length).OrderBy(i => times[i]).ThenBy(i => i);
            Assert.Equal(expected, log.Calls.Select(call => call.Kind));
        }, iter: 200);
    }

    [Fact]
    public void Timeline_Advance_StopsAtTheTimeGiven()
    {
        var timeline = new Timeline();
        var log = new Recorder(timeline);
        timeline.At(Second, log, 1);
        timeline.At(2 * Second, log, 2);

        timeline.Advance(1.5 * Second);

        Assert.Equal(1.5 * Second, timeline.Now);
        Assert.Equal([(1, Second)], log.Calls);
        Assert.Equal(2 * Second, timeline.NextAt);
    }

    [Fact]
    public void Timeline_ScheduledIntoThePast_HappensNow()
    {
        var timeline = new Timeline();
        var log = new Recorder(timeline);
        timeline.Advance(Second);

        timeline.At(TimeSpan.Zero, log, 1);
        timeline.Advance(Second);

        Assert.Equal([(1, Second)], log.Calls);
    }

    [Fact]
    public void Timeline_AdvanceUntil_StopsAsSoonAsTheConditionHolds()
    {
        var timeline = new Timeline();
        var log = new Recorder(timeline);
        for (var i = 1; i <= 5; i++)
            timeline.At(i * Second, log, i);

        Assert.True(timeline.AdvanceUntil(() => log.Calls.Count == 3, 10 * Second));
        Assert.Equal(3 * Second, timeline.Now);
    }

    [Fact]
    public void Timeline_AdvanceUntilNothingHelps_GivesUpAtTheLimit()
    {
        var timeline = new Timeline();

        Assert.False(timeline.AdvanceUntil(() => false, 10 * Second));
        Assert.Equal(10 * Second, timeline.Now);
    }

    [Fact]
    public void NodeClock_Restart_UptimeBeginsAgainAndWallGoesOn()
    {
        var timeline = new Timeline();
        var clock = new NodeClock(timeline, DateTimeOffset.UnixEpoch);
        timeline.Advance(10 * Second);

        clock.Restart();
        timeline.Advance(15 * Second);

        Assert.Equal(new(5 * Second, DateTimeOffset.UnixEpoch + 15 * Second), clock.Now);
    }

    [Fact]
    public void NodeClock_JumpAndDrift_MoveTheWallOnly()
    {
        var timeline = new Timeline();
        var clock = new NodeClock(timeline, DateTimeOffset.UnixEpoch);
        clock.SetDrift(100_000);
        timeline.Advance(10 * Second);

        clock.Jump(-3 * Second);
        timeline.Advance(20 * Second);

        Assert.Equal(20 * Second, clock.Uptime);
        Assert.Equal(-1 * Second, clock.Offset);
    }

    private sealed class Recorder(Timeline timeline) : IScheduled
    {
        public List<(int Kind, TimeSpan At)> Calls { get; } = [];

        public void Fire(int kind, object? payload) => Calls.Add((kind, timeline.Now));
    }
}
