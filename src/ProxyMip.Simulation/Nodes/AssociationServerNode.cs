using ProxyMip.Engine.Associations;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Nodes;

/// <summary>A host that stands for the AAA server: a table of associations, a delay, and the faults a server can have.</summary>
public sealed class AssociationServerNode : HostNode, IAssociationServer, IScheduled
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9); // three tries of 3 s, as the manual's defaults give

    internal AssociationServerNode(string id, VirtualNetwork network)
        : base(id, NodeKind.Server, network)
    {
    }

    /// <summary>Who may roam, with which association; null for whom it does not know.</summary>
    public Func<Ipv4Address, SecurityAssociation?> Lookup { get; set; } = _ => null;

    /// <summary>Time from the question to the answer.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Whether it hears questions; false looks like a server process that hangs.</summary>
    public bool IsAnswering { get; set; } = true;

    /// <summary>Questions received.</summary>
    public long Asked { get; private set; }

    /// <inheritdoc />
    public void Ask(NetworkNode asker, QueryAssociation query, Action<AssociationAnswered> answer)
    {
        ArgumentNullException.ThrowIfNull(query);
        Asked++;
        var reachable = IsUp && IsAnswering;
        Network.Timeline.After(reachable ? Delay : Patience, this, reachable ? 1 : 0, new Question(query.MobileNode, answer));
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        var (mobileNode, answer) = (Question)payload!;
        if (kind == 0)
            answer(new(mobileNode, AssociationAnswer.NoServer, null, null, null));
        else if (Lookup(mobileNode) is { } association)
            answer(new(mobileNode, AssociationAnswer.Found, association, null, Name));
        else
            answer(new(mobileNode, AssociationAnswer.Refused, null, null, Name));
    }

    private sealed record Question(Ipv4Address MobileNode, Action<AssociationAnswered> Answer);
}
