using System.Globalization;

namespace ProxyMip.Config.ServiceSets;

/// <summary>Rules of the Service Set pages (screen specification 5.10 and 5.11).</summary>
public static class ServiceSetRules
{
    /// <summary>Saves one SSID page into the section, or adds errors and returns null.</summary>
    public static ServiceSetsConfig? TryBuild(ServiceSetInput input, NodeConfiguration node, FaultList faults)
    {
        var section = node.ServiceSets;
        if (section.Find(input.Id) is not { } stored)
        {
            faults.Error("SSID-08", "", "Select an SSID first.");
            return null;
        }
        CheckName(input.Name, input.Id, section, "ssid-name", faults);
        if (!int.TryParse(input.MaximumAssociations.Trim(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var maximum) || maximum > 2007)
            faults.Error("SSID-03", "ssid-max", "The maximum must be 0 to 2007; 0 means no limit.");
        if (input.ProxyMobileIp && (node.Vlans.Enabled || input.VlanId != 0))
            faults.Error("SSID-04", input.VlanId != 0 ? "ssid-vlan" : "ssid-pmip-yes", "Proxy Mobile IP cannot be used together with VLANs.");
        if (input.VlanId != 0 && !node.Vlans.Ids.Contains(input.VlanId))
            faults.Error("SSID-09", "ssid-vlan", $"There is no VLAN {input.VlanId}.");
        if (input.PolicyGroupId != 0)
            faults.Error("SSID-10", "ssid-policy", $"There is no policy group {input.PolicyGroupId}.");
        if (!(input.AcceptOpen || input.AcceptShared || input.AcceptNetworkEap))
            faults.Error("SSID-05", "ssid-auth-open", "Accept at least one authentication type.");
        if (input.ProxyMobileIp && !node.General.Enabled)
            faults.Notice("PRE-05", "ssid-pmip-yes", "Proxy Mobile IP is still off under General; nothing happens until both are on.");
        var usesEap = input.AcceptNetworkEap || (input.AcceptOpen && input.RequireEapOpen) || (input.AcceptShared && input.RequireEapShared);
        if (usesEap && !node.Servers.Rows.Any(row => row is { Name: not null, ForEap: true }))
            faults.Notice("SSID-11", "ssid-eap-open", "No server is ticked for EAP Authentication.");
        if (faults.HasErrors)
            return null;
        var changed = stored with
        {
            Name = input.Name,
            MaximumAssociations = maximum,
            ProxyMobileIp = input.ProxyMobileIp,
            VlanId = input.VlanId,
            PolicyGroupId = input.PolicyGroupId,
            Open = new(input.AcceptOpen, input.RequireEapOpen, input.FilterOpen),
            Shared = new(input.AcceptShared, input.RequireEapShared, input.FilterShared),
            NetworkEap = new(input.AcceptNetworkEap, true, input.FilterNetworkEap),
        };
        return section with { All = section.All.Replace(stored, changed) };
    }

    /// <summary>Add New: another SSID with factory values, or an error.</summary>
    public static ServiceSetsConfig? TryAdd(string name, ServiceSetsConfig section, FaultList faults)
    {
        if (section.All.Length >= ServiceSetsConfig.Maximum)
            faults.Error("SSID-06", "ss-new", "No more than 16 SSIDs are possible.");
        CheckName(name, null, section, "ss-new", faults);
        var id = Enumerable.Range(2, ServiceSetsConfig.Maximum).First(free => section.Find(free) is null);
        return faults.HasErrors ? null : section with { All = [.. section.All.Add(new() { Id = id, Name = name }).OrderBy(set => set.Id)] };
    }

    /// <summary>Remove: never the primary SSID.</summary>
    public static ServiceSetsConfig? TryRemove(int? id, ServiceSetsConfig section, FaultList faults)
    {
        if (id is not { } chosen || section.Find(chosen) is not { } set)
            faults.Error("SSID-08", "ss-list", "Select an SSID first.");
        else if (set.IsPrimary)
            faults.Error("SSID-07", "ss-list", "The primary SSID cannot be removed.");
        else
            return section with { All = section.All.Remove(set) };
        return null;
    }

    private static void CheckName(string name, int? ownId, ServiceSetsConfig section, string field, FaultList faults)
    {
        if (name.Length is 0 or > 32 || name[0] == ' ' || name[^1] == ' ' || !name.All(c => c is >= ' ' and <= '~'))
            faults.Error("SSID-01", field, "Enter an SSID of 1 to 32 characters, without a blank at either end.");
        else if (section.All.Any(set => set.Id != ownId && set.Name == name))
            faults.Error("SSID-02", field, "This SSID exists already.");
    }
}
