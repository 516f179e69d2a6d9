using Microsoft.Playwright;

namespace ProxyMip.Browser.Tests;

/// <summary>A newcomer: the printed link, a password, the map, "Roam", and the connection goes on.</summary>
[Trait("Lane", "full")]
public sealed class FirstMinuteTests
{
    public static TheoryData<Look> Looks => [Look.Light, Look.Dark, Look.Phone];

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Newcomer_SeesTheClientRoamAndItsConnectionContinue(Look look)
    {
        await using var console = await ConsoleProcess.StartAsync();
        await using var browser = await Browser.StartAsync();
        var window = await browser.OpenAsync(console, look);
        await window.SetUpAsync();
        await Assertions.Expect(window.Id("memory-bar")).ToBeVisibleAsync();
        await Assertions.Expect(window.Id("connection-MN")).ToContainTextAsync("open");
        await window.Id("roam-MN-to-AP-F").ClickAsync();
        await Assertions.Expect(window.Id("state-MN")).ToHaveTextAsync("visiting at AP-F");
        await Assertions.Expect(window.Page.Locator(".net .tunnel")).ToHaveCountAsync(1);
        var before = await OctetsAsync(window);
        await window.Page.WaitForFunctionAsync("before => Number(document.querySelector(\"[data-testid='connection-MN']\").textContent.match(/([\\d,]+) octets/)[1].replaceAll(',', '')) > before + 20000", before);
        await Assertions.Expect(window.Id("connection-MN")).ToContainTextAsync("open");
        await window.Id("roam-MN-to-AP-H").ClickAsync();
        await Assertions.Expect(window.Id("state-MN")).ToHaveTextAsync("at home at AP-H");
        await Assertions.Expect(window.Page.Locator(".net .tunnel")).ToHaveCountAsync(0);
        window.AssertClean();
    }

    private static async Task<long> OctetsAsync(Window window) =>
        await window.Page.EvaluateAsync<long>("Number(document.querySelector(\"[data-testid='connection-MN']\").textContent.match(/([\\d,]+) octets/)[1].replaceAll(',', ''))");
}
