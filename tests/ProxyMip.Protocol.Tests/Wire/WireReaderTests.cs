using CsCheck;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Wire;

public sealed class WireReaderTests
{
    private static readonly byte[] s_octets = Hex.Parse("01 0203 04050607 fffffffe 08090a0b0c0d0e0f 0a140001 000067025193 aabb");

    [Fact]
    public void Read_EveryKind_IsBigEndianAndInOrder()
    {
        var wire = new WireReader(s_octets);
        Assert.Equal(0x01, wire.ReadUInt8());
        Assert.Equal(0x0203, wire.ReadUInt16());
        Assert.Equal(0x04050607u, wire.ReadUInt32());
        Assert.Equal(-2, wire.ReadInt32());
        Assert.Equal(0x08090a0b0c0d0e0ful, wire.ReadUInt64());
        Assert.Equal(Ipv4Address.Parse("10.20.0.1"), wire.ReadAddress());
        Assert.Equal(MacAddress.Parse("000067025193"), wire.ReadMac());
        Assert.Equal([0xaa, 0xbb], wire.ReadRest().ToArray());
        Assert.True(wire.Succeeded(out _));
        Assert.Equal((s_octets.Length, 0), (wire.Position, wire.Remaining));
    }

    [Fact]
    public void Read_PastTheEnd_GivesZerosAndKeepsTheFirstFault()
    {
        var wire = new WireReader([1, 2, 3]);
        Assert.Equal(0x0102, wire.ReadUInt16());
        Assert.Equal(0u, wire.ReadUInt32());
        Assert.Equal(0, wire.ReadUInt8()); // one octet is left, but a fault was met
        Assert.Equal(0ul, wire.ReadUInt64());
        Assert.True(wire.ReadRest().IsEmpty);
        Assert.True(wire.ReadMac().IsZero);
        Assert.True(wire.Failed);
        Assert.False(wire.Succeeded(out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 2), fault);
        Assert.Equal((2, 0, true), (wire.Position, wire.Remaining, wire.Unread.IsEmpty));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void ReadOctets_NegativeOrTooMany_IsTruncated(int count)
    {
        var wire = new WireReader([1, 2, 3]);
        Assert.True(wire.ReadOctets(count).IsEmpty);
        Assert.False(wire.Succeeded(out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 0), fault);
    }

    [Fact]
    public void ReadOctets_None_IsNoFault()
    {
        var wire = new WireReader([]);
        Assert.True(wire.ReadOctets(0).IsEmpty);
        Assert.True(wire.Succeeded(out _));
    }

    [Fact]
    public void Constructor_Start_CountsFromTheFirstOctet()
    {
        var wire = new WireReader([1, 2, 3, 4], 3);
        Assert.Equal((3, 1), (wire.Position, wire.Remaining));
        Assert.Equal([4], wire.Unread.ToArray());
        Assert.Equal(4, wire.ReadUInt8());
        Assert.Equal([1, 2, 3, 4], wire.Octets.ToArray());
    }

    [Fact]
    public void Constructor_StartBehindTheEnd_IsTruncated() => Assert.False(new WireReader([1], 2).Succeeded(out _));

    [Fact]
    public void Expect_AnotherValue_IsUnexpectedAtThatOctet()
    {
        var wire = new WireReader([1, 2]);
        wire.Expect(1);
        wire.Expect(1);
        Assert.False(wire.Succeeded(out var fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 1), fault);
    }

    [Fact]
    public void Expect_NothingLeft_IsTruncated()
    {
        var wire = new WireReader([]);
        wire.Expect(0);
        Assert.False(wire.Succeeded(out var fault));
        Assert.Equal(WireFaultKind.Truncated, fault.Kind);
    }

    [Theory]
    [InlineData("02 aabb", WireFaultKind.None)]
    [InlineData("03 aabb", WireFaultKind.Truncated)]
    [InlineData("01 aabb", WireFaultKind.BadLength)]
    [InlineData("00", WireFaultKind.None)]
    [InlineData("", WireFaultKind.Truncated)]
    public void ExpectLength8_Octets_MustBeWhatIsLeft(string octets, WireFaultKind kind)
    {
        var wire = new WireReader(Hex.Parse(octets));
        wire.ExpectLength8();
        _ = wire.Succeeded(out var fault);
        Assert.Equal(new WireFault(kind, 0), fault);
    }

    [Theory]
    [InlineData("0002 aabb", WireFaultKind.None)]
    [InlineData("0103 aabb", WireFaultKind.Truncated)]
    [InlineData("0001 aabb", WireFaultKind.BadLength)]
    [InlineData("00", WireFaultKind.Truncated)]
    public void ExpectLength16_Octets_MustBeWhatIsLeft(string octets, WireFaultKind kind)
    {
        var wire = new WireReader(Hex.Parse(octets));
        wire.ExpectLength16();
        _ = wire.Succeeded(out var fault);
        Assert.Equal(new WireFault(kind, 0), fault);
    }

    [Fact]
    public void ExpectEnd_OctetsLeft_IsBadLengthThere()
    {
        var wire = new WireReader([1, 2]);
        wire.Skip(1);
        wire.ExpectEnd();
        Assert.False(wire.Succeeded(out var fault));
        Assert.Equal(new WireFault(WireFaultKind.BadLength, 1), fault);
    }

    [Fact]
    public void Fail_Twice_KeepsTheFirst()
    {
        var wire = new WireReader([1]);
        wire.Fail(WireFaultKind.ForbiddenValue, 7);
        wire.Fail(WireFaultKind.BadChecksum, 9);
        wire.Require(false, WireFaultKind.BadLength);
        Assert.False(wire.Succeeded(out var fault));
        Assert.Equal(new WireFault(WireFaultKind.ForbiddenValue, 7), fault);
    }

    [Fact]
    public void Within_OuterOffset_IsAddedToAFaultOnly()
    {
        Assert.Equal(new WireFault(WireFaultKind.BadLength, 12), new WireFault(WireFaultKind.BadLength, 2).Within(10));
        Assert.Equal(WireFault.None, WireFault.None.Within(10));
    }

    [Fact]
    public void ToString_Fault_NamesKindAndOctet() => Assert.Equal("Truncated at octet 24", new WireFault(WireFaultKind.Truncated, 24).ToString());

    [Fact]
    public void Read_WhatWasWritten_IsTheSame() =>
        Gen.Select(Gen.Byte, Gen.UShort, Gen.UInt, Gen.Int, Gen.ULong, Gen.ULong[0, 0xffffffffffff], Gen.Byte.Array[0, 50]).Sample(
            (u8, u16, u32, i32, u64, mac, rest) =>
            {
                var octets = Golden.Write(destination =>
                {
                    var writer = new WireWriter(destination);
                    writer.WriteUInt8(u8);
                    writer.WriteUInt16(u16);
                    writer.WriteUInt32(u32);
                    writer.WriteInt32(i32);
                    writer.WriteUInt64(u64);
                    writer.WriteMac(new(mac));
                    writer.WriteOctets(rest);
                    return writer.Written;
                });
                var reader = new WireReader(octets);
                return reader.ReadUInt8() == u8 && reader.ReadUInt16() == u16 && reader.ReadUInt32() == u32 && reader.ReadInt32() == i32
                    && reader.ReadUInt64() == u64 && reader.ReadMac().Value == mac && reader.ReadRest().SequenceEqual(rest) && reader.Succeeded(out _);
            });
}
