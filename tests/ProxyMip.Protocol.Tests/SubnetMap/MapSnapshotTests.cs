using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapSnapshotTests
{
    private static readonly MapSnapshotRequest s_request = new() { PartsWanted = 16 };
    private static readonly MapSnapshotPart s_part = new() { Generation = 0x69a3ff0000000004, PartCount = 1, TotalRows = 4 };

    // Table 6-1 of the manual in canonical order.
    private static readonly MapEntry[] s_rows =
    [
        Maps.Row("10.3.4.4", 29), Maps.Row("10.10.4.2", 24), Maps.Row("10.10.10.1", 24), Maps.Row("10.12.1.1", 16),
    ];

    [Fact]
    public void TryParse_VectorRequest_ReadsEveryField()
    {
        Assert.True(MapSnapshotRequest.TryParse(Maps.Vector("smx-snapshot-request").Body(), out var request, out _));
        Assert.Equal(s_request, request);
    }

    [Fact]
    public void WriteTo_Request_GivesTheVector() => Golden.AssertWrites(Maps.Vector("smx-snapshot-request").Body(), s_request.WriteTo);

    [Fact]
    public void TryParse_VectorPart_ReadsEveryFieldAndEntry()
    {
        Assert.True(MapSnapshotPart.TryParse(Maps.Vector("smx-snapshot-part").Body(), out var part, out var entries, out _));
        Assert.Equal(s_part, part);
        Assert.Equal(s_rows, entries.ToArray());
    }

    [Fact]
    public void WriteTo_Part_GivesTheVector() => Golden.AssertWrites(Maps.Vector("smx-snapshot-part").Body(), body => s_part.WriteTo(body, s_rows));

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated()
    {
        Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-snapshot-request").Body(), TryParseRequest);
        Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-snapshot-part").Body(), TryParsePart);
    }

    [Fact]
    public void TryParse_OctetBehindTheBody_IsBadLength()
    {
        Assert.Equal(new(WireFaultKind.BadLength, 16), Golden.FaultOf([.. Maps.Vector("smx-snapshot-request").Body(), 0], TryParseRequest));
        Assert.Equal(new(WireFaultKind.BadLength, 52), Golden.FaultOf([.. Maps.Vector("smx-snapshot-part").Body(), 0], TryParsePart));
    }

    [Theory]
    [InlineData(0, 2, 0)]   // scope
    [InlineData(5, 0, 4)]   // no parts wanted
    [InlineData(5, 17, 4)]
    public void TryParse_RequestOctetForbidden_IsRefusedWhereItStands(int at, byte value, int offset)
    {
        var body = Maps.Vector("smx-snapshot-request").Body();
        body[at] = value;
        Assert.Equal(new(WireFaultKind.ForbiddenValue, offset), Golden.FaultOf(body, TryParseRequest));
    }

    [Theory]
    [InlineData(0, 2, WireFaultKind.ForbiddenValue, 0)]   // scope
    [InlineData(3, 3, WireFaultKind.BadLength, 2)]        // three entries where four belong
    [InlineData(13, 1, WireFaultKind.ForbiddenValue, 12)] // part 1 of 1
    [InlineData(15, 0, WireFaultKind.ForbiddenValue, 12)] // part 0 of 0
    [InlineData(15, 2, WireFaultKind.ForbiddenValue, 14)] // two parts for four rows
    [InlineData(19, 5, WireFaultKind.BadLength, 2)]       // five rows, four here
    [InlineData(29, 0, WireFaultKind.ForbiddenValue, 29)] // prefix length 0 in the second entry
    [Requirement("MAP-029")]
    public void TryParse_PartOctetWrong_ReportsWhereAndWhy(int at, byte value, WireFaultKind kind, int offset)
    {
        var body = Maps.Vector("smx-snapshot-part").Body();
        body[at] = value;
        Assert.Equal(new(kind, offset), Golden.FaultOf(body, TryParsePart));
    }

    [Theory]
    [InlineData(0u, 1u)]
    [InlineData(1u, 1u)]
    [InlineData(128u, 1u)]
    [InlineData(129u, 2u)]
    [InlineData(65_536u, 512u)]
    public void PartsOf_Rows_AreCutIntoPartsOf128(uint rows, uint parts)
    {
        Assert.Equal(parts, MapSnapshotPart.PartsOf(rows));
        Assert.Equal(rows, Enumerable.Range(0, (int)parts).Aggregate(0u, (sum, part) => sum + MapSnapshotPart.EntriesIn((uint)part, rows)));
    }

    [Fact]
    [Requirement("MAP-020")]
    public void WriteTo_FullPart_FitsADatagram()
    {
        var part = new MapSnapshotPart { PartCount = 2, TotalRows = 129 };
        var body = Golden.Write(destination => part.WriteTo(destination, Enumerable.Repeat(s_rows[0], 128).ToArray()));
        Assert.InRange(Maps.Sealed(Maps.FromAccessPoint(MapMessageType.SnapshotPart), body).Length, 1, 1200);
    }

    [Fact]
    public void WriteTo_129Entries_IsADefectOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => s_part.WriteTo(new byte[2000], new MapEntry[129]));

    [Fact]
    public void WriteTo_AnyRequest_ParsesBack() => Gen.Select(Gen.Enum<MapScope>(), Gen.UShort, Gen.UShort[1, 16], Gen.ULong).Sample(
        (scope, first, wanted, generation) =>
        {
            var request = new MapSnapshotRequest { Scope = scope, FirstPart = first, PartsWanted = wanted, Generation = generation };
            return MapSnapshotRequest.TryParse(Golden.Write(request.WriteTo), out var read, out _) && read == request;
        });

    [Fact]
    public void WriteTo_AnyPart_ParsesBack() => Gen.Select(Gen.Enum<MapScope>(), Gen.ULong, Gen.UShort[0, 511], Maps.Entries.Array[1, 128]).Sample(
        (scope, generation, number, last) =>
        {
            var part = new MapSnapshotPart
            {
                Scope = scope,
                Generation = generation,
                Part = number,
                PartCount = (ushort)(number + 1),
                TotalRows = (uint)(number * 128 + last.Length),
            };
            var body = Golden.Write(destination => part.WriteTo(destination, last));
            return MapSnapshotPart.TryParse(body, out var read, out var entries, out _) && read == part && entries.ToArray().SequenceEqual(last);
        });

    [Fact]
    public void WriteTo_EmptyTable_IsOneEmptyPart()
    {
        var part = new MapSnapshotPart { PartCount = 1 };
        Assert.True(MapSnapshotPart.TryParse(Golden.Write(body => part.WriteTo(body, [])), out var read, out var entries, out _));
        Assert.Equal((part, 0), (read, entries.Count));
    }

    private static bool TryParseRequest(ReadOnlySpan<byte> body, out WireFault fault) => MapSnapshotRequest.TryParse(body, out _, out fault);

    private static bool TryParsePart(ReadOnlySpan<byte> body, out WireFault fault) => MapSnapshotPart.TryParse(body, out _, out _, out fault);
}
