using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Tests.Roaming;

/// <summary>What happens without Mobile IP: if these connections survived, the others would prove nothing.</summary>
public sealed class ControlExperimentTests
{
    [Fact]
    public void Client_AtHomeWithoutMobileIp_HasConnectivity()
    {
        var net = new ManualNetwork(ManualNetwork.WithoutMobileIp);

        net.StartTraffic();

        Assert.Equal(StreamState.Open, net.Stream.State);
        Assert.InRange(net.Traffic.OctetsReceived, 190_000, 210_000);
        Assert.InRange(net.Traffic.Echo.Answered, 19, 21);
    }

    [Fact]
    public void Client_MovedWithoutMobileIp_LosesItsConnection()
    {
        var net = new ManualNetwork(ManualNetwork.WithoutMobileIp);
        net.StartTraffic();
        var (octets, echoes) = (net.Traffic.OctetsReceived, net.Traffic.Echo.Answered);

        net.Roam(net.Foreign, 1200);

        Assert.Equal(1, net.Traffic.Breaks);
        Assert.Equal(octets, net.Traffic.OctetsReceived);
        Assert.Equal(echoes, net.Traffic.Echo.Answered);
    }

    [Fact]
    public void Client_MovedAndReturnedInTime_KeepsItsConnection()
    {
        var net = new ManualNetwork(ManualNetwork.WithoutMobileIp);
        net.StartTraffic();

        net.Roam(net.Foreign, 20);
        net.Roam(net.Home, 60);

        Assert.Equal((0, StreamState.Open), (net.Traffic.Breaks, net.Stream.State));
        Assert.InRange(net.Traffic.OctetsReceived, 1_700_000, 1_900_000);
    }

    [Fact]
    public void Client_BetweenAccessPointsOfOneSubnet_KeepsItsConnectionByBridgingAlone()
    {
        var net = new ManualNetwork(topology => ManualNetwork.WithoutMobileIp(topology with
        {
            AccessPoints = topology.AccessPoints.Add(topology.AccessPoints[1] with { Id = "AP-H2", Address = Ipv4Address.Parse("10.30.0.3") }),
        }));
        net.StartTraffic();

        net.Roam(net.Network.Node<AccessPointNode>("AP-H2"), 10);
        net.Roam(net.Home, 10);

        Assert.Equal((0, StreamState.Open), (net.Traffic.Breaks, net.Stream.State));
        Assert.InRange(net.Traffic.Echo.LongestGap, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public void AccessPoint_ClientLeftInSilence_ListsItUntilTheInactivityLimit()
    {
        var net = new ManualNetwork(ManualNetwork.WithoutMobileIp);
        net.StartTraffic();
        var mac = net.Mobile.Ports[0].Mac;

        net.Roam(net.Foreign, 200);
        var listed = net.Home.StationOf(mac) is not null;
        net.Network.Pass(TimeSpan.FromSeconds(200));

        Assert.True(listed);
        Assert.Null(net.Home.StationOf(mac));
        Assert.NotNull(net.Foreign.StationOf(mac));
    }

    [Fact]
    public void AccessPoint_PowerLost_ItsClientsAreAlone()
    {
        var net = new ManualNetwork(ManualNetwork.WithoutMobileIp);
        net.StartTraffic();

        net.Home.PowerOff();

        Assert.Null(net.Mobile.AttachedTo);
    }

    [Fact]
    public void Client_WrongServiceSet_IsNotAssociated()
    {
        var net = new ManualNetwork(ManualNetwork.WithoutMobileIp);
        net.Network.Pass(TimeSpan.FromSeconds(1));
        net.Mobile.ServiceSet = "another";

        net.Roam(net.Foreign, 1);

        Assert.Null(net.Mobile.AttachedTo);
    }

    [Fact]
    public void Routes_OfTheManualNetwork_ReachEverySegmentFromEveryNode()
    {
        var net = new ManualNetwork(ManualNetwork.WithoutMobileIp);
        net.Network.Pass(TimeSpan.FromSeconds(1));

        var hosts = net.Network.NodesOf<HostNode>().ToArray();
        var pings = hosts.SelectMany(from => net.Network.Nodes.Where(to => to != from).Select(to => from.Ping(to.Address))).ToArray();
        foreach (var ping in pings)
            ping.SendOne();
        net.Network.Pass(TimeSpan.FromSeconds(5));

        Assert.Empty(pings.Where(ping => ping.Answered != 1).Select(ping => ping.Target));
    }

    [Fact]
    public void Host_LinkCameBack_HasForgottenItsNeighbours()
    {
        var net = new ManualNetwork(ManualNetwork.WithoutMobileIp);
        net.StartTraffic();
        var on = net.Mobile.Ip.Interfaces[0];
        var before = IpLayer.NeighbourOf(on, net.Mobile.Gateway!.Value);

        net.Roam(net.Foreign, 1);

        Assert.Equal(net.HomeRouter.Ports[0].Mac, before);
        Assert.True(IpLayer.NeighbourOf(on, net.Mobile.Gateway.Value).IsZero);
    }
}
