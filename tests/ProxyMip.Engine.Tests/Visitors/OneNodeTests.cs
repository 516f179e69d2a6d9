using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.MobileIp;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>Access point, foreign agent and home agent on one node: what they send each other never leaves it.</summary>
public sealed class OneNodeTests
{
    [Fact]
    public void ForeignAgentOnTheSameNode_ItsAdvertisementsAreHeardAndSentToo()
    {
        var bench = Node().Run(1);
        Assert.Equal([Town.AccessPoint], bench.Snapshot.ForeignAgents);
        Assert.NotEmpty(bench.All<SendIcmp>());
    }

    [Fact]
    public void VisitorOfTheSameNode_RequestIsRelayedAndTheReplyComesBackInside()
    {
        var bench = Node().Run(1).Map(Town.Row(Town.HomeAgent)).Associate().Hear();
        var relayed = Assert.Single(bench.Requests).Datagram;
        Assert.Equal((Town.AccessPoint, Town.HomeAgent), (relayed.Source, relayed.Destination));
        Accept(bench, relayed);
        Assert.Equal(ClientPhase.Registered, bench.Client.Phase);
        Assert.Equal([Town.Visitor], bench.Snapshot.MobileNodes);
    }

    [Fact]
    public void ClientAtHomeOfTheSameNode_DeregistrationNeverLeaves()
    {
        var bench = Node().Run(1).Associate().Hear(Town.Local);
        Assert.Empty(bench.Requests);
        Assert.Equal([Town.Local], bench.Snapshot.MobileNodes);
        Assert.Equal((1, 1), (bench.Counters.DeregisterRequestsSent, bench.Counters.DeregisterRepliesReceived));
    }

    [Fact]
    public void RolesAddedLater_StartWithTheSettings()
    {
        var bench = new AccessPointBench(adjust: node => node with { AccessPoint = null });
        Assert.Null(bench.Agent.Role<AccessPointRole>());
        bench.Handle(new SettingsChanged(Town.Node(Town.Proxy))).Run(2);
        Assert.NotNull(bench.Agent.Role<AccessPointRole>());
        Assert.NotEmpty(bench.All<SendIcmp>());
    }

    [Fact]
    public void RolesTakenAway_StayToWindUp()
    {
        var bench = new AccessPointBench();
        var role = bench.Agent.Role<DiscoveryRole>();
        bench.Handle(new SettingsChanged(Town.Node(null)));
        Assert.Same(role, bench.Agent.Role<DiscoveryRole>());
    }

    private static AccessPointBench Node() => new(adjust: node => node with
    {
        ForeignAgent = new() { CareOfAddresses = [Town.AccessPoint], ServicePorts = [Town.Wire] },
        HomeAgent = new()
        {
            Networks = [new(Town.OwnSubnet, Town.Wire, Town.AccessPoint)],
            MobileNodeAssociations = new([new(Town.Local, Town.Local, Town.Association)]),
        },
    });

    private static void Accept(AccessPointBench bench, SendDatagram relayed)
    {
        var request = AccessPointBench.Parse(relayed);
        Span<byte> octets = stackalloc byte[64];
        var written = new RegistrationReply
        {
            Lifetime = request.Lifetime,
            HomeAddress = request.HomeAddress,
            HomeAgent = request.HomeAgent,
            Identification = request.Identification,
        }.WriteTo(octets);
        written += AccessPointBench.Sign(octets, written, Protocol.MobileIp.Extensions.ExtensionType.MobileHomeAuthentication, Town.Association);
        bench.Handle(new DatagramReceived(Town.Wire, Town.AgentLink, Town.HomeAgent, relayed.Source, 60, 434, relayed.SourcePort, octets[..written].ToArray()));
    }
}
