using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Simulation.Engines;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>What a large town costs.</summary>
public sealed record MapScaleOutcome
{
    /// <summary>Access points.</summary>
    public required int AccessPoints { get; init; }

    /// <summary>Rows of the table.</summary>
    public required int Rows { get; init; }

    /// <summary>Access points that held the whole table in the end.</summary>
    public required int Complete { get; init; }

    /// <summary>Virtual seconds until the last one held it; null: it never did.</summary>
    public required double? JoinSeconds { get; init; }

    /// <summary>Datagrams until then.</summary>
    public required long JoinMessages { get; init; }

    /// <summary>Octets of payload until then.</summary>
    public required long JoinOctets { get; init; }

    /// <summary>Datagrams until all knew one new row, keepalives of that time included.</summary>
    public required long ChangeMessages { get; init; }

    /// <summary>Virtual seconds until all knew it; null: never.</summary>
    public required double? ChangeSeconds { get; init; }

    /// <summary>Occurrences.</summary>
    public required long Events { get; init; }
}

/// <summary>A town of thousands of access points after a power cut: all join at once; then one more row appears.</summary>
public sealed class MapScale : IEngineObserver
{
    private const ushort SubnetMapPort = 6500;

    private readonly MapTownPlan _plan;
    private long _messages;
    private long _octets;

    /// <summary>Builds the town.</summary>
    /// <param name="accessPoints">Access points, three of them authoritative.</param>
    /// <param name="rows">Home subnets.</param>
    /// <param name="seed">Where chance comes from.</param>
    public MapScale(int accessPoints, int rows, ulong seed)
    {
        _plan = new() { AccessPoints = accessPoints, Subnets = rows, EveryDead = 0, IsRouted = true, Lifetime = TimeSpan.FromSeconds(600) };
        Town = new(_plan, seed);
        Town.Network.Observe(this);
    }

    /// <summary>The town.</summary>
    public MapTown Town { get; }

    /// <summary>Runs to the end.</summary>
    public MapScaleOutcome Run()
    {
        var network = Town.Network;
        Town.PowerOn();
        var joined = WaitFor(_plan.Subnets, TimeSpan.FromMinutes(30));
        var (messages, octets) = (_messages, _octets);
        network.Pass(TimeSpan.FromSeconds(30));
        var (before, at) = (_messages, network.Now);
        AnnounceOneMore();
        var changed = WaitFor(_plan.Subnets + 1, TimeSpan.FromMinutes(5));
        return new()
        {
            AccessPoints = _plan.AccessPoints,
            Rows = _plan.Subnets,
            Complete = Town.Points.Count(point => RowsOf(point) >= _plan.Subnets),
            JoinSeconds = joined?.TotalSeconds,
            JoinMessages = messages,
            JoinOctets = octets,
            ChangeMessages = _messages - before,
            ChangeSeconds = (changed - at)?.TotalSeconds,
            Events = network.Timeline.Handled,
        };
    }

    private TimeSpan? WaitFor(int rows, TimeSpan limit)
    {
        var (network, next) = (Town.Network, 0);
        var end = network.Now + limit;
        while (network.Now < end)
        {
            while (next < Town.Points.Length && RowsOf(Town.Points[next]) >= rows)
                next++; // rows do not go away here
            if (next == Town.Points.Length)
                return network.Now;
            network.Pass(TimeSpan.FromSeconds(0.5));
        }
        return null;
    }

    private void AnnounceOneMore()
    {
        var last = _plan.AccessPoints - 1;
        Town.Points[last].Driver.Handle(new OwnHomeAgents([.. Town.SubnetsOf(last).Append(_plan.Subnets).Select(MapTown.RowOf)]));
    }

    private static int RowsOf(AccessPointNode point) => MapTown.MapOf(point)?.Rows.Length ?? 0;

    void IEngineObserver.Acts(EngineNode node, EngineAction action)
    {
        if (action is not SendDatagram { DestinationPort: SubnetMapPort } datagram)
            return;
        _messages++;
        _octets += datagram.Payload.Length;
    }
}
