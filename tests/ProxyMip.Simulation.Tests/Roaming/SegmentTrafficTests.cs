using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Simulation.Tests.Roaming;

/// <summary>What a roam looks like on the wires.</summary>
public sealed class SegmentTrafficTests
{
    [Fact]
    public void Visitor_ItsArpNeverReachesTheForeignLan()
    {
        var net = new ManualNetwork();
        net.StartTraffic();
        var foreign = new ArpTap(net.Network.Segments["foreign"]);

        net.Roam(net.Foreign, 120);

        Assert.DoesNotContain(foreign.Seen, arp => arp.Packet.SenderAddress == net.Mobile.Address);
    }

    [Fact]
    public void Departure_HomeAgentAnnouncesItselfForTheClient()
    {
        var net = new ManualNetwork();
        net.StartTraffic();
        var home = new ArpTap(net.Network.Segments["home"]);

        net.Roam(net.Foreign, 10);

        var gratuitous = home.Seen.Where(arp => arp.Packet.IsGratuitous && arp.Packet.SenderAddress == net.Mobile.Address).ToArray();
        Assert.Equal(3, gratuitous.Length);
        Assert.All(gratuitous, arp => Assert.Equal((net.HomeRouter.Ports[0].Mac, MacAddress.Broadcast), (arp.Packet.SenderMac, arp.Frame.Destination)));
    }

    [Fact]
    public void Return_EveryAnnouncementIsTheClientsOwn()
    {
        var net = new ManualNetwork();
        net.StartTraffic();
        net.Roam(net.Foreign, 60);
        var home = new ArpTap(net.Network.Segments["home"]);
        var before = ManualNetwork.CountersOf(net.Home).GratuitousArpsSent;

        net.Roam(net.Home, 10);

        var gratuitous = home.Seen.Where(arp => arp.Packet.IsGratuitous && arp.Packet.SenderAddress == net.Mobile.Address).ToArray();
        Assert.NotEmpty(gratuitous);
        Assert.All(gratuitous, arp => Assert.Equal(net.Mobile.Ports[0].Mac, arp.Packet.SenderMac));
        Assert.Equal(ManualNetwork.CountersOf(net.Home).GratuitousArpsSent - before, gratuitous.Count(arp => arp.From == net.Home));
    }

    [Fact]
    public void Away_HomeAgentAnswersForTheClientOnItsHomeLink()
    {
        var net = new ManualNetwork(topology => topology with
        {
            Hosts = topology.Hosts.Add(new() { Id = "neighbour", Segment = "home", Address = Ipv4Address.Parse("10.30.0.77") }),
        });
        net.StartTraffic();
        net.Roam(net.Foreign, 10);
        var home = new ArpTap(net.Network.Segments["home"]);

        net.Network.Node<HostNode>("neighbour").Ping(net.Mobile.Address).SendOne();
        net.Network.Pass(TimeSpan.FromSeconds(1));

        var answer = Assert.Single(home.Seen, arp => arp.Packet.Operation == ArpOperation.Reply && arp.Packet.SenderAddress == net.Mobile.Address);
        Assert.Equal(net.HomeRouter.Ports[0].Mac, answer.Packet.SenderMac);
    }

    [Fact]
    public void Impostor_ClaimsTheAddressOfAVisitor_IsKeptOffAndTheOwnerKeepsItsTraffic()
    {
        var net = new ManualNetwork(topology => topology with
        {
            MobileNodes = topology.MobileNodes.Add(topology.MobileNodes[0] with { Id = "thief", Mac = MacAddress.Parse("020000bad001"), Address = Ipv4Address.Parse("10.30.0.202"), At = null }),
        });
        net.StartTraffic();
        net.Roam(net.Foreign, 20);
        var thief = net.Network.Node<MobileNode>("thief");

        thief.MoveTo(net.Foreign);
        net.Network.Pass(TimeSpan.FromSeconds(1));
        thief.Ip.SendDatagram(net.Mobile.Address, net.Correspondent.Address, 1, 1, [1]);
        net.Network.Pass(TimeSpan.FromSeconds(10));

        net.AssertAllIsWell();
        Assert.Equal(net.Mobile.Ports[0].Mac, net.Foreign.Driver.Tables.StationAt(net.Mobile.Address)!.Station);
    }

    private sealed class ArpTap : IFrameTap
    {
        public ArpTap(Segment segment) => segment.Add(this);

        public List<(IFrameReceiver From, Frame Frame, ArpPacket Packet)> Seen { get; } = [];

        public void See(Segment segment, NetworkPort from, Frame frame, TimeSpan at)
        {
            if ((EtherType)frame.Type == EtherType.Arp && ArpPacket.TryParse(frame.Octets[EthernetHeader.FixedSize..], out var arp, out _))
                Seen.Add((from.Node, frame, arp));
        }
    }
}
