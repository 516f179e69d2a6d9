using Microsoft.Playwright;

namespace ProxyMip.Browser.Tests;

/// <summary>Debian's Chromium, headless, without background networking.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Browser> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        return new(playwright, browser);
    }

    /// <summary>A fresh window with its own cookies.</summary>
    public async Task<Window> OpenAsync(ConsoleProcess console, Look look)
    {
        var context = await _browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = look.Width, Height = look.Height },
            ColorScheme = look.IsDark ? ColorScheme.Dark : ColorScheme.Light,
            BaseURL = console.Root,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return new(await context.NewPageAsync(), console);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>Size and theme of a window.</summary>
public sealed record Look(string Name, int Width, int Height, bool IsDark)
{
    public static Look Light { get; } = new("light", 1280, 800, false);

    public static Look Dark { get; } = new("dark", 1280, 800, true);

    public static Look Phone { get; } = new("phone", 390, 844, false);

    public override string ToString() => Name;
}
