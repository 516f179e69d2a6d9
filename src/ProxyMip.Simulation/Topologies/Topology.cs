using System.Collections.Immutable;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Topologies;

/// <summary>A network as written in a topology file (docs/topology.md). Read and checked by <see cref="TopologyFile"/>.</summary>
public sealed record Topology
{
    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>Wired segments.</summary>
    public ImmutableArray<SegmentPlan> Segments { get; init; } = [];

    /// <summary>Routers, with agents or without.</summary>
    public ImmutableArray<RouterPlan> Routers { get; init; } = [];

    /// <summary>Access points.</summary>
    public ImmutableArray<AccessPointPlan> AccessPoints { get; init; } = [];

    /// <summary>Mobile nodes.</summary>
    public ImmutableArray<MobileNodePlan> MobileNodes { get; init; } = [];

    /// <summary>Hosts on a cable.</summary>
    public ImmutableArray<HostPlan> Hosts { get; init; } = [];

    /// <summary>The AAA server; null: there is none.</summary>
    public ServerPlan? AaaServer { get; init; }

    /// <summary>Associations of mobile nodes with their home agents.</summary>
    public ImmutableArray<AssociationPlan> Associations { get; init; } = [];

    /// <summary>Where access points find associations.</summary>
    public AssociationSource AssociationSource { get; init; }

    /// <summary>Authoritative access points in order, one to three.</summary>
    public ImmutableArray<Ipv4Address> AuthoritativeAccessPoints { get; init; } = [];

    /// <summary>Key of the subnet map exchange; null: one made up for this network.</summary>
    public SecretKey? ExchangeKey { get; init; }

    /// <summary>Period of the comparison between authoritative access points, seconds.</summary>
    public double ComparePeriod { get; init; } = 10;

    /// <summary>What the proxy on all access points does.</summary>
    public ProxyPlan Proxy { get; init; } = new();

    /// <summary>Traffic that runs by itself.</summary>
    public ImmutableArray<TrafficPlan> Traffic { get; init; } = [];
}

/// <summary>Where access points find associations.</summary>
public enum AssociationSource
{
    /// <summary>Local SA bindings.</summary>
    Local,

    /// <summary>The AAA server.</summary>
    Server,
}

/// <summary>A wired segment.</summary>
public sealed record SegmentPlan
{
    /// <summary>Unique id.</summary>
    public required string Id { get; init; }

    /// <summary>Its subnet.</summary>
    public required Ipv4Prefix Prefix { get; init; }

    /// <summary>What happens to frames on their way from the segment to each port.</summary>
    public QualityPlan Link { get; init; } = new() { Delay = 0.1 };
}

/// <summary>Quality of one direction of a link. Times in milliseconds, probabilities from 0 to 1.</summary>
public sealed record QualityPlan
{
    /// <summary>Time every frame takes, ms.</summary>
    public double Delay { get; init; }

    /// <summary>Up to this much more, ms.</summary>
    public double Jitter { get; init; }

    /// <summary>Probability of loss.</summary>
    public double Loss { get; init; }

    /// <summary>Probability that a frame arrives twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Probability that a frame is overtaken.</summary>
    public double Reorder { get; init; }

    /// <summary>How long an overtaken frame is held back at most, ms.</summary>
    public double ReorderDelay { get; init; } = 20;

    /// <summary>Octets a second; 0: no limit.</summary>
    public long OctetsPerSecond { get; init; }
}

/// <summary>One interface of a router.</summary>
public sealed record InterfacePlan
{
    /// <summary>Id of the segment.</summary>
    public required string Segment { get; init; }

    /// <summary>Own address there.</summary>
    public required Ipv4Address Address { get; init; }
}

/// <summary>A route that does not follow from the picture.</summary>
public sealed record RoutePlan
{
    /// <summary>Destinations.</summary>
    public required Ipv4Prefix Prefix { get; init; }

    /// <summary>Next router.</summary>
    public required Ipv4Address Via { get; init; }
}

/// <summary>A router.</summary>
public sealed record RouterPlan
{
    /// <summary>Unique id.</summary>
    public required string Id { get; init; }

    /// <summary>Interfaces, at least one.</summary>
    public ImmutableArray<InterfacePlan> Interfaces { get; init; } = [];

    /// <summary>Routes besides those that follow from the picture.</summary>
    public ImmutableArray<RoutePlan> Routes { get; init; } = [];

    /// <summary>The home agent; null: none.</summary>
    public HomeAgentPlan? HomeAgent { get; init; }

    /// <summary>The foreign agent; null: none.</summary>
    public ForeignAgentPlan? ForeignAgent { get; init; }

    /// <summary>What its clock is ahead, seconds.</summary>
    public double ClockOffset { get; init; }

    /// <summary>Where it is drawn; null: anywhere.</summary>
    public PlacePlan? Place { get; init; }
}

/// <summary>A home agent.</summary>
public sealed record HomeAgentPlan
{
    /// <summary>Ids of the segments that are home networks.</summary>
    public ImmutableArray<string> Segments { get; init; } = [];

    /// <summary>Home networks without a segment of their own.</summary>
    public ImmutableArray<Ipv4Prefix> VirtualNetworks { get; init; } = [];

    /// <summary>Longest lifetime granted, seconds.</summary>
    public ushort MaximumLifetime { get; init; } = 3600;

    /// <summary>Reverse tunnelling.</summary>
    public ReverseTunnelPolicy ReverseTunnel { get; init; } = ReverseTunnelPolicy.Optional;

    /// <summary>Longest time between two advertisements, seconds.</summary>
    public double AdvertisementInterval { get; init; } = 10;
}

/// <summary>A foreign agent.</summary>
public sealed record ForeignAgentPlan
{
    /// <summary>Ids of the segments where it serves visitors.</summary>
    public ImmutableArray<string> Segments { get; init; } = [];

    /// <summary>Care-of address; null: its address on the first of the segments.</summary>
    public Ipv4Address? CareOfAddress { get; init; }

    /// <summary>Longest lifetime it accepts, seconds.</summary>
    public ushort MaximumLifetime { get; init; } = 1800;

    /// <summary>Reverse tunnelling.</summary>
    public ReverseTunnelPolicy ReverseTunnel { get; init; } = ReverseTunnelPolicy.Optional;

    /// <summary>Longest time between two advertisements, seconds.</summary>
    public double AdvertisementInterval { get; init; } = 10;
}

/// <summary>An access point.</summary>
public sealed record AccessPointPlan
{
    /// <summary>Unique id.</summary>
    public required string Id { get; init; }

    /// <summary>Id of its segment.</summary>
    public required string Segment { get; init; }

    /// <summary>Own address.</summary>
    public required Ipv4Address Address { get; init; }

    /// <summary>Default gateway; null: the first router of the segment.</summary>
    public Ipv4Address? Gateway { get; init; }

    /// <summary>SSIDs it offers.</summary>
    public ImmutableArray<string> ServiceSets { get; init; } = [];

    /// <summary>Whether Proxy Mobile IP is enabled.</summary>
    public bool ProxyMobileIp { get; init; } = true;

    /// <summary>What its clock is ahead, seconds.</summary>
    public double ClockOffset { get; init; }

    /// <summary>Where it is drawn.</summary>
    public PlacePlan? Place { get; init; }
}

/// <summary>A mobile node.</summary>
public sealed record MobileNodePlan
{
    /// <summary>Unique id.</summary>
    public required string Id { get; init; }

    /// <summary>Ethernet address; null: one is made up.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>Home address.</summary>
    public required Ipv4Address Address { get; init; }

    /// <summary>Home subnet.</summary>
    public required Ipv4Prefix Subnet { get; init; }

    /// <summary>Default gateway at home; null: the first host of the subnet.</summary>
    public Ipv4Address? Gateway { get; init; }

    /// <summary>The SSID it looks for.</summary>
    public string ServiceSet { get; init; } = "";

    /// <summary>Id of the access point it begins at; null: none.</summary>
    public string? At { get; init; }

    /// <summary>Time without radio when it moves, ms.</summary>
    public double RoamGap { get; init; } = 50;

    /// <summary>Its radio in both directions.</summary>
    public QualityPlan Radio { get; init; } = new() { Delay = 1 };
}

/// <summary>A host on a cable.</summary>
public record HostPlan
{
    /// <summary>Unique id.</summary>
    public required string Id { get; init; }

    /// <summary>Id of its segment.</summary>
    public required string Segment { get; init; }

    /// <summary>Own address.</summary>
    public required Ipv4Address Address { get; init; }

    /// <summary>Default gateway; null: the first router of the segment.</summary>
    public Ipv4Address? Gateway { get; init; }

    /// <summary>Where it is drawn.</summary>
    public PlacePlan? Place { get; init; }
}

/// <summary>The AAA server: it knows all associations of the file.</summary>
public sealed record ServerPlan : HostPlan
{
    /// <summary>Time to an answer, ms.</summary>
    public double AnswerDelay { get; init; } = 5;
}

/// <summary>An association for a range of addresses.</summary>
public sealed record AssociationPlan
{
    /// <summary>First home address.</summary>
    public required Ipv4Address Start { get; init; }

    /// <summary>Last home address.</summary>
    public required Ipv4Address End { get; init; }

    /// <summary>SPI.</summary>
    public required Spi Spi { get; init; }

    /// <summary>Key.</summary>
    public required SecretKey Key { get; init; }

    /// <summary>Algorithm.</summary>
    public AuthenticationAlgorithm Algorithm { get; init; }
}

/// <summary>What the proxy does.</summary>
public sealed record ProxyPlan
{
    /// <summary>Ask for reverse tunnelling.</summary>
    public bool ReverseTunnel { get; init; }

    /// <summary>Ask for GRE.</summary>
    public bool Gre { get; init; }

    /// <summary>Longest lifetime asked for, seconds.</summary>
    public double MaximumLifetime { get; init; } = 1800;
}

/// <summary>Traffic between a mobile node and a host that runs by itself.</summary>
public sealed record TrafficPlan
{
    /// <summary>Id of the mobile node.</summary>
    public required string MobileNode { get; init; }

    /// <summary>Id of the host.</summary>
    public required string Peer { get; init; }

    /// <summary>Octets a second of a reliable stream from the host to the mobile node; 0: none.</summary>
    public long StreamOctetsPerSecond { get; init; }

    /// <summary>Time between two echo requests of the mobile node, ms; 0: none.</summary>
    public double EchoInterval { get; init; }
}

/// <summary>Where a node is drawn: fractions of the drawing from the left and from the top.</summary>
public sealed record PlacePlan
{
    /// <summary>0 to 1 from the left.</summary>
    public double X { get; init; }

    /// <summary>0 to 1 from the top.</summary>
    public double Y { get; init; }
}
