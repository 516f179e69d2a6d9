using System.Collections.Immutable;
using ProxyMip.Engine.SubnetMaps.Authority;
using ProxyMip.Engine.SubnetMaps.Exchange;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.SubnetMaps.Machines;

public sealed class PeerMachineTests
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(10);
    private TimeSpan _now = TimeSpan.FromSeconds(100);
    private PeerState _state;
    private ImmutableArray<PeerAction> _actions = [];

    public PeerMachineTests() => _state = PeerMachine.Start(_now);

    [Fact]
    public void Start_Woken_Greets()
    {
        Wake();

        Assert.Equal([new GreetPeer(1)], _actions);
    }

    [Fact]
    public void Greeting_NeverAnswered_IsSettledAfterFourTriesAndGreetsEveryPeriod()
    {
        var hellos = 0;
        while (!_state.IsSettled)
        {
            Wake();
            hellos += _actions.Length;
        }
        var rested = _now;
        Wake();

        Assert.Equal((4, PeerPhase.Greeting), (hellos, _state.Phase));
        Assert.InRange((_now - rested).TotalSeconds, 1, 3);
    }

    [Fact]
    public void Heard_ForTheFirstTime_IsReportedAndCompared()
    {
        Do(new PeerHeard(0, Restarted: false));

        Assert.Equal([new ReportPeerAlive(), new ComparePeer(1)], _actions);
        Assert.Equal(PeerPhase.Alive, _state.Phase);
    }

    [Fact]
    public void Heard_Again_OnlyRenewsTheTime()
    {
        Alive();
        _now += TimeSpan.FromSeconds(3);
        Do(new PeerHeard(0, Restarted: false));

        Assert.Empty(_actions);
        Assert.Equal(_now, _state.HeardAt);
    }

    [Fact]
    public void Heard_InALaterRun_OrphansItsClaimsAndComparesAtOnce()
    {
        InSync();
        Do(new PeerHeard(0, Restarted: true));

        Assert.Equal(new OrphanClaims(Restarted: true), _actions[0]);
        Assert.IsType<ComparePeer>(_actions[1]);
        Assert.Equal(0ul, _state.Held);
    }

    [Fact]
    [Requirement("MAP-010")]
    public void Compared_NothingHeld_FetchesAtOnce()
    {
        Alive();
        Do(Compared(40));

        Assert.Equal(40ul, Assert.IsType<FetchClaims>(Assert.Single(_actions)).Generation);
    }

    [Fact]
    public void Compared_BehindWhatIsTold_LeavesDeltasTimeBeforeItFetches()
    {
        InSync();
        Do(Compared(44));
        Assert.Empty(_actions);
        _now += TimeSpan.FromMilliseconds(1500);
        Do(new PeerWoken(0.5));

        Assert.Equal(44ul, Assert.IsType<FetchClaims>(Assert.Single(_actions)).Generation);
    }

    [Fact]
    public void Compared_BehindAndCaughtUpByDeltas_FetchesNothing()
    {
        InSync();
        Do(Compared(44));
        Do(new ClaimsChanged(0, 7, 40, 44));

        Assert.Null(_state.FetchAt);
    }

    [Fact]
    public void Compared_ClaimsOfTheSameGenerationWithAnotherDigest_FetchesAtOnce()
    {
        InSync();
        Do(Compared(40) with { SameClaims = false });

        Assert.IsType<FetchClaims>(Assert.Single(_actions));
    }

    [Fact]
    public void Compared_TablesThatStayDifferent_AreReportedAndFetchedTheThirdTime()
    {
        InSync();
        for (var i = 0; i < 2; i++)
        {
            Do(Compared(40) with { SameMerged = false });
            Assert.Empty(_actions);
        }
        Do(Compared(40) with { SameMerged = false });

        Assert.IsType<ReportTablesDiffer>(_actions[0]);
        Assert.IsType<FetchClaims>(_actions[1]);
        Assert.False(_state.SameTable);
    }

    [Fact]
    public void Compared_TablesDifferSinceItLacksOurs_IsNoMismatch()
    {
        InSync();
        Do(Compared(40) with { SameMerged = false, HoldsOurs = false });

        Assert.Equal(0, _state.Mismatches);
    }

    [Fact]
    public void Compared_ByItsOwnDigest_CountsNoMismatch()
    {
        InSync();
        Do(Compared(40) with { SameMerged = false, IsAnswer = false });

        Assert.Equal(0, _state.Mismatches);
    }

    [Fact]
    public void Compared_InAnswer_SetsTheNextComparison()
    {
        InSync();

        Assert.Equal((0, _now + s_period), (_state.Attempt, _state.DueAt));
    }

    [Fact]
    public void Digest_NotAnswered_IsSentFourTimesAPeriod()
    {
        Alive();
        var digests = 1;
        for (var i = 0; i < 3; i++)
        {
            Wake();
            digests += _actions.OfType<ComparePeer>().Count();
        }
        Wake();

        Assert.Equal((4, 0), (digests, _state.Attempt));
        Assert.Equal(PeerPhase.Alive, _state.Phase);
    }

    [Fact]
    [Requirement("MAP-039")]
    public void Silence_ForThreePeriods_OrphansItsClaims()
    {
        InSync();
        var heard = _now;
        while (!_actions.OfType<OrphanClaims>().Any())
            Wake();

        Assert.Equal([new OrphanClaims(Restarted: false), new ReportPeerDead()], _actions);
        Assert.InRange((_now - heard).TotalSeconds, 30, 40);
        Assert.Equal((PeerPhase.Silent, 0ul), (_state.Phase, _state.Held));
    }

    [Fact]
    public void Goodbye_WhenAlive_OrphansItsClaims()
    {
        InSync();
        Do(new PeerLeft(0));

        Assert.Equal([new OrphanClaims(Restarted: false), new ReportPeerDead()], _actions);
    }

    [Fact]
    public void Goodbye_WhenSilent_ChangesNothing()
    {
        Do(new PeerLeft(0));

        Assert.Empty(_actions);
    }

    [Fact]
    public void Delta_FromWhatIsHeld_IsApplied()
    {
        InSync();
        Do(new ClaimsChanged(0, 7, 40, 42));

        Assert.Equal([new ApplyClaims(), new AnswerClaims(7, MapDeltaStatus.Applied, 42)], _actions);
    }

    [Fact]
    public void Delta_WithAGap_IsAnsweredSoAndFetchedIfNothingComes()
    {
        InSync();
        Do(new ClaimsChanged(0, 7, 41, 42));

        Assert.Equal([new AnswerClaims(7, MapDeltaStatus.Gap, 40)], _actions);
        Assert.NotNull(_state.FetchAt);
    }

    [Fact]
    public void Delta_OfTheHistory_IsAcknowledgedOnly()
    {
        InSync();
        Do(new ClaimsChanged(0, 7, 38, 40));

        Assert.Equal([new AnswerClaims(7, MapDeltaStatus.Applied, 40)], _actions);
    }

    [Fact]
    public void Delta_WhileClaimsAreFetched_IsPassedOver()
    {
        Alive();
        Do(Compared(40));
        Do(new ClaimsChanged(0, 7, 38, 40));

        Assert.Empty(_actions);
    }

    [Fact]
    public void Part_LastOne_PutsTheClaimsIntoUse()
    {
        Alive();
        Do(Compared(40));
        Do(new ClaimsPartKept(0, 1, 1, TableVerdict.Good, 40));

        Assert.Equal([new UseClaims()], _actions);
        Assert.Equal((40ul, true), (_state.Held, _state.IsSettled));
    }

    [Fact]
    public void Part_OfBadClaims_StartsOver()
    {
        Alive();
        Do(Compared(40));
        Do(new ClaimsPartKept(0, 1, 1, TableVerdict.Bad, 40));

        Assert.True(Assert.IsType<FetchClaims>(Assert.Single(_actions)).Anew);
    }

    [Fact]
    public void Fetch_NeverAnswered_IsGivenUpUntilTheNextComparison()
    {
        Alive();
        Do(Compared(40));
        while (_state.Pull.Phase != PullPhase.Idle)
            Wake();

        Assert.True(_state.IsSettled);
        Assert.Equal(0ul, _state.Held);
    }

    [Fact]
    public void Refused_GenerationNotAvailable_FetchesTheLatest()
    {
        InSync();
        Do(new PeerRefused(0, MapErrorCode.GenerationNotAvailable));
        Assert.Equal(0ul, Assert.IsType<FetchClaims>(Assert.Single(_actions)).Generation);

        Do(new PeerRefused(0, MapErrorCode.GenerationNotAvailable));
        Assert.Equal(1, _state.Pull.Restarts);
    }

    [Fact]
    public void Refused_SlowDown_WaitsBeforeItAsksAgain()
    {
        Alive();
        Do(Compared(40));
        Do(new PeerRefused(0.5, MapErrorCode.SlowDown));

        Assert.Equal((PullPhase.Holding, _now + TimeSpan.FromSeconds(3)), (_state.Pull.Phase, _state.Pull.WakeAt));
    }

    [Fact]
    public void Refused_HelloRequired_GreetsAndOrphansNothingYet()
    {
        InSync();
        Do(new PeerRefused(0, MapErrorCode.HelloRequired));

        Assert.IsType<GreetPeer>(Assert.Single(_actions));
        Assert.Equal(40ul, _state.Held);
    }

    [Fact]
    public void Refused_HelloRequiredAndThenSilent_OrphansItsClaims()
    {
        InSync();
        Do(new PeerRefused(0, MapErrorCode.HelloRequired));
        while (_state.Phase == PeerPhase.Greeting)
            Wake();

        Assert.Contains(new OrphanClaims(Restarted: false), _actions);
    }

    [Theory]
    [InlineData(MapErrorCode.NotAuthoritative)]
    [InlineData(MapErrorCode.ListsDiffer)]
    public void Refused_SinceItIsNoneByItsOwnList_TakesItForGone(MapErrorCode code)
    {
        InSync();
        Do(new PeerRefused(0, code));

        Assert.Equal(PeerPhase.Silent, _state.Phase);
    }

    [Fact]
    public void Refused_ForAnotherReason_ChangesNothing()
    {
        InSync();
        Do(new PeerRefused(0, MapErrorCode.UnknownType));

        Assert.Empty(_actions);
    }

    private PeerCompared Compared(ulong generation) => new(0.5, IsAnswer: true, _state.Transaction, generation, SameClaims: true, SameMerged: true, HoldsOurs: true);

    private void Alive() => Do(new PeerHeard(0, Restarted: false));

    private void InSync()
    {
        Alive();
        Do(Compared(40));
        Do(new ClaimsPartKept(0, 1, 1, TableVerdict.Good, 40));
        Do(new PeerHeard(0, Restarted: false));
    }

    private void Do(PeerEvent input) => (_state, _actions) = PeerMachine.Step(_state, input, _now, s_period);

    private void Wake()
    {
        _now = _state.WakeAt > _now ? _state.WakeAt : _now;
        Do(new PeerWoken(0.5));
    }
}
