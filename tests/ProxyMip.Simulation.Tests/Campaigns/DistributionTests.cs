using ProxyMip.Simulation.Campaigns;

namespace ProxyMip.Simulation.Tests.Campaigns;

public sealed class DistributionTests
{
    [Theory]
    [InlineData(50, 50)]
    [InlineData(99, 99)]
    [InlineData(100, 100)]
    [InlineData(0, 1)]
    public void Distribution_Percentile_IsTheNearestRank(double percent, int milliseconds)
    {
        var values = new Distribution();
        foreach (var value in Enumerable.Range(1, 100).Reverse())
            values.Add(TimeSpan.FromMilliseconds(value));

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), values.Percentile(percent));
        Assert.Equal(milliseconds, values.CountWithin(TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Fact]
    public void Distribution_Empty_HasZeros() => Assert.Equal((TimeSpan.Zero, 0), (new Distribution().Percentile(99), new Distribution().Count));
}
