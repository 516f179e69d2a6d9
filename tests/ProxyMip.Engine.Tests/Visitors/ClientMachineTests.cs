using CsCheck;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Tracing;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>The machine of one client as a function: (state, event, time, policy) to (state, actions), arm by arm of protocol reference 9.3.</summary>
public sealed class ClientMachineTests
{
    private static readonly HeardAgent s_agent = new()
    {
        Address = Town.Agent,
        LinkAddress = Town.AgentLink,
        Port = Town.Wire,
        Bits = MobilityAgentBits.ForeignAgent | MobilityAgentBits.HomeAgent,
        Sequence = 1,
        RegistrationLifetime = 1800,
        CareOfAddresses = [Town.Agent],
        HeardAt = TimeSpan.Zero,
        ExpiresAt = TimeSpan.FromHours(1),
    };

    private static readonly ClientPolicy s_policy = new()
    {
        Settings = Town.Proxy,
        Uplink = Town.Node(null).Uplink!,
        Gateway = Town.Agent,
        Agents = [s_agent],
        Map = new(new SubnetMapChanged([Town.Row(Town.HomeAgent)])),
    };

    private static readonly AssociationFinding s_found = new(AssociationStanding.Found, Town.Association);
    private static readonly AddressLearned s_visitorHeard = new(Town.Visitor, RequestHistory.Empty, "nobody else uses it", "a packet");
    private static readonly AddressLearned s_localHeard = s_visitorHeard with { Address = Town.Local };
    private static readonly Denial s_denial = new(ReplyCode.ForeignAgentInsufficientResources, default, Town.HomeAgent);

    private static readonly ClientState s_new = new() { Station = Town.Station, ServiceSet = Town.ServiceSet };
    private static readonly ClientState s_waiting = Next(s_new, s_visitorHeard, 0);
    private static readonly ClientState s_requesting = Next(s_waiting, new AssociationLearned(s_found), 0);
    private static readonly ClientState s_registered = Next(s_requesting, new RequestAccepted(ReplyCode.Accepted, new(600), default), 0.1);
    private static readonly ClientState s_renewing = Next(Next(s_registered, new ClientDue(), 480), new AssociationLearned(s_found), 480);
    private static readonly ClientState s_held = Next(s_requesting, new RequestDenied(s_denial, 0, default, false), 0.1);
    private static readonly ClientState s_home = Next(Next(s_new, s_localHeard, 0), new AssociationLearned(s_found), 0);
    private static readonly ClientState s_unproxied = Next(s_new, s_visitorHeard with { Address = Ipv4Address.Parse("10.99.0.9") }, 0);
    private static readonly ClientState s_quarantined = Next(s_new, new AddressRefused(Town.Agent, ServiceReasons.ProtectedAddress(Town.Agent, "the default gateway")), 0);
    private static readonly ClientState s_leaving = Next(s_registered, new ServiceWithdrawn(ServiceReasons.FeatureOff, Town.Visitor, true), 10);

    private static readonly ClientState[] s_states = [s_new, s_waiting, s_requesting, s_registered, s_renewing, s_held, s_home, s_unproxied, s_quarantined, s_leaving];

    private static readonly ClientEvent[] s_events =
    [
        s_visitorHeard, s_localHeard, new AddressRefused(Town.Visitor, ServiceReasons.ProtectedStation(Town.Station)), new ServiceWithdrawn(ServiceReasons.FeatureOff, Town.Visitor, true),
        new AssociationLearned(s_found), new AssociationLearned(new(AssociationStanding.Missing)), new AssociationLearned(new(AssociationStanding.NoServer)),
        new SurroundingsChanged(SurroundingsChange.Agents), new SurroundingsChanged(SurroundingsChange.Map), new SurroundingsChanged(SurroundingsChange.Settings),
        new SurroundingsChanged(SurroundingsChange.Challenge), new ForeignAgentFailed(Town.Agent, true), new ForeignAgentFailed(Town.Agent, false),
        new RequestAccepted(ReplyCode.Accepted, new(600), default), new RequestDenied(s_denial, 0, default, false), new RequestDenied(s_denial, 0, default, true),
        new RequestDenied(new(ReplyCode.IdentificationMismatch, default, Town.HomeAgent), 0xed4ea8c0_00000000, default, false),
        new RequestDoubtfullyDenied(new(ReplyCode.MobileNodeFailedAuthentication, default, Town.HomeAgent)), new DownlinkSeen(), new ClientDue(), new ClientGone(false),
    ];

    [Fact]
    public void States_ReachedByEvents_CoverEveryPhase() => Assert.Equal(Enum.GetValues<ClientPhase>(), s_states.Select(state => state.Phase).Distinct().Order());

    [Fact]
    public void New_VisitorWithEverything_StopsBridgingAndSeeksItsAssociation() =>
        Assert.Collection(Step(s_new, s_visitorHeard, 0).Actions,
            action => Assert.Equal(StationPath.Hold, Path(action)),
            action => Assert.Equal(new SeekAssociation(false), action));

    [Fact]
    public void Waiting_AssociationArrives_SendsTheRequest() =>
        Assert.Collection(Step(s_waiting, new AssociationLearned(s_found), 0).Actions,
            action => Assert.Equal(StationPath.Hold, Path(action)),
            action => Assert.Equal((Town.Agent, Town.HomeAgent), (Assert.IsType<SendRequest>(action).Request.Agent, ((SendRequest)action).Request.HomeAgent)));

    [Fact]
    public void Requesting_Accepted_OpensThePathWatchesReportsAndSignals() =>
        Assert.Collection(Step(s_requesting, new RequestAccepted(ReplyCode.Accepted, new(600), default), 0.1).Actions,
            action => Assert.Equal(StationPath.Visitor, Path(action)),
            action => Assert.IsType<WatchFirstPacketDown>(((Perform)action).Action),
            action => Assert.Equal("registration-accepted", ((Report)((Perform)action).Action).Entry.Code),
            action => Assert.Equal(new ClientRegistered(Town.Visitor, Town.HomeAgent), ((Raise)((Perform)action).Action).Event));

    [Fact]
    public void Requesting_DeadlineNotYetCome_DoesNothing()
    {
        var (next, actions) = Step(s_requesting, new ClientDue(), 0.9);
        Assert.Equal((s_requesting, true), (next, actions.IsEmpty));
    }

    [Fact]
    public void Requesting_Deadline_SendsANewRequest()
    {
        var (next, actions) = Step(s_requesting, new ClientDue(), 1);
        var request = Assert.IsType<SendRequest>(Assert.Single(actions)).Request;
        Assert.True(request.Identification > s_requesting.Pending!.Identification);
        Assert.Equal((2, TimeSpan.FromSeconds(3)), (next!.Effort.Attempts, next.RetryAt));
    }

    [Fact]
    public void Registered_RenewalDue_SeeksTheAssociationAgainAndKeepsThePath()
    {
        var (next, actions) = Step(s_registered, new ClientDue(), 480);
        Assert.Equal((ClientPhase.Renewing, s_registered.Registration), (next!.Phase, next.Registration));
        Assert.Equal(new SeekAssociation(false), Assert.Single(actions));
    }

    [Fact]
    public void Renewing_LifetimeOver_ClosesThePathAndGoesOnRequesting()
    {
        var (next, actions) = Step(s_renewing, new ClientDue(), 600);
        Assert.Equal(ClientPhase.Requesting, next!.Phase);
        Assert.Null(next.Registration);
        Assert.Contains(actions, action => Path(action) == StationPath.Hold);
    }

    [Fact]
    public void Held_TimerRunsOut_SendsTheRequest() => Assert.Single(Step(s_held, new ClientDue(), 61).Actions.OfType<SendRequest>());

    [Fact]
    public void AnyPhase_ClientGone_IsForgottenWithoutADeregistration() => Assert.All(s_states, state =>
    {
        var (next, actions) = Step(state, new ClientGone(false), 1000);
        Assert.Null(next);
        Assert.Empty(actions.OfType<SendRequest>());
        Assert.Equal(state.Path is not null, actions.OfType<Perform>().Any(perform => perform.Action is RemoveStationPath));
    });

    [Fact]
    public void AnyPhase_AddressOfThisSubnetHeard_GoesHome() =>
        Assert.All(s_states, state => Assert.Equal(ClientPhase.Home, Next(state, s_localHeard, 1000).Phase));

    [Fact]
    public void AnyPhase_ServiceWithdrawn_IsBridged() => Assert.All(s_states, state =>
    {
        var next = Next(state, new ServiceWithdrawn(ServiceReasons.FeatureOff, state.Address, true), 1000);
        Assert.Equal((ClientPhase.Unproxied, StationPath.Bridge), (next.Phase, next.Path?.Path));
    });

    [Fact]
    public void PairThatMeansNothing_IsCountedAndChangesNothing()
    {
        (ClientState State, ClientEvent Event)[] meaningless =
        [
            (s_new, new AssociationLearned(s_found)),
            (s_quarantined, new AssociationLearned(s_found)),
            (s_new, new RequestAccepted(ReplyCode.Accepted, new(600), default)),
            (s_registered, new RequestAccepted(ReplyCode.Accepted, new(600), default)),
            (s_held, new RequestDenied(s_denial, 0, default, false)),
            (s_waiting, new RequestDoubtfullyDenied(s_denial)),
            (s_waiting, new DownlinkSeen()),
            (s_home, new DownlinkSeen()),
        ];
        Assert.All(meaningless, pair =>
        {
            var (next, actions) = Step(pair.State, pair.Event, 1);
            Assert.Same(pair.State, next);
            Assert.Equal(new CountUnexpected(pair.Event), Assert.Single(actions));
        });
    }

    [Fact]
    public void AnyPhase_AnyEvent_NeverThrowsAndNeverLeavesADeadlineBehind() => Assert.All(s_states, state => Assert.All(s_events, input =>
    {
        foreach (var at in new[] { 0.5, 60, 700 })
        {
            var next = Step(state, input, at).Next;
            for (var i = 0; i < 4 && next?.WakeAt <= TimeSpan.FromSeconds(at); i++)
                next = Step(next, new ClientDue(), at).Next;
            Assert.False(next?.WakeAt <= TimeSpan.FromSeconds(at), $"{state.Phase} {input.GetType().Name} at {at}");
        }
    }));

    [Fact]
    public void AnyWalk_PureMachine_KeepsItsPromises() =>
        Gen.Select(Gen.Int[0, s_events.Length - 1], Gen.Int[0, 20_000], Gen.ULong).Array[1, 60].Sample(steps =>
        {
            var (state, at, sent) = (s_new, 0.0, new List<(double At, PendingRequest Request)>());
            foreach (var (index, milliseconds, random) in steps)
            {
                at += milliseconds / 1000.0;
                var (next, actions) = ClientMachine.Step(state, s_events[index] with { Random = random }, Town.At(at), s_policy);
                sent.AddRange(actions.OfType<SendRequest>().Select(send => (at, send.Request)));
                state = next ?? s_new;
                Assert.Equal(state.Phase is ClientPhase.Registered or ClientPhase.Renewing, state.Registration is not null);
                Assert.True(state.Phase is not ClientPhase.Requesting || state.RetryAt is not null);
                Assert.True(state.Pending is null || state.History.Last == state.Pending.Identification);
                Assert.Equal(state.Phase is ClientPhase.Home, state.Procedure is not null);
                if (next is null)
                    sent.Clear();
            }
        }, iter: 500);

    private static ClientTransition Step(ClientState state, ClientEvent input, double at) => ClientMachine.Step(state, input, Town.At(at), s_policy);

    private static ClientState Next(ClientState state, ClientEvent input, double at) => Step(state, input, at).Next!;

    private static StationPath? Path(ClientAction action) => action is Perform { Action: SetStationPath change } ? change.Path : null;
}
