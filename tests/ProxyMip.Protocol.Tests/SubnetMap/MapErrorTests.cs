using System.Text;
using CsCheck;
using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.SubnetMap;

public sealed class MapErrorTests
{
    private static readonly MapError s_error = new()
    {
        Code = MapErrorCode.HelloRequired,
        OffendingType = MapMessageType.Keepalive,
        OffendingTransaction = 20,
    };

    [Fact]
    [Requirement("MAP-028")]
    public void TryParse_Vector_ReadsEveryField()
    {
        Assert.True(MapError.TryParse(Maps.Vector("smx-error-hello-required").Body(), out var error, out var text, out _));
        Assert.Equal(s_error, error);
        Assert.True(text.IsEmpty);
    }

    [Fact]
    [Requirement("MAP-028")]
    public void WriteTo_Error_GivesTheVector() => Golden.AssertWrites(Maps.Vector("smx-error-hello-required").Body(), body => s_error.WriteTo(body));

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated() =>
        Golden.AssertEveryTruncationIsTruncated(Maps.Vector("smx-error-hello-required").Body(), TryParse);

    [Theory]
    [InlineData("0004 0109 00000014", WireFaultKind.ForbiddenValue, 2)]       // a type of 16 bits
    [InlineData("0004 0009 00000014 ff", WireFaultKind.ForbiddenValue, 8)]    // not UTF-8
    [InlineData("0004 0009 00000014 e282", WireFaultKind.ForbiddenValue, 8)]  // a character cut in two
    public void TryParse_WrongBody_ReportsWhereAndWhy(string hex, WireFaultKind kind, int offset) =>
        Assert.Equal(new(kind, offset), Golden.FaultOf(Hex.Parse(hex), TryParse));

    [Fact]
    public void TryParse_65OctetsOfText_IsBadLength()
    {
        var longest = Golden.Write(body => s_error.WriteTo(body, new byte[64]));
        Assert.Equal(WireFault.None, Golden.FaultOf(longest, TryParse));
        Assert.Equal(new(WireFaultKind.BadLength, 72), Golden.FaultOf([.. longest, 0], TryParse));
    }

    [Fact]
    public void WriteTo_65OctetsOfText_IsADefectOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => s_error.WriteTo(new byte[200], new byte[65]));

    [Fact]
    public void WriteTo_AnyError_ParsesBack() => Gen.Select(Gen.UShort, Gen.Byte, Gen.UInt, Gen.String[0, 16]).Sample((code, type, transaction, words) =>
    {
        var error = new MapError { Code = (MapErrorCode)code, OffendingType = (MapMessageType)type, OffendingTransaction = transaction };
        var text = Encoding.UTF8.GetBytes(words);
        var body = Golden.Write(destination => error.WriteTo(destination, text));
        return MapError.TryParse(body, out var read, out var readText, out _) && read == error && readText.SequenceEqual(text);
    });

    private static bool TryParse(ReadOnlySpan<byte> body, out WireFault fault) => MapError.TryParse(body, out _, out _, out fault);
}
