using ProxyMip.Simulation.Campaigns;

namespace ProxyMip.Simulation.Tests.Campaigns;

public sealed class HomeAgentLoadTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void HomeAgent_ManyNodes_BindsEveryOneAndRefreshesThem()
    {
        var load = new HomeAgentLoad(5000, seed: 1);

        load.Feed(load.Prepare(0, 5000, Interval), Interval);
        load.Feed(load.Prepare(0, 5000, Interval), Interval);

        Assert.Equal((5000, 10_000, 0), (load.Bindings, load.Accepted, load.Refused));
    }
}
