using System.Collections.Immutable;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Pages.Status;
using ProxyMip.Web.Tests.Fakes;

namespace ProxyMip.Web.Tests.Status;

/// <summary>Event Log and Event Log Summary (screen specification 5.15).</summary>
public sealed class LogsPageTests : ConsoleTest
{
    public LogsPageTests()
    {
        Node.Log.Add(Samples.Event(1, EventSeverity.SystemInfo, "saved", "configuration-saved"));
        Node.Log.Add(Samples.Event(2, EventSeverity.ProtocolWarning, "denied by 10.30.0.1", "registration-denied", "10.30.0.201", mobileIp: true));
        Node.Log.AddRange(Enumerable.Range(3, 30).Select(n => Samples.Event(n, EventSeverity.ProtocolInfo, $"event {n}", "accepted", mobileIp: true)));
    }

    [Fact]
    public async Task Log_Opened_ShowsTwentyNewest()
    {
        var page = await OpenAsync<LogsPage>("/logs");
        Assert.Equal((20, "saved"), (Texts(page).Count, Texts(page)[0]));
    }

    [Fact]
    public async Task Log_Columns_AreTimeSeverityDescription()
    {
        var page = await OpenAsync<LogsPage>("/logs");
        Assert.Equal(["Time", "Severity", "Description"], page.FindAll("[data-testid='log-table'] th").Select(TextOf));
    }

    [Fact]
    public async Task Log_Next_GoesToOlderEventsAndPrevBack()
    {
        var page = await OpenAsync<LogsPage>("/logs?count=10");
        At(page, "log-next").Click();
        Assert.Equal(("/logs?count=10&index=10", "event 11"), (Location, Texts(page)[0]));
        At(page, "log-prev").Click();
        Assert.Equal(("/logs?count=10", "saved"), (Location, Texts(page)[0]));
    }

    [Fact]
    public async Task Log_AtTheEnds_NextAndPrevAreOff()
    {
        var page = await OpenAsync<LogsPage>("/logs?index=30");
        Assert.Equal((true, false), (At(page, "log-next").HasAttribute("disabled"), At(page, "log-prev").HasAttribute("disabled")));
    }

    [Fact]
    public async Task Log_ApplyNew_TakesIndexAndNumber()
    {
        var page = await OpenAsync<LogsPage>("/logs");
        At(page, "log-index").Input("2");
        At(page, "log-number").Input("3");
        await page.Find("form:has(.toolbar)").SubmitAsync();
        Assert.Equal(["event 3", "event 4", "event 5"], Texts(page));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("501")]
    [InlineData("-1")]
    [InlineData("many")]
    public async Task Log_NumberOutOfRange_SaysLogv01AndKeepsTheList(string number)
    {
        var page = await OpenAsync<LogsPage>("/logs");
        At(page, "log-number").Input(number);
        await page.Find("form:has(.toolbar)").SubmitAsync();
        Assert.Equal(("LOGV-01", "/logs", 20), (At(page, "err-log-number").GetAttribute("data-code"), Location, Texts(page).Count));
    }

    [Theory]
    [InlineData("/logs?severity=10", 1)]
    [InlineData("/logs?severity=warning", 1)]
    [InlineData("/logs?severity=info&count=100", 31)]
    [InlineData("/logs?min=12&count=100", 1)]
    [InlineData("/logs?min=silent", 0)]
    [InlineData("/logs?q=DENIED", 1)]
    [InlineData("/logs?code=configuration", 1)]
    [InlineData("/logs?client=10.30.0.201", 1)]
    [InlineData("/logs?pmip=1&count=100", 31)]
    public async Task Log_Filter_OfTheAddressIsApplied(string path, int expected)
    {
        var page = await OpenAsync<LogsPage>(path);
        Assert.Equal(expected, Texts(page).Count);
    }

    [Fact]
    public async Task Log_FilterChosen_StartsAtTheNewest()
    {
        var page = await OpenAsync<LogsPage>("/logs?index=20");
        At(page, "log-more").Click();
        At(page, "log-severity").Change("warning");
        Assert.Equal(("/logs?severity=warning", 1), (Location, Texts(page).Count));
    }

    [Fact]
    public async Task Log_MobileNodeThatIsNoAddress_IsAFault()
    {
        var page = await OpenAsync<LogsPage>("/logs?client=10.1");
        Assert.Equal("SA-01", At(page, "err-log-client").GetAttribute("data-code"));
    }

    [Fact]
    public async Task Log_Time_IsWallClockOrUptime()
    {
        var wall = await OpenAsync<LogsPage>("/logs?count=1");
        Assert.Equal("2026/11/23 11:59:59", TextOf(wall.Find("[data-testid='log-table'] tbody td")));
        var uptime = await OpenAsync<LogsPage>("/logs?count=1&time=uptime");
        Assert.Equal("00:24:59", TextOf(uptime.Find("[data-testid='log-table'] tbody td")));
    }

    [Fact]
    public async Task Log_Live_ShowsNewEventsUntilPaused()
    {
        var page = await OpenAsync<LogsPage>("/logs");
        Node.WriteEvent(EventSeverity.SystemInfo, "x", "first");
        Node.Show(Samples.Snapshot());
        page.WaitForAssertion(() => Assert.Equal("first", Texts(page)[0]));
        At(page, "live-switch").Change(false);
        Node.WriteEvent(EventSeverity.SystemInfo, "x", "second");
        Node.Show(Samples.Snapshot());
        Assert.Equal("first", Texts(page)[0]);
    }

    [Fact]
    public async Task Purge_Yes_EmptiesTheLogInTheUsersName()
    {
        var page = await OpenAsync<LogsPage>("/logs");
        At(page, "log-purge").Click();
        Assert.Empty(Node.Asked);
        At(page, "dlg-confirm-yes").Click();
        page.WaitForAssertion(() => Assert.Equal(["purge by admin"], Node.Asked));
        page.WaitForAssertion(() => Assert.True(Has(page, "log-empty")));
    }

    [Fact]
    public async Task Purge_No_DoesNothing()
    {
        var page = await OpenAsync<LogsPage>("/logs");
        At(page, "log-purge").Click();
        At(page, "dlg-confirm-no").Click();
        Assert.Empty(Node.Asked);
    }

    [Fact]
    public async Task Purge_WithoutWrite_IsNotOffered()
    {
        var page = await OpenAsync<LogsPage>("/logs", UserCapabilities.Admin);
        Assert.False(Has(page, "log-purge"));
    }

    [Fact]
    public async Task Summary_EverySeverity_HasItsCountLinkAndDisposition()
    {
        Node.EventCounts = ImmutableDictionary<EventSeverity, long>.Empty.Add(EventSeverity.ProtocolInfo, 30);
        var page = await OpenAsync<LogSummaryPage>("/logs/summary");
        Assert.Equal(15, page.FindAll("[data-testid='sum-table'] tbody tr").Count);
        Assert.Equal(("Protocol Info 30 Record", "/logs?severity=14"), (TextAt(page, "sum-row-14"), At(page, "sum-14").GetAttribute("href")));
    }

    private static List<string> Texts(IRenderedComponent<LogsPage> page) => [.. page.FindAll("[data-testid='log-table'] tbody td:last-child").Select(TextOf)];
}
