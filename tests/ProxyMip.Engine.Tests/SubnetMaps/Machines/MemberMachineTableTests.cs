using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Members;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps.Machines;

/// <summary>Registering, fetching the table, following its changes, keeping the registration.</summary>
public sealed class MemberMachineTableTests
{
    [Fact]
    public void Register_WithoutAnswer_IsSentAgainAndThenGivenUp()
    {
        var steps = MemberSteps.Registering();
        var sent = 1;
        while (steps.Wake().State.Phase == MemberPhase.Register)
            sent++;

        Assert.Equal(4, sent);
        Assert.Equal(new ReportGivenUp(0, GivenUpReason.NoAnswer, 1), steps.Single<ReportGivenUp>());
    }

    [Fact]
    public void Registered_Current_IsInSync()
    {
        var steps = MemberSteps.InSync();

        Assert.Equal(MemberPhase.InSync, steps.State.Phase);
        Assert.Equal(0, steps.Single<Activate>().Aap);
        Assert.Equal(new ConfirmTable(0, 50), steps.Single<ConfirmTable>());
        Assert.Equal((0, 50ul), (steps.State.HeldFrom, steps.State.HeldGeneration));
    }

    [Fact]
    public void Registered_AskForSnapshot_AsksForTheGenerationOffered()
    {
        var steps = MemberSteps.Fetching(50);

        Assert.Equal(MemberPhase.Sync, steps.State.Phase);
        Assert.Equal(new AskForParts(0, steps.State.Transaction, 50, 16, Anew: true), steps.Single<AskForParts>());
    }

    [Fact]
    public void Registered_DeltasFollow_WaitsFiveSecondsForThem()
    {
        var steps = MemberSteps.InSync().Do(new OwnRowsKnown(0)).Answered(MapNextStep.DeltasFollow, 55);

        Assert.Equal(MemberPhase.AwaitingDeltas, steps.State.Phase);
        Assert.Equal(steps.Now + TimeSpan.FromSeconds(5), steps.State.DueAt);
    }

    [Fact]
    public void Registered_DeltasFollowThatCameBefore_IsInSync()
    {
        var steps = MemberSteps.InSync().Do(new OwnRowsKnown(0)).Delta(50, 55).Answered(MapNextStep.DeltasFollow, 55);

        Assert.Equal((MemberPhase.InSync, 55ul), (steps.State.Phase, steps.State.HeldGeneration));
    }

    [Fact]
    public void Registered_DeltasFollowOfATableNotHeld_FetchesAWholeOne() =>
        Assert.Equal(0ul, MemberSteps.Registering().Answered(MapNextStep.DeltasFollow, 55).Single<AskForParts>().Generation);

    [Theory]
    [InlineData(MapRegisterStatus.SomeRowsRefused)]
    [InlineData(MapRegisterStatus.TableFull)]
    public void Registered_WithRowsRefused_IsReportedAndGoesOn(MapRegisterStatus status)
    {
        var steps = MemberSteps.Registering().Answered(MapNextStep.Current, 50, status);

        Assert.Equal(status, steps.Single<ReportRowsRefused>().Status);
        Assert.Equal(MemberPhase.InSync, steps.State.Phase);
    }

    [Theory]
    [InlineData(MapRegisterStatus.TooManyAccessPoints, (byte)GivenUpReason.Full)]
    [InlineData(MapRegisterStatus.NotAuthoritative, (byte)GivenUpReason.NotAuthoritative)]
    [InlineData(MapRegisterStatus.ListsDiffer, (byte)GivenUpReason.ListsDiffer)]
    [InlineData((MapRegisterStatus)99, (byte)GivenUpReason.Refused)]
    public void Registered_Refused_GoesToTheNextOne(MapRegisterStatus status, byte why) =>
        Assert.Equal((GivenUpReason)why, MemberSteps.Registering().Answered(MapNextStep.Current, 50, status).Single<ReportGivenUp>().Why);

    [Fact]
    public void Registered_OfAnotherTransaction_IsCounted()
    {
        var steps = MemberSteps.Registering();
        steps.Do(new RegistrationAnswered(0, 0, steps.State.Transaction + 1, MapRegisterStatus.Ok, MapNextStep.Current, TimeSpan.FromSeconds(600), 50));

        Assert.True(steps.Has<CountUnexpected>());
    }

    [Fact]
    public void Part_OfAnUnfinishedRun_IsWaitedOn() => Assert.Empty(MemberSteps.Fetching().Part(3, 40, TableVerdict.Incomplete).Actions);

    [Fact]
    public void Part_ThatEndsARun_AsksForTheNextSixteen()
    {
        var ask = MemberSteps.Fetching().Part(16, 40, TableVerdict.Incomplete).Single<AskForParts>();

        Assert.Equal((32, false), (ask.RunEnd, ask.Anew));
    }

    [Fact]
    public void Part_Missing_IsAskedForAgainAndThenTheNextOneIsTried()
    {
        var steps = MemberSteps.Fetching();
        var asked = 1;
        while (steps.Wake().State.Phase == MemberPhase.Sync)
            asked++;

        Assert.Equal(4, asked);
        Assert.Equal(GivenUpReason.NoAnswer, steps.Single<ReportGivenUp>().Why);
    }

    [Fact]
    [Requirement("MAP-032")]
    public void Part_LastOfAGoodTable_PutsItIntoUseAndTellsWhatIsHeld()
    {
        var steps = MemberSteps.Fetching().Part(4, 4, TableVerdict.Good);

        Assert.Equal(new UseFetchedTable(0, 50, IsFinal: false), steps.Single<UseFetchedTable>());
        Assert.Equal(new SendKeepalive(0, steps.State.Transaction, OfFetched: false), steps.Single<SendKeepalive>());
        Assert.Equal((MemberPhase.InSync, 50ul), (steps.State.Phase, steps.State.HeldGeneration));
    }

    [Fact]
    [Requirement("MAP-032")]
    public void Part_LastOfABadTable_StartsOverWithTheLatestThreeTimesAndThenTriesTheNextOne()
    {
        var steps = MemberSteps.Fetching();
        for (var i = 0; i < 3; i++)
            Assert.Equal((0ul, true), (steps.Part(4, 4, TableVerdict.Bad).Single<AskForParts>().Generation, steps.Single<AskForParts>().Anew));
        steps.Part(4, 4, TableVerdict.Bad);

        Assert.Equal(GivenUpReason.BadTable, steps.Single<ReportGivenUp>().Why);
        Assert.False(steps.Has<UseFetchedTable>());
    }

    [Fact]
    public void Part_LastOfATableWithUnknownDigest_IsVerifiedByAKeepaliveFirst()
    {
        var steps = MemberSteps.Fetching().Part(4, 4, TableVerdict.Unconfirmed, 60);

        Assert.Equal(MemberPhase.Verifying, steps.State.Phase);
        Assert.True(steps.Single<SendKeepalive>().OfFetched);
        Assert.False(steps.Has<UseFetchedTable>());
    }

    [Fact]
    public void Verified_Current_PutsItIntoUse()
    {
        var steps = MemberSteps.Fetching().Part(4, 4, TableVerdict.Unconfirmed, 60).Answered(MapNextStep.Current, 60);

        Assert.Equal(new UseFetchedTable(0, 60, IsFinal: false), steps.Single<UseFetchedTable>());
        Assert.Equal((MemberPhase.InSync, 60ul), (steps.State.Phase, steps.State.HeldGeneration));
    }

    [Fact]
    public void Verified_DeltasFollow_PutsItIntoUseAndWaitsForThem()
    {
        var steps = MemberSteps.Fetching().Part(4, 4, TableVerdict.Unconfirmed, 60).Answered(MapNextStep.DeltasFollow, 66);

        Assert.Equal((MemberPhase.AwaitingDeltas, 60ul, 66ul), (steps.State.Phase, steps.State.HeldGeneration, steps.State.Target));
        Assert.True(steps.Has<UseFetchedTable>());
    }

    [Fact]
    public void Verified_AskForSnapshot_StartsOver()
    {
        var steps = MemberSteps.Fetching().Part(4, 4, TableVerdict.Unconfirmed, 60).Answered(MapNextStep.AskForSnapshot, 70);

        Assert.Equal(MemberPhase.Sync, steps.State.Phase);
        Assert.False(steps.Has<UseFetchedTable>());
    }

    [Fact]
    public void Part_WhenNoneIsFetched_IsCounted() => Assert.True(MemberSteps.InSync().Part(1, 4, TableVerdict.Incomplete).Has<CountUnexpected>());

    [Fact]
    public void Refused_GenerationNotAvailableWhileFetching_StartsOverWithTheLatest() =>
        Assert.Equal(0ul, MemberSteps.Fetching().Refused(MapErrorCode.GenerationNotAvailable).Single<AskForParts>().Generation);

    [Fact]
    public void Refused_GenerationNotAvailableWhileInSync_FetchesAWholeTable() =>
        Assert.Equal(MemberPhase.Sync, MemberSteps.InSync().Refused(MapErrorCode.GenerationNotAvailable).State.Phase);

    [Fact]
    public void Refused_SlowDownWhileFetching_WaitsOneToFiveSeconds()
    {
        var steps = MemberSteps.Fetching().Refused(MapErrorCode.SlowDown);

        Assert.Equal((PullPhase.Holding, steps.Now + TimeSpan.FromSeconds(3)), (steps.State.Pull.Phase, steps.State.WakeAt!.Value));
    }

    [Fact]
    public void Delta_FromTheGenerationHeld_IsAppliedAndAcknowledged()
    {
        var steps = MemberSteps.InSync().Delta(50, 53);

        Assert.Equal([new ApplyDelta(53), new AnswerDelta(0, 0x80000007, MapDeltaStatus.Applied, 53)], steps.Actions);
        Assert.Equal(53ul, steps.State.HeldGeneration);
    }

    [Fact]
    [Requirement("MAP-033")]
    public void Delta_FromALaterGeneration_IsReportedAsGapAndNotApplied()
    {
        var steps = MemberSteps.InSync().Delta(51, 53);

        Assert.Equal([new AnswerDelta(0, 0x80000007, MapDeltaStatus.Gap, 50)], steps.Actions);
        Assert.Equal(50ul, steps.State.HeldGeneration);
    }

    [Fact]
    public void Delta_ToAGenerationHeldAlready_IsAcknowledgedOnly() =>
        Assert.Equal([new AnswerDelta(0, 0x80000007, MapDeltaStatus.Applied, 50)], MemberSteps.InSync().Delta(48, 50).Actions);

    [Fact]
    public void Delta_ThatOverlapsWhatIsHeld_IsApplied() => Assert.True(MemberSteps.InSync().Delta(48, 52).Has<ApplyDelta>());

    [Fact]
    public void Delta_OfAnotherOne_IsCounted() => Assert.True(MemberSteps.InSync().Do(new DeltaArrived(0, 1, 1, 50, 51)).Has<CountUnexpected>());

    [Fact]
    public void Delta_WhileFetching_IsLeftToBeSentAgain() => Assert.True(MemberSteps.Fetching().Delta(0, 51).Has<CountUnexpected>());

    [Fact]
    public void Delta_ThatReachesTheTarget_EndsTheWait()
    {
        var steps = MemberSteps.InSync().Do(new OwnRowsKnown(0)).Answered(MapNextStep.DeltasFollow, 55).Delta(50, 55);

        Assert.Equal(MemberPhase.InSync, steps.State.Phase);
    }

    [Fact]
    public void Delta_BeforeTheTarget_RenewsThePatience()
    {
        var steps = MemberSteps.InSync().Do(new OwnRowsKnown(0)).Answered(MapNextStep.DeltasFollow, 55);
        steps.Now += TimeSpan.FromSeconds(4);

        Assert.Equal(steps.Now + TimeSpan.FromSeconds(5), steps.Delta(50, 52).State.DueAt);
    }

    [Fact]
    public void Deltas_ThatDoNotCome_AreReplacedByAWholeTable()
    {
        var steps = MemberSteps.InSync().Do(new OwnRowsKnown(0)).Answered(MapNextStep.DeltasFollow, 55).Wake();

        Assert.Equal(MemberPhase.Sync, steps.State.Phase);
    }

    [Fact]
    public void DigestDiffers_AfterDeltas_FetchesAWholeTable() => Assert.Equal(MemberPhase.Sync, MemberSteps.InSync().Do(new DigestDiffers(0)).State.Phase);

    [Theory]
    [InlineData(0, 180)]
    [InlineData(0.5, 200)]
    [InlineData(1, 220)]
    [Requirement("MAP-035")]
    public void Keepalive_InSync_FollowsAtAThirdOfTheLifetime(double fraction, double seconds)
    {
        var steps = MemberSteps.Registering();
        steps.Fraction = fraction;
        steps.Answered(MapNextStep.Current, 50);
        var start = steps.Now;

        Assert.True(steps.Wake().Has<SendKeepalive>());
        Assert.Equal(seconds, (steps.Now - start).TotalSeconds, 3);
    }

    [Fact]
    public void Keepalive_WhileDeltasAreAwaited_WaitsForThem()
    {
        var steps = MemberSteps.InSync().Do(new OwnRowsKnown(0)).Answered(MapNextStep.DeltasFollow, 55);
        steps.State = steps.State with { KeepaliveAt = steps.Now };

        Assert.Empty(steps.Wake().Actions);
        Assert.Equal(steps.Now + TimeSpan.FromSeconds(5), steps.State.KeepaliveAt);
    }

    [Fact]
    public void Keepalive_WithoutAnswer_IsGivenUpAfterEightSeconds()
    {
        var steps = MemberSteps.InSync().Wake();
        var start = steps.Now;
        while (steps.State.Phase == MemberPhase.InSync)
            steps.Wake();

        Assert.Equal(8, (steps.Now - start).TotalSeconds);
        Assert.Equal(GivenUpReason.NoAnswer, steps.Single<ReportGivenUp>().Why);
    }

    [Fact]
    public void Keepalive_AnsweredCurrent_SetsTheNextOne()
    {
        var steps = MemberSteps.InSync().Wake().Answered(MapNextStep.Current, 50);

        Assert.Equal((0, steps.Now + TimeSpan.FromSeconds(200)), (steps.State.Attempt, steps.State.KeepaliveAt!.Value));
    }

    [Fact]
    public void OwnRowsKnown_WhenInSync_RegistersAgainAndStaysActive()
    {
        var steps = MemberSteps.InSync().Do(new OwnRowsKnown(0));

        Assert.Equal(MemberPhase.Register, steps.State.Phase);
        Assert.True(steps.Has<SendRegister>());
        Assert.False(steps.Has<Activate>());
    }

    [Fact]
    public void OwnRowsKnown_WhileGreeting_WaitsForTheRegistration() => Assert.Empty(MemberSteps.Greeting().Do(new OwnRowsKnown(0)).Actions);
}
