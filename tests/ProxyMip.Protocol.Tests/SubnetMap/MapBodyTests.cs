using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapBodyTests
{
    public static TheoryData<MapMessageType> Types => [.. Enum.GetValues<MapMessageType>()];

    [Theory, MemberData(nameof(Types))]
    public void IsKnown_EveryTypeOfVersion1_IsTrue(MapMessageType type) => Assert.True(MapBody.IsKnown(type));

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(255)]
    public void IsKnown_OtherNumbers_IsFalse(byte type)
    {
        Assert.False(MapBody.IsKnown((MapMessageType)type));
        Assert.Equal(new(WireFaultKind.UnexpectedValue, 0), MapBody.Inspect((MapMessageType)type, []));
    }

    [Theory, MemberData(nameof(Types))]
    public void Inspect_EmptyBody_IsTruncated(MapMessageType type) =>
        Assert.Equal(new(WireFaultKind.Truncated, 0), MapBody.Inspect(type, []));

    [Theory, MemberData(nameof(Types))]
    public void Inspect_LongestDatagramOfOnes_IsRefused(MapMessageType type)
    {
        var body = new byte[MapHeader.MaxBodySize];
        body.AsSpan().Fill(0xff);
        Assert.True(MapBody.Inspect(type, body).IsFault);
    }

    [Theory, MemberData(nameof(Types))]
    public void Inspect_AnyOctets_NeverThrows(MapMessageType type) =>
        Gen.Byte.Array[0, 160].Sample(body => MapBody.Inspect(type, body).Offset <= body.Length);
}
