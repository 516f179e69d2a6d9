using ProxyMip.Engine.SubnetMaps.Probing;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps.Machines;

public sealed class ProbeMachineTests
{
    private static readonly TimeSpan s_now = TimeSpan.FromSeconds(100);

    [Fact]
    [Requirement("MAP-011", "MAP-013", "MAP-042")]
    public void Wake_NeverAnswered_SendsThreeBroadcastsTwoUnicastsInThreeRoundsAndDies()
    {
        var steps = RunUntilDead(ProbeMachine.Start(ProbeMachine.Rounds, s_now));

        (double, ProbeOutcome)[] round(double at) =>
        [
            (at, ProbeOutcome.SendBroadcast), (at + 2, ProbeOutcome.SendBroadcast), (at + 4, ProbeOutcome.SendBroadcast),
            (at + 6, ProbeOutcome.SendUnicast), (at + 8, ProbeOutcome.SendUnicast),
        ];
        Assert.Equal([.. round(0), (10, ProbeOutcome.RoundFailed), .. round(30), (40, ProbeOutcome.RoundFailed), .. round(60), (70, ProbeOutcome.Died)], steps);
    }

    [Fact]
    public void Wake_NextRound_HasItsOwnLowWord()
    {
        var state = ProbeMachine.Wake(ProbeMachine.Start(3, s_now), 11, s_now).Next;
        Assert.Equal(11u, ProbeMachine.Wake(state, 22, state.WakeAt).Next.LowWord);
    }

    [Fact]
    public void Wake_TooEarly_DoesNothing()
    {
        var state = ProbeMachine.Start(3, s_now);

        Assert.Equal((state, ProbeOutcome.Nothing), ProbeMachine.Wake(state, 1, s_now - TimeSpan.FromTicks(1)));
    }

    [Fact]
    public void Wake_WhenDead_DoesNothing()
    {
        var dead = new ProbeState(ProbePhase.Dead, 3, 3, 0, 0, s_now, s_now);

        Assert.Equal((dead, ProbeOutcome.Nothing), ProbeMachine.Wake(dead, 1, s_now));
    }

    [Fact]
    public void Wake_LateRound_StartsTheNextOneAtOnce()
    {
        var state = ProbeMachine.Start(3, s_now);
        for (var i = 0; i < 6; i++)
            state = ProbeMachine.Wake(state, 1, s_now + TimeSpan.FromSeconds(20 * i)).Next; // held back by others

        Assert.Equal((ProbePhase.Resting, s_now + TimeSpan.FromSeconds(100)), (state.Phase, state.WakeAt));
    }

    [Fact]
    [Requirement("MAP-012")]
    public void Answer_InARound_RestsForTenMinutesWithThreeFreshRounds()
    {
        var asking = ProbeMachine.Wake(ProbeMachine.Start(1, s_now), 1, s_now).Next;
        var (state, outcome) = ProbeMachine.Answer(asking, s_now);

        Assert.Equal(ProbeOutcome.Answered, outcome);
        Assert.Equal(ProbeMachine.Start(3, s_now + TimeSpan.FromSeconds(600)), state);
    }

    [Fact]
    public void Answer_OutsideARound_IsPassedOver()
    {
        var resting = ProbeMachine.Start(3, s_now);

        Assert.Equal((resting, ProbeOutcome.Nothing), ProbeMachine.Answer(resting, s_now));
    }

    [Fact]
    public void Hurry_WhileResting_StartsARoundThatDecides()
    {
        var resting = ProbeMachine.Start(3, s_now + TimeSpan.FromSeconds(600));
        var steps = RunUntilDead(ProbeMachine.Hurry(resting, 1, s_now));

        Assert.Equal((10, ProbeOutcome.Died), steps[^1]);
    }

    [Fact]
    public void Hurry_WithinARound_LetsThatOneDecide()
    {
        var asking = ProbeMachine.Wake(ProbeMachine.Start(3, s_now), 1, s_now).Next;

        Assert.Equal((asking with { Allowed = 1 }), ProbeMachine.Hurry(asking, 1, s_now));
    }

    [Fact]
    public void Hurry_WithThreeRounds_DoesNotGiveMoreThanThereWere()
    {
        var asking = ProbeMachine.Wake(ProbeMachine.Start(1, s_now), 1, s_now).Next;

        Assert.Equal(1, ProbeMachine.Hurry(asking, 3, s_now).Allowed);
    }

    private static List<(double, ProbeOutcome)> RunUntilDead(ProbeState state)
    {
        List<(double, ProbeOutcome)> steps = [];
        while (state.Phase != ProbePhase.Dead)
        {
            var at = state.WakeAt;
            (state, var outcome) = ProbeMachine.Wake(state, 1, at);
            steps.Add(((at - s_now).TotalSeconds, outcome));
        }
        return steps;
    }
}
