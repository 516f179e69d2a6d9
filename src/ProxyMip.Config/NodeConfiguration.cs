using ProxyMip.Config.Agents;
using ProxyMip.Config.Bindings;
using ProxyMip.Config.General;
using ProxyMip.Config.Network;
using ProxyMip.Config.Servers;
using ProxyMip.Config.ServiceSets;

namespace ProxyMip.Config;

/// <summary>All sections of one node, one per setup page. Immutable; a save replaces one section.</summary>
public sealed record NodeConfiguration
{
    /// <summary>Every section at its factory value.</summary>
    public static NodeConfiguration Default { get; } = new();

    /// <summary>System name and operating mode.</summary>
    public SystemConfig Device { get; init; } = SystemConfig.Default;

    /// <summary>Proxy Mobile IP General.</summary>
    public GeneralConfig General { get; init; } = GeneralConfig.Default;

    /// <summary>Authenticator Configuration.</summary>
    public AuthServersConfig Servers { get; init; } = AuthServersConfig.Default;

    /// <summary>Local SA Bindings.</summary>
    public SaBindingsConfig Bindings { get; init; } = SaBindingsConfig.Default;

    /// <summary>Service Sets.</summary>
    public ServiceSetsConfig ServiceSets { get; init; } = ServiceSetsConfig.Default;

    /// <summary>Routing Setup.</summary>
    public RoutingConfig Routing { get; init; } = RoutingConfig.Default;

    /// <summary>VLAN Setup.</summary>
    public VlanConfig Vlans { get; init; } = VlanConfig.Default;

    /// <summary>Time Server Setup.</summary>
    public TimeConfig Time { get; init; } = TimeConfig.Default;

    /// <summary>Home Agent.</summary>
    public HomeAgentConfig HomeAgent { get; init; } = HomeAgentConfig.Default;

    /// <summary>Foreign Agent.</summary>
    public ForeignAgentConfig ForeignAgent { get; init; } = ForeignAgentConfig.Default;

    /// <summary>Keys of the subnet map exchange.</summary>
    public ExchangeConfig Exchange { get; init; } = ExchangeConfig.Default;
}
