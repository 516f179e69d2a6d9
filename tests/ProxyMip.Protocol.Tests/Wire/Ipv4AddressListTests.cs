using CsCheck;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tests.Wire;

public sealed class Ipv4AddressListTests
{
    [Fact]
    public void ToArray_AnyOctets_AreWholeAddressesInOrder() => Gen.Byte.Array[0, 60].Sample(octets =>
    {
        var list = new Ipv4AddressList(octets);
        var expected = octets.Chunk(4).Where(chunk => chunk.Length == 4).Select(chunk => string.Join('.', chunk)).ToArray();
        return list.Count == expected.Length
            && list.ToArray().Select(address => address.ToString()).SequenceEqual(expected)
            && list.Octets.Length == 4 * list.Count;
    });

    [Fact]
    public void Contains_Address_IsFoundOnItsBoundaryOnly()
    {
        var list = new Ipv4AddressList([10, 20, 0, 1, 10, 20, 0, 2]);
        Assert.True(list.Contains(Ipv4Address.Parse("10.20.0.2")));
        Assert.False(list.Contains(Ipv4Address.Parse("0.1.10.20")));
        Assert.Equal(Ipv4Address.Parse("10.20.0.1"), list[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void Indexer_NoSuchPosition_Throws(int index) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Ipv4AddressList(new byte[8])[index].Value);

    [Fact]
    public void Words_HighAndLow_AreJoinedAgain() => Gen.ULong.Sample(value =>
        Words.Join(Words.High(value), Words.Low(value)) == value && Words.High(value) == value / 0x1_0000_0000);
}
