using ProxyMip.Engine.Core;

namespace ProxyMip.Engine.SubnetMaps.Tables;

/// <summary>Event log entries about rows that came and went. A large change makes one entry, not thousands.</summary>
internal static class RowReports
{
    private const int OneByOne = 8;

    public static void Report(RowChanges changes, in StepContext context)
    {
        foreach (var row in changes.Added.Count <= OneByOne ? changes.Added : [])
            context.Report(new(Severity.ProtocolInfo, "subnet-map-row-added", $"Subnet {row.Network} is served by home agent {row.HomeAgent}.", Peer: row.HomeAgent));
        foreach (var row in changes.Removed.Count <= OneByOne ? changes.Removed : [])
            context.Report(new(Severity.ProtocolInfo, "subnet-map-row-removed", $"Subnet {row.Network} with home agent {row.HomeAgent} left the subnet map.", Peer: row.HomeAgent));
        if (changes.Added.Count > OneByOne)
            context.Report(new(Severity.ProtocolInfo, "subnet-map-rows-added", $"{changes.Added.Count} subnets came into the subnet map."));
        if (changes.Removed.Count > OneByOne)
            context.Report(new(Severity.ProtocolInfo, "subnet-map-rows-removed", $"{changes.Removed.Count} subnets left the subnet map."));
    }
}
