using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Wire;

public sealed class WireWriterTests
{
    [Fact]
    public void Write_EveryKind_IsBigEndianAndInOrder() => Golden.AssertWrites(
        Hex.Parse("01 0203 04050607 fffffffe 08090a0b0c0d0e0f 0a140001 000067025193 aabb 000000"),
        static destination =>
        {
            var wire = new WireWriter(destination);
            wire.WriteUInt8(1);
            wire.WriteUInt16(0x0203);
            wire.WriteUInt32(0x04050607);
            wire.WriteInt32(-2);
            wire.WriteUInt64(0x08090a0b0c0d0e0f);
            wire.WriteAddress(Ipv4Address.Parse("10.20.0.1"));
            wire.WriteMac(MacAddress.Parse("000067025193"));
            wire.WriteOctets([0xaa, 0xbb]);
            wire.WriteZeros(3);
            return wire.Written;
        });

    [Fact]
    public void Constructor_Written_GoesOnBehindIt() => Golden.AssertWrites(Hex.Parse("aabb 0102"), static destination =>
    {
        destination[0] = 0xaa;
        destination[1] = 0xbb;
        var wire = new WireWriter(destination, 2);
        wire.WriteUInt16(0x0102);
        return wire.Written;
    });

    [Fact]
    public void Reserve_Octets_AreTheCallersToFill() => Golden.AssertWrites(Hex.Parse("01 0707 02"), static destination =>
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8(1);
        wire.Reserve(2).Fill(7);
        wire.WriteUInt8(2);
        return wire.Written;
    });

    [Fact]
    public void Patch_Written_IsOverwritten() => Golden.AssertWrites(Hex.Parse("09 0203 04"), static destination =>
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt32(4);
        wire.PatchUInt8(0, 9);
        wire.PatchUInt16(1, 0x0203);
        return wire.Written;
    });

    [Fact]
    public void PatchLength_OctetsBehind_AreCounted() => Golden.AssertWrites(Hex.Parse("05 0003 070707"), static destination =>
    {
        var wire = new WireWriter(destination);
        wire.WriteUInt8(0);
        wire.WriteUInt16(0);
        wire.WriteOctets([7, 7, 7]);
        wire.PatchLength8(0);
        wire.PatchLength16(1);
        return wire.Written;
    });

    [Fact]
    public void Patch_NotWrittenYet_Throws() => Assert.ThrowsAny<ArgumentException>(static () =>
    {
        var wire = new WireWriter(new byte[8]);
        wire.WriteUInt8(0);
        wire.PatchUInt16(0, 1);
    });

    [Theory]
    [InlineData(255, false)]
    [InlineData(256, true)]
    public void PatchLength8_MoreThan255_Throws(int count, bool throws) => Assert.Equal(throws, Record.Exception(() =>
    {
        var wire = new WireWriter(new byte[300]);
        wire.WriteUInt8(0);
        wire.WriteZeros(count);
        wire.PatchLength8(0);
    }) is ArgumentException);

    [Theory]
    [InlineData(65535, false)]
    [InlineData(65536, true)]
    public void PatchLength16_MoreThan65535_Throws(int count, bool throws) => Assert.Equal(throws, Record.Exception(() =>
    {
        var wire = new WireWriter(new byte[70_000]);
        wire.WriteUInt16(0);
        wire.WriteZeros(count);
        wire.PatchLength16(0);
    }) is ArgumentException);

    [Theory]
    [InlineData(-1)]
    [InlineData(256)]
    public void WriteLength8_BeyondAnOctet_Throws(int length) =>
        Assert.Throws<ArgumentException>(() => new WireWriter(new byte[8]).WriteLength8(length));

    [Fact]
    public void Write_TooLittleRoom_ThrowsAndSaysWhatIsNeeded()
    {
        var thrown = Assert.Throws<ArgumentException>(static () =>
        {
            var wire = new WireWriter(new byte[5]);
            wire.WriteUInt32(1);
            wire.WriteUInt32(1);
        });
        Assert.Contains("8", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Reserve_NegativeCount_Throws(int count) =>
        Assert.ThrowsAny<ArgumentException>(() => new WireWriter(new byte[8]).Reserve(count).Length);
}
