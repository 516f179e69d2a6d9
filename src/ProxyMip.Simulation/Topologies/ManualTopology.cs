using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Topologies;

/// <summary>
/// The manual's sample network (figure 6-11) with the addresses of its figures: what runs when no topology is given. Home subnet 10.30.0.0/24, foreign
/// subnet 10.20.0.0/24, the authoritative access point and the AAA server on 10.0.0.0/24, a correspondent behind a third router.
/// </summary>
public static class ManualTopology
{
    /// <summary>Its SSID.</summary>
    public const string ServiceSet = "bnetwork30";

    /// <summary>The network.</summary>
    public static Topology Create() => new()
    {
        Name = "The manual's sample network",
        Segments =
        [
            new() { Id = "home", Prefix = Ipv4Prefix.Parse("10.30.0.0/24") },
            new() { Id = "foreign", Prefix = Ipv4Prefix.Parse("10.20.0.0/24") },
            new() { Id = "services", Prefix = Ipv4Prefix.Parse("10.0.0.0/24") },
            new() { Id = "backbone", Prefix = Ipv4Prefix.Parse("10.10.0.0/24"), Link = new() { Delay = 2 } },
            new() { Id = "office", Prefix = Ipv4Prefix.Parse("10.40.0.0/24") },
        ],
        Routers =
        [
            Agent("router-home", "home", "10.30.0.1", "10.10.0.10", 0.3, 0.45),
            Agent("router-foreign", "foreign", "10.20.0.1", "10.10.0.20", 0.7, 0.45),
            new()
            {
                Id = "router-core",
                Interfaces = [On("backbone", "10.10.0.1"), On("services", "10.0.0.1"), On("office", "10.40.0.1")],
                Place = new() { X = 0.5, Y = 0.25 },
            },
        ],
        AccessPoints =
        [
            Point("AP-A", "services", "10.0.0.2", "10.0.0.1", 0.3, 0.12) with { ServiceSets = [] }, // no agent on its LAN could serve a client
            Point("AP-H", "home", "10.30.0.2", "10.30.0.1", 0.3, 0.7),
            Point("AP-F", "foreign", "10.20.0.2", "10.20.0.1", 0.7, 0.7),
        ],
        MobileNodes =
        [
            new()
            {
                Id = "MN",
                Mac = MacAddress.Parse("000067025193"),
                Address = Ipv4Address.Parse("10.30.0.201"),
                Subnet = Ipv4Prefix.Parse("10.30.0.0/24"),
                Gateway = Ipv4Address.Parse("10.30.0.1"),
                ServiceSet = ServiceSet,
                At = "AP-H",
            },
        ],
        Hosts = [new() { Id = "correspondent", Segment = "office", Address = Ipv4Address.Parse("10.40.0.10"), Place = new() { X = 0.7, Y = 0.12 } }],
        AaaServer = new() { Id = "AAA", Segment = "services", Address = Ipv4Address.Parse("10.0.0.5"), Place = new() { X = 0.15, Y = 0.12 } },
        Associations = [Association("10.30.0.200", "10.30.0.210")],
        AuthoritativeAccessPoints = [Ipv4Address.Parse("10.0.0.2")],
        Traffic = [new() { MobileNode = "MN", Peer = "correspondent", StreamOctetsPerSecond = 20_000, EchoInterval = 500 }],
    };

    /// <summary>
    /// The same network with a second foreign subnet (10.50.0.0/24) and a mobile node for every address of the association range: what campaigns run in
    /// when no topology is given. Each node has a connection with little traffic.
    /// </summary>
    public static Topology ForCampaigns()
    {
        var manual = Create();
        var first = manual.MobileNodes[0];
        return manual with
        {
            Name = "The manual's sample network, with a second foreign subnet and eleven mobile nodes",
            Segments = manual.Segments.Add(new() { Id = "foreign2", Prefix = Ipv4Prefix.Parse("10.50.0.0/24") }),
            Routers = manual.Routers.Add(Agent("router-foreign2", "foreign2", "10.50.0.1", "10.10.0.50", 0.9, 0.45)),
            AccessPoints = manual.AccessPoints.Add(Point("AP-F2", "foreign2", "10.50.0.2", "10.50.0.1", 0.9, 0.7)),
            MobileNodes =
            [
                first with { Address = Ipv4Address.Parse("10.30.0.200"), Id = "MN-200", Mac = null },
                first,
                .. Enumerable.Range(202, 9).Select(host => first with { Id = $"MN-{host}", Mac = null, Address = Ipv4Address.Parse($"10.30.0.{host}") }),
            ],
            Traffic = [],
        };
    }

    /// <summary>The manual's association: SPI 100, key 1234567890abcdef1234567890abcdef, for a range of addresses.</summary>
    public static AssociationPlan Association(string start, string end) => new()
    {
        Start = Ipv4Address.Parse(start),
        End = Ipv4Address.Parse(end),
        Spi = new(0x100),
        Key = new(Convert.FromHexString("1234567890abcdef1234567890abcdef")),
    };

    private static RouterPlan Agent(string id, string segment, string address, string backbone, double x, double y) => new()
    {
        Id = id,
        Interfaces = [On(segment, address), On("backbone", backbone)],
        HomeAgent = new() { Segments = [segment] },
        ForeignAgent = new() { Segments = [segment] },
        Place = new() { X = x, Y = y },
    };

    private static InterfacePlan On(string segment, string address) => new() { Segment = segment, Address = Ipv4Address.Parse(address) };

    private static AccessPointPlan Point(string id, string segment, string address, string gateway, double x, double y) => new()
    {
        Id = id,
        Segment = segment,
        Address = Ipv4Address.Parse(address),
        Gateway = Ipv4Address.Parse(gateway),
        ServiceSets = [ServiceSet],
        Place = new() { X = x, Y = y },
    };
}
