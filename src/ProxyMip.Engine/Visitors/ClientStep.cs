using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tracing;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Visitors;

/// <summary>
/// One step of a client machine in the making: the state so far and the actions so far. Lives inside <see cref="ClientMachine.Step"/> only, so the machine
/// stays a function of its arguments.
/// </summary>
internal sealed class ClientStep(ClientState state, ClientEvent input, Moment now, ClientPolicy policy)
{
    private const int MostTraceSteps = 64;

    private readonly ImmutableArray<ClientAction>.Builder _actions = ImmutableArray.CreateBuilder<ClientAction>();

    /// <summary>The state so far.</summary>
    public ClientState State { get; set; } = state;

    /// <summary>Settings and surroundings.</summary>
    public ClientPolicy Policy { get; } = policy;

    /// <summary>The moment.</summary>
    public Moment Now { get; } = now;

    /// <summary>32 random bits for an Identification.</summary>
    public uint RandomBits => Words.Low(input.Random);

    /// <summary>Uniform in [0, 1).</summary>
    public double Fraction => Words.High(input.Random) / (uint.MaxValue + 1.0);

    /// <summary>Uptime.</summary>
    public TimeSpan Uptime => Now.Uptime;

    public void Do(ClientAction action) => _actions.Add(action);

    public void Perform(EngineAction action) => _actions.Add(new Perform(action));

    public void Report(Severity severity, string code, string text, Ipv4Address? peer = null) =>
        Perform(new Report(new(severity, code, text, State.Address.IsAny ? null : State.Address, State.Station, peer)));

    /// <summary>
    /// Adds a step to the roam's trace. What comes after traffic flows is no part of the roam, save the first packet and the end.
    /// </summary>
    public void Trace(RoamStepKind kind, string text, string rule, string? setting = null)
    {
        if (State.Trace is not { } trace || trace.Steps.Length >= MostTraceSteps
            || (trace.Completed && kind is not (RoamStepKind.FirstPacketDown or RoamStepKind.Ended)))
            return;
        var began = trace.Steps.IsEmpty ? Uptime : trace.Steps[0].At;
        State = State with
        {
            Trace = trace with
            {
                Client = State.Address.IsAny ? trace.Client : State.Address,
                Steps = trace.Steps.Add(new(kind, Uptime, Uptime - began, text, rule, setting)),
                Completed = trace.Completed || kind == RoamStepKind.PathReady,
            },
        };
    }

    /// <summary>Tells the packet path how the client's frames are treated, if that changes.</summary>
    public void SetPath(StationPath path, MacAddress agentLink = default, Ipv4Address agent = default)
    {
        var change = new SetStationPath(State.Station, State.Address, path, agentLink, agent,
            path is StationPath.Hold or StationPath.Visitor ? State.Home?.Network : null);
        if (change == State.Path)
            return;
        State = State with { Path = change };
        Perform(change);
    }

    /// <summary>The earliest uptime at which a request may go: a second after the latest one, and after the delay the event asks for.</summary>
    public TimeSpan EarliestRequest
    {
        get
        {
            var earliest = RetryRules.Earliest(State.History, Now);
            return earliest > Uptime + input.Delay ? earliest : Uptime + input.Delay;
        }
    }

    public ClientTransition Done() => new(State, _actions.DrainToImmutable());

    public ClientTransition Forgotten() => new(null, _actions.DrainToImmutable());
}
