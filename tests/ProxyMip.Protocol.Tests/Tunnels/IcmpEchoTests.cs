using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class IcmpEchoTests
{
    // Sum of the words: 0800 + 1234 + 0001 + 6162 = 7b97, complement 8468.
    private static readonly byte[] s_request = Hex.Parse("08 00 | 84 68 | 12 34 | 00 01 | 61 62");
    private static readonly IcmpEcho s_echo = new() { Identifier = 0x1234, SequenceNumber = 1 };

    [Fact]
    public void TryParse_GoldenOctets_ReadsEveryField()
    {
        Assert.True(IcmpEcho.TryParse(s_request, out var echo, out _));
        Assert.Equal(s_echo, echo);
        Assert.Equal("ab"u8.ToArray(), IcmpEcho.DataOf(s_request).ToArray());
    }

    [Fact]
    public void WriteTo_GoldenEcho_GivesTheOctets() => Golden.AssertWrites(s_request, destination => s_echo.WriteTo(destination, "ab"u8));

    [Fact]
    public void ToReply_OfARequest_ChangesTheTypeOnly() =>
        Golden.AssertWrites(Hex.Parse("00 00 8c 68 1234 0001 6162"), destination => s_echo.ToReply().WriteTo(destination, "ab"u8));

    [Theory]
    [InlineData(0, 13, WireFaultKind.UnexpectedValue, 0)]
    [InlineData(1, 1, WireFaultKind.UnexpectedValue, 1)]
    [InlineData(9, 0, WireFaultKind.BadChecksum, 2)]
    public void TryParse_OneOctetWrong_ReportsWhereAndWhy(int at, byte value, WireFaultKind kind, int offset)
    {
        var message = (byte[])s_request.Clone();
        message[at] = value;
        Assert.Equal(new(kind, offset), Golden.FaultOf(message, TryParse));
    }

    [Fact]
    public void TryParse_CutInTheFixedPart_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(s_request[..8], TryParse);

    [Fact]
    public void WriteTo_AnyEcho_ParsesBack() =>
        Gen.Select(Gen.Bool, Gen.UShort, Gen.UShort, Gen.Byte.Array[0, 99]).Sample((isReply, identifier, number, data) =>
        {
            var echo = new IcmpEcho { IsReply = isReply, Identifier = identifier, SequenceNumber = number };
            var message = Golden.Write(destination => echo.WriteTo(destination, data));
            return IcmpEcho.TryParse(message, out var read, out _) && read == echo && IcmpEcho.DataOf(message).SequenceEqual(data);
        });

    [Fact]
    public void TryParse_AnyOctets_NeverThrows() =>
        Gen.Byte.Array[0, 30].Sample(octets => IcmpEcho.TryParse(octets, out _, out var fault) != fault.IsFault);

    private static bool TryParse(ReadOnlySpan<byte> octets, out WireFault fault) => IcmpEcho.TryParse(octets, out _, out fault);
}
