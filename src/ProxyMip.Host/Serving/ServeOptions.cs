using System.Net;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Host.Serving;

/// <summary>What the console is started with.</summary>
public sealed record ServeOptions
{
    /// <summary>Where it listens; loopback unless told otherwise.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8080);

    /// <summary>Folder of database and key file.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The network in memory.</summary>
    public Topology Topology { get; init; } = ManualTopology.Create();

    /// <summary>Access points left at factory values, for following the manual step by step.</summary>
    public IReadOnlyCollection<string> Unconfigured { get; init; } = [];

    /// <summary>Where the chance of the network in memory comes from.</summary>
    public ulong Seed { get; init; } = 1;
}
