using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Pages.Status;
using ProxyMip.Web.Tests.Fakes;

namespace ProxyMip.Web.Tests.Status;

/// <summary>Association Table and station panel (screen specification 5.12).</summary>
public sealed class AssociationsPageTests : ConsoleTest
{
    private const string Mac = "000067025193";

    public AssociationsPageTests() => Node.Show(Samples.Snapshot() with
    {
        Stations =
        [
            Samples.Wired(StationClass.AccessPoint, "10.20.0.2", "0040963ab112"), Samples.Client("10.30.0.201"),
            Samples.Client("10.30.0.9", "000067025199") with { Name = "<b>pda</b>", MobileIp = "visitor", HomeAgent = Samples.Ip("10.20.0.1") },
            Samples.Client("10.30.0.50", "000067025150") with { IsLocal = false, Parent = "ap-foreign" },
            Samples.Wired(StationClass.InfrastructureHost, "10.30.0.1", "00000c000001"),
        ],
    });

    [Fact]
    public async Task Table_Unfiltered_SortsByClassThenAddressNumerically()
    {
        var page = await OpenAsync<AssociationsPage>("/associations");
        Assert.Equal(["10.30.0.9", "10.30.0.201", "10.20.0.2"], Addresses(page));
    }

    [Fact]
    public async Task Table_HostileName_StaysText()
    {
        var page = await OpenAsync<AssociationsPage>("/associations");
        Assert.Empty(page.FindAll("[data-testid='assoc-table'] b"));
    }

    [Fact]
    public async Task Table_EntireNetwork_ShowsStationsOfOthersToo()
    {
        var page = await OpenAsync<AssociationsPage>("/associations?class=client&network=1");
        Assert.Equal(["10.30.0.9", "10.30.0.50", "10.30.0.201"], Addresses(page));
    }

    [Fact]
    public async Task Table_ClassOfTheAddress_IsTicked()
    {
        var page = await OpenAsync<AssociationsPage>("/associations?class=infra");
        Assert.Equal((true, false), (At(page, "assoc-infra").HasAttribute("checked"), At(page, "assoc-client").HasAttribute("checked")));
    }

    [Fact]
    public async Task Filter_Apply_PutsTheClassesIntoTheAddress()
    {
        var page = await OpenAsync<AssociationsPage>("/associations");
        At(page, "assoc-client").Change(false);
        At(page, "assoc-infra").Change(true);
        await page.Find("form.toolbar").SubmitAsync();
        Assert.Equal("/associations?class=repeater%2Cbridge%2Cap%2Cinfra", Location);
        Assert.Equal(["10.20.0.2", "10.30.0.1"], Addresses(page));
    }

    [Fact]
    public async Task Filter_SaveAsDefault_RemembersTheClasses()
    {
        var page = await OpenAsync<AssociationsPage>("/associations?class=client");
        At(page, "assoc-default").Click();
        Assert.Contains(JSInterop.Invocations, call => call.Identifier == "proxymip.remember" && Equals(call.Arguments[1], "client|0"));
    }

    [Fact]
    public async Task Filter_RememberedDefault_IsTakenWithoutOneInTheAddress()
    {
        JSInterop.Setup<string?>("proxymip.recall", _ => true).SetResult("infra|1");
        var page = await OpenAsync<AssociationsPage>("/associations");
        page.WaitForAssertion(() => Assert.Equal(["10.30.0.1"], Addresses(page)));
    }

    [Theory]
    [InlineData("0.201", "10.30.0.201")]
    [InlineData("visitor", "10.30.0.9")]
    [InlineData("0040963AB112", "10.20.0.2")]
    public async Task Filter_Text_FindsInAnyColumn(string text, string address)
    {
        var page = await OpenAsync<AssociationsPage>("/associations");
        At(page, "assoc-filter").Input(text);
        Assert.Equal([address], Addresses(page));
    }

    [Fact]
    public async Task Filter_NothingLeft_SaysSo()
    {
        var page = await OpenAsync<AssociationsPage>("/associations?q=nobody");
        Assert.True(Has(page, "assoc-empty"));
    }

    [Fact]
    public async Task Filter_Classes_CarryTheirCounts()
    {
        var page = await OpenAsync<AssociationsPage>("/associations");
        Assert.Equal("Client (2)", TextOf(At(page, "assoc-client").ParentElement!));
    }

    [Fact]
    public async Task Row_Visitor_NamesItsHomeAgent()
    {
        var page = await OpenAsync<AssociationsPage>("/associations");
        Assert.Equal("visitor -> 10.20.0.1", TextOf(At(page, "assoc-row-000067025199").QuerySelector("td:last-child")!));
    }

    [Fact]
    public async Task Panel_Station_IsADialogWithItsFacts()
    {
        ShowStation(Samples.Client() with { RemainingLifetime = TimeSpan.FromSeconds(90), Traffic = new(3, 200, 4, 300) });
        var page = await OpenAsync<AssociationsPage>($"/associations?station={Mac}");
        var panel = At(page, "station-panel");
        Assert.Equal("dialog", panel.GetAttribute("role"));
        Assert.Contains("Remaining lifetime: 00:01:30", TextOf(panel), StringComparison.Ordinal);
        Assert.Contains("Received from it: 3 packets, 200 bytes", TextOf(panel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_Reason_LinksToItsSetting()
    {
        ShowStation(Samples.Client() with { ReasonCode = "service-set-disabled", ReasonText = "It is off on this SSID.", ReasonSetting = "Associations > Service Sets" });
        var page = await OpenAsync<AssociationsPage>($"/associations?station={Mac}");
        var reason = At(page, "station-reason");
        Assert.Equal(("service-set-disabled", "/setup/service-sets"), (reason.GetAttribute("data-code"), reason.QuerySelector("a")!.GetAttribute("href")));
    }

    [Fact]
    public async Task Panel_Close_LeavesTheOtherFiltersAlone()
    {
        var page = await OpenAsync<AssociationsPage>($"/associations?class=client&station={Mac}");
        At(page, "station-close").Click();
        Assert.Equal("/associations?class=client", Location);
    }

    [Fact]
    public async Task Panel_Escape_Closes()
    {
        var page = await OpenAsync<AssociationsPage>($"/associations?station={Mac}");
        At(page, "station-panel").KeyDown("Escape");
        Assert.False(Has(page, "station-panel"));
    }

    [Fact]
    public async Task Panel_StationLeft_SaysSo()
    {
        var page = await OpenAsync<AssociationsPage>("/associations?station=0000000000aa");
        Assert.True(Has(page, "station-gone"));
    }

    [Fact]
    public async Task Timeline_Roam_ShowsTimeSentenceRuleAndSetting()
    {
        Node.Show(Samples.Snapshot() with
        {
            Roams =
            [
                new(7, Samples.Mac(Mac), Samples.Ip("10.30.0.201"), Samples.Now, true,
                    [new("AddressKnown", TimeSpan.FromMilliseconds(34), "It uses 10.30.0.201.", "D-07", "Proxy Mobile IP > Local SA Bindings")]),
                new(8, Samples.Mac("000067025199"), null, Samples.Now, false, []),
            ],
        });
        var page = await OpenAsync<AssociationsPage>($"/associations?station={Mac}");
        Assert.Equal("+0.034 s Address known It uses 10.30.0.201. D-07 Proxy Mobile IP > Local SA Bindings", TextAt(page, "roam-step"));
        Assert.Equal("/setup/pmip/bindings", At(page, "roam-step").QuerySelector("a")!.GetAttribute("href"));
        Assert.False(Has(page, "roam-8"));
    }

    [Fact]
    public async Task Export_Csv_HasTheRowsShown()
    {
        var page = await OpenAsync<AssociationsPage>("/associations?class=ap");
        At(page, "export-csv").Click();
        var text = (string)JSInterop.Invocations.Single(call => call.Identifier == "proxymip.save").Arguments[2]!;
        Assert.Equal(3, text.Split("\r\n").Length);
        Assert.Contains("10.20.0.2", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Addresses(IRenderedComponent<AssociationsPage> page) =>
        page.FindAll("[data-testid='assoc-table'] tbody tr[data-testid] td:nth-child(3)").Select(TextOf);

    private void ShowStation(StationRow row) => Node.Show(Samples.Snapshot() with { Stations = [row] });
}
