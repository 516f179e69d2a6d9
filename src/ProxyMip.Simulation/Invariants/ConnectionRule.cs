namespace ProxyMip.Simulation.Invariants;

/// <summary>A connection never breaks.</summary>
internal sealed class ConnectionRule : Invariant
{
    public override string Name => "connection-survives";

    public override void Poll()
    {
        foreach (var traffic in Network.Traffic)
        {
            if (traffic.Breaks > 0)
                Violated($"The connection of {traffic.Mobile.Id} to {traffic.Peer.Id} broke.");
        }
    }
}
