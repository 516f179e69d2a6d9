using ProxyMip.Config.Agents;
using ProxyMip.Config.Network;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Config.Tests;

public sealed class NetworkAndAgentRulesTests
{
    private static readonly Ipv4Prefix[] Own = [Ipv4Prefix.Parse("10.30.0.0/24")];

    [Theory]
    [InlineData("10.20.0.1")]
    [InlineData("10.30.0.0")]
    [InlineData("10.30.0.255")]
    [InlineData("gateway")]
    public void Gateway_OutsideTheOwnSubnet_IsRefused(string typed)
    {
        var faults = new FaultList();
        Assert.Null(RoutingRules.TryBuild(new() { DefaultGateway = typed }, Own, faults));
        Assert.Equal("RTE-01", Assert.Single(faults.All).Code);
    }

    [Fact]
    public void Route_WithANonContiguousMask_IsRefused()
    {
        var faults = new FaultList();
        var input = new RoutingInput { New = { Destination = "10.40.0.0", Gateway = "10.30.0.1", Mask = "255.0.255.0" } };
        Assert.Null(RoutingRules.TryBuild(input, Own, faults));
        Assert.Equal("RTE-02", Assert.Single(faults.All).Code);
    }

    [Fact]
    public void Routes_ComeBackAsTyped()
    {
        var input = new RoutingInput { DefaultGateway = "10.30.0.1", New = { Destination = "10.40.0.0", Gateway = "10.30.0.9", Mask = "255.255.0.0" } };
        var again = RoutingInput.From(RoutingRules.TryBuild(input, Own, new())!);
        Assert.Equal(("10.40.0.0", "10.30.0.9", "255.255.0.0"), (again.Routes[0].Destination, again.Routes[0].Gateway, again.Routes[0].Mask));
    }

    [Theory]
    [InlineData("-13", "TIM-01")]
    [InlineData("13", "TIM-01")]
    [InlineData("x", "TIM-01")]
    public void GmtOffset_OutsideItsLimits_IsRefused(string typed, string code)
    {
        var faults = new FaultList();
        Assert.Null(TimeRules.TryBuild(new() { GmtOffset = typed }, faults));
        Assert.Equal(code, Assert.Single(faults.All).Code);
    }

    [Theory]
    [InlineData("3", "AGT-01")]
    [InlineData("1801", "AGT-01")]
    [Requirement("IRDP-008")]
    public void AdvertisementInterval_OutsideItsLimits_IsRefused(string typed, string code)
    {
        var faults = new FaultList();
        Assert.Null(AgentRules.TryBuild(new ForeignAgentInput { AdvertisementInterval = typed }, faults));
        Assert.Equal(code, Assert.Single(faults.All).Code);
    }

    [Theory]
    [InlineData("9", "AGT-02")]
    [InlineData("9001", "AGT-02")]
    [Requirement("IRDP-010")]
    public void AdvertisementLifetime_OutsideItsLimits_IsRefused(string typed, string code)
    {
        var faults = new FaultList();
        Assert.Null(AgentRules.TryBuild(new ForeignAgentInput { AdvertisementInterval = "10", AdvertisementLifetime = typed }, faults));
        Assert.Equal(code, Assert.Single(faults.All).Code);
    }

    [Fact]
    [Requirement("IRDP-048")]
    public void AdvertisementLifetime_BelowThreeIntervals_Warns()
    {
        var faults = new FaultList();
        Assert.NotNull(AgentRules.TryBuild(new ForeignAgentInput { AdvertisementInterval = "10", AdvertisementLifetime = "20" }, faults));
        Assert.Equal("AGT-03", Assert.Single(faults.All).Code);
    }

    [Fact]
    [Requirement("MSG-048")]
    public void Tolerance_OfThreeSeconds_Warns()
    {
        var faults = new FaultList();
        Assert.NotNull(AgentRules.TryBuild(new HomeAgentInput { Tolerance = "3" }, HomeAgentConfig.Default, faults));
        Assert.Equal("HAC-05", Assert.Single(faults.All).Code);
    }

    [Fact]
    [Requirement("MSG-047")]
    public void Tolerance_Default_IsSevenSeconds() => Assert.Equal(7, HomeAgentConfig.Default.Tolerance);

    [Fact]
    public void HomeAgent_NetworksAndHosts_ComeBackAsTyped()
    {
        var input = new HomeAgentInput { Networks = "10.30.0.0/24\n10.40.0.0/16", Hosts = "10.30.0.200 - 10.30.0.210" };
        var again = HomeAgentInput.From(AgentRules.TryBuild(input, HomeAgentConfig.Default, new())!);
        Assert.Equal((input.Networks, input.Hosts), (again.Networks, again.Hosts));
    }

    [Theory]
    [InlineData("0", "00112233445566778899aabbccddeeff", "EXC-01")]
    [InlineData("1", "0011", "EXC-02")]
    [InlineData("1", "", "EXC-02")]
    public void ExchangeKey_OutsideItsLimits_IsRefused(string id, string key, string code)
    {
        var (input, faults) = (ExchangeInput.From(ExchangeConfig.Default), new FaultList());
        (input.Keys[0].Id, input.Keys[0].Key.Typed) = (id, key);
        Assert.Null(ExchangeRules.TryBuild(input, ExchangeConfig.Default, faults));
        Assert.Equal(code, Assert.Single(faults.All).Code);
    }

    [Fact]
    [Requirement("MAP-026")]
    public void ExchangeKeys_TwoForRollOver_AreKeptInOrder()
    {
        var input = ExchangeInput.From(ExchangeConfig.Default);
        (input.Keys[0].Id, input.Keys[0].Key.Typed) = ("2", new string('a', 32));
        (input.Keys[1].Id, input.Keys[1].Key.Typed) = ("1", new string('b', 64));
        Assert.Equal([(ushort)2, (ushort)1], ExchangeRules.TryBuild(input, ExchangeConfig.Default, new())!.Keys.Select(key => key.Id));
    }
}
