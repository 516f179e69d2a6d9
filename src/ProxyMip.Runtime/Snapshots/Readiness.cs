using System.Collections.Immutable;
using System.Globalization;
using ProxyMip.Config;
using ProxyMip.Config.Network;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Runtime.Snapshots;

/// <summary>What the readiness checks need besides the configuration.</summary>
/// <param name="Snapshot">The node as it is.</param>
/// <param name="UnansweredHellos">Whether no authoritative access point answered after three tries.</param>
/// <param name="LargestOffset">Largest measured clock difference to an agent; null: none measured.</param>
/// <param name="ClockSynchronised">Whether the host's clock is synchronised; null: not known.</param>
/// <param name="SplitAgents">Whether home and foreign agent of the subnet are different routers.</param>
internal sealed record ReadinessFacts(NodeSnapshot Snapshot, bool UnansweredHellos, TimeSpan? LargestOffset, bool? ClockSynchronised, bool SplitAgents);

/// <summary>Readiness checks PRE-01 to PRE-15 (screen specification 6), all from the configuration in force and the running engine.</summary>
internal static class Readiness
{
    private const string General = "/setup/pmip/general";
    private const string Sets = "/setup/service-sets";
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(7);

    /// <summary>All checks in their order.</summary>
    public static ImmutableArray<ReadinessCheck> Check(NodeConfiguration node, ReadinessFacts facts)
    {
        var snapshot = facts.Snapshot;
        var enabled = node.General.Enabled;
        var sets = node.ServiceSets.All.Any(set => set.ProxyMobileIp);
        var agentHeard = !snapshot.HomeAgents.IsEmpty || !snapshot.ForeignAgents.IsEmpty;
        var agents = snapshot.HomeAgents.Concat(snapshot.ForeignAgents).Distinct().ToList();
        return
        [
            One("PRE-01", !node.Vlans.Enabled, ReadinessLevel.Block, "VLANs are off.", "VLANs are on; Proxy Mobile IP cannot be used with them.", "/setup/vlan"),
            One("PRE-02", !enabled || !node.General.AuthoritativeAccessPoints.IsEmpty, ReadinessLevel.Block,
                "The list of Authoritative APs is filled in.", "Enter at least one Authoritative AP.", General),
            One("PRE-03", snapshot.Address?.DefaultGateway is not null,
                node.Device.AddressOrigin == AddressOrigin.Static ? ReadinessLevel.Block : ReadinessLevel.Warn,
                $"The default gateway is {snapshot.Address?.DefaultGateway}.", "There is no default gateway.", "/setup/routing"),
            One("PRE-04", sets || !enabled, ReadinessLevel.Warn, "Proxy Mobile IP is on for an SSID.",
                "Proxy Mobile IP is on for no SSID: the settings have no effect.", Sets),
            One("PRE-05", enabled || !sets, ReadinessLevel.Warn, "The General switch agrees with the SSIDs.",
                "An SSID has Proxy Mobile IP on, but it is off under General.", General),
            One("PRE-06", !node.Bindings.All.IsEmpty || node.Servers.Rows.Any(row => row is { Name: not null, ForMobileIp: true }), ReadinessLevel.Warn,
                "There is a source of security associations.", "There is no local binding and no server for MIP Authentication.", "/setup/pmip/bindings"),
            One("PRE-07", snapshot.AapDifferences.IsEmpty, ReadinessLevel.Warn, "All access points heard of have the same list of Authoritative APs.",
                string.Join(" ", snapshot.AapDifferences), General),
            One("PRE-08", !enabled || snapshot.IsAap || snapshot.ActiveAap is not null, ReadinessLevel.Warn, "An Authoritative AP is in use.",
                "No Authoritative AP answers; enable those before the ordinary access points.", General),
            One("PRE-09", !facts.UnansweredHellos, ReadinessLevel.Warn, "UDP port 6500 passes.",
                "Three messages on UDP port 6500 stayed without an answer: see that it is open between access points.", "/setup/pmip/subnets"),
            Clock(facts),
            One("PRE-11", agentHeard || !enabled, ReadinessLevel.Info, "An agent is heard on this subnet.", "No agent is heard on this subnet.", "/setup/pmip/statistics"),
            One("PRE-12", !agentHeard || snapshot.Address?.DefaultGateway is not { } gateway || agents.Contains(gateway), ReadinessLevel.Warn,
                "The agent heard is the default gateway.", "The agent heard is not this subnet's default gateway.", "/setup/routing"),
            One("PRE-13", !facts.SplitAgents, ReadinessLevel.Warn, "Home and foreign agent of this subnet are one router.",
                "Home and foreign agent of this subnet are different routers.", "/setup/pmip/statistics"),
            One("PRE-14", !node.Device.Repeater, ReadinessLevel.Block, "This is no repeater.", "A repeater cannot use Proxy Mobile IP.", General),
            new("PRE-15", ReadinessLevel.Info, "Roaming clients get no multicast and broadcast service.", "/help/pmip"),
        ];
    }

    private static ReadinessCheck Clock(ReadinessFacts facts)
    {
        if (facts.LargestOffset is { } offset && offset.Duration() > Window)
        {
            return new("PRE-10", ReadinessLevel.Warn, string.Create(CultureInfo.InvariantCulture,
                $"The clock differs from an agent's by {offset.TotalSeconds:0} s; more than 7 s are refused. Run NTP on access points and agents."), "/setup/time");
        }
        return One("PRE-10", facts.ClockSynchronised != false, ReadinessLevel.Warn, "The clock is synchronised as far as is known.",
            "The clock is not synchronised by NTP.", "/setup/time");
    }

    private static ReadinessCheck One(string id, bool passed, ReadinessLevel level, string good, string bad, string route) =>
        passed ? new(id, ReadinessLevel.Passed, good, null) : new(id, level, bad, route);
}
