using System.Globalization;
using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapHeaderTests
{
    public static TheoryData<string> Accepted => VectorFile.Names("subnetmap", vector => vector.Expect.GetProperty("outcome").GetString() == "accept");

    [Theory, MemberData(nameof(Accepted))]
    public void TryParse_Vector_ReadsEveryField(string name)
    {
        var vector = Maps.Vector(name);
        Assert.True(MapHeader.TryParse(vector.Octets, out var header, out var fault), fault.ToString());
        Assert.Equal(vector.Fields.GetProperty("type").GetByte(), (byte)header.Type);
        Assert.Equal(vector.Fields.GetProperty("flags").GetString(), "0x" + ((ushort)header.Bits).ToString("x4", CultureInfo.InvariantCulture));
        Assert.Equal(vector.Fields.GetProperty("key_id").GetUInt16(), header.KeyId);
        Assert.Equal(vector.Fields.GetProperty("sender").GetString(), header.Sender.ToString());
        Assert.Equal(vector.Fields.GetProperty("receiver").GetString(), header.Receiver.ToString());
        Assert.Equal(Maps.Hex64(vector.Fields, "sender_epoch"), header.SenderEpoch.Value);
        Assert.Equal(Maps.Hex64(vector.Fields, "receiver_epoch"), header.ReceiverEpoch.Value);
        Assert.Equal(vector.Fields.GetProperty("sequence").GetUInt64(), header.Sequence);
        Assert.Equal(vector.Fields.GetProperty("transaction").GetUInt32(), header.Transaction);
        Assert.Equal(vector.Octets.Length, header.Length);
    }

    [Theory, MemberData(nameof(Accepted))]
    public void WriteTo_HeaderRead_GivesTheOctets(string name)
    {
        var octets = Maps.Vector(name).Octets;
        Assert.True(MapHeader.TryParse(octets, out var header, out _));
        Golden.AssertWrites(octets[..MapHeader.FixedSize], header.WriteTo);
    }

    [Theory]
    [InlineData(0, WireFaultKind.UnexpectedValue, 0)]  // magic
    [InlineData(3, WireFaultKind.UnexpectedValue, 0)]
    [InlineData(4, WireFaultKind.UnexpectedValue, 4)]  // version
    [InlineData(8, WireFaultKind.BadLength, 8)]
    [InlineData(9, WireFaultKind.BadLength, 8)]
    public void TryParse_OneOctetWrong_ReportsWhereAndWhy(int at, WireFaultKind kind, int offset)
    {
        var datagram = (byte[])Maps.Vector("smx-hello").Octets.Clone();
        datagram[at] ^= 0x20;
        Assert.Equal(new(kind, offset), Golden.FaultOf(datagram, TryParse));
    }

    [Fact]
    [Requirement("MAP-031")]
    public void TryParse_UnknownBits_AreIgnored()
    {
        var datagram = (byte[])Maps.Vector("smx-snapshot-part").Octets.Clone();
        datagram[6] = 0x80;
        datagram[7] = 0xff;
        Assert.True(MapHeader.TryParse(datagram, out var header, out _));
        Assert.Equal(MapBits.Authoritative | MapBits.Last, header.Bits);
    }

    [Fact]
    public void TryParse_CutAnywhere_IsAFault()
    {
        var datagram = Maps.Vector("smx-hello").Octets;
        for (var length = 0; length < datagram.Length; length++)
            Assert.Equal(length < 10 ? WireFaultKind.Truncated : WireFaultKind.BadLength, Golden.FaultOf(datagram[..length], TryParse).Kind);
    }

    [Fact]
    public void TryParse_RoomForTheTrailerMissing_IsTruncated()
    {
        var header = new MapHeader { Length = 79 };
        Assert.Equal(new(WireFaultKind.Truncated, 79), Golden.FaultOf([.. Golden.Write(header.WriteTo), .. new byte[31]], TryParse));
    }

    [Fact]
    [Requirement("MAP-020")]
    public void TryParse_LongerThan1200Octets_IsRefused()
    {
        var header = new MapHeader { Length = 1201 };
        Assert.Equal(new(WireFaultKind.BadLength, 8), Golden.FaultOf([.. Golden.Write(header.WriteTo), .. new byte[1153]], TryParse));
    }

    [Fact]
    public void WriteTo_AnyHeader_ParsesBack() => Gen.Select(Maps.Headers, Gen.UShort[80, 1200]).Sample((header, length) =>
    {
        var full = header with { Length = length };
        byte[] datagram = [.. Golden.Write(full.WriteTo), .. new byte[length - MapHeader.FixedSize]];
        return MapHeader.TryParse(datagram, out var read, out _) && read == full;
    });

    [Fact]
    public void TryParse_AnyOctets_NeverThrows() =>
        Gen.Byte.Array[0, 200].Sample(octets => MapHeader.TryParse(octets, out _, out var fault) != fault.IsFault);

    private static bool TryParse(ReadOnlySpan<byte> octets, out WireFault fault) => MapHeader.TryParse(octets, out _, out fault);
}
