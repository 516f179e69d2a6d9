using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Topologies;

namespace ProxyMip.Simulation.Tests.Roaming;

/// <summary>What breaks around a client that is away, and how it is put right.</summary>
public sealed class FaultTests
{
    [Fact]
    public void HomeAgent_PowerCutWithItsDisk_ForwardsAtOnceWhenItIsBack()
    {
        var net = Away();

        net.HomeRouter.PowerOff();
        net.Network.Pass(TimeSpan.FromSeconds(5));
        net.HomeRouter.PowerOn();
        net.Network.Pass(TimeSpan.FromSeconds(15));

        net.AssertAllIsWell();
        Assert.True(net.IsBound);
    }

    [Fact]
    public void HomeAgent_PowerCutWithoutItsDisk_LearnsTheClientAgainByItsRenewal()
    {
        var net = Away(topology => topology with { Proxy = new() { MaximumLifetime = 60 } });

        net.HomeRouter.PowerOff(keepMemory: false);
        net.Network.Pass(TimeSpan.FromSeconds(5));
        net.HomeRouter.PowerOn();
        net.Network.Pass(TimeSpan.FromSeconds(90));

        net.AssertAllIsWell();
        Assert.True(net.IsBound);
    }

    [Fact]
    public void ForeignAgent_PowerCut_IsNoticedByItsSequenceNumber()
    {
        var net = Away();

        net.ForeignRouter.PowerOff();
        net.Network.Pass(TimeSpan.FromSeconds(5));
        net.ForeignRouter.PowerOn();
        net.Network.Pass(TimeSpan.FromSeconds(40));

        net.AssertAllIsWell();
        Assert.NotNull(net.ForeignRouter.Driver.Tables.Visitor(net.Mobile.Address));
    }

    [Fact]
    public void AccessPoint_PowerCut_ServesItsClientAgainWhenBothAreBack()
    {
        var net = Away();

        net.Foreign.PowerOff();
        net.Network.Pass(TimeSpan.FromSeconds(5));
        net.Foreign.PowerOn();
        net.Roam(net.Foreign, 60);

        net.AssertAllIsWell();
    }

    [Fact]
    public void AuthoritativeAccessPoint_Gone_RoamingGoesOnFromTheLocalTable()
    {
        var net = new ManualNetwork();
        net.StartTraffic();

        net.Authoritative.PowerOff();
        net.Network.Pass(TimeSpan.FromSeconds(600));
        net.Roam(net.Foreign, 30);

        net.AssertAllIsWell();
    }

    [Fact]
    public void Backbone_CutForAMinute_TheStreamGoesOnAfterwards()
    {
        var net = Away();
        var link = net.HomeRouter.Ports[1].Attachment!;

        link.IsUp = false;
        net.Network.Pass(TimeSpan.FromSeconds(60));
        link.IsUp = true;
        net.Network.Pass(TimeSpan.FromSeconds(90));

        net.AssertAllIsWell();
    }

    [Fact]
    public void Clock_OfTheAccessPointWrong_IsPutRightByOneRefusal()
    {
        var net = new ManualNetwork();
        net.Foreign.Clock.SetOffset(TimeSpan.FromMinutes(10));
        net.StartTraffic();

        net.Roam(net.Foreign, 30);

        var counters = ManualNetwork.CountersOf(net.Foreign);
        Assert.Equal((2, 2, 1, 1), (counters.RegistrationRequestsSent, counters.RegistrationRepliesReceived, counters.RegistrationRequestsDeniedByHomeAgent,
            counters.RegistrationRequestSuccesses));
        net.AssertAllIsWell();
    }

    [Theory]
    [InlineData(-3650)]
    [InlineData(3650)]
    public void Clock_OfTheAccessPointJumpsByYears_LosesNoBinding(int days)
    {
        var net = Away(topology => topology with { Proxy = new() { MaximumLifetime = 60 } });

        net.Foreign.Clock.Jump(TimeSpan.FromDays(days));
        net.Network.Pass(TimeSpan.FromMinutes(10));

        net.AssertAllIsWell();
        Assert.True(net.IsBound);
    }

    [Fact]
    public void Clock_OfTheHomeAgentJumps_LosesNoBinding()
    {
        var net = Away(topology => topology with { Proxy = new() { MaximumLifetime = 60 } });

        net.HomeRouter.Clock.Jump(TimeSpan.FromHours(1));
        net.Network.Pass(TimeSpan.FromMinutes(10));

        net.AssertAllIsWell();
        Assert.True(net.IsBound);
    }

    [Fact]
    public void Key_Wrong_IsCountedAndTheClientIsNotServed()
    {
        var net = new ManualNetwork();
        var settings = net.HomeRouter.Settings!;
        var wrong = ManualTopology.Association("10.30.0.200", "10.30.0.210") with { Key = new(new byte[16].Select((_, i) => (byte)(i + 1)).ToArray()) };
        net.HomeRouter.Reconfigure(settings with
        {
            HomeAgent = settings.HomeAgent! with { MobileNodeAssociations = new([new(wrong.Start, wrong.End, new(wrong.Spi, wrong.Algorithm, wrong.Key))]) },
        });
        net.StartTraffic();

        net.Roam(net.Foreign, 30);

        var counters = ManualNetwork.CountersOf(net.Foreign);
        Assert.NotEqual(0, counters.AuthenticationFailuresForHomeAgent);
        Assert.Equal(0, counters.RegistrationRequestSuccesses);
        Assert.False(net.IsBound);
    }

    [Fact]
    public void Client_OutsideTheSubnetMap_IsLeftAlone()
    {
        var net = new ManualNetwork(topology => topology with
        {
            MobileNodes = [topology.MobileNodes[0] with { Address = Ipv4Address.Parse("10.99.0.5"), Subnet = Ipv4Prefix.Parse("10.99.0.0/24"), Gateway = null, At = "AP-F" }],
        });

        net.StartTraffic();

        Assert.Equal(0, ManualNetwork.CountersOf(net.Foreign).RegistrationRequestsSent);
        Assert.Equal("no-subnet-map-row", ManualNetwork.SnapshotOf(net.Foreign).Clients.Single().Reason!.Code);
    }

    private static ManualNetwork Away(Func<Topology, Topology>? change = null)
    {
        var net = new ManualNetwork(change);
        net.StartTraffic();
        net.Roam(net.Foreign, 30);
        net.AssertAllIsWell();
        return net;
    }
}
