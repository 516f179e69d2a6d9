using ProxyMip.Engine.SubnetMaps.Members;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps.Machines;

/// <summary>Going back to the first authoritative access point; Clear and Refresh.</summary>
public sealed class MemberMachineReturnTests
{
    [Fact]
    public void Registered_WithTheFirst_HasNothingToReturnTo() => Assert.Null(MemberSteps.InSync().State.ReturnAt);

    [Fact]
    [Requirement("MAP-036")]
    public void Return_AfterThreeHundredSeconds_GreetsTheFirstQuietly()
    {
        var steps = MemberSteps.InSyncWithSecond();
        var start = steps.Now;
        while (!steps.Has<SendHello>())
        {
            steps.Wake();
            if (steps.Has<SendKeepalive>())
                steps.Answered(MapNextStep.Current, 50);
        }

        Assert.Equal((0, 300), (steps.Single<SendHello>().To, (steps.Now - start).TotalSeconds));
        Assert.Equal((MemberPhase.InSync, 1), (steps.State.Phase, steps.State.Current));
    }

    [Fact]
    [Requirement("MAP-036")]
    public void Return_Answered_LeavesTheOldOneAndRegistersWithTheFirst()
    {
        var steps = Returning();
        steps.Do(new HelloAnswered(0, 0, steps.State.ReturnTransaction, MapHelloStatus.Ok));

        Assert.Equal((1, MapGoodbyeReason.Moving), (steps.Single<SendFarewell>().To, steps.Single<SendFarewell>().Reason));
        Assert.Equal(0, steps.Single<SendRegister>().To);
        Assert.Equal((MemberPhase.Register, 0), (steps.State.Phase, steps.State.Current));
    }

    [Fact]
    public void Return_Registered_KeepsTheTableUntilTheNewOneIsConfirmed()
    {
        var steps = Returning();
        steps.Do(new HelloAnswered(0, 0, steps.State.ReturnTransaction, MapHelloStatus.Ok));

        Assert.Equal((1, 50ul), (steps.State.HeldFrom, steps.State.HeldGeneration));
        Assert.Equal((0, 99ul), (steps.Answered(MapNextStep.Current, 99).State.HeldFrom, steps.State.HeldGeneration));
    }

    [Fact]
    public void Return_NotAnswered_TriesFourTimesAndAgainAfterThreeHundredSeconds()
    {
        var steps = Returning();
        var hellos = 1;
        while (steps.State.ReturnAttempt > 0)
            hellos += steps.Wake().Actions.OfType<SendHello>().Count();

        Assert.Equal(4, hellos);
        Assert.Equal(steps.Now + TimeSpan.FromSeconds(300), steps.State.ReturnAt);
        Assert.False(steps.Has<ReportGivenUp>());
    }

    [Fact]
    public void Return_NotAccepted_StaysWhereItIs()
    {
        var steps = Returning();
        steps.Do(new HelloAnswered(0, 0, steps.State.ReturnTransaction, MapHelloStatus.NotAccepting));

        Assert.Equal((1, steps.Now + TimeSpan.FromSeconds(300)), (steps.State.Current, steps.State.ReturnAt!.Value));
    }

    [Fact]
    public void Return_WhileRegistering_IsPutOff()
    {
        var steps = MemberSteps.InSyncWithSecond().Do(new OwnRowsKnown(0));
        steps.State = steps.State with { ReturnAt = steps.Now };

        Assert.Empty(steps.Wake().Actions);
        Assert.Equal(steps.Now + TimeSpan.FromSeconds(300), steps.State.ReturnAt);
    }

    [Theory]
    [InlineData((byte)Maintenance.Clear)]
    [InlineData((byte)Maintenance.Refresh)]
    [Requirement("MAP-017")]
    public void Maintenance_InSync_AsksForAWholeTableAndEndsWhenItIsInUse(byte kind)
    {
        var steps = MemberSteps.InSync().Do(new MaintenanceAsked(0, (Maintenance)kind));
        Assert.True(steps.Single<SendRegister>().WithoutTable);
        steps.Answered(MapNextStep.AskForSnapshot, 60).Part(1, 1, TableVerdict.Good, 60);

        Assert.True(steps.Single<FinishMaintenance>().Answered);
        Assert.True(steps.Single<UseFetchedTable>().IsFinal);
        Assert.True(steps.Actions.ToList().FindIndex(action => action is UseFetchedTable) < steps.Actions.ToList().FindIndex(action => action is FinishMaintenance));
        Assert.Equal(Maintenance.None, steps.State.Maintenance);
    }

    [Fact]
    public void Maintenance_WhenOff_EndsAtOnce() =>
        Assert.False(new MemberSteps().Do(new MaintenanceAsked(0, Maintenance.Clear)).Single<FinishMaintenance>().Answered);

    [Fact]
    public void Maintenance_NobodyAnswers_EndsWithNothingDone()
    {
        var steps = MemberSteps.InSync(aaps: 2).Do(new MaintenanceAsked(0, Maintenance.Clear));
        while (!steps.Has<FinishMaintenance>())
            steps.Wake();

        Assert.False(steps.Single<FinishMaintenance>().Answered);
        Assert.Equal(MemberPhase.Waiting, steps.State.Phase);
    }

    [Fact]
    public void Maintenance_WhileWaiting_TriesAtOnce()
    {
        var steps = MemberSteps.Greeting(aaps: 1);
        while (steps.State.Phase != MemberPhase.Waiting)
            steps.Wake();

        Assert.True(steps.Do(new MaintenanceAsked(0, Maintenance.Refresh)).Has<SendHello>());
    }

    [Fact]
    public void Maintenance_WhileGreeting_IsDoneByTheRegistrationThatFollows()
    {
        var steps = MemberSteps.Greeting().Do(new MaintenanceAsked(0, Maintenance.Clear));

        Assert.Empty(steps.Actions);
        Assert.True(steps.Greeted().Single<SendRegister>().WithoutTable);
    }

    private static MemberSteps Returning()
    {
        var steps = MemberSteps.InSyncWithSecond();
        steps.State = steps.State with { KeepaliveAt = null };
        return steps.Wake();
    }
}
