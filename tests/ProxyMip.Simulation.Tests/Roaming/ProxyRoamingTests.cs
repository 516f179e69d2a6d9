using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Tests.Roaming;

/// <summary>The manual's promise: a client without any Mobile IP software moves, keeps its address, and its connections go on.</summary>
public sealed class ProxyRoamingTests
{
    [Fact]
    public void Client_AtHome_HasConnectivity()
    {
        var net = new ManualNetwork();

        net.StartTraffic();

        Assert.Equal(StreamState.Open, net.Stream.State);
        Assert.InRange(net.Traffic.OctetsReceived, 190_000, 210_000);
        Assert.InRange(net.Traffic.Echo.Answered, 19, 21);
    }

    [Fact]
    public void Client_Away_KeepsAddressStreamAndEcho()
    {
        var net = new ManualNetwork();
        net.StartTraffic();

        net.Roam(net.Foreign, 60);

        Assert.Equal((0, StreamState.Open), (net.Traffic.Breaks, net.Stream.State));
        Assert.InRange(net.Traffic.OctetsReceived, 1_300_000, 1_410_000);
        Assert.InRange(net.Traffic.Echo.Answered, 135, 141);
        Assert.InRange(net.Traffic.LongestGap, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }
}
