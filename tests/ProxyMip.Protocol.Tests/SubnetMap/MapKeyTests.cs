using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapKeyTests
{
    private static readonly SecretKey s_secret = new(new byte[16]);

    [Theory]
    [InlineData(15)]
    [InlineData(65)]
    public void Constructor_KeySizeOutsideTheLimits_IsRefused(int size) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MapKey(1, new(new byte[size])));

    [Theory]
    [InlineData(16)]
    [InlineData(64)]
    public void Constructor_KeySizeAtTheLimits_IsTaken(int size) => Assert.Equal(size, new MapKey(1, new(new byte[size])).Secret.Octets.Length);

    [Fact]
    public void Constructor_IdZero_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new MapKey(0, s_secret));

    [Fact]
    [Requirement("MAP-026")]
    public void Find_TwoKeys_AreToldApartByTheirIds()
    {
        var (first, second) = (new MapKey(1, s_secret), new MapKey(2, s_secret));
        var ring = new MapKeyRing(first, second);
        Assert.Same(first, ring.Find(1));
        Assert.Same(second, ring.Find(2));
        Assert.Null(ring.Find(3));
        Assert.Null(new MapKeyRing(first).Find(0));
    }

    [Fact]
    public void Constructor_TwoKeysOfOneId_AreRefused() =>
        Assert.Throws<ArgumentException>(() => new MapKeyRing(new(1, s_secret), new(1, s_secret)));
}
