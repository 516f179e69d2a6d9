using System.Collections.Frozen;

namespace ProxyMip.Web.Forms;

/// <summary>Where the page of a setting is: the engine names pages by their path in the menus, readiness checks by their route.</summary>
public static class PageLinks
{
    private static readonly FrozenDictionary<string, string> s_routes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Proxy Mobile IP > General"] = "/setup/pmip/general",
        ["Proxy Mobile IP > Authentication Server"] = "/setup/pmip/servers",
        ["Proxy Mobile IP > Local SA Bindings"] = "/setup/pmip/bindings",
        ["Proxy Mobile IP > Statistics"] = "/setup/pmip/statistics",
        ["Proxy Mobile IP > View Subnet Map Table"] = "/setup/pmip/subnets",
        ["Associations > Service Sets"] = "/setup/service-sets",
        ["Associations > VLAN"] = "/setup/vlan",
        ["Services > Time Server"] = "/setup/time",
        ["Services > Routing"] = "/setup/routing",
        ["Help"] = "/help/pmip",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> s_settings = s_routes.ToFrozenDictionary(entry => entry.Value, entry => entry.Key, StringComparer.Ordinal);

    /// <summary>The route of a setting such as "Proxy Mobile IP > General"; null when this console has no such page.</summary>
    public static string? RouteOf(string? setting) => setting is null ? null : s_routes.GetValueOrDefault(setting);

    /// <summary>The menu path of a route, for the text of a link; the route itself when it is none of a setting.</summary>
    public static string TextOf(string route) => s_settings.GetValueOrDefault(route, route);
}
