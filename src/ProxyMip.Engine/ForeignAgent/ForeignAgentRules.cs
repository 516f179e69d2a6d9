using System.Collections.Immutable;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Discovery;
using ProxyMip.Protocol.Discovery;

namespace ProxyMip.Engine.ForeignAgent;

/// <summary>What <see cref="ForeignAgentSettings"/> must satisfy before an agent serves with them (RFC 5944 §3.7.1, §1.6).</summary>
public static class ForeignAgentRules
{
    /// <summary>Everything that is wrong; empty when nothing is.</summary>
    /// <param name="settings">The settings of the agent.</param>
    /// <param name="host">The node it runs on.</param>
    public static ImmutableArray<AgentSettingFault> Check(ForeignAgentSettings settings, NodeSettings host)
    {
        var faults = ImmutableArray.CreateBuilder<AgentSettingFault>();
        CheckCareOfAddresses(settings, host, faults);
        if (settings.ServicePorts.IsDefaultOrEmpty)
            faults.Add(new(nameof(settings.ServicePorts), "Visitors are served on at least one port."));
        if (settings.MaximumLifetime == 0)
            faults.Add(new(nameof(settings.MaximumLifetime), "The longest lifetime is at least one second, such as 1800 s."));
        if (settings.MaximumVisitors < 1)
            faults.Add(new(nameof(settings.MaximumVisitors), "At least one visitor must be possible, such as 10000."));
        if (settings.MaximumPending < 1 || settings.MaximumPendingPerNode < 1)
            faults.Add(new(nameof(settings.MaximumPending), "At least one pending request must be possible, such as 1000 in all and 5 per node."));
        if (settings.PendingTimeout < TimeSpan.FromSeconds(1))
            faults.Add(new(nameof(settings.PendingTimeout), "A home agent needs at least one second to answer; 7 s is usual."));
        var reserved = settings.HomeAgentAssociations.Values.Concat(settings.MobileNodeAssociations.All.Select(range => range.Association))
            .Where(association => association.Spi.IsReserved).Select(association => association.Spi).Distinct();
        foreach (var spi in reserved)
            faults.Add(new(nameof(settings.HomeAgentAssociations), $"The SPI {spi} is reserved; the first that may be used is 00000100."));
        faults.AddRange(AdvertisingRules.Check(settings.Advertising));
        return faults.ToImmutable();
    }

    private static void CheckCareOfAddresses(ForeignAgentSettings settings, NodeSettings host, ImmutableArray<AgentSettingFault>.Builder faults)
    {
        var addresses = settings.CareOfAddresses;
        if (addresses.IsDefaultOrEmpty)
            faults.Add(new(nameof(settings.CareOfAddresses), "A foreign agent needs a care-of address, such as its own 10.20.0.1."));
        else if (addresses.Length > MobilityAgentExtension.MaxCareOfAddresses)
            faults.Add(new(nameof(settings.CareOfAddresses), $"An advertisement has room for {MobilityAgentExtension.MaxCareOfAddresses} care-of addresses."));
        else if (addresses.Any(address => !address.IsUnicastHost))
            faults.Add(new(nameof(settings.CareOfAddresses), "A care-of address is one a single host can have, such as 10.20.0.1."));
        else if (addresses.Any(address => !host.Owns(address)))
            faults.Add(new(nameof(settings.CareOfAddresses), "A care-of address that is none of this node's own must be routed here, or no tunnel reaches it.", IsWarning: true));
    }
}
