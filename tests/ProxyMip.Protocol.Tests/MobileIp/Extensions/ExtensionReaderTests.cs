using CsCheck;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class ExtensionReaderTests
{
    public static TheoryData<string, string> Vectors()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in new[] { "requests", "replies", "revocation" })
        {
            foreach (var vector in VectorFile.Load(file).Vectors)
                data.Add(file, vector.Name);
        }
        return data;
    }

    [Theory, MemberData(nameof(Vectors))]
    [Requirement("MSG-004", "MSG-005", "MSG-006", "MSG-007")]
    public void MoveNext_Vector_GivesEveryExtensionWithItsOffsetAndData(string file, string name)
    {
        var vector = VectorFile.Load(file)[name];
        var expected = vector.Fields.GetProperty("extensions").EnumerateArray().ToList();
        var fixedSize = expected.Count > 0 ? expected[0].GetProperty("offset").GetInt32() : vector.Octets.Length;
        var reader = new ExtensionReader(vector.Octets, fixedSize);
        foreach (var item in expected)
        {
            Assert.True(reader.MoveNext());
            var found = reader.Current;
            Assert.Equal(item.GetProperty("type").GetByte(), (byte)found.Type);
            Assert.Equal(item.GetProperty("offset").GetInt32(), found.Offset);
            if (item.TryGetProperty("subtype", out var subtype))
                Assert.Equal(subtype.GetByte(), found.Subtype);
            if (item.TryGetProperty("data_hex", out var data))
                Assert.EndsWith(Hex.Format(found.Data), data.GetString(), StringComparison.Ordinal);
            Assert.Equal(item.GetProperty("length").GetInt32(), LengthField(found));
        }
        Assert.False(reader.MoveNext());
        Assert.True(reader.Succeeded(out _));
    }

    [Fact]
    [Requirement("MSG-008")]
    public void MoveNext_Padding_IsOneOctetEach()
    {
        var reader = new ExtensionReader([0, 0, 200, 1, 7, 0], 0);
        List<(ExtensionType, int, int)> found = [];
        while (reader.MoveNext())
            found.Add((reader.Current.Type, reader.Current.Offset, reader.Current.End));
        Assert.Equal([(ExtensionType.Padding, 0, 1), (ExtensionType.Padding, 1, 2), ((ExtensionType)200, 2, 5), (ExtensionType.Padding, 5, 6)], found);
    }

    [Theory]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(222)]
    [InlineData(255)]
    [Requirement("MSG-003")]
    public void MoveNext_UnknownTypeFrom128_IsReportedAndPassedOver(byte type)
    {
        var reader = new ExtensionReader([type, 2, 8, 9, 130, 0], 0);
        Assert.True(reader.MoveNext());
        Assert.Equal((type, false, ExtensionFormat.Simple), ((byte)reader.Current.Type, reader.Current.IsKnown, reader.Current.Format));
        Assert.True(reader.MoveNext());
        Assert.Equal(ExtensionType.EncapsulatingDeliveryStyle, reader.Current.Type);
    }

    // 16 and 24 are known, but in advertisements: the two number spaces have nothing to do with each other.
    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(46)]
    [InlineData(99)]
    [InlineData(127)]
    [Requirement("MSG-002", "IRDP-089")]
    public void MoveNext_UnknownTypeBelow128_EndsTheWalkAtItsTypeOctet(byte type)
    {
        var reader = new ExtensionReader([0, type, 0, 130, 0], 0);
        Assert.True(reader.MoveNext());
        Assert.False(reader.MoveNext());
        Assert.False(reader.Succeeded(out var fault));
        Assert.Equal(new WireFault(WireFaultKind.UnknownExtension, 1), fault);
        Assert.False(reader.MoveNext());
    }

    [Theory]
    [InlineData("83", 1)] // no length
    [InlineData("83 03 6162", 2)] // runs past the end
    [InlineData("30 00", 2)] // long: no length
    [InlineData("30 00 0004 000010", 4)]
    [InlineData("93 02 04", 3)] // short: data missing
    [InlineData("93 02", 2)] // short: subtype missing
    public void MoveNext_ExtensionPastTheEnd_IsTruncated(string octets, int offset)
    {
        var reader = new ExtensionReader(Hex.Parse(octets), 0);
        Assert.False(reader.MoveNext());
        Assert.False(reader.Succeeded(out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, offset), fault);
    }

    [Theory]
    [InlineData("20 03 000001")] // no room for an SPI
    [InlineData("21 00")]
    [InlineData("22 02 0001")]
    [InlineData("24 01 0013 00000400 000102030405060708090a0b0c0d0e")] // Mobile-AAA below 20
    [InlineData("24 02 0003 000004")]
    public void MoveNext_AuthenticationTooShort_IsBadLengthAtItsTypeOctet(string octets)
    {
        var reader = new ExtensionReader(Hex.Parse(octets), 0);
        Assert.False(reader.MoveNext());
        Assert.False(reader.Succeeded(out var fault));
        Assert.Equal(new WireFault(WireFaultKind.BadLength, 0), fault);
    }

    [Theory]
    [InlineData(36)]
    [InlineData(37)]
    [InlineData(38)]
    [InlineData(47)]
    [InlineData(48)]
    [Requirement("MSG-006")]
    public void MoveNext_LongType_HasSubtypeThen16BitLength(byte type)
    {
        byte[] datagram = [type, 3, 1, 4, .. new byte[260], 130, 0];
        var reader = new ExtensionReader(datagram, 0);
        Assert.True(reader.MoveNext());
        Assert.Equal((ExtensionFormat.LongFormat, 3, 260), (reader.Current.Format, (int)reader.Current.Subtype, reader.Current.Data.Length));
        Assert.True(reader.MoveNext());
        Assert.Equal(264, reader.Current.Offset);
    }

    [Theory]
    [InlineData(44)]
    [InlineData(45)]
    [InlineData(136)]
    [InlineData(139)]
    [InlineData(144)]
    [InlineData(145)]
    [InlineData(147)]
    [Requirement("MSG-007")]
    public void MoveNext_ShortType_CountsTheSubtypeInItsLength(byte type)
    {
        var reader = new ExtensionReader([type, 3, 9, 1, 2, 130, 0], 0);
        Assert.True(reader.MoveNext());
        Assert.Equal((ExtensionFormat.ShortFormat, 9, 2), (reader.Current.Format, (int)reader.Current.Subtype, reader.Current.Data.Length));
        Assert.True(reader.MoveNext());
        Assert.Equal(5, reader.Current.Offset);
    }

    [Fact]
    public void MoveNext_ShortTypeOfLength0_IsLeftToItsOwnParser()
    {
        var reader = new ExtensionReader([144, 0, 130, 0], 0);
        Assert.True(reader.MoveNext());
        Assert.Equal((0, 2), (reader.Current.Data.Length, reader.Current.End));
    }

    [Theory]
    [InlineData("8b 01 0004 0a1e0001 8200", ExtensionFormat.LongFormat, 1)]
    [InlineData("8b 02 0004 0a1e0001 8200", ExtensionFormat.LongFormat, 2)]
    [InlineData("8b 05 01 0a1e0001 8200", ExtensionFormat.ShortFormat, 1)]
    public void MoveNext_DynamicHomeAgent_IsReadInBothLayouts(string octets, ExtensionFormat format, byte subtype)
    {
        var reader = new ExtensionReader(Hex.Parse(octets), 0);
        Assert.True(reader.MoveNext());
        Assert.Equal((format, subtype, "0a1e0001"), (reader.Current.Format, reader.Current.Subtype, Hex.Format(reader.Current.Data)));
        Assert.True(reader.MoveNext());
        Assert.Equal(ExtensionType.EncapsulatingDeliveryStyle, reader.Current.Type);
    }

    [Fact]
    public void Constructor_FixedPartMissing_IsTruncated()
    {
        var reader = new ExtensionReader([1, 2, 3], 24);
        Assert.False(reader.MoveNext());
        Assert.False(reader.Succeeded(out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 0), fault);
    }

    [Fact]
    [Requirement("MSG-065", "MSG-004")]
    public void MoveNext_AnyOctets_EndsAndNeverLeavesTheDatagram() => Gen.Byte.Array[0, 400].Sample(datagram =>
    {
        var reader = new ExtensionReader(datagram, 0);
        var end = 0;
        while (reader.MoveNext())
        {
            if (reader.Current.Offset != end || reader.Current.End <= end || reader.Current.Preceding.Length != end)
                return false;
            end = reader.Current.End;
        }
        return reader.Succeeded(out var fault) ? end == datagram.Length : fault.Offset >= end && fault.Offset <= datagram.Length;
    });

    private static int LengthField(Extension extension) => extension.Format == ExtensionFormat.ShortFormat
        ? extension.Data.Length + 1
        : extension.Data.Length;
}
