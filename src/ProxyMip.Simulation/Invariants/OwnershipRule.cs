using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Invariants;

/// <summary>
/// No two owners of an address: not two home agents with a binding of it, not two stations served with it, and not for long both the home agent and
/// the node itself on the home link.
/// </summary>
internal sealed class OwnershipRule : Invariant
{
    /// <summary>Longest time the home agent may still answer for a node that is back: five deregistrations with back-off, and the next attempt.</summary>
    public static readonly TimeSpan ReturnLimit = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, TimeSpan> _doubleSince = [];

    public override string Name => "one-owner";

    public override void Poll()
    {
        var routers = Network.Nodes.OfType<RouterNode>().Where(router => router.IsUp).ToArray();
        foreach (var node in Network.Nodes.OfType<MobileNode>())
        {
            var bound = routers.Where(router => !router.Driver.Tables.BindingsOf(node.Address).IsEmpty).ToArray();
            if (bound.Length > 1)
                Violated($"{node.Address} is bound at {bound[0].Id} and at {bound[1].Id}.");
            CheckReturn(node, bound.Length > 0);
            CheckStations(node);
        }
    }

    private void CheckReturn(MobileNode node, bool isBound)
    {
        if (!isBound || node.AttachedTo is not { } point || !point.Ip.Interfaces[0].Subnet.Contains(node.Address))
            _doubleSince.Remove(node.Id);
        else if (_doubleSince.TryAdd(node.Id, Network.Now))
            return;
        else if (Network.Now - _doubleSince[node.Id] > ReturnLimit)
            Violated($"{node.Id} is at home and its home agent still answers for it.");
    }

    private void CheckStations(MobileNode node)
    {
        foreach (var point in Network.Nodes.OfType<AccessPointNode>())
        {
            if (point.Driver.Tables.StationAt(node.Address) is { Path: StationPath.Visitor } station && station.Station != MacOf(node))
                Violated($"{point.Id} serves {station.Station} with the address of {node.Id}.");
        }
    }

    private static MacAddress MacOf(MobileNode node) => node.Ports[0].Mac;
}
