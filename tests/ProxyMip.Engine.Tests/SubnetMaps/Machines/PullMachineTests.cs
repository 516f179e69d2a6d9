using ProxyMip.Engine.SubnetMaps.Exchange;

namespace ProxyMip.Engine.Tests.SubnetMaps.Machines;

public sealed class PullMachineTests
{
    private static readonly TimeSpan s_now = TimeSpan.FromSeconds(100);

    [Fact]
    public void Begin_AnyGeneration_AsksForTheFirstRun()
    {
        var (state, outcome) = PullMachine.Begin(7, s_now);

        Assert.Equal(PullOutcome.AskAnew, outcome);
        Assert.Equal(new PullState(PullPhase.Asking, 7, 16, 1, 0, s_now + TimeSpan.FromSeconds(1)), state);
    }

    [Fact]
    public void Part_WhenNothingIsFetched_IsPassedOver() =>
        Assert.Equal((default, PullOutcome.Nothing), PullMachine.Part(default, 1, 4, s_now));

    [Fact]
    public void Part_BeforeTheEndOfTheRun_OnlyRenewsThePatience()
    {
        var (state, outcome) = PullMachine.Part(Asking(), 5, 40, s_now + TimeSpan.FromMilliseconds(300));

        Assert.Equal(PullOutcome.Nothing, outcome);
        Assert.Equal(s_now + TimeSpan.FromMilliseconds(1300), state.WakeAt);
    }

    [Fact]
    public void Part_ThatEndsTheRun_AsksForTheNextOne()
    {
        var (state, outcome) = PullMachine.Part(Asking() with { Try = 3 }, 16, 40, s_now);

        Assert.Equal(PullOutcome.Ask, outcome);
        Assert.Equal((32, 1), (state.RunEnd, state.Try));
    }

    [Fact]
    public void Part_ThatIsTheLastOne_Completes()
    {
        var (state, outcome) = PullMachine.Part(Asking(), 12, 12, s_now);

        Assert.Equal(PullOutcome.Complete, outcome);
        Assert.Equal(PullPhase.Idle, state.Phase);
    }

    [Fact]
    public void Part_WhileHolding_DoesNotEndTheWait()
    {
        var holding = PullMachine.SlowDown(Asking(), 0.5, s_now);

        Assert.Equal((holding, PullOutcome.Nothing), PullMachine.Part(holding, 3, 40, s_now));
    }

    [Fact]
    public void Wake_WhenNothingIsFetched_DoesNothing() => Assert.Equal((default, PullOutcome.Nothing), PullMachine.Wake(default, s_now));

    [Fact]
    public void Wake_TooEarly_DoesNothing()
    {
        var state = Asking();

        Assert.Equal((state, PullOutcome.Nothing), PullMachine.Wake(state, s_now));
    }

    [Fact]
    public void Wake_WithMissingParts_AsksThreeMoreTimesAndGivesUp()
    {
        var state = Asking();
        List<PullOutcome> outcomes = [];
        for (var second = 1; second <= 4; second++)
        {
            (state, var outcome) = PullMachine.Wake(state, s_now + TimeSpan.FromSeconds(second));
            outcomes.Add(outcome);
        }

        Assert.Equal([PullOutcome.Ask, PullOutcome.Ask, PullOutcome.Ask, PullOutcome.Failed], outcomes);
    }

    [Fact]
    public void Wake_AfterHolding_AsksAgain()
    {
        var holding = PullMachine.SlowDown(Asking() with { Try = 3 }, 0, s_now);
        var (state, outcome) = PullMachine.Wake(holding, s_now + TimeSpan.FromSeconds(1));

        Assert.Equal(PullOutcome.Ask, outcome);
        Assert.Equal((PullPhase.Asking, 1), (state.Phase, state.Try));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 3)]
    [InlineData(0.75, 4)]
    public void SlowDown_AnyFraction_WaitsOneToFiveSeconds(double fraction, double seconds) =>
        Assert.Equal(s_now + TimeSpan.FromSeconds(seconds), PullMachine.SlowDown(Asking(), fraction, s_now).WakeAt);

    [Fact]
    public void SlowDown_WhenNothingIsFetched_IsPassedOver() => Assert.Equal(default, PullMachine.SlowDown(default, 0, s_now));

    [Fact]
    public void StartOver_ThreeTimes_AsksForTheLatestAndThenFails()
    {
        var state = Asking();
        List<PullOutcome> outcomes = [];
        for (var i = 0; i < 4; i++)
        {
            (state, var outcome) = PullMachine.StartOver(state, s_now);
            outcomes.Add(outcome);
        }

        Assert.Equal([PullOutcome.AskAnew, PullOutcome.AskAnew, PullOutcome.AskAnew, PullOutcome.Failed], outcomes);
        Assert.Equal(0ul, state.Generation);
    }

    private static PullState Asking() => PullMachine.Begin(7, s_now).Next;
}
