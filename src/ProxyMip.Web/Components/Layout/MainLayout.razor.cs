using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using ProxyMip.Web.Session;

namespace ProxyMip.Web.Components.Layout;

/// <summary>Providers, theme and the node this tab looks at; the visible frame is <see cref="ConsolePage"/>.</summary>
public sealed partial class MainLayout : LayoutComponentBase
{
    private bool _isDark;
    private bool _ready;

    [Inject]
    private IJSRuntime Script { get; set; } = default!;

    [Inject]
    private ConsoleSession Session { get; set; } = default!;

    /// <summary>Whether the dark theme is on.</summary>
    public bool IsDark => _isDark;

    /// <summary>Switches the theme and remembers it in the browser.</summary>
    public async Task SetDarkAsync(bool dark)
    {
        _isDark = dark;
        await Script.InvokeVoidAsync("proxymip.setTheme", dark ? "dark" : "light");
        StateHasChanged();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        var start = await Script.InvokeAsync<TabState>("proxymip.start");
        _isDark = start.Dark;
        await Session.StartAsync(start.Node);
        _ready = true;
        StateHasChanged();
    }

    /// <summary>What the browser tab remembers.</summary>
    /// <param name="Dark">Dark theme.</param>
    /// <param name="Node">Node looked at last in this tab; null: the default one.</param>
    private sealed record TabState(bool Dark, string? Node);
}
