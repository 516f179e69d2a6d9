using ProxyMip.Simulation.Nodes;
using DropReason = ProxyMip.Engine.PacketPath.DropReason;

namespace ProxyMip.Simulation.Invariants;

/// <summary>No packet goes round in circles: in networks this small a time to live never runs out otherwise.</summary>
internal sealed class LoopRule : Invariant
{
    public override string Name => "no-forwarding-loop";

    public override void Poll()
    {
        foreach (var node in Network.Nodes)
        {
            if (node.Ip.Counters.TimeToLiveExpired > 0)
                Violated($"The time to live of a packet ran out at {node.Id}.");
            if (node is RouterNode { Path: { } path } && path.Drops(DropReason.TimeExceeded) > 0)
                Violated($"The time to live of a packet ran out at the agent {node.Id}.");
        }
    }
}
