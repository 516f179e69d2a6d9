using System.Collections.Immutable;
using System.Globalization;

namespace ProxyMip.Config.Network;

/// <summary>VLAN Setup (screen specification 5.17).</summary>
/// <param name="Enabled">VLANs are enabled. Default no.</param>
/// <param name="Ids">VLAN ids, 1 to 4094, ascending.</param>
public sealed record VlanConfig(bool Enabled, ImmutableArray<int> Ids)
{
    /// <summary>Off, no VLANs.</summary>
    public static VlanConfig Default { get; } = new(false, []);

    /// <inheritdoc />
    public bool Equals(VlanConfig? other) => other is not null && Enabled == other.Enabled && Ids.SequenceEqual(other.Ids);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Enabled, Ids.Length);
}

/// <summary>The page as typed.</summary>
public sealed class VlanInput
{
    /// <summary>VLANs are enabled.</summary>
    public bool Enabled { get; set; }

    /// <summary>Ids, staged.</summary>
    public List<string> Ids { get; init; } = [];

    /// <summary>New id; taken by Add, Apply and OK.</summary>
    public string New { get; set; } = "";

    /// <summary>The form for a stored section.</summary>
    public static VlanInput From(VlanConfig section) =>
        new() { Enabled = section.Enabled, Ids = [.. section.Ids.Select(id => id.ToString(CultureInfo.InvariantCulture))] };
}

/// <summary>Rules of the VLAN page.</summary>
public static class VlanRules
{
    /// <summary>Builds the section, or adds errors and returns null.</summary>
    public static VlanConfig? TryBuild(VlanInput input, NodeConfiguration node, FaultList faults)
    {
        if (input.Enabled && (node.General.Enabled || node.ServiceSets.All.Any(set => set.ProxyMobileIp)))
            faults.Error("VLAN-01", "vlan-enable-yes", "Turn Proxy Mobile IP off before turning VLANs on.");
        var typed = input.New.Trim(' ').Length > 0 ? input.Ids.Append(input.New) : input.Ids;
        var ids = new SortedSet<int>();
        foreach (var text in typed)
        {
            if (int.TryParse(text.Trim(' '), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is >= 1 and <= 4094)
                ids.Add(id);
            else
                faults.Error("VLAN-02", "vlan-new", "A VLAN id must be 1 to 4094.");
        }
        foreach (var set in node.ServiceSets.All.Where(set => set.VlanId != 0 && !ids.Contains(set.VlanId)))
            faults.Error("VLAN-03", "vlan-list", $"VLAN {set.VlanId} is used by the SSID {set.Name}.");
        return faults.HasErrors ? null : new(input.Enabled, [.. ids]);
    }
}
