using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Tests.Traffic;

namespace ProxyMip.Simulation.Tests.Internet;

public sealed class HostTests
{
    [Fact]
    public void Echo_AcrossARouter_IsAnsweredAfterOneRoundTrip()
    {
        var net = new TwoHosts();
        var ping = net.Left.Ping(net.Right.Address);

        ping.Start(TimeSpan.FromSeconds(1));
        net.Network.Pass(TimeSpan.FromSeconds(9.5));

        Assert.Equal((10, 10), (ping.Sent, ping.Answered));
        Assert.Equal(4 * TwoHosts.Delay, ping.LastRoundTrip);
    }

    [Fact]
    public void Arp_SilentNeighbour_IsAskedThreeTimesAndReported()
    {
        var net = new TwoHosts();
        var ping = net.Left.Ping(Ipv4Address.Parse("10.2.0.99"));

        ping.SendOne();
        net.Network.Pass(TimeSpan.FromSeconds(10));

        Assert.Equal((0, 1), (ping.Answered, ping.Errors));
        Assert.Equal(1, net.Router.Ip.Counters.Unresolved);
    }

    [Fact]
    public void Arp_OldEntry_IsUsedAndAskedAgain()
    {
        var net = new TwoHosts();
        var ping = net.Left.Ping(net.Right.Address);
        ping.SendOne();
        net.Network.Pass(TimeSpan.FromMinutes(5));

        ping.SendOne();
        net.Network.Pass(TimeSpan.FromSeconds(30));

        Assert.Equal((2, 2), (ping.Answered, ping.Sent));
        Assert.Equal(4 * TwoHosts.Delay, ping.LastRoundTrip);
    }

    [Fact]
    public void Arp_GatewayGone_EntryIsForgottenInTheEnd()
    {
        var net = new TwoHosts();
        net.Left.Ping(net.Right.Address).SendOne();
        net.Network.Pass(TimeSpan.FromMinutes(5));
        net.Router.PowerOff();

        net.Left.Ping(net.Right.Address).SendOne();
        net.Network.Pass(TimeSpan.FromSeconds(10));

        Assert.True(IpLayer.NeighbourOf(net.Left.Ip.Interfaces[0], Ipv4Address.Parse("10.1.0.1")).IsZero);
    }

    [Fact]
    public void Packet_TimeToLiveTooSmall_ComesBackAsTimeExceeded()
    {
        var net = new TwoHosts();

        net.Left.Ip.SendDatagram(net.Left.Address, net.Right.Address, 1000, 1000, [1], timeToLive: 1);
        net.Network.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((1, 1), (net.Router.Ip.Counters.TimeToLiveExpired, net.Left.ErrorsReceived));
    }

    [Fact]
    public void Packet_WithoutRoute_ComesBackAsUnreachable()
    {
        var net = new TwoHosts();
        var ping = net.Left.Ping(Ipv4Address.Parse("10.9.0.1"));

        ping.SendOne();
        net.Network.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((1, 1), (net.Router.Ip.Counters.NoRoute, ping.Errors));
    }

    [Fact]
    public void Datagram_ToAClosedPort_ComesBackAsUnreachable()
    {
        var net = new TwoHosts();

        net.Left.Ip.SendDatagram(net.Left.Address, net.Right.Address, 1000, 1000, [1]);
        net.Network.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(1, net.Left.ErrorsReceived);
    }

    [Fact]
    public void Datagram_TooBigForALink_IsFragmentedAndPutTogetherAgain()
    {
        var net = new TwoHosts();
        net.Router.Ip.Interfaces[1].Mtu = 600;
        var sink = net.Right.Sink(9);
        var probe = net.Left.Probe(net.Right.Address, 9, size: 4000);

        probe.Start(TimeSpan.FromSeconds(1));
        net.Network.Pass(TimeSpan.FromSeconds(4.5));

        Assert.Equal((5, 5), (probe.Sent, sink.Received));
    }

    [Fact]
    public void Probe_Loss_EveryMissingNumberIsKnown()
    {
        var net = new TwoHosts();
        var sink = net.Right.Sink(9);
        var probe = net.Left.Probe(net.Right.Address, 9);
        probe.Start(TimeSpan.FromMilliseconds(100));
        net.Network.Pass(TimeSpan.FromSeconds(1));

        net.Left.Ports[0].Attachment!.IsUp = false;
        net.Network.Pass(TimeSpan.FromSeconds(1));
        net.Left.Ports[0].Attachment!.IsUp = true;
        net.Network.Pass(TimeSpan.FromSeconds(1));
        probe.Stop();
        net.Network.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(10, probe.Sent - sink.Received);
        Assert.Equal(10, Enumerable.Range(1, (int)probe.Sent).Count(number => !sink.Has(number)));
    }

    [Fact]
    public void Host_PacketForAnotherAddress_IsCountedAndNotForwarded()
    {
        var net = new TwoHosts();
        var right = net.Router.Ip.Interfaces[1];
        var room = FrameRoom.Datagram(new() { Source = net.Left.Address, Destination = Ipv4Address.Parse("10.2.0.77") }, 1, 1, [1]);

        right.Port.Send(FrameRoom.Finish(room, net.Right.Ports[0].Mac, right.Port.Mac, Protocol.Ethernet.EtherType.Ipv4));
        net.Network.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(1, net.Right.Misdelivered);
    }
}
