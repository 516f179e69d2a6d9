using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Simulation.Tests.Roaming;

/// <summary>The manual's promise: a client without any Mobile IP software moves, keeps its address, and its connections go on.</summary>
public sealed class ProxyRoamingTests
{
    [Fact]
    public void Client_AtHome_IsServedWithoutBinding()
    {
        var net = new ManualNetwork();

        net.StartTraffic();

        net.AssertAllIsWell();
        Assert.False(net.IsBound);
    }

    [Fact]
    public void Client_Away_KeepsAddressStreamAndEcho()
    {
        var net = new ManualNetwork();
        net.StartTraffic();

        net.Roam(net.Foreign, 60);

        net.AssertAllIsWell();
        Assert.True(net.IsBound);
        Assert.InRange(net.Traffic.LongestGap, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(net.Traffic.Echo.Sent - net.Traffic.Echo.Answered, 0, 2);
    }

    [Fact]
    public void Client_AwayAndBack_IsAtHomeAgain()
    {
        var net = new ManualNetwork();
        net.StartTraffic();

        net.Roam(net.Foreign, 60);
        net.Roam(net.Home, 60);

        net.AssertAllIsWell();
        Assert.False(net.IsBound);
        Assert.InRange(net.Traffic.LongestGap, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Client_ThroughTwoForeignSubnets_IsTunnelledToTheLastOne()
    {
        var net = new ManualNetwork(_ => ManualTopology.ForCampaigns() with { Traffic = ManualTopology.Create().Traffic });
        net.StartTraffic();
        var second = net.Network.Node<AccessPointNode>("AP-F2");

        net.Roam(net.Foreign, 20);
        net.Roam(second, 20);
        var binding = net.HomeRouter.Driver.Tables.BindingsOf(net.Mobile.Address).Single();
        net.Roam(net.Foreign, 20);
        net.Roam(net.Home, 60);

        Assert.Equal(Ipv4Address.Parse("10.50.0.1"), binding.Tunnel.Remote);
        net.AssertAllIsWell();
        Assert.False(net.IsBound);
    }

    [Fact]
    public void Client_AwayForHours_IsRenewedBeforeItsLifetimeEnds()
    {
        var net = new ManualNetwork();
        net.StartTraffic();

        net.Roam(net.Foreign, 3 * 3600);

        net.AssertAllIsWell();
        Assert.InRange(ManualNetwork.CountersOf(net.Foreign).RegistrationRequestSuccesses, 7, 10); // 1800 s, renewed at three quarters
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Client_AwayWithOtherTunnels_KeepsItsConnections(bool reverse, bool gre)
    {
        var net = new ManualNetwork(topology => topology with { Proxy = new() { ReverseTunnel = reverse, Gre = gre } });
        net.StartTraffic();

        net.Roam(net.Foreign, 30);

        net.AssertAllIsWell();
        Assert.Equal(reverse, net.HomeAgent().Bindings.Single().ReverseTunnel);
        Assert.Equal(reverse, net.ForeignRouter.Path!.Encapsulated > 0);
    }

    [Fact]
    public void Client_WhereTheAgentsDemandReverseTunnels_IsServed()
    {
        var net = new ManualNetwork(topology => topology with
        {
            Proxy = new() { ReverseTunnel = true },
            Routers = [.. topology.Routers.Select(router => router with
            {
                HomeAgent = router.HomeAgent is { } home ? home with { ReverseTunnel = ReverseTunnelPolicy.Mandatory } : null,
                ForeignAgent = router.ForeignAgent is { } foreign ? foreign with { ReverseTunnel = ReverseTunnelPolicy.Mandatory } : null,
            })],
        });
        net.StartTraffic();

        net.Roam(net.Foreign, 30);

        net.AssertAllIsWell();
    }

    [Fact]
    public void Client_WithAssociationsFromTheServer_IsServed()
    {
        var net = new ManualNetwork(topology => topology with { AssociationSource = AssociationSource.Server });
        net.StartTraffic();

        net.Roam(net.Foreign, 30);

        net.AssertAllIsWell();
        Assert.NotEqual(0, net.Network.Node<AssociationServerNode>("AAA").Asked);
    }

    [Fact]
    public void Client_BigPacketsThroughTheTunnel_ArriveAfterThePathMtuIsKnown()
    {
        var net = new ManualNetwork();
        net.StartTraffic();
        var before = net.Stream.MaximumSize;

        net.Roam(net.Foreign, 1);
        net.Stream.Write(100_000);
        net.Network.Pass(TimeSpan.FromSeconds(20));

        Assert.Equal((1460, 1440), (before, net.Stream.MaximumSize));
        net.AssertAllIsWell();
    }

    [Fact]
    public void Client_DatagramsTooBigForTheTunnel_AreFragmentedBeforeIt()
    {
        var net = new ManualNetwork();
        net.StartTraffic();
        net.Roam(net.Foreign, 10);
        var sink = net.Mobile.Sink(7);
        var probe = net.Correspondent.Probe(net.Mobile.Address, 7, size: 1472);

        probe.Start(TimeSpan.FromSeconds(1));
        net.Network.Pass(TimeSpan.FromSeconds(9.5));

        Assert.Equal((10, 10), (probe.Sent, sink.Received));
    }

    [Fact]
    public void HomeNeighbour_TalksToTheClientWhereverItIs()
    {
        var net = new ManualNetwork(topology => topology with
        {
            Hosts = topology.Hosts.Add(new() { Id = "neighbour", Segment = "home", Address = Ipv4Address.Parse("10.30.0.77") }),
        });
        net.StartTraffic();
        var ping = net.Network.Node<HostNode>("neighbour").Ping(net.Mobile.Address);
        ping.Start(TimeSpan.FromSeconds(1));

        net.Roam(net.Foreign, 70);
        net.Roam(net.Home, 70);
        ping.Stop();
        net.Network.Pass(TimeSpan.FromSeconds(2));

        Assert.InRange(ping.Sent - ping.Answered, 0, 2);
        Assert.InRange(ping.LongestGap, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
    }
}
