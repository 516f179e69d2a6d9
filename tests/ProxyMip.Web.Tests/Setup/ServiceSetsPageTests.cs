using ProxyMip.Config;
using ProxyMip.Config.ServiceSets;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Pages.Setup;
using ProxyMip.Web.Tests.Fakes;

namespace ProxyMip.Web.Tests.Setup;

/// <summary>Service Set Summary Status (screen specification 5.10).</summary>
public sealed class ServiceSetsPageTests : ConsoleTest
{
    private const string Path = "/setup/service-sets";

    public ServiceSetsPageTests() => Configurations.Stored = NodeConfiguration.Default with
    {
        ServiceSets = new([new() { Id = 1, Name = "bnetwork30" }, new() { Id = 2, Name = "guest", MaximumAssociations = 25, ProxyMobileIp = true }], false),
    };

    private string[] StoredNames => [.. Configurations.Stored.ServiceSets.All.Select(set => set.Name)];

    [Fact]
    public async Task List_Rows_ShowNameAssociationsMaximumAndProxyMobileIp()
    {
        Node.Show(Samples.Snapshot() with { Stations = [Samples.Client(), Samples.Client("10.30.0.202", "000067025194") with { IsLocal = false }] });
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Assert.Equal("bnetwork30 primary associations 1 / no limit Proxy Mobile IP: no", TextAt(page, "ss-row-1"));
        Assert.Equal("guest associations 0 / 25 Proxy Mobile IP: yes", TextAt(page, "ss-row-2"));
    }

    [Fact]
    public async Task Bar_Buttons_AreOkAndCancelOnly()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Assert.Equal((true, true, false, false), (Has(page, "btn-ok"), Has(page, "btn-cancel"), Has(page, "btn-apply"), Has(page, "btn-restore")));
    }

    [Fact]
    public async Task AddNew_Name_IsStagedAndTheFieldEmptied()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Add(page, "lab");
        Assert.EndsWith("new", TextAt(page, "ss-row-new-1"), StringComparison.Ordinal);
        Assert.Equal(("", 0), (At(page, "ss-new").GetAttribute("value"), Configurations.Attempts));
    }

    [Fact]
    public async Task Ok_StagedAddition_IsSavedAndGoesToSetup()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Add(page, "lab");
        At(page, "btn-ok").Click();
        page.WaitForAssertion(() => Assert.Equal("/setup", Location));
        Assert.Equal(["bnetwork30", "guest", "lab"], StoredNames);
    }

    [Fact]
    public async Task Ok_NameTypedButNotAdded_IsTakenAsWell()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        At(page, "ss-new").Input("lab");
        At(page, "btn-ok").Click();
        page.WaitForAssertion(() => Assert.Contains("lab", StoredNames));
    }

    [Fact]
    public async Task Ok_NothingChanged_SavesNothing()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        At(page, "btn-ok").Click();
        Assert.Equal(("/setup", 0), (Location, Configurations.Attempts));
    }

    [Fact]
    public async Task Cancel_StagedAddition_IsDroppedWithoutAQuestion()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Add(page, "lab");
        At(page, "btn-cancel").Click();
        Assert.Equal(("/setup", 0), (Location, Configurations.Attempts));
    }

    [Theory]
    [InlineData("", "SSID-01")]
    [InlineData(" lab", "SSID-01")]
    [InlineData("guest", "SSID-02")]
    public async Task AddNew_WrongName_SaysWhyAtTheField(string name, string code)
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Add(page, name);
        Assert.Equal(code, At(page, "err-ss-new").GetAttribute("data-code"));
    }

    [Fact]
    public async Task AddNew_Seventeenth_IsRefused()
    {
        Configurations.Stored = NodeConfiguration.Default with
        {
            ServiceSets = new([.. Enumerable.Range(1, 16).Select(id => new ServiceSet { Id = id, Name = $"set{id}" })], false),
        };
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Add(page, "lab");
        Assert.Equal("SSID-06", At(page, "err-ss-new").GetAttribute("data-code"));
    }

    [Fact]
    public async Task AddNew_SameNameTwice_IsRefusedWhileStaged()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Add(page, "lab");
        Add(page, "lab");
        Assert.Equal("SSID-02", At(page, "err-ss-new").GetAttribute("data-code"));
    }

    [Theory]
    [InlineData("ss-edit")]
    [InlineData("ss-remove")]
    public async Task Button_NothingSelected_SaysSsid08(string button)
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        At(page, button).Click();
        Assert.Equal("SSID-08", At(page, "err-ss-list").GetAttribute("data-code"));
    }

    [Fact]
    public async Task Remove_Primary_IsRefused()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Select(page, "1");
        At(page, "ss-remove").Click();
        Assert.Equal("SSID-07", At(page, "err-ss-list").GetAttribute("data-code"));
    }

    [Fact]
    public async Task Remove_Yes_IsStagedUntilOk()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Select(page, "2");
        At(page, "ss-remove").Click();
        At(page, "dlg-confirm-yes").Click();
        Assert.EndsWith("to be removed", TextAt(page, "ss-row-2"), StringComparison.Ordinal);
        Assert.Equal(2, StoredNames.Length);
        At(page, "btn-ok").Click();
        page.WaitForAssertion(() => Assert.Equal(["bnetwork30"], StoredNames));
    }

    [Fact]
    public async Task Remove_No_StagesNothing()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Select(page, "2");
        At(page, "ss-remove").Click();
        At(page, "dlg-confirm-no").Click();
        Assert.DoesNotContain("removed", TextAt(page, "ss-row-2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_Selected_OpensItsPage()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Select(page, "2");
        At(page, "ss-edit").Click();
        Assert.Equal("/setup/service-sets/2", Location);
    }

    [Fact]
    public async Task Edit_StagedOne_SavesFirstWhenAllowed()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Add(page, "lab");
        Select(page, "new-1");
        At(page, "ss-edit").Click();
        At(page, "dlg-confirm-yes").Click();
        page.WaitForAssertion(() => Assert.Equal("/setup/service-sets/3", Location));
        Assert.Contains("lab", StoredNames);
    }

    [Fact]
    public async Task Exclusive_Yes_IsSaved()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        At(page, "ss-excl-yes").Change(true);
        At(page, "btn-ok").Click();
        page.WaitForAssertion(() => Assert.True(Configurations.Stored.ServiceSets.ExclusiveInfrastructure));
    }

    [Fact]
    public async Task Ok_SomebodyElseSaved_ShowsTheConflictAndSavesNothing()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path);
        Configurations.SaveBehindTheBack(SectionNames.ServiceSets, "other", Configurations.Stored);
        Add(page, "lab");
        At(page, "btn-ok").Click();
        page.WaitForAssertion(() => Assert.Contains("other changed this page", TextAt(page, "conflict"), StringComparison.Ordinal));
        Assert.Equal((Path, 2), (Location, StoredNames.Length));
    }

    [Fact]
    public async Task Viewer_Page_IsReadOnlyWithTheReason()
    {
        var page = await OpenAsync<ServiceSetsPage>(Path, UserCapabilities.Admin);
        Assert.Equal("You need the Write capability for this.", TextAt(page, "cap-01"));
        Assert.Equal((false, false, false, true), (Has(page, "ss-addnew"), Has(page, "ss-remove"), Has(page, "btn-ok"), At(page, "ss-new").HasAttribute("disabled")));
    }

    private static void Add(IRenderedComponent<ServiceSetsPage> page, string name)
    {
        At(page, "ss-new").Input(name);
        At(page, "ss-addnew").Click();
    }

    private static void Select(IRenderedComponent<ServiceSetsPage> page, string key) => page.Find($"[data-testid='ss-row-{key}'] input").Change(true);
}
