using ProxyMip.Engine.Associations;

namespace ProxyMip.Simulation.Nodes;

/// <summary>Answers the questions of access points and home agents for associations: the stub of a topology, or a RADIUS client in its place.</summary>
public interface IAssociationServer
{
    /// <summary>Takes a question.</summary>
    /// <param name="asker">Who asks.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="answer">To be called once, at any later time of the network or at once.</param>
    void Ask(NetworkNode asker, QueryAssociation query, Action<AssociationAnswered> answer);
}
