using System.Globalization;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Simulation.Topologies;

/// <summary>What must hold in a topology beyond the form of its values. The first thing that does not is said in one sentence.</summary>
internal static class TopologyRules
{
    /// <summary>The first thing that is wrong; null when nothing is.</summary>
    public static string? FirstProblem(Topology topology) => Problems(topology).FirstOrDefault();

    private static IEnumerable<string> Problems(Topology topology) =>
        [.. Names(topology), .. Segments(topology), .. Addresses(topology), .. Routers(topology), .. AccessPoints(topology),
            .. MobileNodes(topology), .. Associations(topology), .. Exchange(topology), .. Traffic(topology)];

    private static IEnumerable<string> Names(Topology topology)
    {
        if (topology.Name.Length == 0)
            yield return "The name of the topology is empty.";
        var ids = topology.Segments.Select(one => one.Id).Concat(NodeIds(topology)).ToArray();
        if (Array.Find(ids, string.IsNullOrWhiteSpace) is not null)
            yield return "An id is empty; every segment and node needs one.";
        foreach (var twice in ids.GroupBy(id => id).Where(group => group.Count() > 1))
            yield return $"The id \"{twice.Key}\" is used {twice.Count()} times; every segment and node needs its own.";
    }

    private static IEnumerable<string> NodeIds(Topology topology) =>
        topology.Routers.Select(one => one.Id).Concat(topology.AccessPoints.Select(one => one.Id)).Concat(topology.MobileNodes.Select(one => one.Id))
            .Concat(topology.Hosts.Select(one => one.Id)).Concat(topology.AaaServer is { } server ? [server.Id] : []);

    private static IEnumerable<string> Segments(Topology topology)
    {
        if (topology.Segments.IsEmpty)
            yield return "There is no segment; \"segments\" needs at least one.";
        foreach (var segment in topology.Segments)
        {
            if (segment.Prefix.Length is < 8 or > 30)
                yield return $"Segment \"{segment.Id}\": the prefix length must be 8 to 30, not {segment.Prefix.Length}.";
            if (QualityProblem(segment.Link) is { } problem)
                yield return $"Segment \"{segment.Id}\": {problem}";
            foreach (var other in topology.Segments)
            {
                if (other != segment && string.CompareOrdinal(segment.Id, other.Id) < 0
                    && (other.Prefix.Contains(segment.Prefix.Network) || segment.Prefix.Contains(other.Prefix.Network)))
                    yield return $"Segments \"{segment.Id}\" and \"{other.Id}\" overlap: {segment.Prefix} and {other.Prefix}.";
            }
        }
    }

    private static string? QualityProblem(QualityPlan link)
    {
        foreach (var (name, value) in new[] { ("loss", link.Loss), ("duplicate", link.Duplicate), ("reorder", link.Reorder) })
        {
            if (value is < 0 or > 1)
                return string.Create(CultureInfo.InvariantCulture, $"{name} is a probability from 0 to 1, not {value}.");
        }
        if (link is { Delay: < 0 } or { Jitter: < 0 } or { ReorderDelay: < 0 } or { OctetsPerSecond: < 0 })
            return "delay, jitter, reorderDelay and octetsPerSecond cannot be negative.";
        return link.Delay > 60_000 || link.Jitter > 60_000 || link.ReorderDelay > 60_000 ? "delays are milliseconds, at most 60000." : null;
    }

    private static IEnumerable<string> Addresses(Topology topology)
    {
        foreach (var (owner, segmentId, address) in Attachments(topology))
        {
            if (SegmentOf(topology, segmentId) is not { } segment)
                yield return $"\"{owner}\" is on segment \"{segmentId}\", which is not in \"segments\".";
            else if (!segment.Prefix.ContainsHost(address))
                yield return $"\"{owner}\": {address} is not a host address of segment \"{segmentId}\" ({segment.Prefix}).";
        }
        var all = Attachments(topology).Select(one => (one.Owner, one.Address)).Concat(topology.MobileNodes.Select(one => (one.Id, one.Address)));
        foreach (var twice in all.GroupBy(one => one.Address).Where(group => group.Count() > 1))
            yield return $"The address {twice.Key} is used by {string.Join(" and ", twice.Select(one => $"\"{one.Item1}\""))}.";
    }

    private static IEnumerable<(string Owner, string Segment, Ipv4Address Address)> Attachments(Topology topology) =>
        topology.Routers.SelectMany(router => router.Interfaces.Select(one => (router.Id, one.Segment, one.Address)))
            .Concat(topology.AccessPoints.Select(one => (one.Id, one.Segment, one.Address)))
            .Concat(topology.Hosts.Select(one => (one.Id, one.Segment, one.Address)))
            .Concat(topology.AaaServer is { } server ? [(server.Id, server.Segment, server.Address)] : []);

    private static IEnumerable<string> Routers(Topology topology)
    {
        foreach (var router in topology.Routers)
        {
            if (router.Interfaces.IsEmpty)
                yield return $"Router \"{router.Id}\" has no interface.";
            var own = router.Interfaces.Select(one => one.Segment).ToHashSet();
            foreach (var segment in (router.HomeAgent?.Segments ?? []).Concat(router.ForeignAgent?.Segments ?? []).Where(id => !own.Contains(id)))
                yield return $"Router \"{router.Id}\": an agent serves segment \"{segment}\", on which the router has no interface.";
            if (router.HomeAgent is { Segments.IsEmpty: true, VirtualNetworks.IsEmpty: true })
                yield return $"Router \"{router.Id}\": the home agent serves no network; name a segment or a virtual network.";
            if (router.ForeignAgent is { Segments.IsEmpty: true })
                yield return $"Router \"{router.Id}\": the foreign agent serves no segment.";
            if (router.HomeAgent is { AdvertisementInterval: < 4 or > 1800 } || router.ForeignAgent is { AdvertisementInterval: < 4 or > 1800 })
                yield return $"Router \"{router.Id}\": advertisementInterval must be 4 to 1800 seconds.";
            foreach (var route in router.Routes.Where(route => !topology.Segments.Any(segment => own.Contains(segment.Id) && segment.Prefix.Contains(route.Via))))
                yield return $"Router \"{router.Id}\": the next router {route.Via} for {route.Prefix} is on none of its segments.";
        }
    }

    private static IEnumerable<string> AccessPoints(Topology topology)
    {
        foreach (var point in topology.AccessPoints)
        {
            if (point.Gateway is { } gateway && SegmentOf(topology, point.Segment) is { } segment && !segment.Prefix.ContainsHost(gateway))
                yield return $"Access point \"{point.Id}\": its gateway {gateway} is not on segment \"{point.Segment}\".";
        }
    }

    private static IEnumerable<string> MobileNodes(Topology topology)
    {
        foreach (var node in topology.MobileNodes)
        {
            if (!node.Subnet.ContainsHost(node.Address))
                yield return $"Mobile node \"{node.Id}\": {node.Address} is not a host address of its subnet {node.Subnet}.";
            if (node.Gateway is { } gateway && !node.Subnet.ContainsHost(gateway))
                yield return $"Mobile node \"{node.Id}\": its gateway {gateway} is not in its subnet {node.Subnet}.";
            if (node.Mac is { IsGroup: true } or { IsZero: true })
                yield return $"Mobile node \"{node.Id}\": {node.Mac} is not the Ethernet address of a single station.";
            if (QualityProblem(node.Radio) is { } problem)
                yield return $"Mobile node \"{node.Id}\": {problem}";
            if (node.RoamGap is < 0 or > 60_000)
                yield return $"Mobile node \"{node.Id}\": roamGap is milliseconds, 0 to 60000.";
            if (node.At is not { } at)
                continue;
            if (topology.AccessPoints.FirstOrDefault(point => point.Id == at) is not { } start)
                yield return $"Mobile node \"{node.Id}\" begins at \"{at}\", which is no access point.";
            else if (!start.ServiceSets.Contains(node.ServiceSet))
                yield return $"Mobile node \"{node.Id}\" looks for SSID \"{node.ServiceSet}\", which access point \"{at}\" does not offer.";
        }
    }

    private static IEnumerable<string> Associations(Topology topology)
    {
        foreach (var one in topology.Associations.Where(one => one.End < one.Start))
            yield return $"An association ends at {one.End}, before it starts at {one.Start}.";
        foreach (var (first, second) in topology.Associations.OrderBy(one => one.Start).Zip(topology.Associations.OrderBy(one => one.Start).Skip(1)))
        {
            if (second.Start <= first.End)
                yield return $"The associations from {first.Start} and from {second.Start} overlap.";
        }
        if (topology.AssociationSource == AssociationSource.Server && topology.AaaServer is null)
            yield return "associationSource is \"server\", but there is no \"aaaServer\".";
    }

    private static IEnumerable<string> Exchange(Topology topology)
    {
        if (topology.AuthoritativeAccessPoints.Length > 3)
            yield return "At most three authoritative access points can be named.";
        foreach (var aap in topology.AuthoritativeAccessPoints.Where(aap => topology.AccessPoints.All(point => point.Address != aap)))
            yield return $"The authoritative access point {aap} is not the address of an access point.";
        if (topology.AuthoritativeAccessPoints.IsEmpty && topology.AccessPoints.Any(point => point.ProxyMobileIp))
            yield return "Proxy Mobile IP needs at least one address in \"authoritativeAccessPoints\".";
        if (topology.ComparePeriod is < 5 or > 300)
            yield return "comparePeriod must be 5 to 300 seconds.";
    }

    private static IEnumerable<string> Traffic(Topology topology)
    {
        foreach (var traffic in topology.Traffic)
        {
            if (topology.MobileNodes.All(node => node.Id != traffic.MobileNode))
                yield return $"Traffic names \"{traffic.MobileNode}\", which is no mobile node.";
            if (topology.Hosts.All(host => host.Id != traffic.Peer))
                yield return $"Traffic names \"{traffic.Peer}\", which is no host.";
            if (traffic is { StreamOctetsPerSecond: < 0 } or { EchoInterval: < 0 })
                yield return "streamOctetsPerSecond and echoInterval cannot be negative.";
        }
    }

    private static SegmentPlan? SegmentOf(Topology topology, string id) => topology.Segments.FirstOrDefault(segment => segment.Id == id);
}
