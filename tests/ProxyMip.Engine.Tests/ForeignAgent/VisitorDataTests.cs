using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Engine.Tests.PacketPath;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.ForeignAgent;

/// <summary>From the registration at a foreign agent to what happens to the visitor's own packets.</summary>
public sealed class VisitorDataTests
{
    [Theory]
    [InlineData(RegistrationBits.None, RouteAction.Forward)]
    [InlineData(RegistrationBits.ReverseTunnel, RouteAction.ReverseTunnel)]
    [Requirement("IRDP-050", "IRDP-096")]
    public void Packet_OfAVisitor_IsForwardedByAnAgentThatAdvertisesNoOtherRouting(RegistrationBits bits, RouteAction expected)
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { Advertising = settings.Advertising with { RoutesCommonTraffic = false } }));
        var advertised = bench.Pass(TimeSpan.FromSeconds(1)).Select(item => item.Action).OfType<SendIcmp>().First();
        Assert.True(RouterAdvertisement.TryParse(advertised.Message.Span, out var advertisement, out _));
        Assert.Equal(AdvertisementCode.MobilityOnly, advertisement.Code);
        var tables = new PathTables();
        bench.Handle(new RequestMaker { Bits = bits }.AtForeignAgent());
        foreach (var change in bench.Handle(HomeAgentReply.To(bench.Sent).Make()).OfType<PathChange>())
            tables.Apply(change);

        // Direct delivery style: the packet as the node made it, addressed to anyone (RFC 3024 §5.1).
        var packet = Packets.Ip(Town.MobileNode, Packets.Correspondent);
        Assert.True(Ipv4Header.TryParse(packet, out var header, out _));
        var self = new RouterIdentity([Town.ForeignAgent, AgentBench.Ip("10.1.0.2")], [Ipv4Prefix.Parse("10.20.0.0/24")]);

        Assert.Equal(expected, RouterPath.Decide(packet, header, Town.VisitorPort, Town.MobileNodeMac, self, tables).Action);
    }
}
