using ProxyMip.Config;
using ProxyMip.Config.ServiceSets;

namespace ProxyMip.Web.Forms;

/// <summary>Service Set Summary Status as edited: additions and removals are staged until OK. The rules are those of <see cref="ServiceSetRules"/>.</summary>
public sealed class ServiceSetsForm
{
    /// <summary>Service Set ID (SSID) of Add New.</summary>
    public string New { get; set; } = "";

    /// <summary>SSIDs to be added.</summary>
    public List<string> Added { get; init; } = [];

    /// <summary>Ids of SSIDs to be removed.</summary>
    public List<int> Removed { get; init; } = [];

    /// <summary>Disallow infrastructure stations on any other SSID.</summary>
    public bool Exclusive { get; set; }

    /// <summary>The form for a stored section.</summary>
    public static ServiceSetsForm From(ServiceSetsConfig section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return new() { Exclusive = section.ExclusiveInfrastructure };
    }

    /// <summary>Add New: stages the typed SSID, or adds errors.</summary>
    public bool TryStage(ServiceSetsConfig section, FaultList faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (Fold(section, faults) is not { } staged || ServiceSetRules.TryAdd(New, staged, faults) is null)
            return false;
        Added.Add(New);
        New = "";
        return true;
    }

    /// <summary>Remove: stages a removal, or takes a staged one back.</summary>
    public bool TryRemove(int? id, ServiceSetsConfig section, FaultList faults)
    {
        if (ServiceSetRules.TryRemove(id, section, faults) is null)
            return false;
        if (!Removed.Remove(id!.Value))
            Removed.Add(id.Value);
        return true;
    }

    /// <summary>The section with everything staged. A typed SSID is taken as if Add New had been clicked: it is never lost silently.</summary>
    public ServiceSetsConfig? TryBuild(ServiceSetsConfig section, FaultList faults)
    {
        var staged = Fold(section, faults);
        return staged is null || New.Length == 0 ? staged : ServiceSetRules.TryAdd(New, staged, faults);
    }

    // What somebody else removed meanwhile is gone either way.
    private ServiceSetsConfig? Fold(ServiceSetsConfig section, FaultList faults)
    {
        var staged = section with { ExclusiveInfrastructure = Exclusive };
        foreach (var id in Removed.Where(id => section.Find(id) is not null))
            staged = staged is null ? null : ServiceSetRules.TryRemove(id, staged, faults);
        foreach (var name in Added)
            staged = staged is null ? null : ServiceSetRules.TryAdd(name, staged, faults);
        return staged;
    }
}
