using System.Collections.Immutable;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Agents;

/// <summary>Addresses, keys and nodes of the vectors: home network 10.30.0.0/24, foreign network 10.20.0.0/24, mobile node 10.30.0.201.</summary>
internal static class Town
{
    public static readonly Ipv4Address MobileNode = AgentBench.Ip("10.30.0.201");
    public static readonly Ipv4Address HomeAgent = AgentBench.Ip("10.30.0.1");
    public static readonly Ipv4Address ForeignAgent = AgentBench.Ip("10.20.0.1");
    public static readonly MacAddress MobileNodeMac = AgentBench.Mac(0x201);
    public static readonly MacAddress HomeAgentMac = AgentBench.Mac(1);
    public static readonly MacAddress ForeignAgentMac = AgentBench.Mac(2);
    public static readonly PortId HomePort = new(1);
    public static readonly PortId OuterPort = new(2);
    public static readonly PortId VisitorPort = new(3);

    public static readonly SecurityAssociation NodeKey = Association(0x100, "1234567890abcdef1234567890abcdef");
    public static readonly SecurityAssociation NodeForeignKey = Association(0x200, "00112233445566778899aabbccddeeff");
    public static readonly SecurityAssociation AgentsKey = Association(0x300, "ffeeddccbbaa99887766554433221100");
    public static readonly SecurityAssociation AaaKey = Association(0x400, "6161612d7368617265642d736563726574");
    public static readonly SecurityAssociation ChapKey = Association(2, "6161612d7368617265642d736563726574");

    public static SecurityAssociation Association(uint spi, string key, AuthenticationAlgorithm algorithm = AuthenticationAlgorithm.HmacMd5) =>
        new(new(spi), algorithm, new(Hex.Parse(key)));

    public static AssociationRanges For(Ipv4Address node, SecurityAssociation association) => new([new(node, node, association)]);

    public static AssociationRanges HomeNodes(SecurityAssociation association) =>
        new([new(AgentBench.Ip("10.30.0.100"), AgentBench.Ip("10.30.0.250"), association)]);

    /// <summary>A node that is home agent of 10.30.0.0/24 and knows the mobile nodes .100 to .250 by one group key.</summary>
    public static NodeSettings HomeNode(Func<HomeAgentSettings, HomeAgentSettings>? change = null)
    {
        var settings = new HomeAgentSettings
        {
            Networks = [new(Ipv4Prefix.Parse("10.30.0.0/24"), HomePort, HomeAgent)],
            MobileNodeAssociations = HomeNodes(NodeKey),
        };
        return new()
        {
            Name = "ha",
            Interfaces = [new(HomePort, "home", PortKind.Wired, HomeAgentMac, HomeAgent, Ipv4Prefix.Parse("10.30.0.0/24")),
                new(OuterPort, "out", PortKind.Wired, AgentBench.Mac(0x11), AgentBench.Ip("10.1.0.1"), Ipv4Prefix.Parse("10.1.0.0/24"))],
            HomeAgent = change is null ? settings : change(settings),
        };
    }

    /// <summary>A node that is foreign agent on 10.20.0.0/24.</summary>
    public static NodeSettings ForeignNode(Func<ForeignAgentSettings, ForeignAgentSettings>? change = null)
    {
        var settings = new ForeignAgentSettings
        {
            CareOfAddresses = [ForeignAgent],
            ServicePorts = [VisitorPort],
            MaximumLifetime = ushort.MaxValue,
        };
        return new()
        {
            Name = "fa",
            Interfaces = [new(VisitorPort, "visitors", PortKind.Wired, ForeignAgentMac, ForeignAgent, Ipv4Prefix.Parse("10.20.0.0/24")),
                new(OuterPort, "out", PortKind.Wired, AgentBench.Mac(0x12), AgentBench.Ip("10.1.0.2"), Ipv4Prefix.Parse("10.1.0.0/24"))],
            ForeignAgent = change is null ? settings : change(settings),
        };
    }

    public static ImmutableDictionary<Ipv4Address, SecurityAssociation> With(Ipv4Address peer, SecurityAssociation association) =>
        ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty.Add(peer, association);
}
