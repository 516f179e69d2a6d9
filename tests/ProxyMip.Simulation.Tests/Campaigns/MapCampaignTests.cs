using ProxyMip.Simulation.Campaigns;

namespace ProxyMip.Simulation.Tests.Campaigns;

/// <summary>Any order of crashes and partitions, and the subnet maps are equal and right again (product brief G11).</summary>
public sealed class MapCampaignTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)] // once: three authoritative access points that started together never heard each other; a row was lost
    public void SubnetMap_AfterCrashesAndPartitions_IsEqualAndRightAgain(ulong seed)
    {
        var town = new MapTownPlan { AccessPoints = 30, Subnets = 20 };

        Assert.Null(new MapCampaign(new() { Seed = seed, Town = town }).Run().Problem);
    }

    [Fact]
    [Trait("Lane", "full")]
    public void SubnetMap_ManySchedulesOfAHundredAccessPoints_AllEndWell()
    {
        var report = MapReport.Of(Enumerable.Range(1, 200).Select(seed => new MapCampaign(new() { Seed = (ulong)seed }).Run()));

        Assert.Empty(report.Failures);
    }

    [Fact]
    public void SubnetMap_ManyJoinAtOnce_AllHoldTheWholeTableAndHearOfOneMore()
    {
        var outcome = new MapScale(60, 120, seed: 1).Run();

        Assert.Equal(60, outcome.Complete);
        Assert.NotNull(outcome.ChangeSeconds);
        Assert.InRange(outcome.ChangeMessages, 1, 60 * 10);
    }
}
