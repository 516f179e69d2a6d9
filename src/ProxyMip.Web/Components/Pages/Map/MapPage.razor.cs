using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Pages.Map;

/// <summary>The site map, and the map of the network (screen specification 5.13).</summary>
public sealed partial class MapPage : ComponentBase
{
    private string _filter = "";

    [SupplyParameterFromQuery]
    private string? Tab { get; set; }

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private IEnumerable<SiteMap.Page> Hits => SiteMap.Pages.Where(page => page.Title.Contains(_filter.Trim(), StringComparison.OrdinalIgnoreCase));

    private void Go(string tab) => Navigation.NavigateTo($"/map?tab={tab}");

    private void OpenSingle(KeyboardEventArgs key)
    {
        if (key.Key == "Enter" && Hits.ToList() is [var only])
            Navigation.NavigateTo(only.Route);
    }
}
