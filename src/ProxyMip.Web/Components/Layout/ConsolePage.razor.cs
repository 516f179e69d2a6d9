using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Layout;

/// <summary>The frame around every page: title, bar, uptime, footer (screen specification 2).</summary>
public sealed partial class ConsolePage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _lifetime = new();
    private bool _menuOpen;
    private TimeSpan _uptime;

    /// <summary>Page title without the system name.</summary>
    [Parameter]
    [EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>Which entry of the bar is current.</summary>
    [Parameter]
    public BarArea Area { get; set; }

    /// <summary>Key of the page's help.</summary>
    [Parameter]
    public string Help { get; set; } = "";

    /// <summary>The page.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    private MainLayout Layout { get; set; } = default!;

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string SkipTarget => $"{new Uri(Navigation.Uri).PathAndQuery}#page-body";

    private IEnumerable<BarEntry> Entries =>
    [
        new(BarArea.Home, "bar-home", "Home", "/"),
        new(BarArea.Map, "bar-map", "Map", "/map"),
        new(BarArea.Network, "bar-network", "Network", "/network"),
        new(BarArea.Associations, "bar-associations", "Associations", "/associations"),
        new(BarArea.Setup, "bar-setup", "Setup", "/setup"),
        new(BarArea.Logs, "bar-logs", "Logs", "/logs"),
        new(BarArea.Help, "bar-help", "Help", Help.Length == 0 ? "/help" : $"/help/{Help}"),
    ];

    /// <inheritdoc />
    public void Dispose()
    {
        Session.NodeChanged -= OnNodeChanged;
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        Session.NodeChanged += OnNodeChanged;
        _uptime = Session.Node.Current.Uptime;
        _ = TickAsync(_lifetime.Token);
    }

    // The uptime of a snapshot plus the monotonic time since it was first seen: a step of the wall clock does not move it.
    private async Task TickAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancel))
            {
                await InvokeAsync(() =>
                {
                    _uptime = Session.Node.Current.Uptime;
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
    }

    private async Task SwitchAsync(ChangeEventArgs change)
    {
        var node = (string?)change.Value ?? "";
        await Script.InvokeVoidAsync("proxymip.setNode", node);
        Session.LookAt(node);
    }

    private void OnNodeChanged() => _ = InvokeAsync(StateHasChanged);

    private sealed record BarEntry(BarArea Area, string Id, string Label, string Href);
}
