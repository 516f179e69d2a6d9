namespace ProxyMip.Web.Components.Pages.Setup;

/// <summary>The Setup page as data: every name of the old page, with a link where this console has the page (screen specification 5.3).</summary>
internal static class SetupMenu
{
    /// <summary>One name; without a link it is shown as plain text.</summary>
    public sealed record Entry(string Label, string? Href = null, string? Id = null);

    /// <summary>One section.</summary>
    public sealed record Section(string Title, Entry[] Entries);

    /// <summary>All sections in their order.</summary>
    public static Section[] Sections { get; } =
    [
        new("Associations",
        [
            new("Display Defaults", "/associations"), new("Port Assignments"), new("Advanced"), new("Address Filters"), new("Protocol Filters"),
            new("VLAN", "/setup/vlan", "setup-vlan"), new("Service Sets", "/setup/service-sets", "setup-service-sets"),
        ]),
        new("Event Log", [new("Display Defaults", "/logs", "setup-log-display"), new("Event Handling", "/logs/summary"), new("Notifications")]),
        new("Services",
        [
            new("Console/Telnet"), new("Boot Server"), new("Routing", "/setup/routing", "setup-routing"), new("Name Server"),
            new("Time Server", "/setup/time", "setup-time"), new("FTP"), new("Web Server"), new("SNMP"), new("Cisco Services"),
            new("Security", "/setup/users", "setup-security"), new("Accounting"), new("Proxy Mobile IP", "/setup/pmip", "setup-pmip"),
            new("Home Agent", "/setup/home-agent", "setup-home-agent"), new("Foreign Agent", "/setup/foreign-agent", "setup-foreign-agent"),
            new("Access Point Exchange", "/setup/exchange", "setup-exchange"), new("Audit Trail", "/setup/audit", "setup-audit"),
        ]),
        new("Network Ports", [new("Diagnostics"), new("Ethernet", "/network"), new("AP Radio", "/network")]),
    ];
}
