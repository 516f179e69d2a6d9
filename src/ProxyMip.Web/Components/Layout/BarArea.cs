namespace ProxyMip.Web.Components.Layout;

/// <summary>The seven links of the bar, in their order.</summary>
public enum BarArea
{
    /// <summary>Home.</summary>
    Home,

    /// <summary>Map.</summary>
    Map,

    /// <summary>Network.</summary>
    Network,

    /// <summary>Associations.</summary>
    Associations,

    /// <summary>Setup.</summary>
    Setup,

    /// <summary>Logs.</summary>
    Logs,

    /// <summary>Help.</summary>
    Help,
}
