using System.Collections.Immutable;
using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Discovery;
using ProxyMip.Protocol.Security;

namespace ProxyMip.Engine.HomeAgent;

/// <summary>What <see cref="HomeAgentSettings"/> must satisfy before an agent serves with them (RFC 5944 §3.8.1, §1.6, §5.7.1).</summary>
public static class HomeAgentRules
{
    private static readonly TimeSpan s_tightTolerance = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_longestTolerance = TimeSpan.FromSeconds(300);

    /// <summary>Everything that is wrong; empty when nothing is.</summary>
    public static ImmutableArray<AgentSettingFault> Check(HomeAgentSettings settings)
    {
        var faults = ImmutableArray.CreateBuilder<AgentSettingFault>();
        if (settings.Networks.IsDefaultOrEmpty)
            faults.Add(new(nameof(settings.Networks), "A home agent serves at least one home network, such as 10.30.0.0/24 with its own address 10.30.0.1."));
        else
            CheckNetworks(settings, faults);
        CheckAssociations(settings, faults);
        CheckTolerance(nameof(settings.Tolerance), settings.Tolerance, faults);
        if (settings.MaximumLifetime == 0)
            faults.Add(new(nameof(settings.MaximumLifetime), "The longest lifetime is at least one second, such as 3600 s."));
        if (settings.MaximumBindingsPerNode < 1)
            faults.Add(new(nameof(settings.MaximumBindingsPerNode), "A node has at least one binding."));
        if (settings.MaximumBindings < 1)
            faults.Add(new(nameof(settings.MaximumBindings), "At least one binding must be possible, such as 200000."));
        faults.AddRange(AdvertisingRules.Check(settings.Advertising));
        return faults.ToImmutable();
    }

    private static void CheckNetworks(HomeAgentSettings settings, ImmutableArray<AgentSettingFault>.Builder faults)
    {
        foreach (var network in settings.Networks)
        {
            if (!network.Address.IsUnicastHost)
                faults.Add(new(nameof(settings.Networks), $"{network.Address} cannot be the address of a home agent; one such as 10.30.0.1 can."));
            else if (network.Port is not null && !network.Prefix.ContainsHost(network.Address))
                faults.Add(new(nameof(settings.Networks), $"The home agent's address {network.Address} does not lie on the home link {network.Prefix}."));
        }
        foreach (var (name, node) in settings.NamedNodes)
        {
            if (node.HomeAddress is { } home && RequestAddressing.NetworkOf(settings, home) is null)
                faults.Add(new(nameof(settings.NamedNodes), $"The home address {home} of {name} lies in no home network."));
        }
        foreach (var (start, end) in settings.AssignableAddresses)
        {
            if (end < start || RequestAddressing.NetworkOf(settings, start) is not { } network || !network.Prefix.ContainsHost(end))
                faults.Add(new(nameof(settings.AssignableAddresses), $"{start} - {end} is no range of addresses inside one home network."));
        }
    }

    private static void CheckAssociations(HomeAgentSettings settings, ImmutableArray<AgentSettingFault>.Builder faults)
    {
        foreach (var range in settings.MobileNodeAssociations.All)
            CheckAssociation(nameof(settings.MobileNodeAssociations), range.Association, faults);
        foreach (var node in settings.NamedNodes.Values)
            CheckAssociation(nameof(settings.NamedNodes), node.Association, faults);
        foreach (var association in settings.ForeignAgentAssociations.Values)
            CheckAssociation(nameof(settings.ForeignAgentAssociations), association, faults);
        foreach (var range in settings.MobileAaaAssociations.All)
        {
            if (range.Association.Spi != ChapAuthenticator.ChapSpi)
                CheckAssociation(nameof(settings.MobileAaaAssociations), range.Association, faults);
        }
        var knowsNobody = settings.MobileNodeAssociations.All.IsEmpty && settings.NamedNodes.IsEmpty && settings.MobileAaaAssociations.All.IsEmpty
            && !settings.HasAssociationServer && settings.ProxyAgents is null or { Count: 0 };
        if (knowsNobody)
            faults.Add(new(nameof(settings.MobileNodeAssociations), "No mobile node can register: no association is configured and no server is asked for one.",
                IsWarning: true));
    }

    private static void CheckAssociation(string setting, SecurityAssociation association, ImmutableArray<AgentSettingFault>.Builder faults)
    {
        if (association.Spi.IsReserved)
            faults.Add(new(setting, $"The SPI {association.Spi} is reserved; the first that may be used is {new Spi(Spi.MinAssignable)}."));
        if (association.Tolerance is { } tolerance)
            CheckTolerance(setting, tolerance, faults);
    }

    private static void CheckTolerance(string setting, TimeSpan tolerance, ImmutableArray<AgentSettingFault>.Builder faults)
    {
        if (tolerance < TimeSpan.Zero || tolerance > s_longestTolerance)
            faults.Add(new(setting, "The tolerance of timestamps is 0 to 300 s, such as 7 s."));
        else if (tolerance <= s_tightTolerance)
            faults.Add(new(setting, "A tolerance of 3 s or less refuses nodes whose clocks are hardly off; 7 s is usual.", IsWarning: true));
    }
}
