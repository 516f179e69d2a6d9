using System.Collections.Immutable;
using System.Globalization;

namespace ProxyMip.Config.ServiceSets;

/// <summary>Default Unicast Address Filter.</summary>
public enum AddressFilter
{
    /// <summary>Allowed.</summary>
    Allowed,

    /// <summary>Disallowed: the address must be on a list or known to a server.</summary>
    Disallowed,
}

/// <summary>One authentication type's column of the SSID page.</summary>
/// <param name="Accepted">Accept Authentication Type.</param>
/// <param name="RequireEap">Require EAP; always true for Network-EAP.</param>
/// <param name="Filter">Default Unicast Address Filter.</param>
public sealed record AuthenticationColumn(bool Accepted, bool RequireEap, AddressFilter Filter);

/// <summary>One SSID (manual, "Configuring Proxy Mobile IP": the SSID page).</summary>
public sealed record ServiceSet
{
    /// <summary>Stable number, part of the page's address; 1 is the primary one.</summary>
    public required int Id { get; init; }

    /// <summary>Service Set ID, 1 to 32 octets, case-sensitive.</summary>
    public required string Name { get; init; }

    /// <summary>Maximum Number of Associations, 0 to 2007; 0: no limit of its own.</summary>
    public int MaximumAssociations { get; init; }

    /// <summary>Proxy Mobile IP is enabled. Default no.</summary>
    public bool ProxyMobileIp { get; init; }

    /// <summary>Default VLAN ID; 0: none.</summary>
    public int VlanId { get; init; }

    /// <summary>Default Policy Group ID; 0: none.</summary>
    public int PolicyGroupId { get; init; }

    /// <summary>Open.</summary>
    public AuthenticationColumn Open { get; init; } = new(true, false, AddressFilter.Allowed);

    /// <summary>Shared.</summary>
    public AuthenticationColumn Shared { get; init; } = new(false, false, AddressFilter.Allowed);

    /// <summary>Network-EAP.</summary>
    public AuthenticationColumn NetworkEap { get; init; } = new(false, true, AddressFilter.Allowed);

    /// <summary>Whether this is the primary SSID.</summary>
    public bool IsPrimary => Id == 1;
}

/// <summary>Service Sets of the radio.</summary>
/// <param name="All">Primary first, then by id; 1 to 16.</param>
/// <param name="ExclusiveInfrastructure">Disallow infrastructure stations on any other SSID. Default no.</param>
public sealed record ServiceSetsConfig(ImmutableArray<ServiceSet> All, bool ExclusiveInfrastructure)
{
    /// <summary>Most SSIDs of a radio.</summary>
    public const int Maximum = 16;

    /// <summary>One primary SSID with the factory name.</summary>
    public static ServiceSetsConfig Default { get; } = new([new ServiceSet { Id = 1, Name = "tsunami" }], false);

    /// <summary>The SSID with an id; null when there is none.</summary>
    public ServiceSet? Find(int id) => All.FirstOrDefault(set => set.Id == id);

    /// <inheritdoc />
    public bool Equals(ServiceSetsConfig? other) =>
        other is not null && ExclusiveInfrastructure == other.ExclusiveInfrastructure && All.SequenceEqual(other.All);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(ExclusiveInfrastructure, All.Length);
}

/// <summary>The SSID page as typed.</summary>
public sealed class ServiceSetInput
{
    /// <summary>Which SSID.</summary>
    public int Id { get; init; }

    /// <summary>Service Set ID (SSID).</summary>
    public string Name { get; set; } = "";

    /// <summary>Maximum Number of Associations.</summary>
    public string MaximumAssociations { get; set; } = "0";

    /// <summary>Proxy Mobile IP is enabled.</summary>
    public bool ProxyMobileIp { get; set; }

    /// <summary>Default VLAN ID.</summary>
    public int VlanId { get; set; }

    /// <summary>Default Policy Group ID.</summary>
    public int PolicyGroupId { get; set; }

    /// <summary>Open: accepted.</summary>
    public bool AcceptOpen { get; set; }

    /// <summary>Shared: accepted.</summary>
    public bool AcceptShared { get; set; }

    /// <summary>Network-EAP: accepted.</summary>
    public bool AcceptNetworkEap { get; set; }

    /// <summary>Open: require EAP.</summary>
    public bool RequireEapOpen { get; set; }

    /// <summary>Shared: require EAP.</summary>
    public bool RequireEapShared { get; set; }

    /// <summary>Open: filter.</summary>
    public AddressFilter FilterOpen { get; set; }

    /// <summary>Shared: filter.</summary>
    public AddressFilter FilterShared { get; set; }

    /// <summary>Network-EAP: filter.</summary>
    public AddressFilter FilterNetworkEap { get; set; }

    /// <summary>The form for a stored SSID.</summary>
    public static ServiceSetInput From(ServiceSet set) => new()
    {
        Id = set.Id,
        Name = set.Name,
        MaximumAssociations = set.MaximumAssociations.ToString(CultureInfo.InvariantCulture),
        ProxyMobileIp = set.ProxyMobileIp,
        VlanId = set.VlanId,
        PolicyGroupId = set.PolicyGroupId,
        AcceptOpen = set.Open.Accepted,
        AcceptShared = set.Shared.Accepted,
        AcceptNetworkEap = set.NetworkEap.Accepted,
        RequireEapOpen = set.Open.RequireEap,
        RequireEapShared = set.Shared.RequireEap,
        FilterOpen = set.Open.Filter,
        FilterShared = set.Shared.Filter,
        FilterNetworkEap = set.NetworkEap.Filter,
    };
}
