using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Pages.Status;
using ProxyMip.Web.Tests.Fakes;

namespace ProxyMip.Web.Tests.Status;

/// <summary>Summary Status (screen specification 5.2).</summary>
public sealed class HomePageTests : ConsoleTest
{
    [Fact]
    public async Task Home_Clients_CountsThoseHereOfThoseKnown()
    {
        Node.Show(Samples.Snapshot() with
        {
            Stations = [Samples.Client(), Samples.Client("10.30.0.202", "000067025194") with { IsLocal = false }, Samples.Wired(StationClass.AccessPoint, "10.20.0.2", "0040963ab112")],
        });
        var page = await OpenAsync<HomePage>();
        Assert.Equal(("Clients: 1 of 2", "APs: 1"), (TextAt(page, "home-clients"), TextAt(page, "home-aps")));
    }

    [Fact]
    public async Task Home_Counts_LinkToTheFilteredTable()
    {
        var page = await OpenAsync<HomePage>();
        Assert.Equal(("/associations?class=client", "/associations?class=client&network=1"),
            (At(page, "home-clients-here").GetAttribute("href"), At(page, "home-clients-known").GetAttribute("href")));
    }

    [Theory]
    [InlineData("home-associations", "/associations")]
    [InlineData("home-events", "/logs")]
    [InlineData("home-ports", "/network")]
    [InlineData("home-pmip", "/setup/pmip")]
    [InlineData("home-log-severity", "/logs/summary")]
    public async Task Home_Heading_LinksToItsPage(string id, string href)
    {
        var page = await OpenAsync<HomePage>();
        Assert.Equal(href, At(page, id).GetAttribute("href"));
    }

    [Fact]
    public async Task Home_RecentEvents_ShowsFiveNewestFirst()
    {
        Node.Log.AddRange(Enumerable.Range(1, 7).Select(n => Samples.Event(n, EventSeverity.ProtocolInfo, $"event {n}")));
        var page = await OpenAsync<HomePage>();
        Assert.Equal(["event 1", "event 2", "event 3", "event 4", "event 5"], page.FindAll("[data-testid='home-log'] tbody td:last-child").Select(TextOf));
    }

    [Fact]
    public async Task Home_HostileEventText_StaysText()
    {
        Node.Log.Add(Samples.Event(1, EventSeverity.ProtocolInfo, "<img src=x onerror=alert(1)>"));
        var page = await OpenAsync<HomePage>();
        Assert.Empty(page.FindAll("[data-testid='home-log'] img"));
    }

    [Fact]
    public async Task Home_Port_ShowsRateWithOneDecimalAndBareMac()
    {
        Node.Show(Samples.Snapshot() with
        {
            Ports = [new() { Name = "AP Radio", IsUp = false, RateMbps = 11, Address = Samples.Ip("10.30.0.2"), Mac = Samples.Mac("00409637e8d0") }],
        });
        var page = await OpenAsync<HomePage>();
        Assert.Equal(["AP Radio", "Down", "11.0", "10.30.0.2", "00409637e8d0"], page.FindAll("[data-testid='home-port-table'] tbody tr > *").Select(TextOf));
    }

    [Fact]
    public async Task Home_ProxyMobileIp_CountsOpenChecksAndWarnings()
    {
        Node.Show(Samples.Snapshot() with
        {
            MobileIpEnabled = true,
            ActiveAap = Samples.Ip("10.0.0.2"),
            Readiness =
            [
                new("PRE-01", ReadinessLevel.Passed, "VLANs are off.", null), new("PRE-04", ReadinessLevel.Warn, "No SSID.", "/setup/service-sets"),
                new("PRE-11", ReadinessLevel.Info, "No agent.", null), new("PRE-15", ReadinessLevel.Info, "No multicast.", null),
            ],
        });
        var page = await OpenAsync<HomePage>();
        Assert.Equal(("Enabled", "10.0.0.2", "3 checks, 1 warning"), (TextAt(page, "home-status"), TextAt(page, "home-aap"), TextAt(page, "home-checks")));
    }

    [Fact]
    public async Task Home_NewSnapshot_IsShownByItself()
    {
        var page = await OpenAsync<HomePage>();
        Node.Show(Samples.Snapshot() with { MobileIpEnabled = true });
        page.WaitForAssertion(() => Assert.Equal("Enabled", TextAt(page, "home-status")));
    }
}
