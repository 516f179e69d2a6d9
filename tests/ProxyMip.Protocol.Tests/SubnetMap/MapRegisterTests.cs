using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapRegisterTests
{
    private static readonly MapRegister s_register = new() { Lifetime = 600 };
    private static readonly MapEntry s_entry = Maps.Row("10.20.0.1", 24, accessPoints: 0);

    [Fact]
    public void TryParse_Vector_ReadsEveryFieldAndEntry()
    {
        Assert.True(MapRegister.TryParse(Maps.Vector("smx-register").Body(), out var register, out var entries, out _));
        Assert.Equal(s_register, register);
        Assert.Equal([s_entry], entries.ToArray());
        Assert.True(register.KnownDigest.IsNone);
    }

    [Fact]
    public void WriteTo_Registration_GivesTheVector() =>
        Golden.AssertWrites(Maps.Vector("smx-register").Body(), body => s_register.WriteTo(body, [s_entry]));

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-register").Body(), TryParse);

    [Fact]
    public void TryParse_OctetBehindTheEntries_IsBadLength() =>
        Assert.Equal(new(WireFaultKind.BadLength, 56), Golden.FaultOf([.. Maps.Vector("smx-register").Body(), 0], TryParse));

    [Theory]
    [InlineData(2, 0, WireFaultKind.BadLength, 48)]        // no entry announced, one there
    [InlineData(2, 2, WireFaultKind.Truncated, 56)]        // two announced
    [InlineData(2, 17, WireFaultKind.ForbiddenValue, 2)]
    [InlineData(48, 0, WireFaultKind.ForbiddenValue, 48)]  // state 0
    [InlineData(48, 4, WireFaultKind.ForbiddenValue, 48)]
    [InlineData(49, 0, WireFaultKind.ForbiddenValue, 49)]  // prefix length 0
    [InlineData(49, 33, WireFaultKind.ForbiddenValue, 49)]
    [Requirement("MAP-029")]
    public void TryParse_OneOctetWrong_ReportsWhereAndWhy(int at, byte value, WireFaultKind kind, int offset)
    {
        var body = Maps.Vector("smx-register").Body();
        body[at] = value;
        Assert.Equal(new(kind, offset), Golden.FaultOf(body, TryParse));
    }

    [Fact]
    [Requirement("MAP-029")]
    public void TryParse_VectorWithPrefixLength33_IsRefused() =>
        Assert.Equal(new(WireFaultKind.ForbiddenValue, 49), Golden.FaultOf(Maps.Vector("smx-bad-entry-prefix").Body(), TryParse));

    [Fact]
    public void TryParse_OtherFlags_AreIgnored()
    {
        var body = Maps.Vector("smx-register").Body();
        body[3] = 0xfe;
        Assert.True(MapRegister.TryParse(body, out var register, out _, out _));
        Assert.Equal(s_register, register);
    }

    [Fact]
    public void WriteTo_SeventeenEntries_IsADefectOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => s_register.WriteTo(new byte[1200], new MapEntry[17]));

    [Fact]
    public void WriteTo_AnyRegistration_ParsesBack() =>
        Gen.Select(Gen.UShort, Gen.UInt, Gen.ULong, Maps.Digests, Maps.Entries.Array[0, 16]).Sample((lifetime, source, generation, digest, rows) =>
        {
            var register = new MapRegister { Lifetime = lifetime, SourceAap = new(source), KnownGeneration = generation, KnownDigest = digest };
            var body = Golden.Write(destination => register.WriteTo(destination, rows));
            return MapRegister.TryParse(body, out var read, out var entries, out _) && read == register && entries.ToArray().SequenceEqual(rows);
        });

    private static bool TryParse(ReadOnlySpan<byte> body, out WireFault fault) => MapRegister.TryParse(body, out _, out _, out fault);
}
