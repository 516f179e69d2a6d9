using ProxyMip.Config.Agents;
using ProxyMip.Config.Bindings;
using ProxyMip.Config.General;
using ProxyMip.Config.Network;
using ProxyMip.Config.Servers;
using ProxyMip.Config.ServiceSets;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Config;

/// <summary>Checks a whole configuration with the very rules of the pages: for imports, files and the command line.</summary>
public static class ConfigurationRules
{
    /// <summary>Adds every finding of every section. Secrets are taken as they are.</summary>
    /// <param name="node">The configuration.</param>
    /// <param name="ownSubnets">The node's own subnets; empty: not known, gateways are not checked.</param>
    /// <param name="faults">Findings.</param>
    public static void Check(NodeConfiguration node, IReadOnlyCollection<Ipv4Prefix> ownSubnets, FaultList faults)
    {
        Merge(faults, list => GeneralRules.TryBuild(GeneralInput.From(node.General), node, list));
        Merge(faults, list => AuthServersRules.TryBuild(AuthServersInput.From(node.Servers), node.Servers, list));
        Merge(faults, list => SaBindingsRules.TryBuild(SaBindingsInput.From(node.Bindings), node.Bindings, list));
        foreach (var set in node.ServiceSets.All)
            Merge(faults, list => ServiceSetRules.TryBuild(ServiceSetInput.From(set), node, list));
        Merge(faults, list => RoutingRules.TryBuild(RoutingInput.From(node.Routing), ownSubnets, list));
        Merge(faults, list => VlanRules.TryBuild(VlanInput.From(node.Vlans), node, list));
        Merge(faults, list => TimeRules.TryBuild(TimeInput.From(node.Time), list));
        Merge(faults, list => AgentRules.TryBuild(HomeAgentInput.From(node.HomeAgent), node.HomeAgent, list));
        Merge(faults, list => AgentRules.TryBuild(ForeignAgentInput.From(node.ForeignAgent), list));
        Merge(faults, list => ExchangeRules.TryBuild(ExchangeInput.From(node.Exchange), node.Exchange, list));
        if (!node.ServiceSets.All.Any(set => set.IsPrimary) || node.ServiceSets.All.Length > ServiceSetsConfig.Maximum
            || node.ServiceSets.All.DistinctBy(set => set.Id).Count() != node.ServiceSets.All.Length)
            faults.Error("SSID-12", "ss-list", "There must be 1 to 16 SSIDs with ids of their own; id 1 is the primary one.");
        if (node.Servers.Rows.Length != AuthServersConfig.RowCount)
            faults.Error("AUT-10", "", $"There are exactly {AuthServersConfig.RowCount} server rows.");
    }

    private static void Merge(FaultList faults, Action<FaultList> check)
    {
        var own = new FaultList();
        check(own);
        foreach (var fault in own.All)
        {
            if (fault.Level == FaultLevel.Error)
                faults.Error(fault.Code, fault.Field, fault.Text);
            else
                faults.Notice(fault.Code, fault.Field, fault.Text);
        }
    }
}
