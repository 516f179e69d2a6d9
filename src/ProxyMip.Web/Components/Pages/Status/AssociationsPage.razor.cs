using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ProxyMip.Protocol.Wire;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Forms;

namespace ProxyMip.Web.Components.Pages.Status;

/// <summary>Association Table (screen specification 5.12). Filters, text and the open station are in the address of the page.</summary>
public sealed partial class AssociationsPage : LivePage
{
    private const string DefaultKey = "associations";

    private StationFilter _ticked = StationFilter.Default;
    private StationFilter _applied = StationFilter.Default;
    private (string?, string?) _seen = ("", "");

    [SupplyParameterFromQuery(Name = "class")]
    private string? Class { get; set; }

    [SupplyParameterFromQuery(Name = "network")]
    private string? Network { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "station")]
    private string? Station { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    private ImmutableArray<StationRow> Rows { get; set; } = [];

    private MacAddress? OpenStation => MacAddress.TryParse(Station, out var mac) ? mac : null;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (_seen != (Class, Network))
        {
            _seen = (Class, Network);
            _applied = _ticked = StationFilter.Parse(Class, Network == "1");
        }
        Updated();
    }

    /// <inheritdoc />
    protected override void Updated() => Rows = _applied.Apply(Shown.Stations, Q);

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || Class is not null || Network is not null)
            return;
        var stored = await Script.InvokeAsync<string?>("proxymip.recall", Lifetime, DefaultKey);
        if (stored?.Split('|') is [var classes, var network])
            Go(new() { ["class"] = classes, ["network"] = network == "1" ? "1" : null });
    }

    private int CountOf(StationClass station) => Shown.Stations.Count(row => row.Class == station && _ticked.Reaches(row));

    private void Apply() => Go(new() { ["class"] = _ticked.ClassText, ["network"] = _ticked.EntireNetwork ? "1" : null });

    private async Task SaveAsDefaultAsync()
    {
        await Script.InvokeVoidAsync("proxymip.remember", Lifetime, DefaultKey, string.Create(CultureInfo.InvariantCulture, $"{_ticked.ClassText}|{(_ticked.EntireNetwork ? 1 : 0)}"));
        Apply();
    }

    private void Find(ChangeEventArgs change) => Go(new() { ["q"] = (string?)change.Value is { Length: > 0 } text ? text : null });

    private string HrefOf(StationRow row) => Navigation.GetUriWithQueryParameter("station", row.Mac.ToBareString());

    private void Close() => Go(new() { ["station"] = null });

    private void Go(Dictionary<string, object?> query) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query), replace: true);
}
