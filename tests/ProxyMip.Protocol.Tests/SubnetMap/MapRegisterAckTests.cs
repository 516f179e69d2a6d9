using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapRegisterAckTests
{
    private static readonly MapRegisterAck s_ack = new()
    {
        Next = MapNextStep.AskForSnapshot,
        GrantedLifetime = 600,
        RowCount = 4,
        Generation = 0x69a3ff0000000004,
        Digest = Maps.Digest("9ac3496e306581eb4cbed7c464089d156ce3cad061262a2183e790fee1cf5b84"),
    };

    [Fact]
    public void TryParse_Vector_ReadsEveryField()
    {
        Assert.True(MapRegisterAck.TryParse(Maps.Vector("smx-register-ack").Body(), out var ack, out _));
        Assert.Equal(s_ack, ack);
    }

    [Fact]
    public void WriteTo_Ack_GivesTheVector() => Golden.AssertWrites(Maps.Vector("smx-register-ack").Body(), s_ack.WriteTo);

    [Fact]
    public void WriteTo_KeepaliveAck_HasTheSameLayout() => Golden.AssertWrites(Maps.Vector("smx-register-ack").Body(), KeepaliveOf(s_ack).WriteTo);

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated()
    {
        Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-register-ack").Body(), TryParse);
        Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-register-ack").Body(), TryParseKeepalive);
    }

    [Fact]
    public void TryParse_OctetBehindTheBody_IsBadLength()
    {
        Assert.Equal(new(WireFaultKind.BadLength, 48), Golden.FaultOf([.. Maps.Vector("smx-register-ack").Body(), 0], TryParse));
        Assert.Equal(new(WireFaultKind.BadLength, 48), Golden.FaultOf([.. Maps.Vector("smx-register-ack").Body(), 0], TryParseKeepalive));
    }

    [Fact]
    public void WriteTo_AnyAck_ParsesBack() =>
        Gen.Select(Gen.Byte, Gen.Byte, Gen.UShort, Gen.UInt, Gen.ULong, Maps.Digests).Sample((status, next, lifetime, rows, generation, digest) =>
        {
            var ack = new MapRegisterAck
            {
                Status = (MapRegisterStatus)status,
                Next = (MapNextStep)next,
                GrantedLifetime = lifetime,
                RowCount = rows,
                Generation = generation,
                Digest = digest,
            };
            var keepalive = KeepaliveOf(ack);
            return MapRegisterAck.TryParse(Golden.Write(ack.WriteTo), out var read, out _) && read == ack
                && MapKeepaliveAck.TryParse(Golden.Write(keepalive.WriteTo), out var readKeepalive, out _) && readKeepalive == keepalive;
        });

    private static MapKeepaliveAck KeepaliveOf(MapRegisterAck ack) => new()
    {
        Status = ack.Status,
        Next = ack.Next,
        GrantedLifetime = ack.GrantedLifetime,
        RowCount = ack.RowCount,
        Generation = ack.Generation,
        Digest = ack.Digest,
    };

    private static bool TryParse(ReadOnlySpan<byte> body, out WireFault fault) => MapRegisterAck.TryParse(body, out _, out fault);

    private static bool TryParseKeepalive(ReadOnlySpan<byte> body, out WireFault fault) => MapKeepaliveAck.TryParse(body, out _, out fault);
}
