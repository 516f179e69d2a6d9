using ProxyMip.Config;
using ProxyMip.Config.ServiceSets;
using ProxyMip.Runtime.Control;
using ProxyMip.Web.Components.Pages.Setup;
using ProxyMip.Web.Tests.Fakes;

namespace ProxyMip.Web.Tests.Setup;

/// <summary>AP Radio Primary SSID and AP Radio SSID (screen specification 5.11).</summary>
public sealed class ServiceSetPageTests : ConsoleTest
{
    public ServiceSetPageTests() => Configurations.Stored = NodeConfiguration.Default with
    {
        ServiceSets = new([new() { Id = 1, Name = "bnetwork30" }, new() { Id = 2, Name = "guest" }], false),
    };

    [Theory]
    [InlineData(1, "AP Radio Primary SSID")]
    [InlineData(2, "AP Radio SSID")]
    public async Task Title_OfPrimaryAndOthers_Differs(int id, string title)
    {
        var page = await OpenSetAsync(id);
        Assert.Equal($"ap-home {title}", TextAt(page, "page-title"));
    }

    [Fact]
    public async Task Form_FactoryValues_AreThoseOfTheManual()
    {
        var page = await OpenSetAsync(1);
        Assert.Equal(("AP Radio: Internal", "0", "0"), (TextAt(page, "ssid-device"), TextAt(page, "ssid-current"), At(page, "ssid-max").GetAttribute("value")));
        Assert.Equal((true, true, false, false), (Checked(page, "ssid-pmip-no"), Checked(page, "ssid-auth-open"), Checked(page, "ssid-auth-shared"), Checked(page, "ssid-auth-eap")));
        Assert.Equal(("[0] -None-", "[0] -None-"), (TextAt(page, "ssid-vlan"), TextAt(page, "ssid-policy")));
    }

    [Fact]
    public async Task Current_NewStation_IsCountedByItself()
    {
        var page = await OpenSetAsync(1);
        Node.Show(Samples.Snapshot() with { Stations = [Samples.Client()] });
        page.WaitForAssertion(() => Assert.Equal("1", TextAt(page, "ssid-current")));
    }

    [Fact]
    public async Task Apply_ProxyMobileIpYes_IsSavedAndStaysWithTheNotice()
    {
        var page = await OpenSetAsync(1);
        At(page, "ssid-pmip-yes").Change(true);
        At(page, "btn-apply").Click();
        page.WaitForAssertion(() => Assert.Equal("Saved", TextAt(page, "toast")));
        Assert.True(Configurations.Stored.ServiceSets.Find(1)!.ProxyMobileIp);
        Assert.Equal(("/setup/service-sets/1", "PRE-05"), (Location, At(page, "page-notices").QuerySelector("li")!.GetAttribute("data-code")));
    }

    [Fact]
    public async Task Ok_Changed_ReturnsToTheList()
    {
        var page = await OpenSetAsync(2);
        At(page, "ssid-max").Input("25");
        At(page, "btn-ok").Click();
        page.WaitForAssertion(() => Assert.Equal("/setup/service-sets", Location));
        Assert.Equal(25, Configurations.Stored.ServiceSets.Find(2)!.MaximumAssociations);
    }

    [Fact]
    public async Task Cancel_Changed_ReturnsWithoutSaving()
    {
        var page = await OpenSetAsync(2);
        At(page, "ssid-max").Input("25");
        At(page, "btn-cancel").Click();
        Assert.Equal(("/setup/service-sets", 0), (Location, Configurations.Attempts));
    }

    [Fact]
    public async Task Restore_Yes_KeepsTheNameAndResetsTheRest()
    {
        Configurations.Stored = Configurations.Stored with
        {
            ServiceSets = Configurations.Stored.ServiceSets with { All = [new() { Id = 1, Name = "bnetwork30", MaximumAssociations = 9, ProxyMobileIp = true }] },
        };
        var page = await OpenSetAsync(1);
        At(page, "btn-restore").Click();
        At(page, "dlg-confirm-yes").Click();
        page.WaitForAssertion(() => Assert.Equal(new ServiceSet { Id = 1, Name = "bnetwork30" }, Configurations.Stored.ServiceSets.Find(1)));
    }

    [Fact]
    public async Task Restore_No_DoesNothing()
    {
        var page = await OpenSetAsync(1);
        At(page, "btn-restore").Click();
        At(page, "dlg-confirm-no").Click();
        Assert.Equal(0, Configurations.Attempts);
    }

    [Theory]
    [InlineData("2008")]
    [InlineData("-1")]
    [InlineData("")]
    public async Task Apply_MaximumOutOfRange_IsAFaultAtTheField(string maximum)
    {
        var page = await OpenSetAsync(1);
        At(page, "ssid-max").Input(maximum);
        At(page, "btn-apply").Click();
        Assert.Equal("SSID-03", At(page, "err-ssid-max").GetAttribute("data-code"));
        Assert.Empty(Configurations.Saves);
    }

    [Fact]
    public async Task Apply_NoAuthenticationType_IsAFault()
    {
        var page = await OpenSetAsync(1);
        At(page, "ssid-auth-open").Change(false);
        At(page, "btn-apply").Click();
        Assert.Equal("SSID-05", At(page, "err-ssid-auth-open").GetAttribute("data-code"));
    }

    [Fact]
    public async Task Apply_ProxyMobileIpWithVlans_IsRefused()
    {
        Configurations.Stored = Configurations.Stored with { Vlans = new(true, [5]) };
        var page = await OpenSetAsync(1);
        At(page, "ssid-pmip-yes").Change(true);
        At(page, "btn-apply").Click();
        Assert.Equal("SSID-04", At(page, "err-ssid-pmip-yes").GetAttribute("data-code"));
    }

    [Fact]
    public async Task Vlan_Existing_CanBeChosen()
    {
        Configurations.Stored = Configurations.Stored with { Vlans = new(true, [5]) };
        var page = await OpenSetAsync(1);
        At(page, "ssid-vlan").Change("5");
        At(page, "btn-apply").Click();
        page.WaitForAssertion(() => Assert.Equal(5, Configurations.Stored.ServiceSets.Find(1)!.VlanId));
    }

    [Theory]
    [InlineData("bnetwork30", "SSID-02")]
    [InlineData("guest ", "SSID-01")]
    public async Task Apply_WrongName_IsAFaultAtTheField(string name, string code)
    {
        var page = await OpenSetAsync(2);
        At(page, "ssid-name").Input(name);
        At(page, "btn-apply").Click();
        Assert.Equal(code, At(page, "err-ssid-name").GetAttribute("data-code"));
    }

    [Fact]
    public async Task Columns_Changed_AreSavedPerType()
    {
        var page = await OpenSetAsync(1);
        At(page, "ssid-auth-shared").Change(true);
        At(page, "ssid-eap-shared").Change(true);
        At(page, "ssid-filter-eap").Change("Disallowed");
        At(page, "btn-apply").Click();
        page.WaitForAssertion(() => Assert.Single(Configurations.Saves));
        var set = Configurations.Stored.ServiceSets.Find(1)!;
        Assert.Equal((true, true, AddressFilter.Disallowed), (set.Shared.Accepted, set.Shared.RequireEap, set.NetworkEap.Filter));
    }

    [Fact]
    public async Task Name_WithoutIdent_IsDisabledWhileTheRestIsNot()
    {
        var page = await OpenSetAsync(1, UserCapabilities.Admin | UserCapabilities.Write);
        Assert.Equal((true, false), (At(page, "ssid-name").HasAttribute("disabled"), At(page, "ssid-max").HasAttribute("disabled")));
        Assert.Contains("You need the Ident capability for this.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Viewer_Page_IsReadOnlyWithTheReason()
    {
        var page = await OpenSetAsync(1, UserCapabilities.Admin);
        Assert.Equal("CAP-01", At(page, "cap-01").GetAttribute("data-code"));
        Assert.All(["ssid-name", "ssid-max", "ssid-vlan", "ssid-policy", "ssid-auth-open", "ssid-filter-open"], id => Assert.True(At(page, id).HasAttribute("disabled")));
        Assert.Equal((false, false, false), (Has(page, "btn-apply"), Has(page, "btn-ok"), Has(page, "btn-restore")));
    }

    [Fact]
    public async Task Page_OfNoSsid_SaysSo()
    {
        var page = await OpenSetAsync(9);
        Assert.True(Has(page, "ssid-missing"));
    }

    private static bool Checked(IRenderedComponent<ServiceSetPage> page, string id) => At(page, id).HasAttribute("checked");

    private Task<IRenderedComponent<ServiceSetPage>> OpenSetAsync(int id, UserCapabilities capabilities = UserCapabilities.All) =>
        OpenAsync<ServiceSetPage>($"/setup/service-sets/{id}", capabilities, parameters => parameters.Add(page => page.Id, id));
}
