using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapGoodbyeTests
{
    private static readonly byte[] s_body = Hex.Parse("02 000000");

    [Fact]
    public void TryParse_Vector_ReadsTheReason()
    {
        Assert.True(MapGoodbye.TryParse(Maps.Vector("smx-goodbye").Body(), out var goodbye, out _));
        Assert.Equal(MapGoodbyeReason.Disabled, goodbye.Reason);
    }

    [Fact]
    public void WriteTo_Goodbye_GivesTheVector() =>
        Golden.AssertWrites(Maps.Vector("smx-goodbye").Body(), new MapGoodbye { Reason = MapGoodbyeReason.Disabled }.WriteTo);

    [Fact]
    public void WriteTo_GoodbyeAck_CopiesTheBody() =>
        Golden.AssertWrites(s_body, new MapGoodbyeAck { Reason = MapGoodbyeReason.Disabled }.WriteTo);

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated()
    {
        Golden.AssertEveryTruncationIsTruncated(s_body, TryParse);
        Golden.AssertEveryTruncationIsTruncated(s_body, TryParseAck);
    }

    [Fact]
    public void TryParse_OctetBehindTheBody_IsBadLength()
    {
        Assert.Equal(new(WireFaultKind.BadLength, 4), Golden.FaultOf([.. s_body, 0], TryParse));
        Assert.Equal(new(WireFaultKind.BadLength, 4), Golden.FaultOf([.. s_body, 0], TryParseAck));
    }

    [Fact]
    public void WriteTo_AnyReason_ParsesBack() => Gen.Byte.Sample(number =>
    {
        var reason = (MapGoodbyeReason)number;
        return MapGoodbye.TryParse(Golden.Write(new MapGoodbye { Reason = reason }.WriteTo), out var goodbye, out _) && goodbye.Reason == reason
            && MapGoodbyeAck.TryParse(Golden.Write(new MapGoodbyeAck { Reason = reason }.WriteTo), out var ack, out _) && ack.Reason == reason;
    });

    private static bool TryParse(ReadOnlySpan<byte> body, out WireFault fault) => MapGoodbye.TryParse(body, out _, out fault);

    private static bool TryParseAck(ReadOnlySpan<byte> body, out WireFault fault) => MapGoodbyeAck.TryParse(body, out _, out fault);
}
