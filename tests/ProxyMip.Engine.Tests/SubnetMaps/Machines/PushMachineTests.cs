using ProxyMip.Engine.SubnetMaps.Authority;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.Tests.SubnetMaps.Machines;

public sealed class PushMachineTests
{
    private static readonly TimeSpan s_now = TimeSpan.FromSeconds(100);

    [Fact]
    public void Confirm_WhenIdle_WantsATurn()
    {
        var (state, outcome) = PushMachine.Confirm(default, 5);

        Assert.Equal(PushOutcome.WantsTurn, outcome);
        Assert.Equal((PushPhase.Idle, 5ul), (state.Phase, state.Confirmed));
    }

    [Fact]
    public void Confirm_OfTheGenerationADeltaIsWaitingOn_KeepsWaiting()
    {
        var waiting = Waiting();

        Assert.Equal((waiting, PushOutcome.Nothing), PushMachine.Confirm(waiting, 5));
    }

    [Fact]
    public void Confirm_OfALaterGenerationThanADeltaIsWaitingOn_StopsWaiting() =>
        Assert.Equal(PushPhase.Idle, PushMachine.Confirm(Waiting(), 6).Next.Phase);

    [Fact]
    public void Confirm_AfterGivingUp_StartsAgain() =>
        Assert.Equal(PushOutcome.WantsTurn, PushMachine.Confirm(Waiting() with { Phase = PushPhase.GivenUp }, 5).Outcome);

    [Fact]
    public void Turn_WithSomethingNew_SendsAndWaitsASecond()
    {
        var (state, outcome) = PushMachine.Turn(Idle(), 9, 0x80000001, s_now);

        Assert.Equal(PushOutcome.Send, outcome);
        Assert.Equal(new PushState(PushPhase.Waiting, 5, 0x80000001, 1, s_now + TimeSpan.FromSeconds(1)), state);
    }

    [Theory]
    [InlineData((byte)PushPhase.Paused)]
    [InlineData((byte)PushPhase.Waiting)]
    [InlineData((byte)PushPhase.GivenUp)]
    public void Turn_WhenNotIdle_SendsNothing(byte phase) =>
        Assert.Equal(PushOutcome.Nothing, PushMachine.Turn(Idle() with { Phase = (PushPhase)phase }, 9, 1, s_now).Outcome);

    [Fact]
    public void Turn_WithNothingNew_SendsNothing() => Assert.Equal(PushOutcome.Nothing, PushMachine.Turn(Idle(), 5, 1, s_now).Outcome);

    [Fact]
    public void Wake_WithoutAcknowledgement_SendsAgainAfterOneTwoAndFourSecondsAndGivesUp()
    {
        var state = Waiting();
        List<(double, PushOutcome)> steps = [];
        while (state.Phase == PushPhase.Waiting)
        {
            var at = state.WakeAt;
            (state, var outcome) = PushMachine.Wake(state, at);
            steps.Add(((at - s_now).TotalSeconds, outcome));
        }

        Assert.Equal([(1, PushOutcome.Send), (3, PushOutcome.Send), (7, PushOutcome.Send), (8, PushOutcome.Nothing)], steps);
        Assert.Equal(PushPhase.GivenUp, state.Phase);
    }

    [Fact]
    public void Wake_TooEarly_DoesNothing()
    {
        var waiting = Waiting();

        Assert.Equal((waiting, PushOutcome.Nothing), PushMachine.Wake(waiting, s_now));
    }

    [Fact]
    public void Wake_WhenIdle_DoesNothing() => Assert.Equal((Idle(), PushOutcome.Nothing), PushMachine.Wake(Idle(), s_now));

    [Fact]
    public void Acknowledge_Applied_GoesOn()
    {
        var (state, outcome) = PushMachine.Acknowledge(Waiting(), 1, MapDeltaStatus.Applied, 9, covered: true);

        Assert.Equal(PushOutcome.WantsTurn, outcome);
        Assert.Equal((PushPhase.Idle, 9ul), (state.Phase, state.Confirmed));
    }

    [Fact]
    public void Acknowledge_AppliedOfAnEarlierTransmission_CountsWhenItIsProgress() =>
        Assert.Equal(9ul, PushMachine.Acknowledge(Waiting(), 77, MapDeltaStatus.Applied, 9, covered: true).Next.Confirmed);

    [Fact]
    public void Acknowledge_AppliedOfAnEarlierTransmission_IsPassedOverWhenItIsNone() =>
        Assert.Equal((Waiting(), PushOutcome.Nothing), PushMachine.Acknowledge(Waiting(), 77, MapDeltaStatus.Applied, 5, covered: true));

    [Fact]
    public void Acknowledge_AppliedOfAGenerationUnknownHere_NeedsASnapshot() =>
        Assert.Equal((Waiting(), PushOutcome.NeedsSnapshot), PushMachine.Acknowledge(Waiting(), 1, MapDeltaStatus.Applied, 99, covered: false));

    [Fact]
    public void Acknowledge_GapWithinTheHistory_GoesBack()
    {
        var (state, outcome) = PushMachine.Acknowledge(Waiting(), 1, MapDeltaStatus.Gap, 3, covered: true);

        Assert.Equal((3ul, PushOutcome.WantsTurn), (state.Confirmed, outcome));
    }

    [Fact]
    public void Acknowledge_GapBeforeTheHistory_NeedsASnapshotAndAsksAgainUntilThatComes() =>
        Assert.Equal((Waiting(), PushOutcome.NeedsSnapshot), PushMachine.Acknowledge(Waiting(), 1, MapDeltaStatus.Gap, 3, covered: false));

    [Fact]
    public void Acknowledge_Refused_GivesUp() =>
        Assert.Equal(PushPhase.GivenUp, PushMachine.Acknowledge(Waiting(), 1, MapDeltaStatus.Refused, 5, covered: true).Next.Phase);

    [Theory]
    [InlineData(MapDeltaStatus.Gap)]
    [InlineData(MapDeltaStatus.Refused)]
    [InlineData((MapDeltaStatus)9)]
    public void Acknowledge_OfAnotherTransaction_IsPassedOver(MapDeltaStatus status) =>
        Assert.Equal((Waiting(), PushOutcome.Nothing), PushMachine.Acknowledge(Waiting(), 77, status, 3, covered: true));

    [Fact]
    public void Acknowledge_WhilePaused_IsPassedOver() =>
        Assert.Equal((default, PushOutcome.Nothing), PushMachine.Acknowledge(default, 0, MapDeltaStatus.Applied, 9, covered: true));

    private static PushState Idle() => new(PushPhase.Idle, 5, 0, 0, default);

    private static PushState Waiting() => PushMachine.Turn(Idle(), 9, 1, s_now).Next;
}
