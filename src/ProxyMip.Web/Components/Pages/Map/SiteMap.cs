namespace ProxyMip.Web.Components.Pages.Map;

/// <summary>Every page of the console in the order of the screen specification, for the Map and its filter.</summary>
internal static class SiteMap
{
    /// <summary>One page.</summary>
    public sealed record Page(string Title, string Route, int Depth);

    /// <summary>All pages.</summary>
    public static Page[] Pages { get; } =
    [
        new("Summary Status", "/", 0), new("Map", "/map", 0), new("Network Ports", "/network", 0), new("Association Table", "/associations", 0),
        new("Setup", "/setup", 0), new("Proxy Mobile IP Setup", "/setup/pmip", 1), new("Proxy Mobile IP General", "/setup/pmip/general", 2),
        new("Authenticator Configuration", "/setup/pmip/servers", 2), new("Local SA Bindings", "/setup/pmip/bindings", 2),
        new("Proxy Mobile IP Statistics", "/setup/pmip/statistics", 2), new("Subnet Map Table", "/setup/pmip/subnets", 2),
        new("Service Set Summary Status", "/setup/service-sets", 1), new("User Information", "/setup/users", 1), new("Time Server Setup", "/setup/time", 1),
        new("Routing Setup", "/setup/routing", 1), new("VLAN Setup", "/setup/vlan", 1), new("Home Agent", "/setup/home-agent", 1),
        new("Foreign Agent", "/setup/foreign-agent", 1), new("Access Point Exchange", "/setup/exchange", 1), new("Audit Trail", "/setup/audit", 1),
        new("Event Log", "/logs", 0), new("Event Log Summary", "/logs/summary", 1), new("Help", "/help", 0),
    ];
}
