using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapHelloTests
{
    private static readonly MapHello s_hello = new()
    {
        Role = MapRole.AccessPoint,
        MinVersion = 1,
        MaxVersion = 1,
        AapListDigest = 0xa3f5dcab5494cb5e,
        ClockMilliseconds = 1772366400000,
    };

    private static readonly MapHelloAck s_ack = new()
    {
        Role = MapRole.Authoritative,
        AapIndex = 1,
        Version = 1,
        AapListDigest = 0xa3f5dcab5494cb5e,
        ClockMilliseconds = 1772366400123,
    };

    private static readonly Gen<MapRole> s_roles = Gen.Enum<MapRole>();

    [Fact]
    public void TryParse_VectorHello_ReadsEveryField()
    {
        Assert.True(MapHello.TryParse(Maps.Vector("smx-hello").Body(), out var hello, out _));
        Assert.Equal(s_hello, hello);
    }

    [Fact]
    public void TryParse_VectorHelloAck_ReadsEveryField()
    {
        Assert.True(MapHelloAck.TryParse(Maps.Vector("smx-hello-ack").Body(), out var ack, out _));
        Assert.Equal(s_ack, ack);
    }

    [Fact]
    public void WriteTo_Hello_GivesTheVector() => Golden.AssertWrites(Maps.Vector("smx-hello").Body(), s_hello.WriteTo);

    [Fact]
    public void WriteTo_HelloAck_GivesTheVector() => Golden.AssertWrites(Maps.Vector("smx-hello-ack").Body(), s_ack.WriteTo);

    [Fact]
    public void TryParse_HelloCutAnywhere_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-hello").Body(), TryParse);

    [Fact]
    public void TryParse_HelloAckCutAnywhere_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-hello-ack").Body(), TryParseAck);

    [Fact]
    public void TryParse_OctetBehindTheBody_IsBadLength()
    {
        Assert.Equal(new(WireFaultKind.BadLength, 24), Golden.FaultOf([.. Maps.Vector("smx-hello").Body(), 0], TryParse));
        Assert.Equal(new(WireFaultKind.BadLength, 24), Golden.FaultOf([.. Maps.Vector("smx-hello-ack").Body(), 0], TryParseAck));
    }

    [Theory]
    [InlineData(0, 0, 0)] // role 0
    [InlineData(0, 3, 0)] // role 3
    [InlineData(2, 2, 3)] // versions 2 to 1
    public void TryParse_HelloOctetForbidden_IsRefusedWhereItStands(int at, byte value, int offset)
    {
        var body = Maps.Vector("smx-hello").Body();
        body[at] = value;
        Assert.Equal(new(WireFaultKind.ForbiddenValue, offset), Golden.FaultOf(body, TryParse));
    }

    [Fact]
    public void TryParse_HelloAckOfNoRole_IsRefused()
    {
        var body = Maps.Vector("smx-hello-ack").Body();
        body[0] = 0;
        Assert.Equal(new(WireFaultKind.ForbiddenValue, 0), Golden.FaultOf(body, TryParseAck));
    }

    [Fact]
    public void WriteTo_AnyHello_ParsesBack() => Gen.Select(s_roles, Gen.Byte, Gen.Byte, Gen.Byte, Gen.UInt, Gen.ULong, Gen.ULong).Sample(
        (role, index, low, more, capabilities, digest, clock) =>
        {
            var hello = new MapHello
            {
                Role = role,
                AapIndex = index,
                MinVersion = low,
                MaxVersion = Math.Max(low, more),
                Capabilities = capabilities,
                AapListDigest = digest,
                ClockMilliseconds = clock,
            };
            return MapHello.TryParse(Golden.Write(hello.WriteTo), out var read, out _) && read == hello;
        });

    [Fact]
    public void WriteTo_AnyHelloAck_ParsesBack() => Gen.Select(s_roles, Gen.Byte, Gen.Byte, Gen.Byte, Gen.UInt, Gen.ULong, Gen.ULong).Sample(
        (role, index, version, status, capabilities, digest, clock) =>
        {
            var ack = new MapHelloAck
            {
                Role = role,
                AapIndex = index,
                Version = version,
                Status = (MapHelloStatus)status, // unknown numbers survive
                Capabilities = capabilities,
                AapListDigest = digest,
                ClockMilliseconds = clock,
            };
            return MapHelloAck.TryParse(Golden.Write(ack.WriteTo), out var read, out _) && read == ack;
        });

    private static bool TryParse(ReadOnlySpan<byte> body, out WireFault fault) => MapHello.TryParse(body, out _, out fault);

    private static bool TryParseAck(ReadOnlySpan<byte> body, out WireFault fault) => MapHelloAck.TryParse(body, out _, out fault);
}
