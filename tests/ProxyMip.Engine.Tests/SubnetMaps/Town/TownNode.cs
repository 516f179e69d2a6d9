using System.Collections.Immutable;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.SubnetMaps.Town;

/// <summary>One access point of a town: a role, its settings and what it raised and reported.</summary>
internal sealed class TownNode
{
    public static readonly SubnetMapKey Key = new(1, new(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));

    public TownNode(Ipv4Address address, SubnetMapSettings settings, ulong seed, TimeSpan bornAt)
    {
        Address = address;
        Settings = SettingsOf(address, settings);
        Entropy = new(seed);
        BornAt = bornAt;
        Role = new(Settings);
    }

    public Ipv4Address Address { get; }

    public NodeSettings Settings { get; set; }

    public SubnetMapRole Role { get; }

    public SeededEntropy Entropy { get; }

    /// <summary>Town time at which it started: its uptime counts from there.</summary>
    public TimeSpan BornAt { get; }

    public bool IsUp { get; set; } = true;

    /// <summary>Town time of the wake-up that is set; null: none is.</summary>
    public TimeSpan? WakeSetFor { get; set; }

    public ImmutableArray<(Ipv4Address HomeAgent, Ipv4Prefix Network)> OwnRows { get; set; } = [];

    /// <summary>Whether raised signals and reports are kept.</summary>
    public bool Records { get; set; }

    public List<EngineEvent> Raised { get; } = [];

    public List<EngineReport> Reports { get; } = [];

    public SubnetMapChanged? Table { get; set; }

    public Ipv4Address? ActiveAap { get; set; }

    public static NodeSettings SettingsOf(Ipv4Address address, SubnetMapSettings settings) => new()
    {
        Name = address.ToString(),
        Interfaces = [new(new(1), "eth0", PortKind.Wired, default, address, new(address, 24))],
        SubnetMap = settings,
    };

    public static SubnetMapSettings Exchange(IEnumerable<Ipv4Address> aaps, ulong epoch) => new()
    {
        Enabled = true,
        AuthoritativeAccessPoints = [.. aaps],
        Keys = [Key],
        Epoch = epoch,
    };

    public SubnetMapSnapshot Snapshot(TimeSpan townTime) => Role.Snapshot(new(townTime - BornAt, TownTime.Wall(townTime)));
}
