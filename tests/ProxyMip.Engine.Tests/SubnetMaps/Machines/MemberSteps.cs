using ProxyMip.Engine.SubnetMaps.Members;
using ProxyMip.Engine.SubnetMaps.Tables;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Engine.Tests.SubnetMaps.Machines;

/// <summary>Walks the member machine: keeps state and time, and the actions of the last step.</summary>
internal sealed class MemberSteps
{
    private readonly MemberPolicy _policy;

    public MemberSteps(int aaps = 3) => _policy = new(aaps);

    public MemberState State { get; set; } = MemberState.Off;

    public TimeSpan Now { get; set; } = TimeSpan.FromSeconds(1000);

    public IReadOnlyList<MemberAction> Actions { get; private set; } = [];

    /// <summary>The random fraction of the next step.</summary>
    public double Fraction { get; set; } = 0.5;

    public static MemberSteps Greeting(int aaps = 3)
    {
        var steps = new MemberSteps(aaps);
        steps.Do(new SwitchedOn(0));
        steps.Do(new OwnRowsKnown(0));
        steps.Wake();
        return steps;
    }

    public static MemberSteps Registering(int aaps = 3)
    {
        var steps = Greeting(aaps);
        steps.Greeted();
        return steps;
    }

    public static MemberSteps Fetching(ulong generation = 50)
    {
        var steps = Registering();
        steps.Answered(MapNextStep.AskForSnapshot, generation);
        return steps;
    }

    /// <summary>In sync with the first authoritative access point, generation 50, nothing outstanding.</summary>
    public static MemberSteps InSync(int aaps = 3)
    {
        var steps = Registering(aaps);
        steps.Answered(MapNextStep.Current, 50);
        return steps;
    }

    /// <summary>In sync with the second one, since the first did not answer.</summary>
    public static MemberSteps InSyncWithSecond()
    {
        var steps = Greeting();
        while (steps.State.Current == 0)
            steps.Wake();
        steps.Greeted();
        steps.Answered(MapNextStep.Current, 50);
        return steps;
    }

    public MemberSteps Do(MemberEvent input)
    {
        var (next, actions) = MemberMachine.Step(State, input, Now, _policy);
        State = next;
        Actions = actions;
        return this;
    }

    /// <summary>Goes to the next deadline and takes it.</summary>
    public MemberSteps Wake()
    {
        if (State.WakeAt > Now)
            Now = State.WakeAt.Value;
        return Do(new MemberWoken(Fraction));
    }

    public MemberSteps Greeted(MapHelloStatus status = MapHelloStatus.Ok) => Do(new HelloAnswered(Fraction, State.Current, State.Transaction, status));

    public MemberSteps Answered(MapNextStep next, ulong generation, MapRegisterStatus status = MapRegisterStatus.Ok) =>
        Do(new RegistrationAnswered(Fraction, State.Current, State.Transaction, status, next, TimeSpan.FromSeconds(600), generation));

    public MemberSteps Part(int firstMissing, int parts, TableVerdict verdict, ulong generation = 50) =>
        Do(new PartKept(Fraction, State.Current, firstMissing, parts, verdict, generation));

    public MemberSteps Delta(ulong from, ulong to) => Do(new DeltaArrived(Fraction, State.Current, 0x80000007, from, to));

    public MemberSteps Refused(MapErrorCode code) => Do(new Refused(Fraction, State.Current, code, State.Transaction));

    public T Single<T>()
        where T : MemberAction => Assert.Single(Actions.OfType<T>());

    public bool Has<T>()
        where T : MemberAction => Actions.OfType<T>().Any();

    /// <summary>Wakes until the time is up.</summary>
    public MemberSteps Pass(double seconds)
    {
        var end = Now + TimeSpan.FromSeconds(seconds);
        while (State.WakeAt <= end)
            Wake();
        Now = end;
        return this;
    }
}
