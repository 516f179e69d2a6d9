using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ProxyMip.Browser.Tests;

/// <summary>One browser window on a console. Collects what would fail a walk-through at once: script errors, answers of 500 and more, secrets in answers.</summary>
internal sealed partial class Window
{
    public const string User = "admin";
    public const string Password = "correct horse battery staple";
    public const string Key = "1234567890abcdef1234567890abcdef";

    private readonly ConcurrentQueue<string> _faults = new();

    public Window(IPage page, ConsoleProcess console)
    {
        (Page, Console) = (page, console);
        page.PageError += (_, fault) => _faults.Enqueue($"script error: {fault}");
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 500)
                _faults.Enqueue($"HTTP {answer.Status} for {answer.Url}");
        };
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => Inspect(frame.Text ?? System.Text.Encoding.Latin1.GetString(frame.Binary ?? []));
    }

    public IPage Page { get; }

    public ConsoleProcess Console { get; }

    /// <summary>Secrets that must never come to the browser.</summary>
    public HashSet<string> Secrets { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ILocator Id(string id) => Page.GetByTestId(id);

    /// <summary>First-run set-up with the printed code, which logs in.</summary>
    public async Task SetUpAsync()
    {
        await Page.GotoAsync(Console.FirstLink);
        await Id("first-pass").FillAsync(Password);
        await Id("first-again").FillAsync(Password);
        await Id("btn-first").ClickAsync();
        await Frame("Map");
    }

    public async Task LoginAsync()
    {
        await Page.GotoAsync("/login");
        await Id("login-user").FillAsync(User);
        await Id("login-pass").FillAsync(Password);
        await Id("btn-login").ClickAsync();
        await Frame("Summary Status");
    }

    /// <summary>FRAME of the walk-throughs: title, seven links in their order, uptime.</summary>
    public async Task Frame(string title)
    {
        await Assertions.Expect(Id("page-title").Locator(".page-name")).ToHaveTextAsync(title);
        await Assertions.Expect(Id("uptime")).ToHaveTextAsync(Uptime());
        await Assertions.Expect(Page.Locator(".bar-links > li")).ToHaveTextAsync(["Home", "Map", "Network", "Associations", "Setup", "Logs", "Help"]);
    }

    /// <summary>Looks at the console of another node in this window.</summary>
    public async Task SwitchTo(string node)
    {
        await Id("node-switch").SelectOptionAsync(node);
        await Assertions.Expect(Id("page-title").Locator("b")).ToHaveTextAsync(node);
    }

    /// <summary>Follows an entry of the bar, opening the menu on narrow windows.</summary>
    public async Task Bar(string id)
    {
        var menu = Page.Locator(".bar-menu");
        if (await menu.IsVisibleAsync() && await menu.GetAttributeAsync("aria-expanded") == "false")
            await menu.ClickAsync();
        await Id(id).ClickAsync();
    }

    public Task Expect(string id, string text) => Assertions.Expect(Id(id)).ToHaveTextAsync(text);

    /// <summary>Nothing that fails a walk-through happened.</summary>
    public void AssertClean() => Assert.Empty(_faults);

    private void Inspect(string text)
    {
        foreach (var secret in Secrets)
        {
            if (text.Contains(secret, StringComparison.OrdinalIgnoreCase))
                _faults.Enqueue($"a secret came to the browser: {secret[..4]}…");
        }
    }

    [GeneratedRegex(@"^Uptime: (1 day, |([2-9]|[1-9]\d+) days, )?([01]\d|2[0-3]):[0-5]\d:[0-5]\d$")]
    private static partial Regex Uptime();
}
