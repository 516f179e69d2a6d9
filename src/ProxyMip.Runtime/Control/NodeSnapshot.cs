using System.Collections.Immutable;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Runtime.Control;

/// <summary>Everything pages show of a node at one moment. Built from the running engine; a page never computes these from the database.</summary>
public sealed record NodeSnapshot
{
    /// <summary>Time of day of the snapshot, UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Monotonic time since the engine started.</summary>
    public required TimeSpan Uptime { get; init; }

    /// <summary>False: the engine has stopped and this is the last known state.</summary>
    public bool EngineRunning { get; init; } = true;

    /// <summary>Mobile IP Status.</summary>
    public bool MobileIpEnabled { get; init; }

    /// <summary>Home Agents heard on the own subnet.</summary>
    public ImmutableArray<Ipv4Address> HomeAgents { get; init; } = [];

    /// <summary>Foreign Agents heard on the own subnet.</summary>
    public ImmutableArray<Ipv4Address> ForeignAgents { get; init; } = [];

    /// <summary>Active AAP; null when none.</summary>
    public Ipv4Address? ActiveAap { get; init; }

    /// <summary>Whether this node is an authoritative access point itself.</summary>
    public bool IsAap { get; init; }

    /// <summary>MN IP Addresses.</summary>
    public ImmutableArray<Ipv4Address> MobileNodes { get; init; } = [];

    /// <summary>The twelve counters.</summary>
    public CounterValues Counters { get; init; } = new();

    /// <summary>When and by whom the counters were last cleared; null: since the engine started.</summary>
    public CounterReset? CountersCleared { get; init; }

    /// <summary>Subnet map, in the order learned.</summary>
    public ImmutableArray<SubnetMapRow> SubnetMap { get; init; } = [];

    /// <summary>Differences between the tables or lists of authoritative access points, in words.</summary>
    public ImmutableArray<string> AapDifferences { get; init; } = [];

    /// <summary>Association Table: everything the access point knows, wireless and wired.</summary>
    public ImmutableArray<StationRow> Stations { get; init; } = [];

    /// <summary>Ports.</summary>
    public ImmutableArray<PortRow> Ports { get; init; } = [];

    /// <summary>Bindings of the home agent role.</summary>
    public ImmutableArray<BindingRow> Bindings { get; init; } = [];

    /// <summary>Visitors of the foreign agent role.</summary>
    public ImmutableArray<VisitorRow> Visitors { get; init; } = [];

    /// <summary>The last roams, newest first.</summary>
    public ImmutableArray<RoamView> Roams { get; init; } = [];

    /// <summary>Readiness checks PRE-01 to PRE-15.</summary>
    public ImmutableArray<ReadinessCheck> Readiness { get; init; } = [];

    /// <summary>Server row (1 to 4) in use per function; 0: none.</summary>
    public ServersInUse Servers { get; init; } = new(0, 0, 0, 0);

    /// <summary>The node's own address, gateway and MAC on the wired side; null before it has one.</summary>
    public OwnAddress? Address { get; init; }
}

/// <summary>The twelve counters of the Statistics page, by their manual names.</summary>
public sealed record CounterValues
{
    /// <summary>Solicitations Sent.</summary>
    public long SolicitationsSent { get; init; }

    /// <summary>Registration Request Successes.</summary>
    public long RegistrationRequestSuccesses { get; init; }

    /// <summary>Authentication Failures for HA.</summary>
    public long AuthenticationFailuresForHa { get; init; }

    /// <summary>Authentication Failures for FA.</summary>
    public long AuthenticationFailuresForFa { get; init; }

    /// <summary>Registration Requests Sent.</summary>
    public long RegistrationRequestsSent { get; init; }

    /// <summary>Deregister Requests Sent.</summary>
    public long DeregisterRequestsSent { get; init; }

    /// <summary>Registration Replies Received.</summary>
    public long RegistrationRepliesReceived { get; init; }

    /// <summary>Deregister Replies Received.</summary>
    public long DeregisterRepliesReceived { get; init; }

    /// <summary>Registration Requests Denied by FA.</summary>
    public long RegistrationRequestsDeniedByFa { get; init; }

    /// <summary>Registration Requests Denied by HA.</summary>
    public long RegistrationRequestsDeniedByHa { get; init; }

    /// <summary>Advertisements Received.</summary>
    public long AdvertisementsReceived { get; init; }

    /// <summary>Gratuitous ARPs sent.</summary>
    public long GratuitousArpsSent { get; init; }
}

/// <summary>The last Clear.</summary>
/// <param name="At">UTC.</param>
/// <param name="User">Who.</param>
public sealed record CounterReset(DateTimeOffset At, string User);

/// <summary>The node's own address on its wired side.</summary>
/// <param name="Address">Own address.</param>
/// <param name="Subnet">Own subnet.</param>
/// <param name="Mac">Own Ethernet address.</param>
/// <param name="DefaultGateway">Default gateway in force; null when none.</param>
public sealed record OwnAddress(Ipv4Address Address, Ipv4Prefix Subnet, MacAddress Mac, Ipv4Address? DefaultGateway);

/// <summary>One row of the Subnet Map Table.</summary>
/// <param name="HomeAgent">HA Address.</param>
/// <param name="Network">Network; its mask is Subnet Mask.</param>
/// <param name="LearnedFrom">"local" or the AAP's address.</param>
/// <param name="LearnedAt">Uptime when it was learned.</param>
/// <param name="LastValidated">Uptime of the last validation; null: not validated.</param>
/// <param name="AccessPoints">Access points on that subnet; known to an AAP only.</param>
/// <param name="State">"active", "probing" or "unverified".</param>
public sealed record SubnetMapRow(Ipv4Address HomeAgent, Ipv4Prefix Network, string LearnedFrom, TimeSpan LearnedAt, TimeSpan? LastValidated,
    int? AccessPoints, string State);

/// <summary>Device classes of the Association Table.</summary>
public enum StationClass
{
    /// <summary>Client.</summary>
    Client,

    /// <summary>Repeater.</summary>
    Repeater,

    /// <summary>Bridge.</summary>
    Bridge,

    /// <summary>AP.</summary>
    AccessPoint,

    /// <summary>Infra. Host.</summary>
    InfrastructureHost,

    /// <summary>Multicast.</summary>
    Multicast,
}

/// <summary>One row of the Association Table. Name and identity come from the network: hostile text, shown inert.</summary>
public sealed record StationRow
{
    /// <summary>Class.</summary>
    public required StationClass Class { get; init; }

    /// <summary>Name, if any.</summary>
    public string? Name { get; init; }

    /// <summary>Address; null: not known yet.</summary>
    public Ipv4Address? Address { get; init; }

    /// <summary>Ethernet address.</summary>
    public required MacAddress Mac { get; init; }

    /// <summary>State such as "Assoc AID=38"; "-" for wired devices.</summary>
    public required string State { get; init; }

    /// <summary>"[self]" for stations of this access point, "-" otherwise.</summary>
    public required string Parent { get; init; }

    /// <summary>VLAN ID.</summary>
    public int VlanId { get; init; }

    /// <summary>SSID; null for wired devices.</summary>
    public string? ServiceSet { get; init; }

    /// <summary>Uptime at the association; null for wired devices.</summary>
    public TimeSpan? AssociatedAt { get; init; }

    /// <summary>Whether it belongs to this access point rather than being known in the network only.</summary>
    public bool IsLocal { get; init; }

    /// <summary>Proxy Mobile IP column: "home", "visitor", "registering", "denied (131)", "off", "-".</summary>
    public string MobileIp { get; init; } = "-";

    /// <summary>Home agent of a visitor.</summary>
    public Ipv4Address? HomeAgent { get; init; }

    /// <summary>Seconds its registration still runs; null when none.</summary>
    public TimeSpan? RemainingLifetime { get; init; }

    /// <summary>Why it is not served, or not yet: code; null when served.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>The same in a sentence with the next step.</summary>
    public string? ReasonText { get; init; }

    /// <summary>The page of the setting behind the reason, such as "Proxy Mobile IP > General"; null when none.</summary>
    public string? ReasonSetting { get; init; }

    /// <summary>Packets and octets, if counted.</summary>
    public TrafficCount? Traffic { get; init; }
}

/// <summary>Traffic of a station or port.</summary>
/// <param name="PacketsReceived">From it.</param>
/// <param name="OctetsReceived">From it.</param>
/// <param name="PacketsSent">To it.</param>
/// <param name="OctetsSent">To it.</param>
public sealed record TrafficCount(long PacketsReceived, long OctetsReceived, long PacketsSent, long OctetsSent);

/// <summary>One port; counters that the engine does not have are null and shown as "-".</summary>
public sealed record PortRow
{
    /// <summary>"Ethernet" or "AP Radio".</summary>
    public required string Name { get; init; }

    /// <summary>Up or down.</summary>
    public required bool IsUp { get; init; }

    /// <summary>Whether it is the primary port.</summary>
    public bool IsPrimary { get; init; }

    /// <summary>Maximum Rate (Mb/s).</summary>
    public double? RateMbps { get; init; }

    /// <summary>IP Address.</summary>
    public Ipv4Address? Address { get; init; }

    /// <summary>MAC Address.</summary>
    public MacAddress? Mac { get; init; }

    /// <summary>SSID of the radio.</summary>
    public string? ServiceSet { get; init; }

    /// <summary>Counters by the row names of the page, such as "Receive Unicast Packets".</summary>
    public ImmutableDictionary<string, long?> Counters { get; init; } = ImmutableDictionary<string, long?>.Empty;
}

/// <summary>One binding of the home agent.</summary>
public sealed record BindingRow(Ipv4Address HomeAddress, Ipv4Address CareOfAddress, TimeSpan? Remaining, string Encapsulation, bool ReverseTunnel);

/// <summary>One visitor of the foreign agent.</summary>
public sealed record VisitorRow(Ipv4Address HomeAddress, MacAddress Mac, Ipv4Address HomeAgent, TimeSpan? Remaining, bool IsPending, bool ReverseTunnel);

/// <summary>One roam with its steps.</summary>
public sealed record RoamView(long Id, MacAddress Station, Ipv4Address? Client, DateTimeOffset StartedAt, bool Completed, ImmutableArray<RoamStepView> Steps);

/// <summary>One step: time since the association, sentence, rule, and the page of the setting behind it.</summary>
public sealed record RoamStepView(string Kind, TimeSpan Since, string Text, string Rule, string? Setting);

/// <summary>Level of a readiness finding.</summary>
public enum ReadinessLevel
{
    /// <summary>Fulfilled.</summary>
    Passed,

    /// <summary>For information.</summary>
    Info,

    /// <summary>Stays visible until put right.</summary>
    Warn,

    /// <summary>Refuses the save.</summary>
    Block,
}

/// <summary>One readiness check.</summary>
/// <param name="Id">PRE-01 to PRE-15.</param>
/// <param name="Level">Outcome.</param>
/// <param name="Text">What was found, and what to do.</param>
/// <param name="Route">The page that puts it right; null when none.</param>
public sealed record ReadinessCheck(string Id, ReadinessLevel Level, string Text, string? Route);

/// <summary>Server row in use per function, 1 to 4; 0: none.</summary>
public sealed record ServersInUse(int Eap, int MacAddress, int User, int MobileIp);
