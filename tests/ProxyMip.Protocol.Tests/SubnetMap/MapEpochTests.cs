using CsCheck;
using ProxyMip.Protocol.SubnetMap;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapEpochTests
{
    [Fact]
    public void Next_FirstRun_IsSecondsThenRandomBits() =>
        Assert.Equal(Maps.AccessPointEpoch, MapEpoch.Next(MapEpoch.None, 0x69a40000, 0xdeadbeef));

    [Fact]
    public void Next_ClockSetBack_StillGrows()
    {
        var next = MapEpoch.Next(Maps.AccessPointEpoch, 0x10000000, 5);
        Assert.Equal(new(0x69a4000100000005), next);
    }

    [Fact]
    public void Next_AnyRun_IsLargerThanTheLast() => Gen.Select(Gen.ULong[0, 0xfffffffe00000000], Gen.UInt, Gen.UInt).Sample(
        (previous, seconds, random) => MapEpoch.Next(new(previous), seconds, random) > new MapEpoch(previous));

    [Fact]
    public void FirstGeneration_OfARun_IsItsSecondsAlone() => Assert.Equal(0x69a4000000000000ul, Maps.AccessPointEpoch.FirstGeneration);

    [Fact]
    public void Operators_TwoEpochs_OrderByValue()
    {
        Assert.True(Maps.AapEpoch < Maps.AccessPointEpoch);
        Assert.True(Maps.AapEpoch <= Maps.AccessPointEpoch);
        Assert.True(Maps.AccessPointEpoch >= Maps.AapEpoch);
        Assert.True(MapEpoch.None.IsNone);
        Assert.Equal("69a40000deadbeef", Maps.AccessPointEpoch.ToString());
    }
}
