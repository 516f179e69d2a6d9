using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Pages.Setup;
using ProxyMip.Web.Tests.Fakes;

namespace ProxyMip.Web.Tests.Setup;

/// <summary>Proxy Mobile IP Setup and its readiness list (screen specification 5.4 and 6).</summary>
public sealed class ReadinessListTests : ConsoleTest
{
    [Fact]
    public async Task Setup_Links_AreTheFiveOfTheManual()
    {
        var page = await OpenAsync<PmipSetupPage>("/setup/pmip");
        Assert.Equal(["General", "Authentication Server", "Local SA Bindings", "Statistics", "View Subnet Map Table"], page.FindAll(".menu-list a").Select(TextOf));
    }

    [Fact]
    public async Task Readiness_OpenCheck_SaysItsLevelAndLinksToItsPage()
    {
        Show(new ReadinessCheck("PRE-04", ReadinessLevel.Warn, "On for no SSID.", "/setup/service-sets"));
        var page = await OpenAsync<PmipSetupPage>("/setup/pmip");
        Assert.Equal("Warning On for no SSID. Associations > Service Sets PRE-04", TextAt(page, "readiness-PRE-04"));
        Assert.Equal("/setup/service-sets", At(page, "readiness-PRE-04").QuerySelector("a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData(ReadinessLevel.Warn, true)]
    [InlineData(ReadinessLevel.Block, true)]
    [InlineData(ReadinessLevel.Info, false)]
    [InlineData(ReadinessLevel.Passed, false)]
    public async Task Readiness_List_IsOpenWhileSomethingIsToBeDone(ReadinessLevel level, bool open)
    {
        Show(new ReadinessCheck("PRE-01", level, "x", null));
        var page = await OpenAsync<PmipSetupPage>("/setup/pmip");
        Assert.Equal(open, At(page, "readiness").HasAttribute("open"));
    }

    private void Show(ReadinessCheck check) => Node.Show(Samples.Snapshot() with { Readiness = [check] });
}
