using System.Collections.Immutable;
using System.Globalization;
using ProxyMip.Config;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Runtime.Control;
using ProxyMip.Runtime.Snapshots;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Runtime.Simulated;

/// <summary>Takes snapshots of one node of the network in memory; on the loop only.</summary>
internal sealed class SnapshotBuilder(EngineNode node)
{
    private ImmutableArray<SubnetMapRow>? _before;
    private bool _reachable;

    /// <summary>How the Refresh or Clear under way ended; null: it has not ended, or none was begun.</summary>
    public Control.SubnetMapMaintenance? LastMaintenance { get; private set; }

    /// <summary>A Refresh or Clear begins.</summary>
    public void Begin(NodeSnapshot now)
    {
        (_before, LastMaintenance) = (now.SubnetMap, null);
        _reachable = now.IsAap || now.ActiveAap is not null;
    }

    /// <summary>The snapshot of this moment; with the node switched off the last one, marked.</summary>
    public NodeSnapshot Take(NodeConfiguration configuration, NodeSnapshot last)
    {
        if (node.Driver.Agent is not { } agent)
            return last with { EngineRunning = false };
        var now = node.Clock.Now;
        var snapshot = EngineSnapshots.Of(agent, now);
        var accessPoint = agent.Role<AccessPointRole>()?.Snapshot(now, agent.Role<DiscoveryRole>());
        snapshot = snapshot with { Stations = [.. Stations(accessPoint)], Ports = [.. Ports(configuration)] };
        if (_before is { } before && agent.Role<SubnetMapRole>()?.Snapshot(now).Maintenance is null)
        {
            var left = snapshot.SubnetMap.Select(row => (row.HomeAgent, row.Network)).ToHashSet();
            LastMaintenance = new(before.Count(row => !left.Contains((row.HomeAgent, row.Network))), before.Length, _reachable);
            _before = null;
        }
        var hasAccessPoint = node is AccessPointNode;
        return hasAccessPoint ? snapshot with { Readiness = Readiness.Check(configuration, Facts(agent, snapshot, accessPoint, now)) } : snapshot;
    }

    /// <summary>What a configuration would end: visitors whose SSID or the whole feature is switched off, or whose association changes.</summary>
    public ApplyPreview Preview(NodeConfiguration before, NodeConfiguration candidate)
    {
        if (node.Driver.Agent?.Role<AccessPointRole>() is not { } role)
            return ApplyPreview.Clean;
        var ended = ImmutableArray.CreateBuilder<string>();
        foreach (var client in role.Snapshot(node.Clock.Now, null).Clients.Where(client => client.Phase is ClientPhase.Registered or ClientPhase.Renewing))
        {
            if (before.General.Enabled && !candidate.General.Enabled)
                ended.Add($"{client.Address} is deregistered because Proxy Mobile IP is switched off.");
            else if (!candidate.ServiceSets.All.Any(set => set.ProxyMobileIp && set.Name == client.ServiceSet))
                ended.Add($"{client.Address} is deregistered because Proxy Mobile IP is no longer on for its SSID {client.ServiceSet}.");
        }
        return new([], ended.ToImmutable());
    }

    private static ReadinessFacts Facts(ProxyAgent agent, NodeSnapshot snapshot, AccessPointSnapshot? accessPoint, Moment now)
    {
        var map = agent.Role<SubnetMapRole>()?.Snapshot(now);
        var agents = accessPoint?.Agents ?? [];
        var homes = agents.Where(one => one.Bits.HasFlag(MobilityAgentBits.HomeAgent)).Select(one => one.Address).ToHashSet();
        var foreigns = agents.Where(one => one.Bits.HasFlag(MobilityAgentBits.ForeignAgent)).Select(one => one.Address).ToHashSet();
        var offsets = accessPoint?.ClockOffsets.Values.ToList() ?? [];
        return new(snapshot, map?.Phase is SubnetMapPhase.Waiting or SubnetMapPhase.Hello && snapshot.Uptime > TimeSpan.FromSeconds(15),
            offsets.Count == 0 ? null : offsets.MaxBy(offset => offset.Duration()), true,
            homes.Count > 0 && foreigns.Count > 0 && !homes.Overlaps(foreigns));
    }

    private IEnumerable<StationRow> Stations(AccessPointSnapshot? accessPoint)
    {
        if (node is not AccessPointNode point)
            yield break;
        var clients = accessPoint?.Clients.ToDictionary(client => client.Station) ?? [];
        foreach (var station in point.Stations.Where(station => !station.IsElsewhere))
        {
            var client = clients.GetValueOrDefault(station.Mac);
            yield return new()
            {
                Class = StationClass.Client,
                Mac = station.Mac,
                Address = !station.Address.IsAny ? station.Address : client is { Address.IsAny: false } ? client.Address : null,
                State = client is null ? "Assoc" : string.Create(CultureInfo.InvariantCulture, $"Assoc AID={client.AssociationNumber}"),
                Parent = "[self]",
                ServiceSet = station.ServiceSet,
                AssociatedAt = client?.AssociatedAt ?? station.AssociatedAt,
                IsLocal = true,
                MobileIp = client is null ? "-" : EngineSnapshots.MobileIpColumn(client),
                HomeAgent = client?.HomeAgent,
                RemainingLifetime = client?.Remaining,
                ReasonCode = client?.Reason?.Code,
                ReasonText = client?.Reason?.Text,
                ReasonSetting = client?.Reason?.Setting,
                Traffic = new(station.FramesReceived, station.OctetsReceived, station.FramesSent, station.OctetsSent),
            };
        }
        foreach (var router in accessPoint?.Agents ?? [])
            yield return new() { Class = StationClass.InfrastructureHost, Mac = router.LinkAddress, Address = router.Address, State = "-", Parent = "-", Name = "agent" };
    }

    private IEnumerable<PortRow> Ports(NodeConfiguration configuration)
    {
        foreach (var port in node.Ports)
        {
            var isRadio = node is AccessPointNode && port == node.Ports[1];
            var on = node.Ip.Interfaces.FirstOrDefault(one => one.Port == port);
            yield return new()
            {
                Name = isRadio ? "AP Radio" : node.Ports.Count > 2 ? port.Name : "Ethernet",
                IsUp = node.IsUp && port.Attachment is not null,
                IsPrimary = port == node.Ports[0],
                RateMbps = isRadio ? 11.0 : 100.0,
                Address = on?.Address ?? (isRadio ? node.Address : null),
                Mac = port.Mac,
                ServiceSet = isRadio ? configuration.ServiceSets.All.FirstOrDefault(set => set.IsPrimary)?.Name : null,
            };
        }
    }
}
