using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tests.Tunnels;

// RFC 1122 §3.2.2 and RFC 1812 §4.3.2.7, one test for each line of their lists.
public sealed class IcmpErrorRuleTests
{
    [Fact]
    public void MayBeSentAbout_OrdinaryPacket_IsTrue() => Assert.True(May(Packets.Header, [1, 2, 3]));

    [Fact]
    public void MayBeSentAbout_FirstFragment_IsTrue() => Assert.True(May(Packets.Header with { MoreFragments = true }, new byte[8]));

    [Fact]
    public void MayBeSentAbout_LaterFragment_IsFalse() => Assert.False(May(Packets.Header with { FragmentOffset = 8 }, [1]));

    [Fact]
    public void MayBeSentAbout_LinkBroadcast_IsFalse() => Assert.False(May(Packets.Header, [1], sentToMany: true));

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(12)]
    public void MayBeSentAbout_IcmpError_IsFalse(byte type) => Assert.False(May(Icmp, [type, 0, 0, 0]));

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(18)]
    public void MayBeSentAbout_IcmpQuery_IsTrue(byte type) => Assert.True(May(Icmp, [type, 0, 0, 0]));

    [Fact]
    public void MayBeSentAbout_IcmpOfUnknownType_IsFalse() => Assert.False(May(Icmp, [200, 0, 0, 0]));

    [Fact]
    public void MayBeSentAbout_IcmpWithoutType_IsFalse() => Assert.False(May(Icmp, []));

    [Theory]
    [InlineData("255.255.255.255")]
    [InlineData("224.0.0.1")]
    [InlineData("239.1.2.3")]
    public void MayBeSentAbout_DestinationOfMany_IsFalse(string destination) =>
        Assert.False(May(Packets.Header with { Destination = Ipv4Address.Parse(destination) }, [1]));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    public void MayBeSentAbout_SourceThatIsNoHost_IsFalse(string source) =>
        Assert.False(May(Packets.Header with { Source = Ipv4Address.Parse(source) }, [1]));

    private static Ipv4Header Icmp => Packets.Header with { Protocol = IpProtocol.Icmp };

    private static bool May(Ipv4Header header, byte[] payload, bool sentToMany = false)
    {
        var packet = Packets.Of(header, payload);
        return IcmpErrorRule.MayBeSentAbout(packet, Packets.Parse(packet), sentToMany);
    }
}
