using ProxyMip.Runtime.Control;
using ProxyMip.Runtime.Simulated;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Runtime.Tests;

/// <summary>The network in memory as the console runs it, in real time.</summary>
public sealed class SimulatedDirectoryTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static async Task<SimulatedDirectory> StartAsync()
    {
        var topology = ManualTopology.Create();
        var directory = new SimulatedDirectory(topology, 1, TimeProvider.System);
        var basis = new TopologyConfiguration(topology, []);
        await directory.StartAsync(node => Task.FromResult(basis.Of(node)));
        return directory;
    }

    private static async Task Until(SimulatedDirectory directory, Func<bool> condition)
    {
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (condition())
                met.TrySetResult();
        }
        directory.Network!.Changed += Look;
        Look();
        await Task.WhenAny(met.Task, Task.Delay(Limit));
        Assert.Null(directory.Fault);
        Assert.True(met.Task.IsCompleted, $"waited {Limit} in vain");
        directory.Network.Changed -= Look;
    }

    private static MapNode MobileNode(SimulatedDirectory directory) => directory.Network!.Current.Nodes.First(node => node.Id == "MN");

    [Fact]
    public async Task Client_Roams_AndItsConnectionContinues()
    {
        await using var directory = await StartAsync();
        var foreign = directory.Find("AP-F")!;
        await Until(directory, () => MobileNode(directory).State == "at home" && foreign.Current.SubnetMap.Length == 2);
        await directory.Network!.MoveAsync("MN", "AP-F", CancellationToken.None);
        await Until(directory, () => foreign.Current.MobileNodes.Length == 1 && directory.Network.Current.Tunnels.Length == 1);
        var octets = directory.Network.Current.Connections.Max(connection => connection.OctetsReceived);
        await Until(directory, () => directory.Network.Current.Connections.Any(connection => connection.State == "open" && connection.OctetsReceived > octets + 10_000));
        var counters = foreign.Current.Counters;
        Assert.Equal((1, 1, 1), (counters.RegistrationRequestsSent, counters.RegistrationRepliesReceived, counters.RegistrationRequestSuccesses));
        await directory.Network.MoveAsync("MN", "AP-H", CancellationToken.None);
        await Until(directory, () => directory.Find("AP-H")!.Current.Counters.DeregisterRepliesReceived >= 1 && directory.Network.Current.Tunnels.IsEmpty);
        Assert.True(directory.Find("AP-H")!.Current.Counters.GratuitousArpsSent >= 1);
        Assert.Equal(0, directory.Network.Current.Connections.Sum(connection => connection.Resets));
    }

    [Fact]
    public async Task Node_SwitchedOff_ShowsItsLastStateAsStale()
    {
        await using var directory = await StartAsync();
        var node = directory.Find("AP-F")!;
        await Until(directory, () => node.Current.HomeAgents.Length == 1);
        await directory.Network!.SetPowerAsync("AP-F", on: false, CancellationToken.None);
        Assert.False(node.Current.EngineRunning);
        Assert.Single(node.Current.HomeAgents);
    }

    [Fact]
    public async Task Statistics_Cleared_StartAtZeroAndSayWho()
    {
        await using var directory = await StartAsync();
        var node = directory.Find("AP-H")!;
        await Until(directory, () => node.Current.Counters.AdvertisementsReceived > 0);
        await node.ClearStatisticsAsync("admin", CancellationToken.None);
        Assert.Equal("admin", node.Current.CountersCleared?.User);
        Assert.Single(node.Current.HomeAgents);
    }
}
