using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapDeltaTests
{
    private static readonly MapDelta s_delta = new() { FromGeneration = 0x69a3ff0000000004, ToGeneration = 0x69a3ff0000000006 };

    private static readonly MapChange[] s_changes =
    [
        MapChange.Upsert(Maps.Row("10.20.0.1", 24, accessPoints: 1)),
        MapChange.Remove(new(Ipv4Address.Parse("10.12.1.1"), 16)),
    ];

    [Fact]
    public void TryParse_Vector_ReadsEveryFieldAndChange()
    {
        Assert.True(MapDelta.TryParse(Maps.Vector("smx-delta").Body(), out var delta, out var changes, out _));
        Assert.Equal(s_delta, delta);
        Assert.Equal(s_changes, changes.ToArray());
    }

    [Fact]
    public void WriteTo_Delta_GivesTheVector() => Golden.AssertWrites(Maps.Vector("smx-delta").Body(), body => s_delta.WriteTo(body, s_changes));

    [Fact]
    public void TryParse_VectorAck_ReadsEveryField()
    {
        Assert.True(MapDeltaAck.TryParse(Maps.Vector("smx-delta-ack").Body(), out var ack, out _));
        Assert.Equal(new() { GenerationHeld = 0x69a3ff0000000006 }, ack);
    }

    [Fact]
    public void WriteTo_Ack_GivesTheVector() =>
        Golden.AssertWrites(Maps.Vector("smx-delta-ack").Body(), new MapDeltaAck { GenerationHeld = 0x69a3ff0000000006 }.WriteTo);

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated()
    {
        Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-delta").Body(), TryParse);
        Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-delta-ack").Body(), TryParseAck);
    }

    [Fact]
    public void TryParse_OctetBehindTheBody_IsBadLength()
    {
        Assert.Equal(new(WireFaultKind.BadLength, 36), Golden.FaultOf([.. Maps.Vector("smx-delta").Body(), 0], TryParse));
        Assert.Equal(new(WireFaultKind.BadLength, 16), Golden.FaultOf([.. Maps.Vector("smx-delta-ack").Body(), 0], TryParseAck));
    }

    [Theory]
    [InlineData(0, 2, WireFaultKind.ForbiddenValue, 0)]     // scope
    [InlineData(3, 129, WireFaultKind.ForbiddenValue, 2)]
    [InlineData(3, 1, WireFaultKind.BadLength, 28)]         // one change announced, two there
    [InlineData(3, 3, WireFaultKind.Truncated, 36)]
    [InlineData(19, 3, WireFaultKind.ForbiddenValue, 12)]   // to generation 3 from 4
    [InlineData(20, 0x01, WireFaultKind.ForbiddenValue, 20)] // operation 0
    [InlineData(20, 0x31, WireFaultKind.ForbiddenValue, 20)] // operation 3
    [InlineData(20, 0x10, WireFaultKind.ForbiddenValue, 20)] // put in with state 0
    [InlineData(20, 0x14, WireFaultKind.ForbiddenValue, 20)]
    [InlineData(21, 33, WireFaultKind.ForbiddenValue, 21)]
    [InlineData(29, 0, WireFaultKind.ForbiddenValue, 29)]   // prefix length 0 of the row taken out
    [Requirement("MAP-029")]
    public void TryParse_OneOctetWrong_ReportsWhereAndWhy(int at, byte value, WireFaultKind kind, int offset)
    {
        var body = Maps.Vector("smx-delta").Body();
        body[at] = value;
        Assert.Equal(new(kind, offset), Golden.FaultOf(body, TryParse));
    }

    [Fact]
    public void TryParse_AckOfAnUnknownScope_IsRefused()
    {
        var body = Maps.Vector("smx-delta-ack").Body();
        body[0] = 9;
        Assert.Equal(new(WireFaultKind.ForbiddenValue, 0), Golden.FaultOf(body, TryParseAck));
    }

    [Fact]
    [Requirement("MAP-020")]
    public void WriteTo_LargestDelta_FitsADatagram()
    {
        var body = Golden.Write(destination => s_delta.WriteTo(destination, Enumerable.Repeat(s_changes[0], 128).ToArray()));
        Assert.InRange(Maps.Sealed(Maps.FromAccessPoint(MapMessageType.Delta), body).Length, 1, 1200);
    }

    [Fact]
    public void WriteTo_129Changes_IsADefectOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => s_delta.WriteTo(new byte[2000], new MapChange[129]));

    [Fact]
    public void WriteTo_AnyDelta_ParsesBack() =>
        Gen.Select(Gen.Enum<MapScope>(), Gen.UInt, Gen.ULong, Maps.Changes.Array[0, 128]).Sample((scope, from, more, changes) =>
        {
            var delta = new MapDelta { Scope = scope, FromGeneration = from, ToGeneration = Math.Max(from, more) };
            var body = Golden.Write(destination => delta.WriteTo(destination, changes));
            return MapDelta.TryParse(body, out var read, out var list, out _) && read == delta && list.ToArray().SequenceEqual(changes);
        });

    [Fact]
    public void WriteTo_AnyAck_ParsesBack() => Gen.Select(Gen.Enum<MapScope>(), Gen.Byte, Gen.ULong).Sample((scope, status, generation) =>
    {
        var ack = new MapDeltaAck { Scope = scope, Status = (MapDeltaStatus)status, GenerationHeld = generation };
        return MapDeltaAck.TryParse(Golden.Write(ack.WriteTo), out var read, out _) && read == ack;
    });

    [Fact]
    public void Entry_OfARowPutIn_IsTheRow() => Assert.Equal(Maps.Row("10.20.0.1", 24, accessPoints: 1), s_changes[0].Entry);

    private static bool TryParse(ReadOnlySpan<byte> body, out WireFault fault) => MapDelta.TryParse(body, out _, out _, out fault);

    private static bool TryParseAck(ReadOnlySpan<byte> body, out WireFault fault) => MapDeltaAck.TryParse(body, out _, out fault);
}
