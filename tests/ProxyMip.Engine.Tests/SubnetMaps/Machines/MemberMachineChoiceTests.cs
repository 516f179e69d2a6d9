using ProxyMip.Engine.SubnetMaps.Members;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps.Machines;

/// <summary>Switching on and off, choosing an authoritative access point, and what happens when it fails.</summary>
public sealed class MemberMachineChoiceTests
{
    [Fact]
    public void SwitchedOn_WhenOff_WaitsTenSecondsForTheOwnHomeAgents()
    {
        var steps = new MemberSteps().Do(new SwitchedOn(0));

        Assert.Equal(MemberPhase.Learning, steps.State.Phase);
        Assert.Equal(steps.Now + TimeSpan.FromSeconds(10), steps.State.WakeAt);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 2.5)]
    public void OwnRowsKnown_WhileLearning_SpreadsOverFiveSeconds(double fraction, double seconds)
    {
        var steps = new MemberSteps().Do(new SwitchedOn(0)).Do(new OwnRowsKnown(fraction));

        Assert.Equal(MemberPhase.Spreading, steps.State.Phase);
        Assert.Equal(steps.Now + TimeSpan.FromSeconds(seconds), steps.State.WakeAt);
    }

    [Fact]
    public void Woken_AfterLearning_SpreadsToo()
    {
        var steps = new MemberSteps().Do(new SwitchedOn(0)).Wake();

        Assert.Equal((MemberPhase.Spreading, steps.Now + TimeSpan.FromSeconds(2.5)), (steps.State.Phase, steps.State.WakeAt!.Value));
    }

    [Fact]
    public void Woken_AfterSpreading_GreetsTheFirstOne()
    {
        var steps = MemberSteps.Greeting();

        Assert.Equal(MemberPhase.Hello, steps.State.Phase);
        Assert.Equal(new SendHello(0, steps.State.Transaction), steps.Single<SendHello>());
    }

    [Fact]
    public void Woken_Early_ChangesNothing()
    {
        var steps = MemberSteps.Greeting();
        var before = steps.State;

        Assert.Same(before, steps.Do(new MemberWoken(0)).State);
        Assert.Empty(steps.Actions);
    }

    [Fact]
    public void Hello_WithoutAnswer_IsSentAgainAfterOneTwoAndFourSeconds()
    {
        var steps = MemberSteps.Greeting();
        var start = steps.Now;
        List<(double, uint)> sent = [];
        while (steps.Wake().State.Current == 0)
            sent.Add(((steps.Now - start).TotalSeconds, steps.Single<SendHello>().Transaction));

        var transaction = sent[0].Item2;
        Assert.Equal([(1, transaction), (3, transaction), (7, transaction)], sent);
    }

    [Fact]
    [Requirement("MAP-009")]
    public void Hello_NeverAnswered_GoesToTheNextOneAndSaysSo()
    {
        var steps = MemberSteps.Greeting();
        while (steps.State.Current == 0)
            steps.Wake();

        Assert.Equal(new ReportGivenUp(0, GivenUpReason.NoAnswer, 1), steps.Single<ReportGivenUp>());
        Assert.Equal(1, steps.Single<SendHello>().To);
        Assert.Equal(steps.Now + TimeSpan.FromSeconds(60), steps.State.PenaltyUntil[0]);
    }

    [Fact]
    public void Hello_NoneOfThemAnswers_WaitsFiveSecondsDoublingToSixty()
    {
        var steps = MemberSteps.Greeting();
        List<double> waits = [];
        while (waits.Count < 6)
        {
            steps.Wake();
            if (steps.State.Phase == MemberPhase.Waiting)
                waits.Add((steps.State.WakeAt!.Value - steps.Now).TotalSeconds);
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], waits);
    }

    [Fact]
    [Requirement("MAP-034")]
    public void Hello_NoneOfThemAnswers_IsReportedOnceAndDropsNoTable()
    {
        var steps = MemberSteps.InSync(aaps: 2);
        var (reports, touched) = (0, false);
        for (var i = 0; i < 200; i++)
        {
            steps.Wake();
            reports += steps.Has<ReportNoneReachable>() ? 1 : 0;
            touched |= steps.Has<UseFetchedTable>() || steps.Has<ApplyDelta>();
        }

        Assert.Equal((1, false), (reports, touched));
        Assert.Equal((0, 50ul), (steps.State.HeldFrom, steps.State.HeldGeneration));
    }

    [Fact]
    public void Woken_AfterWaiting_TriesTheFirstOneAgainWhateverItsPenalty()
    {
        var steps = MemberSteps.Greeting(aaps: 1);
        while (steps.State.Phase != MemberPhase.Waiting)
            steps.Wake();

        Assert.Equal(0, steps.Wake().Single<SendHello>().To);
    }

    [Fact]
    public void Choice_FirstOneInPenalty_IsPassedOver()
    {
        var steps = MemberSteps.InSyncWithSecond();
        steps.Do(new AapLeft(0, 1)).Wake();

        Assert.Equal(2, steps.Single<SendHello>().To);
    }

    [Fact]
    public void HelloAnswered_Ok_Registers()
    {
        var steps = MemberSteps.Registering();

        Assert.Equal(MemberPhase.Register, steps.State.Phase);
        Assert.Equal(new SendRegister(0, steps.State.Transaction, WithoutTable: false), steps.Single<SendRegister>());
    }

    [Fact]
    [Requirement("MAP-019")]
    public void HelloAnswered_ListsDiffer_IsReportedAndGoesOn()
    {
        var steps = MemberSteps.Greeting().Greeted(MapHelloStatus.ListsDiffer);

        Assert.Equal(0, steps.Single<ReportListsDiffer>().Aap);
        Assert.Equal(MemberPhase.Register, steps.State.Phase);
    }

    [Fact]
    public void HelloAnswered_NotAccepting_PassesItOverForFiveSecondsOnly()
    {
        var steps = MemberSteps.Greeting().Greeted(MapHelloStatus.NotAccepting);

        Assert.Equal(steps.Now + TimeSpan.FromSeconds(5), steps.State.PenaltyUntil[0]);
        Assert.Equal(1, steps.Single<SendHello>().To);
    }

    [Fact]
    public void HelloAnswered_UnknownStatus_GoesToTheNextOne() =>
        Assert.Equal(GivenUpReason.Refused, MemberSteps.Greeting().Greeted((MapHelloStatus)9).Single<ReportGivenUp>().Why);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void HelloAnswered_ByAnotherOneOrOfAnotherTransaction_IsCounted(int from, uint ahead)
    {
        var steps = MemberSteps.Greeting();
        steps.Do(new HelloAnswered(0, from, steps.State.Transaction + ahead, MapHelloStatus.Ok));

        Assert.True(steps.Has<CountUnexpected>());
        Assert.Equal(MemberPhase.Hello, steps.State.Phase);
    }

    [Fact]
    [Requirement("MAP-015")]
    public void SwitchedOff_WhenInSync_SaysGoodbye()
    {
        var steps = MemberSteps.InSync().Do(new SwitchedOff(0, MapGoodbyeReason.Disabled));

        Assert.Equal(MapGoodbyeReason.Disabled, steps.Single<SendFarewell>().Reason);
        Assert.Null(steps.Single<Activate>().Aap);
        Assert.Equal((MemberPhase.Off, null), (steps.State.Phase, steps.State.WakeAt));
    }

    [Fact]
    public void SwitchedOff_BeforeAnyAnswer_SaysNothing() =>
        Assert.False(MemberSteps.Greeting().Do(new SwitchedOff(0, MapGoodbyeReason.Disabled)).Has<SendFarewell>());

    [Fact]
    public void SwitchedOff_DuringClear_EndsIt() =>
        Assert.False(MemberSteps.InSync().Do(new MaintenanceAsked(0, Maintenance.Clear)).Do(new SwitchedOff(0, MapGoodbyeReason.Disabled))
            .Single<FinishMaintenance>().Answered);

    [Fact]
    public void SwitchedOn_AfterOff_UsesNoTransactionTwice()
    {
        var steps = MemberSteps.InSync().Do(new SwitchedOff(0, MapGoodbyeReason.Disabled));
        var last = steps.State.LastTransaction;
        steps.Do(new SwitchedOn(0)).Wake().Wake();

        Assert.True(steps.Single<SendHello>().Transaction > last);
    }

    [Fact]
    public void Transactions_AtTheEndOfTheirRange_StartAgainWithoutTheBitOfPushes()
    {
        var steps = MemberSteps.Greeting();
        steps.State = steps.State with { LastTransaction = int.MaxValue };

        Assert.Equal(1u, steps.Greeted().Single<SendRegister>().Transaction);
    }

    [Theory]
    [MemberData(nameof(Strays))]
    public void Anything_WhenOff_IsCounted(object stray) =>
        Assert.True(new MemberSteps().Do((MemberEvent)stray).Has<CountUnexpected>());

    public static TheoryData<object> Strays() =>
    [
        new MemberWoken(0),
        new HelloAnswered(0, 0, 1, MapHelloStatus.Ok),
        new DeltaArrived(0, 0, 1, 1, 2),
        new Restarted(0, 0),
    ];

    [Fact]
    public void OwnRowsKnown_WhenOff_IsKeptByTheTableAlone() => Assert.Empty(new MemberSteps().Do(new OwnRowsKnown(0)).Actions);

    [Fact]
    public void SwitchedOn_WhenOn_IsCounted() => Assert.True(MemberSteps.InSync().Do(new SwitchedOn(0)).Has<CountUnexpected>());

    [Fact]
    public void AapLeft_TheOneInUse_SpreadsBeforeTheNextOne()
    {
        var steps = MemberSteps.InSync().Do(new AapLeft(0.5, 0));

        Assert.Equal((MemberPhase.Spreading, steps.Now + TimeSpan.FromSeconds(2.5)), (steps.State.Phase, steps.State.WakeAt!.Value));
        Assert.Equal(GivenUpReason.Left, steps.Single<ReportGivenUp>().Why);
        Assert.Null(steps.Single<Activate>().Aap);
    }

    [Fact]
    public void AapLeft_AnotherOne_ChangesNothing() => Assert.Empty(MemberSteps.InSync().Do(new AapLeft(0, 2)).Actions);

    [Fact]
    public void Restarted_TheOneInUse_IsGreetedAgain() => Assert.Equal(0, MemberSteps.InSync().Do(new Restarted(0, 0)).Single<SendHello>().To);

    [Fact]
    public void Restarted_AnotherOne_ChangesNothing() => Assert.Empty(MemberSteps.InSync().Do(new Restarted(0, 1)).Actions);

    [Theory]
    [InlineData(MapErrorCode.NotAuthoritative, (byte)GivenUpReason.NotAuthoritative)]
    [InlineData(MapErrorCode.TableFull, (byte)GivenUpReason.Full)]
    [InlineData(MapErrorCode.TooManyAccessPoints, (byte)GivenUpReason.Full)]
    [InlineData(MapErrorCode.ListsDiffer, (byte)GivenUpReason.ListsDiffer)]
    [InlineData(MapErrorCode.MalformedBody, (byte)GivenUpReason.Refused)]
    [InlineData(MapErrorCode.UnknownType, (byte)GivenUpReason.Refused)]
    public void Refused_WhileRegistering_GoesToTheNextOne(MapErrorCode code, byte why)
    {
        var steps = MemberSteps.Registering().Refused(code);

        Assert.Equal((GivenUpReason)why, steps.Single<ReportGivenUp>().Why);
        Assert.Equal(1, steps.Single<SendHello>().To);
    }

    [Fact]
    public void Refused_OfAnotherTransaction_IsCounted()
    {
        var steps = MemberSteps.Registering();

        Assert.True(steps.Do(new Refused(0, 0, MapErrorCode.TableFull, steps.State.Transaction + 1)).Has<CountUnexpected>());
    }

    [Fact]
    public void Refused_ByAnotherOne_ChangesNothing() => Assert.Empty(MemberSteps.Registering().Do(new Refused(0, 2, MapErrorCode.HelloRequired, 0)).Actions);

    [Fact]
    [Requirement("MAP-028")]
    public void Refused_HelloRequired_GreetsTheSameOneAgain()
    {
        var steps = MemberSteps.InSync().Refused(MapErrorCode.HelloRequired);

        Assert.Equal((MemberPhase.Hello, 0), (steps.State.Phase, steps.Single<SendHello>().To));
    }

    [Fact]
    public void Refused_SlowDownWhileRegistering_WaitsAndTriesAgain()
    {
        var steps = MemberSteps.Registering().Refused(MapErrorCode.SlowDown);

        Assert.Equal(steps.Now + TimeSpan.FromSeconds(3), steps.State.DueAt);
        Assert.True(steps.Wake().Has<SendRegister>());
    }
}
