using System.Globalization;
using ProxyMip.Config.Bindings;

namespace ProxyMip.Config.Agents;

/// <summary>The Home Agent page as typed.</summary>
public sealed class HomeAgentInput
{
    /// <summary>Enable Home Agent.</summary>
    public bool Enabled { get; set; }

    /// <summary>Networks served, one a line such as 10.30.0.0/24.</summary>
    public string Networks { get; set; } = "";

    /// <summary>Hosts served, one a line: an address, or "first - last".</summary>
    public string Hosts { get; set; } = "";

    /// <summary>Maximum Lifetime (sec).</summary>
    public string MaximumLifetime { get; set; } = "3600";

    /// <summary>Time Tolerance (sec).</summary>
    public string Tolerance { get; set; } = "7";

    /// <summary>Simultaneous Bindings.</summary>
    public string MaximumBindingsPerNode { get; set; } = "1";

    /// <summary>Reverse Tunnelling.</summary>
    public ReverseTunnelling ReverseTunnel { get; set; } = ReverseTunnelling.Optional;

    /// <summary>GRE.</summary>
    public bool Gre { get; set; } = true;

    /// <summary>Minimal Encapsulation.</summary>
    public bool MinimalEncapsulation { get; set; } = true;

    /// <summary>Advertisement Interval (sec).</summary>
    public string AdvertisementInterval { get; set; } = "10";

    /// <summary>Security associations, as on the Local SA Bindings page.</summary>
    public SaBindingsInput Associations { get; init; } = new();

    /// <summary>The form for a stored section, without keys.</summary>
    public static HomeAgentInput From(HomeAgentConfig section) => new()
    {
        Enabled = section.Enabled,
        Networks = string.Join('\n', section.Networks),
        Hosts = string.Join('\n', section.Hosts),
        MaximumLifetime = section.MaximumLifetime.ToString(CultureInfo.InvariantCulture),
        Tolerance = section.Tolerance.ToString(CultureInfo.InvariantCulture),
        MaximumBindingsPerNode = section.MaximumBindingsPerNode.ToString(CultureInfo.InvariantCulture),
        ReverseTunnel = section.ReverseTunnel,
        Gre = section.Gre,
        MinimalEncapsulation = section.MinimalEncapsulation,
        AdvertisementInterval = section.AdvertisementInterval.ToString(CultureInfo.InvariantCulture),
        Associations = SaBindingsInput.From(section.Associations),
    };
}

/// <summary>The Foreign Agent page as typed.</summary>
public sealed class ForeignAgentInput
{
    /// <summary>Enable Foreign Agent.</summary>
    public bool Enabled { get; set; }

    /// <summary>Care-of Address; blank: the address of the first wired port.</summary>
    public string CareOfAddress { get; set; } = "";

    /// <summary>Maximum Lifetime (sec).</summary>
    public string MaximumLifetime { get; set; } = "1800";

    /// <summary>Maximum Visitors.</summary>
    public string MaximumVisitors { get; set; } = "10000";

    /// <summary>Reverse Tunnelling.</summary>
    public ReverseTunnelling ReverseTunnel { get; set; } = ReverseTunnelling.Optional;

    /// <summary>GRE.</summary>
    public bool Gre { get; set; } = true;

    /// <summary>Minimal Encapsulation.</summary>
    public bool MinimalEncapsulation { get; set; }

    /// <summary>Registration Required.</summary>
    public bool RegistrationRequired { get; set; }

    /// <summary>Advertisement Interval (sec).</summary>
    public string AdvertisementInterval { get; set; } = "10";

    /// <summary>Advertisement Lifetime (sec); blank: three times the interval.</summary>
    public string AdvertisementLifetime { get; set; } = "";

    /// <summary>The form for a stored section.</summary>
    public static ForeignAgentInput From(ForeignAgentConfig section) => new()
    {
        Enabled = section.Enabled,
        CareOfAddress = section.CareOfAddress?.ToString() ?? "",
        MaximumLifetime = section.MaximumLifetime.ToString(CultureInfo.InvariantCulture),
        MaximumVisitors = section.MaximumVisitors.ToString(CultureInfo.InvariantCulture),
        ReverseTunnel = section.ReverseTunnel,
        Gre = section.Gre,
        MinimalEncapsulation = section.MinimalEncapsulation,
        RegistrationRequired = section.RegistrationRequired,
        AdvertisementInterval = section.AdvertisementInterval.ToString(CultureInfo.InvariantCulture),
        AdvertisementLifetime = section.AdvertisementLifetime?.ToString(CultureInfo.InvariantCulture) ?? "",
    };
}
