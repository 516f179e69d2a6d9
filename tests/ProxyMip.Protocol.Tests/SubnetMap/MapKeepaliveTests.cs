using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapKeepaliveTests
{
    private static readonly MapKeepalive s_keepalive = new()
    {
        SourceAap = Maps.Aap,
        KnownGeneration = 0x69a3ff0000000004,
        KnownDigest = Maps.Digest("9ac3496e306581eb4cbed7c464089d156ce3cad061262a2183e790fee1cf5b84"),
    };

    [Fact]
    public void TryParse_Vector_ReadsEveryField()
    {
        Assert.True(MapKeepalive.TryParse(Maps.Vector("smx-keepalive").Body(), out var keepalive, out _));
        Assert.Equal(s_keepalive, keepalive);
    }

    [Fact]
    public void WriteTo_Keepalive_GivesTheVector() => Golden.AssertWrites(Maps.Vector("smx-keepalive").Body(), s_keepalive.WriteTo);

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-keepalive").Body(), TryParse);

    [Fact]
    public void TryParse_OctetBehindTheBody_IsBadLength() =>
        Assert.Equal(new(WireFaultKind.BadLength, 48), Golden.FaultOf([.. Maps.Vector("smx-keepalive").Body(), 0], TryParse));

    [Fact]
    public void WriteTo_AnyKeepalive_ParsesBack() => Gen.Select(Gen.UInt, Gen.ULong, Maps.Digests).Sample((source, generation, digest) =>
    {
        var keepalive = new MapKeepalive { SourceAap = new(source), KnownGeneration = generation, KnownDigest = digest };
        return MapKeepalive.TryParse(Golden.Write(keepalive.WriteTo), out var read, out _) && read == keepalive;
    });

    private static bool TryParse(ReadOnlySpan<byte> body, out WireFault fault) => MapKeepalive.TryParse(body, out _, out fault);
}
