using ProxyMip.Engine.Core;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Engines;

/// <summary>Looks over the shoulder of every engine of a network: for checks and measurements. Must not change anything.</summary>
public interface IEngineObserver
{
    /// <summary>An engine is about to take an event.</summary>
    void Takes(EngineNode node, EngineEvent input)
    {
    }

    /// <summary>An action of an engine is about to be carried out.</summary>
    void Acts(EngineNode node, EngineAction action)
    {
    }

    /// <summary>An engine has taken an event, and its actions are carried out.</summary>
    void Stepped(EngineNode node, EngineEvent input)
    {
    }
}
