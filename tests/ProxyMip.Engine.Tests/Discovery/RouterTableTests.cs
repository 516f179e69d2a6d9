using System.Collections.Immutable;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Tests.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Discovery;

public sealed class RouterTableTests
{
    private static readonly Ipv4Address s_near = Ipv4Address.Parse("10.20.0.5");
    private static readonly Ipv4Address s_far = Ipv4Address.Parse("10.99.0.5");

    [Fact]
    [Requirement("IRDP-038")]
    public void Hear_RouterOutsideTheOwnSubnet_IsPassedOver()
    {
        var list = Hear(RouterTable.Start(null), 1800, 0, (s_far, 100), (s_near, 1));
        Assert.Equal([s_near], list.Select(router => router.Address));
    }

    [Fact]
    [Requirement("IRDP-039")]
    public void Hear_KnownLearnedRouter_TakesPreferenceAndTimeOfTheNewAdvertisement()
    {
        var list = Hear(Hear(RouterTable.Start(null), 100, 0, (s_near, 1)), 200, 50, (s_near, 7));
        Assert.Equal(new DefaultRouter(s_near, 7, TimeSpan.FromSeconds(250)), Assert.Single(list));
    }

    [Fact]
    [Requirement("IRDP-039")]
    public void Hear_ConfiguredRouter_KeepsPreferenceAndTime()
    {
        var list = Hear(RouterTable.Start(s_near), 0, 0, (s_near, 7));
        Assert.Equal(new DefaultRouter(s_near, 0, null), Assert.Single(list));
    }

    [Fact]
    [Requirement("IRDP-040")]
    public void Expire_LifetimeOver_RemovesTheLearnedRouterOnly()
    {
        var list = Hear(RouterTable.Start(Town.Agent), 100, 0, (s_near, 1));
        Assert.Equal(2, RouterTable.Expire(list, Town.At(99.9)).Length);
        Assert.Equal([Town.Agent], RouterTable.Expire(list, Town.At(100)).Select(router => router.Address));
    }

    [Fact]
    public void Hear_LifetimeZero_RemovesTheLearnedRouterAtOnce() =>
        Assert.Empty(Hear(Hear(RouterTable.Start(null), 100, 0, (s_near, 1)), 0, 10, (s_near, 1)));

    [Fact]
    [Requirement("IRDP-012")]
    public void Best_LowestPreference_IsNeverChosen()
    {
        Assert.Null(RouterTable.Best(Hear(RouterTable.Start(null), 100, 0, (s_near, int.MinValue))));
        var both = Hear(RouterTable.Start(null), 100, 0, (s_near, int.MinValue), (Town.Agent, -5));
        Assert.Equal(Town.Agent, RouterTable.Best(both)!.Address);
    }

    [Fact]
    public void Best_ConfiguredRouter_BeatsAnyPreference() =>
        Assert.Equal(Town.Agent, RouterTable.Best(Hear(RouterTable.Start(Town.Agent), 100, 0, (s_near, int.MaxValue)))!.Address);

    [Fact]
    public void Hear_MoreRoutersThanAreKept_StopsAtCapacity()
    {
        var list = RouterTable.Start(null);
        for (uint i = 1; i <= 100; i++)
            list = Hear(list, 100, 0, (new Ipv4Address(Town.OwnSubnet.Network.Value + i), 0));
        Assert.Equal(RouterTable.Capacity, list.Length);
    }

    private static ImmutableArray<DefaultRouter> Hear(ImmutableArray<DefaultRouter> list, ushort lifetime, double at, params (Ipv4Address Address, int Preference)[] routers)
    {
        Span<byte> message = stackalloc byte[256];
        var writer = new RouterAdvertisementWriter(message, AdvertisementCode.RoutesCommonTraffic, lifetime);
        foreach (var (address, preference) in routers)
            writer.AddRouter(address, preference);
        Assert.True(RouterAdvertisement.TryParse(message[..writer.Complete()], out var advertisement, out _));
        return RouterTable.Hear(list, advertisement, Town.OwnSubnet, Town.At(at));
    }
}
