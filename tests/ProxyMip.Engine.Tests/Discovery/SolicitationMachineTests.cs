using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Tests.Visitors;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Discovery;

public sealed class SolicitationMachineTests
{
    private static readonly SolicitationState s_searching = Step(SolicitationState.Initial, new LinkStarted(0.5), 0).Next;
    private static readonly SolicitationState s_quiet = Step(s_searching, new AgentsKnown(0.5, true, true), 0.1).Next;

    [Fact]
    public void Initial_AnythingButStart_StaysOff()
    {
        foreach (var input in new SolicitationEvent[] { new AgentsKnown(0, false, false), new ForeignAgentMissing(0), new RegistrationSucceeded(0), new SolicitationDue(0) })
            Assert.Equal((SolicitationState.Initial, false), Step(SolicitationState.Initial, input, 5));
    }

    [Fact]
    [Requirement("IRDP-041")]
    public void LinkStarted_FirstSolicitation_ComesAfterARandomPartOfASecond()
    {
        Assert.Equal(TimeSpan.Zero, Step(SolicitationState.Initial, new LinkStarted(0), 0).Next.WakeAt);
        Assert.Equal(TimeSpan.FromSeconds(0.75), Step(SolicitationState.Initial, new LinkStarted(0.75), 0).Next.WakeAt);
    }

    [Fact]
    public void Searching_WokenEarly_SendsNothing() => Assert.Equal((s_searching, false), Step(s_searching, new SolicitationDue(0), 0.4));

    [Fact]
    [Requirement("IRDP-042")]
    public void Searching_AgentHeardBeforeTheFirstSolicitation_SendsNone()
    {
        var (next, sent) = Step(s_searching, new AgentsKnown(0.5, true, true), 0.1);
        Assert.Equal((SolicitationPhase.Quiet, null, false), (next.Phase, next.WakeAt, sent));
    }

    [Fact]
    [Requirement("IRDP-079", "IRDP-080", "IRDP-081")]
    public void Searching_NothingHeard_SendsThreeASecondApartThenDoublesToAboutAMinute()
    {
        var waits = Waits(s_searching, 0.5, 12);
        Assert.All(waits[..2], wait => Assert.InRange(wait, 1, 1.2));
        double[] nominal = [2, 4, 8, 16, 32, 64, 64, 64, 64];
        for (var i = 0; i < nominal.Length; i++)
            Assert.InRange(waits[2 + i], nominal[i] * 0.95, nominal[i] * 1.05);
        Assert.True(waits[^1] >= 60);
    }

    [Fact]
    [Requirement("IRDP-083")]
    public void Searching_DifferentRandomValues_GiveDifferentTimesOnBothSidesOfTheNominalOne()
    {
        var state = s_searching with { Sent = 5, Interval = TimeSpan.FromSeconds(8) };
        var low = Waits(state, 0.0, 1)[0];
        var high = Waits(state, 0.999, 1)[0];
        Assert.True(low < 16 && high > 16);
    }

    [Fact]
    [Requirement("IRDP-082")]
    public void Searching_AgentComesAndGoesWithoutARegistration_KeepsItsPace()
    {
        var slow = s_searching with { Sent = 8, Interval = TimeSpan.FromSeconds(64), SentAt = TimeSpan.FromSeconds(100), WakeAt = TimeSpan.FromSeconds(164) };
        var heard = Step(slow, new AgentsKnown(0, true, true), 110).Next;
        var lost = Step(heard, new AgentsKnown(0, false, false), 112).Next;
        Assert.Equal((SolicitationPhase.Searching, TimeSpan.FromSeconds(164)), (lost.Phase, lost.WakeAt));
        Assert.Equal(64, Waits(lost with { WakeAt = TimeSpan.FromSeconds(164) }, 0.5, 1)[0], 0.001);
    }

    [Fact]
    public void Searching_RegistrationSucceedsMeanwhile_DoesNotSpeedUpThisSearch()
    {
        var slow = s_searching with { Sent = 8, Interval = TimeSpan.FromSeconds(64), WakeAt = TimeSpan.FromSeconds(164) };
        var next = Step(slow, new RegistrationSucceeded(0), 110).Next;
        Assert.Equal(slow with { MayStartFast = true }, next);
    }

    [Fact]
    public void Quiet_LostAfterARegistration_StartsFastAgain()
    {
        var proven = Step(s_quiet with { Sent = 8, Interval = TimeSpan.FromSeconds(64) }, new RegistrationSucceeded(0), 1).Next;
        var lost = Step(proven, new AgentsKnown(0.25, false, false), 2).Next;
        Assert.Equal((0, TimeSpan.FromSeconds(2.25)), (lost.Sent, lost.WakeAt));
        Assert.InRange(Waits(lost, 0.5, 1)[0], 1, 1.2);
    }

    [Fact]
    public void LinkStarted_AnotherLink_StartsFastAgain()
    {
        var slow = s_searching with { Sent = 8, Interval = TimeSpan.FromSeconds(64), WakeAt = TimeSpan.FromSeconds(164) };
        Assert.Equal(TimeSpan.FromSeconds(101), Step(slow, new LinkStarted(1), 100).Next.WakeAt);
    }

    [Fact]
    [Requirement("IRDP-078")]
    public void Quiet_AgentStillHeard_SendsNothing()
    {
        Assert.Equal((s_quiet, false), Step(s_quiet, new SolicitationDue(0), 1000));
        Assert.Equal((s_quiet, false), Step(s_quiet, new AgentsKnown(0, true, true), 1000));
    }

    [Fact]
    public void Quiet_ForeignAgentMissing_SearchesAndStopsOnlyForAUsableOne()
    {
        var homeOnly = Step(s_quiet, new AgentsKnown(0, true, false), 1).Next;
        Assert.Equal(SolicitationPhase.Quiet, homeOnly.Phase);
        var wanted = Step(homeOnly, new ForeignAgentMissing(0), 2).Next;
        Assert.Equal(SolicitationPhase.Searching, wanted.Phase);
        Assert.Equal(SolicitationPhase.Searching, Step(wanted, new AgentsKnown(0, true, false), 3).Next.Phase);
        Assert.Equal(SolicitationPhase.Quiet, Step(wanted, new AgentsKnown(0, true, true), 3).Next.Phase);
    }

    [Fact]
    public void Searching_NobodyWantsTheForeignAgentAnyMore_Rests()
    {
        var wanted = Step(Step(s_quiet, new AgentsKnown(0, true, false), 1).Next, new ForeignAgentMissing(0), 2).Next;
        var (next, sent) = Step(wanted with { WakeAt = TimeSpan.FromSeconds(130) }, new SolicitationDue(0), 130);
        Assert.Equal((SolicitationPhase.Quiet, false), (next.Phase, sent));
    }

    [Fact]
    public void LinkStopped_Searching_TurnsOff() => Assert.Equal((SolicitationState.Initial, false), Step(s_searching, new LinkStopped(0), 1));

    private static (SolicitationState Next, bool Send) Step(SolicitationState state, SolicitationEvent input, double at) =>
        SolicitationMachine.Step(state, input, Town.At(at));

    private static double[] Waits(SolicitationState state, double random, int count)
    {
        var waits = new double[count];
        for (var i = 0; i < count; i++)
        {
            var at = state.WakeAt!.Value;
            (state, var sent) = SolicitationMachine.Step(state, new SolicitationDue(random), new Moment(at, Town.Epoch + at));
            Assert.True(sent);
            waits[i] = (state.WakeAt!.Value - at).TotalSeconds;
        }
        return waits;
    }
}
