using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Pages.Setup;
using ProxyMip.Web.Tests.Fakes;

namespace ProxyMip.Web.Tests;

/// <summary>The frame around every page.</summary>
public sealed class FrameTests : ConsoleTest
{
    [Fact]
    public async Task Frame_OnAnyPage_ShowsTheSevenLinksInTheirOrder()
    {
        var page = await OpenAsync<SetupMenuPage>("/setup");
        Assert.Equal(["Home", "Map", "Network", "Associations", "Setup", "Logs", "Help"], page.FindAll(".bar-links [data-bar]").Select(TextOf));
    }

    [Fact]
    public async Task Frame_CurrentArea_IsMarkedAndNoLink()
    {
        var page = await OpenAsync<SetupMenuPage>("/setup");
        Assert.Equal(("SPAN", "page"), (At(page, "bar-setup").TagName, At(page, "bar-setup").GetAttribute("aria-current")));
    }

    [Fact]
    public async Task Frame_Uptime_IsThatOfTheNode()
    {
        var page = await OpenAsync<SetupMenuPage>("/setup");
        Assert.Equal("Uptime: 00:25:10", TextAt(page, "uptime"));
    }

    [Fact]
    public async Task Frame_EngineStopped_SaysSoWithTheAge()
    {
        Node.Show(Samples.Snapshot() with { EngineRunning = false, TakenAt = Samples.Now.AddSeconds(-90) });
        var page = await OpenAsync<SetupMenuPage>("/setup");
        Assert.Equal("The engine is not running; what you see is 00:01:30 old.", TextAt(page, "engine-stopped"));
    }

    [Theory]
    [InlineData(UserCapabilities.None)]
    [InlineData(UserCapabilities.All)]
    public async Task Setup_AnyUser_LinksServiceSetsAndProxyMobileIp(UserCapabilities capabilities)
    {
        var page = await OpenAsync<SetupMenuPage>("/setup", capabilities);
        Assert.Equal(("/setup/service-sets", "/setup/pmip"), (At(page, "setup-service-sets").GetAttribute("href"), At(page, "setup-pmip").GetAttribute("href")));
    }
}
