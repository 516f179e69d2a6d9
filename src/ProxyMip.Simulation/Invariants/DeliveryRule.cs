using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Invariants;

/// <summary>No packet reaches a host that it is not for, and no stream carries octets of another.</summary>
internal sealed class DeliveryRule : Invariant
{
    public override string Name => "no-wrong-delivery";

    public override void Poll()
    {
        foreach (var host in Network.Nodes.OfType<HostNode>())
        {
            if (host.Misdelivered > 0)
                Violated($"A packet for another address reached {host.Id}.");
            if (host.Streams.CorruptedStreams > 0)
                Violated($"A stream of {host.Id} received octets that were never sent on it.");
        }
    }
}
