using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapDigestTests
{
    private static readonly MapDigest s_digest = new()
    {
        ClaimGeneration = 0x69a3ff0000000006,
        ClaimCount = 2,
        MergedCount = 4,
        ClaimDigest = Maps.Digest("0fc22821aea1648c80ccb1e747cd5694cc214d0eadb6135b4f79966a6ed2a050"),
        MergedDigest = Maps.Digest("9ac3496e306581eb4cbed7c464089d156ce3cad061262a2183e790fee1cf5b84"),
        HeldGeneration = 0x69a3fe0000000001,
    };

    [Fact]
    public void TryParse_Vector_ReadsEveryField()
    {
        Assert.True(MapDigest.TryParse(Maps.Vector("smx-digest").Body(), out var digest, out _));
        Assert.Equal(s_digest, digest);
    }

    [Fact]
    public void WriteTo_Digest_GivesTheVector() => Golden.AssertWrites(Maps.Vector("smx-digest").Body(), s_digest.WriteTo);

    [Fact]
    public void WriteTo_DigestAck_HasTheSameLayout() => Golden.AssertWrites(Maps.Vector("smx-digest").Body(), AckOf(s_digest).WriteTo);

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated()
    {
        Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-digest").Body(), TryParse);
        Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-digest").Body(), TryParseAck);
    }

    [Fact]
    public void TryParse_OctetBehindTheBody_IsBadLength()
    {
        Assert.Equal(new(WireFaultKind.BadLength, 88), Golden.FaultOf([.. Maps.Vector("smx-digest").Body(), 0], TryParse));
        Assert.Equal(new(WireFaultKind.BadLength, 88), Golden.FaultOf([.. Maps.Vector("smx-digest").Body(), 0], TryParseAck));
    }

    [Fact]
    public void WriteTo_AnyDigest_ParsesBack() => Gen.Select(Gen.ULong, Gen.UInt, Gen.UInt, Maps.Digests, Maps.Digests, Gen.ULong).Sample(
        (generation, claims, merged, claimDigest, mergedDigest, held) =>
        {
            var digest = new MapDigest
            {
                ClaimGeneration = generation,
                ClaimCount = claims,
                MergedCount = merged,
                ClaimDigest = claimDigest,
                MergedDigest = mergedDigest,
                HeldGeneration = held,
            };
            var ack = AckOf(digest);
            return MapDigest.TryParse(Golden.Write(digest.WriteTo), out var read, out _) && read == digest
                && MapDigestAck.TryParse(Golden.Write(ack.WriteTo), out var readAck, out _) && readAck == ack;
        });

    private static MapDigestAck AckOf(MapDigest digest) => new()
    {
        ClaimGeneration = digest.ClaimGeneration,
        ClaimCount = digest.ClaimCount,
        MergedCount = digest.MergedCount,
        ClaimDigest = digest.ClaimDigest,
        MergedDigest = digest.MergedDigest,
        HeldGeneration = digest.HeldGeneration,
    };

    private static bool TryParse(ReadOnlySpan<byte> body, out WireFault fault) => MapDigest.TryParse(body, out _, out fault);

    private static bool TryParseAck(ReadOnlySpan<byte> body, out WireFault fault) => MapDigestAck.TryParse(body, out _, out fault);
}
