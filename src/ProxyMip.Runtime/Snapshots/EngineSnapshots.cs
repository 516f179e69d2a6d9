using System.Globalization;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Tracing;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Runtime.Snapshots;

/// <summary>Turns what the roles of a running engine show into what pages show. Nothing is computed from the database.</summary>
internal static class EngineSnapshots
{
    private const int RoamsShown = 50;

    /// <summary>Everything the engine knows; stations, ports and readiness are added by the caller.</summary>
    public static NodeSnapshot Of(ProxyAgent agent, Moment now)
    {
        var discovery = agent.Role<DiscoveryRole>();
        var accessPoint = agent.Role<AccessPointRole>()?.Snapshot(now, discovery);
        var map = agent.Role<SubnetMapRole>()?.Snapshot(now);
        var uplink = agent.Settings.Uplink;
        return new()
        {
            TakenAt = now.Wall,
            Uptime = now.Uptime,
            MobileIpEnabled = accessPoint?.Enabled ?? false,
            HomeAgents = accessPoint?.HomeAgents ?? [],
            ForeignAgents = accessPoint?.ForeignAgents ?? [],
            ActiveAap = accessPoint?.ActiveAap ?? map?.ActiveAap,
            IsAap = map?.Phase == SubnetMapPhase.Authoritative,
            MobileNodes = accessPoint?.MobileNodes ?? [],
            Counters = accessPoint is null ? new() : Counters(accessPoint.Counters),
            CountersCleared = accessPoint is { ClearedAt: { } at, ClearedBy: { } by } ? new(at, by) : null,
            SubnetMap = map is null || accessPoint is not { Enabled: true } ? [] : [.. map.Rows.OrderBy(row => row.LearnedAt).Select(Row)],
            AapDifferences = map is null ? [] : [.. Differences(map)],
            Bindings = agent.Role<HomeAgentRole>() is { } home ? [.. home.Snapshot(now).Bindings.Select(Binding)] : [],
            Visitors = agent.Role<ForeignAgentRole>() is { } foreign ? [.. Visitors(foreign.Snapshot(now))] : [],
            Roams = accessPoint is null ? [] : [.. accessPoint.Roams.Take(RoamsShown).Select(Roam)],
            Address = uplink is null || uplink.Address.IsAny ? null : new(uplink.Address, uplink.Subnet, uplink.Mac, agent.Settings.DefaultGateway),
        };
    }

    /// <summary>The Proxy Mobile IP column of a station.</summary>
    public static string MobileIpColumn(ClientView client) => client switch
    {
        { Phase: ClientPhase.Registered or ClientPhase.Renewing } => "visitor",
        { Phase: ClientPhase.Home } => "home",
        { Phase: ClientPhase.Held, DeniedWith: { } code } => string.Create(CultureInfo.InvariantCulture, $"denied ({code})"),
        { Phase: ClientPhase.Requesting or ClientPhase.Waiting or ClientPhase.Held } => "registering",
        { Phase: ClientPhase.Quarantined } => "refused",
        { Reason.Code: "service-set-off" } => "off",
        _ => "-",
    };

    private static CounterValues Counters(AccessPointCounters counters) => new()
    {
        SolicitationsSent = counters.SolicitationsSent,
        RegistrationRequestSuccesses = counters.RegistrationRequestSuccesses,
        AuthenticationFailuresForHa = counters.AuthenticationFailuresForHomeAgent,
        AuthenticationFailuresForFa = counters.AuthenticationFailuresForForeignAgent,
        RegistrationRequestsSent = counters.RegistrationRequestsSent,
        DeregisterRequestsSent = counters.DeregisterRequestsSent,
        RegistrationRepliesReceived = counters.RegistrationRepliesReceived,
        DeregisterRepliesReceived = counters.DeregisterRepliesReceived,
        RegistrationRequestsDeniedByFa = counters.RegistrationRequestsDeniedByForeignAgent,
        RegistrationRequestsDeniedByHa = counters.RegistrationRequestsDeniedByHomeAgent,
        AdvertisementsReceived = counters.AdvertisementsReceived,
        GratuitousArpsSent = counters.GratuitousArpsSent,
    };

    private static SubnetMapRow Row(SubnetMapRowView row) => new(row.HomeAgent, row.Network, row.LearnedFrom?.ToString() ?? "local", row.LearnedAt,
        row.Status == SubnetMapRowStatus.Active ? row.ValidatedAt : null, row.AccessPoints,
        row.Status switch
        {
            SubnetMapRowStatus.Active => "active",
            SubnetMapRowStatus.Probing => "probing",
            SubnetMapRowStatus.Unverified => "unverified",
            _ => "not validated",
        });

    private static IEnumerable<string> Differences(SubnetMapSnapshot map)
    {
        foreach (var odd in map.DifferingLists)
            yield return $"{odd} is configured with another list of Authoritative APs.";
        foreach (var peer in map.Peers.Where(peer => peer.SameTable == false))
            yield return $"The table of the Authoritative AP {peer.Address} differs; it is being compared again.";
    }

    private static BindingRow Binding(MobilityBinding binding) => new(binding.HomeAddress, binding.CareOfAddress, binding.Remaining,
        binding.Encapsulation switch { TunnelProtocol.Gre => "GRE", TunnelProtocol.MinimalEncapsulation => "Minimal", _ => "IP in IP" }, binding.ReverseTunnel);

    private static IEnumerable<VisitorRow> Visitors(ForeignAgentSnapshot snapshot) =>
        snapshot.Visitors.Select(visitor => Visitor(visitor, isPending: false)).Concat(snapshot.Pending.Select(visitor => Visitor(visitor, isPending: true)));

    private static VisitorRow Visitor(VisitorListEntry visitor, bool isPending) =>
        new(visitor.HomeAddress, visitor.LinkAddress, visitor.HomeAgent, visitor.Remaining, isPending, visitor.ReverseTunnel);

    private static RoamView Roam(RoamTrace trace) => new(trace.Id, trace.Station, trace.Client, trace.StartedAt, trace.Completed,
        [.. trace.Steps.Select(step => new RoamStepView(step.Kind.ToString(), step.Since, step.Text, step.Rule, step.Setting))]);
}
