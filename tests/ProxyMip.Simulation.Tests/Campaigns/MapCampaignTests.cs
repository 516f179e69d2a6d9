using ProxyMip.Simulation.Campaigns;

namespace ProxyMip.Simulation.Tests.Campaigns;

public sealed class MapCampaignTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SubnetMap_AfterCrashesAndPartitions_IsEqualEverywhereAgain(ulong seed)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var outcome = new MapCampaign(new() { Seed = seed }).Run();
        Console.WriteLine($"{outcome} {string.Join(" | ", outcome.Faults)} {watch.Elapsed}");

        Assert.Equal((0, 0), (outcome.Phantoms, outcome.Lost));
    }
}
