using ProxyMip.Runtime.Control;
using ProxyMip.Testing;
using ProxyMip.Web.Components.Pages.Setup;
using ProxyMip.Web.Tests.Fakes;

namespace ProxyMip.Web.Tests.Setup;

/// <summary>Subnet Map Table (screen specification 5.9).</summary>
[Requirement("MAP-016")]
public sealed class SubnetMapPageTests : ConsoleTest
{
    public SubnetMapPageTests() => Node.Show(Samples.Snapshot() with
    {
        MobileIpEnabled = true,
        SubnetMap = [Samples.MapRow("10.30.0.1", "10.30.0.0/24"), Samples.MapRow("10.4.0.1", "10.4.0.0/29", "10.0.0.2"), Samples.MapRow("10.200.0.1", "10.200.0.0/16", "10.0.0.2")],
    });

    [Fact]
    public async Task Table_Opened_ShowsBothColumnsInTheOrderLearned()
    {
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets");
        Assert.Equal(["HA Address", "Subnet Mask"], page.FindAll("[data-testid='sm-table'] th").Select(TextOf));
        Assert.Equal(("10.30.0.1 255.255.255.0", "10.4.0.1 255.255.255.248", "10.200.0.1 255.255.0.0"),
            (Row(page, 1), Row(page, 2), Row(page, 3)));
    }

    [Fact]
    public async Task Sort_HomeAgents_IsNumericalThenReversedThenAsLearned()
    {
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets");
        At(page, "sm-sort-ha").Click();
        Assert.Equal(["10.4.0.1", "10.30.0.1", "10.200.0.1"], Agents(page));
        At(page, "sm-sort-ha").Click();
        Assert.Equal(["10.200.0.1", "10.30.0.1", "10.4.0.1"], Agents(page));
        At(page, "sm-sort-ha").Click();
        Assert.Equal(["10.30.0.1", "10.4.0.1", "10.200.0.1"], Agents(page));
    }

    [Fact]
    public async Task Details_On_ShowsWhereAndWhenItWasLearned()
    {
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets");
        At(page, "sm-details").Change(true);
        Assert.Equal("10.4.0.1 255.255.255.248 10.0.0.2 00:24:10 00:23:10 ago 1 active", Row(page, 2));
    }

    [Fact]
    public async Task Table_Off_SaysNoEntriesAndWhy()
    {
        Node.Show(Samples.Snapshot());
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets");
        Assert.StartsWith("No entries Proxy Mobile IP is off.", TextAt(page, "sm-empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_OnAndEmpty_SaysNoEntriesOnly()
    {
        Node.Show(Samples.Snapshot() with { MobileIpEnabled = true });
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets");
        Assert.Equal("No entries", TextAt(page, "sm-empty"));
    }

    [Fact]
    public async Task Differences_BetweenTables_AreListed()
    {
        Node.Show(Node.Current with { AapDifferences = ["The table of 10.0.0.3 differs."] });
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets");
        Assert.Contains("The table of 10.0.0.3 differs.", TextAt(page, "sm-differences"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_UnderWay_ShowsProgressThenTheResult()
    {
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets", UserCapabilities.None);
        At(page, "btn-refresh").Click();
        Assert.Equal(("Asking the Authoritative AP…", true), (TextAt(page, "toast"), At(page, "btn-refresh").HasAttribute("disabled")));
        Node.Maintenance.SetResult(new(1, 3, true));
        page.WaitForAssertion(() => Assert.Equal("The table was validated and renewed; 1 of 3 entries removed.", TextAt(page, "toast")));
        Assert.False(At(page, "btn-refresh").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Clear_Yes_SaysHowManyWent()
    {
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets");
        At(page, "btn-clear").Click();
        Assert.Equal("Remove entries that are no longer valid?", TextOf(page.Find("#confirm-text")));
        At(page, "dlg-confirm-yes").Click();
        Node.Maintenance.SetResult(new(2, 3, true));
        page.WaitForAssertion(() => Assert.Equal("2 of 3 entries removed.", TextAt(page, "toast")));
    }

    [Fact]
    public async Task Clear_NoAapAnswers_SaysThatNothingWasRemoved()
    {
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets");
        At(page, "btn-clear").Click();
        At(page, "dlg-confirm-yes").Click();
        Node.Maintenance.SetResult(new(0, 3, false));
        page.WaitForAssertion(() => Assert.Equal("No Authoritative AP could be reached; nothing was removed.", TextAt(page, "toast")));
    }

    [Fact]
    public async Task Clear_No_AsksNothingOfTheNode()
    {
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets");
        At(page, "btn-clear").Click();
        At(page, "dlg-confirm-no").Click();
        Assert.Empty(Node.Asked);
    }

    [Fact]
    public async Task Clear_WithoutWrite_IsNotOffered()
    {
        var page = await OpenAsync<SubnetMapPage>("/setup/pmip/subnets", UserCapabilities.Admin);
        Assert.False(Has(page, "btn-clear"));
    }

    private static string Row(IRenderedComponent<SubnetMapPage> page, int n) => string.Join(' ', At(page, $"sm-row-{n}").Children.Select(TextOf));

    private static IEnumerable<string> Agents(IRenderedComponent<SubnetMapPage> page) => page.FindAll("[data-testid^='sm-row-'] td:first-child").Select(TextOf);
}
