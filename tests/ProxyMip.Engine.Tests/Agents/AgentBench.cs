using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.Agents;

/// <summary>A node under test with a clock of its own. Every call gives back what the node wants done.</summary>
internal sealed class AgentBench
{
    /// <summary>The moment the Identifications of the vectors were made at, less half a second.</summary>
    public static readonly DateTimeOffset VectorTime = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly SequenceEntropy _entropy;
    private readonly List<EngineAction> _actions = [];

    public AgentBench(NodeSettings settings, ulong seed = 1)
    {
        _entropy = new(seed);
        Node = new(settings);
        Now = new(TimeSpan.FromSeconds(100), VectorTime);
    }

    public ProxyAgent Node { get; private set; }

    public Moment Now { get; set; }

    public HomeAgentSnapshot HomeAgent => Node.Role<HomeAgentRole>()!.Snapshot(Now);

    public ForeignAgentSnapshot ForeignAgent => Node.Role<ForeignAgentRole>()!.Snapshot(Now);

    /// <summary>What the last call wanted done.</summary>
    public IReadOnlyList<EngineAction> Actions => _actions;

    /// <summary>Hands in one event now.</summary>
    public IReadOnlyList<EngineAction> Handle(EngineEvent input)
    {
        _actions.Clear();
        Node.Handle(input, Now, _entropy, _actions);
        return _actions;
    }

    /// <summary>Lets time pass, waking the node whenever it wants to be; gives back all actions with the uptime of each.</summary>
    public List<(TimeSpan At, EngineAction Action)> Pass(TimeSpan time)
    {
        var seen = new List<(TimeSpan, EngineAction)>();
        var end = Now.Uptime + time;
        while (Node.WakeAt is { } at && at <= end)
        {
            Move(at > Now.Uptime ? at : Now.Uptime);
            foreach (var action in Handle(Woken.Instance))
                seen.Add((Now.Uptime, action));
        }
        Move(end);
        return seen;
    }

    /// <summary>Moves both clocks without waking the node.</summary>
    public void Move(TimeSpan uptime) => Now = new(uptime, Now.Wall + (uptime - Now.Uptime));

    /// <summary>The one datagram among the last actions.</summary>
    public SendDatagram Sent => Assert.Single(_actions.OfType<SendDatagram>());

    /// <summary>The one registration reply among the last actions.</summary>
    public RegistrationReply Reply => ReplyOf(Sent);

    public static RegistrationReply ReplyOf(SendDatagram datagram)
    {
        Assert.True(RegistrationReply.TryParse(datagram.Payload.Span, out var reply, out var fault), fault.ToString());
        return reply;
    }

    public static RegistrationRequest RequestOf(SendDatagram datagram)
    {
        Assert.True(RegistrationRequest.TryParse(datagram.Payload.Span, out var request, out var fault), fault.ToString());
        return request;
    }

    public static Ipv4Address Ip(string text) => Ipv4Address.Parse(text);

    public static MacAddress Mac(ulong number) => new(0x020000000000 + number);
}
