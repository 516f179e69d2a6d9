using ProxyMip.Engine.Core;

namespace ProxyMip.Host.Vectors.Roles;

/// <summary>One node of the engine with a clock of its own. Nothing of a role is imitated: the node is what runs in the product.</summary>
internal sealed class RoleBench
{
    private readonly List<EngineAction> _actions = [];

    public RoleBench(NodeSettings settings, DateTimeOffset wall)
    {
        Node = new(settings);
        Now = new(TimeSpan.FromHours(1), wall);
    }

    public ProxyAgent Node { get; }

    public SeededEntropy Entropy { get; } = new();

    public Moment Now { get; private set; }

    /// <summary>Everything the node wanted done since the last call of <see cref="Handle"/> or <see cref="Pass"/>.</summary>
    public IReadOnlyList<EngineAction> Actions => _actions;

    public IEnumerable<SendDatagram> Datagrams => _actions.OfType<SendDatagram>();

    /// <summary>Hands in one event now.</summary>
    public void Handle(EngineEvent input)
    {
        _actions.Clear();
        Node.Handle(input, Now, Entropy, _actions);
    }

    /// <summary>Lets time pass, waking the node whenever it wants to be.</summary>
    public void Pass(TimeSpan time)
    {
        _actions.Clear();
        var end = Now.Uptime + time;
        while (Node.WakeAt is { } at && at <= end)
        {
            MoveTo(at > Now.Uptime ? at : Now.Uptime + TimeSpan.FromMilliseconds(1));
            Node.Handle(Woken.Instance, Now, Entropy, _actions);
        }
        MoveTo(end);
    }

    /// <summary>Sets the time of day; the uptime goes on.</summary>
    public void SetWall(DateTimeOffset wall) => Now = Now with { Wall = wall };

    /// <summary>Time passes before the node notices anything, and the time of day is set.</summary>
    public void MoveOn(TimeSpan time, DateTimeOffset wall) => Now = new(Now.Uptime + time, wall);

    private void MoveTo(TimeSpan uptime)
    {
        if (uptime > Now.Uptime)
            Now = new(uptime, Now.Wall + (uptime - Now.Uptime));
    }
}
