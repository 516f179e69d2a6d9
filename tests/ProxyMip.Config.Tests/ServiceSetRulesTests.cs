using ProxyMip.Config.Network;
using ProxyMip.Config.ServiceSets;
using ProxyMip.Testing;

namespace ProxyMip.Config.Tests;

public sealed class ServiceSetRulesTests
{
    private static readonly NodeConfiguration Node = NodeConfiguration.Default with
    {
        ServiceSets = new([new() { Id = 1, Name = "bnetwork30" }, new() { Id = 2, Name = "guest" }], false),
        Vlans = new(false, [7]),
    };

    private static (ServiceSetsConfig? Section, FaultList Faults) Build(Action<ServiceSetInput> change, NodeConfiguration? node = null)
    {
        var (input, faults) = (ServiceSetInput.From(Node.ServiceSets.All[0]), new FaultList());
        change(input);
        return (ServiceSetRules.TryBuild(input, node ?? Node, faults), faults);
    }

    public static TheoryData<string, Action<ServiceSetInput>> Bad => new()
    {
        { "SSID-01", input => input.Name = "" },
        { "SSID-01", input => input.Name = new string('x', 33) },
        { "SSID-01", input => input.Name = " x" },
        { "SSID-02", input => input.Name = "guest" },
        { "SSID-03", input => input.MaximumAssociations = "2008" },
        { "SSID-03", input => input.MaximumAssociations = "-1" },
        { "SSID-04", input => (input.ProxyMobileIp, input.VlanId) = (true, 7) },
        { "SSID-05", input => input.AcceptOpen = false },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Input_OutsideTheLimits_IsRefusedWithItsCode(string code, Action<ServiceSetInput> change)
    {
        var (section, faults) = Build(change);
        Assert.Null(section);
        Assert.Contains(faults.All, fault => fault.Code == code);
    }

    [Fact]
    public void Name_DifferingInCaseOnly_IsAnotherSsid() => Assert.NotNull(ServiceSetRules.TryAdd("Bnetwork30", Node.ServiceSets, new()));

    [Theory]
    [InlineData("0", 0)]
    [InlineData("2007", 2007)]
    public void Maximum_AtItsLimits_IsTaken(string typed, int value) =>
        Assert.Equal(value, Build(input => input.MaximumAssociations = typed).Section!.Find(1)!.MaximumAssociations);

    [Fact]
    [Requirement("APX-005")]
    public void ProxyMobileIp_WithVlansOn_IsRefused() =>
        Assert.Contains(Build(input => input.ProxyMobileIp = true, Node with { Vlans = new(true, [7]) }).Faults.All, fault => fault.Code == "SSID-04");

    [Fact]
    public void ProxyMobileIp_BeforeGeneral_SavesWithNotice()
    {
        var (section, faults) = Build(input => input.ProxyMobileIp = true);
        Assert.True(section!.Find(1)!.ProxyMobileIp);
        Assert.Contains(faults.All, fault => fault.Code == "PRE-05");
    }

    [Fact]
    public void Add_A17th_IsRefused()
    {
        var section = ServiceSetsConfig.Default;
        for (var i = 2; i <= 16; i++)
            section = ServiceSetRules.TryAdd($"ssid{i}", section, new())!;
        var faults = new FaultList();
        Assert.Null(ServiceSetRules.TryAdd("one too many", section, faults));
        Assert.Equal("SSID-06", Assert.Single(faults.All).Code);
    }

    [Theory]
    [InlineData(1, "SSID-07")]
    [InlineData(null, "SSID-08")]
    [InlineData(9, "SSID-08")]
    public void Remove_PrimaryOrNothing_IsRefused(int? id, string code)
    {
        var faults = new FaultList();
        Assert.Null(ServiceSetRules.TryRemove(id, Node.ServiceSets, faults));
        Assert.Equal(code, Assert.Single(faults.All).Code);
    }

    [Fact]
    public void Remove_Another_LeavesTheRest() => Assert.Equal("bnetwork30", Assert.Single(ServiceSetRules.TryRemove(2, Node.ServiceSets, new())!.All).Name);

    [Fact]
    public void Vlan_TurnedOnWhileProxyMobileIpIsOn_IsRefused()
    {
        var faults = new FaultList();
        var node = Node with { General = new(true, [PeerName.TryParse("10.0.0.2")!]) };
        Assert.Null(VlanRules.TryBuild(new() { Enabled = true }, node, faults));
        Assert.Equal("VLAN-01", Assert.Single(faults.All).Code);
    }
}
