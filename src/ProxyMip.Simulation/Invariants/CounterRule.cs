using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Visitors;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Invariants;

/// <summary>The twelve counters of every access point fit together at every moment (screens 5.8).</summary>
internal sealed class CounterRule : Invariant
{
    public override string Name => "counters-consistent";

    public override void Stepped(EngineNode node, EngineEvent input)
    {
        if (input is not DatagramReceived || node is not AccessPointNode || node.Driver.Agent is not { } agent)
            return; // only an answer moves counters that must fit each other
        if (agent.Role<AccessPointRole>() is not { } role)
            return;
        var counters = role.Snapshot(node.Clock.Now, agent.Role<DiscoveryRole>()).Counters;
        var answered = counters.RegistrationRequestSuccesses + counters.RegistrationRequestsDeniedByForeignAgent
            + counters.RegistrationRequestsDeniedByHomeAgent;
        if (counters.RegistrationRepliesReceived != answered)
            Violated($"{node.Id}: Registration Replies Received is {counters.RegistrationRepliesReceived}, successes and denials add up to {answered}.");
        if (counters.AuthenticationFailuresForHomeAgent > counters.RegistrationRequestsDeniedByHomeAgent)
            Violated($"{node.Id}: more Authentication Failures for HA than denials by home agents.");
        if (counters.AuthenticationFailuresForForeignAgent > counters.RegistrationRequestsDeniedByForeignAgent)
            Violated($"{node.Id}: more Authentication Failures for FA than denials by foreign agents.");
        if (counters.RegistrationRepliesReceived > counters.RegistrationRequestsSent || counters.DeregisterRepliesReceived > counters.DeregisterRequestsSent)
            Violated($"{node.Id}: more replies than requests.");
    }
}
