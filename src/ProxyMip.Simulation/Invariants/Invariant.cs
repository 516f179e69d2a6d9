using ProxyMip.Engine.Core;
using ProxyMip.Simulation.Engines;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Invariants;

/// <summary>One rule that must hold at every moment of a run.</summary>
internal abstract class Invariant : IEngineObserver
{
    private readonly HashSet<string> _said = [];

    /// <summary>The network it is about.</summary>
    public required VirtualNetwork Network { get; init; }

    /// <summary>Where violations go.</summary>
    public required List<Violation> Violations { get; init; }

    /// <summary>Stable name.</summary>
    public abstract string Name { get; }

    /// <summary>Looks at what only time can break.</summary>
    public virtual void Poll()
    {
    }

    public virtual void Takes(EngineNode node, EngineEvent input)
    {
    }

    public virtual void Acts(EngineNode node, EngineAction action)
    {
    }

    public virtual void Stepped(EngineNode node, EngineEvent input)
    {
    }

    /// <summary>Notes a violation, once per text.</summary>
    protected void Violated(string text)
    {
        if (_said.Add(text))
            Violations.Add(new(Network.Now, Name, text));
    }
}
