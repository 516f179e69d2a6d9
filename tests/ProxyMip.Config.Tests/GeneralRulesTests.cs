using ProxyMip.Config.General;
using ProxyMip.Config.Network;
using ProxyMip.Config.ServiceSets;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Config.Tests;

public sealed class GeneralRulesTests
{
    private static readonly NodeConfiguration Ready = NodeConfiguration.Default with
    {
        Routing = RoutingConfig.Default with { DefaultGateway = Ipv4Address.Parse("10.30.0.1") },
    };

    private static (GeneralConfig? Section, FaultList Faults) Build(GeneralInput input, NodeConfiguration? node = null)
    {
        var faults = new FaultList();
        return (GeneralRules.TryBuild(input, node ?? Ready, faults), faults);
    }

    private static string Text(int length) => string.Concat(Enumerable.Repeat("a23456789.", (length + 9) / 10))[..length].TrimEnd('.') + "b";

    [Theory]
    [InlineData("10.0.0.256", "GEN-02")]
    [InlineData("10.0.0", "GEN-02")]
    [InlineData("10.0.0.2.", "GEN-02")]
    [InlineData("010.0.0.2", "GEN-02")]
    [InlineData("0x0a000002", "GEN-02")]
    [InlineData("10.0.0.2/24", "GEN-02")]
    [InlineData("-x.example", "GEN-02")]
    [InlineData("a b", "GEN-02")]
    [InlineData("0.0.0.0", "GEN-05")]
    [InlineData("255.255.255.255", "GEN-05")]
    [InlineData("224.0.0.1", "GEN-05")]
    [InlineData("127.0.0.1", "GEN-05")]
    public void Aap_BadText_IsRefusedWithItsCodeAtItsField(string typed, string code)
    {
        var (section, faults) = Build(new() { Aap1 = typed });
        Assert.Null(section);
        var fault = Assert.Single(faults.All);
        Assert.Equal((code, "gen-aap1"), (fault.Code, fault.Field));
    }

    [Fact]
    public void Aap_Of129Characters_IsRefused() => Assert.Equal("GEN-02", Assert.Single(Build(new() { Aap1 = Text(129) }).Faults.All).Code);

    [Theory]
    [InlineData("10.0.0.2", "10.0.0.2")]
    [InlineData(" 10.0.0.2 ", "10.0.0.2")]
    [InlineData("aap-1.example.net", "aap-1.example.net")]
    public void Aap_GoodText_IsKeptTrimmed(string typed, string kept) =>
        Assert.Equal(kept, Assert.Single(Build(new() { Aap1 = typed }).Section!.AuthoritativeAccessPoints).Text);

    [Fact]
    public void Aap_Twice_NamesBothFields()
    {
        var fault = Assert.Single(Build(new() { Aap1 = "10.0.0.2", Aap2 = "10.0.0.2" }).Faults.All);
        Assert.Equal(("GEN-03", "gen-aap2", "Authoritative AP 2 is the same as Authoritative AP 1."), (fault.Code, fault.Field, fault.Text));
    }

    [Fact]
    public void Aap_AfterAGap_IsRefused() => Assert.Equal("GEN-04", Assert.Single(Build(new() { Aap2 = "10.0.0.2" }).Faults.All).Code);

    [Fact]
    [Requirement("APX-003")]
    public void Enable_WithoutAnyAap_IsRefused()
    {
        var fault = Assert.Single(Build(new() { Enabled = true }).Faults.All, fault => fault.Level == FaultLevel.Error);
        Assert.Equal(("GEN-01", "Enter at least one Authoritative AP before enabling Proxy Mobile IP."), (fault.Code, fault.Text));
    }

    [Fact]
    [Requirement("APX-004")]
    public void Enable_WithoutDefaultGateway_IsRefused() =>
        Assert.Contains(Build(new() { Enabled = true, Aap1 = "10.0.0.2" }, NodeConfiguration.Default).Faults.All, fault => fault.Code == "GEN-07");

    [Fact]
    public void Enable_WithoutGatewayButDhcp_IsAllowed()
    {
        var node = NodeConfiguration.Default with { Device = SystemConfig.Default with { AddressOrigin = AddressOrigin.Dhcp } };
        Assert.NotNull(Build(new() { Enabled = true, Aap1 = "10.0.0.2" }, node).Section);
    }

    [Fact]
    [Requirement("APX-005")]
    public void Enable_WithVlansOn_IsRefused() =>
        Assert.Contains(Build(new() { Enabled = true, Aap1 = "10.0.0.2" }, Ready with { Vlans = new(true, []) }).Faults.All, fault => fault.Code == "GEN-06");

    [Fact]
    public void Enable_OnARepeater_IsRefused() =>
        Assert.Contains(Build(new() { Enabled = true, Aap1 = "10.0.0.2" }, Ready with { Device = SystemConfig.Default with { Repeater = true } }).Faults.All,
            fault => fault.Code == "GEN-08");

    [Fact]
    public void Enable_BeforeAnySsid_SavesWithNotice()
    {
        var (section, faults) = Build(new() { Enabled = true, Aap1 = "10.0.0.2" });
        Assert.True(section!.Enabled);
        Assert.Contains(faults.All, fault => fault is { Code: "PRE-04", Level: FaultLevel.Notice });
    }

    [Fact]
    public void Enable_WithSsidAndServer_HasNoNotice()
    {
        var node = Ready with
        {
            ServiceSets = new([ServiceSetsConfig.Default.All[0] with { ProxyMobileIp = true }], false),
            Servers = Ready.Servers with { Rows = Ready.Servers.Rows.SetItem(0, new() { Name = PeerName.TryParse("10.0.0.5"), ForMobileIp = true }) },
        };
        Assert.Empty(Build(new() { Enabled = true, Aap1 = "10.0.0.2" }, node).Faults.All);
    }

    [Fact]
    [Requirement("APX-001")]
    public void Default_IsOffWithThreeBlanks()
    {
        var input = GeneralInput.From(NodeConfiguration.Default.General);
        Assert.Equal((false, "", "", ""), (input.Enabled, input.Aap1, input.Aap2, input.Aap3));
    }

    [Fact]
    [Requirement("MAP-008")]
    public void ThreeAaps_ComeBackInOrder()
    {
        var section = Build(new() { Aap1 = "10.0.0.2", Aap2 = "aap.example", Aap3 = "10.0.0.4" }).Section!;
        var input = GeneralInput.From(section);
        Assert.Equal(("10.0.0.2", "aap.example", "10.0.0.4"), (input.Aap1, input.Aap2, input.Aap3));
    }
}
