using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class UdpTunnelDataTests
{
    private static readonly byte[] s_golden = Hex.Parse("04 | 2f | 0000"); // GRE follows

    [Fact]
    public void WriteTo_NextHeader_GivesTheGoldenOctets() =>
        Golden.AssertWrites(s_golden, static destination => new UdpTunnelData { NextHeader = 47 }.WriteTo(destination));

    [Fact]
    public void TryParse_ReservedOctetsSet_PassesOverThem()
    {
        Assert.True(UdpTunnelData.TryParse([4, 47, 0xff, 0xff, 1, 2, 3], out var header, out _));
        Assert.Equal(47, header.NextHeader);
    }

    [Fact]
    public void TryParse_AnyHeaderWritten_IsTheSame() => Gen.Byte.Sample(next =>
    {
        var header = new UdpTunnelData { NextHeader = next };
        var octets = Golden.Write(destination => header.WriteTo(destination));
        return UdpTunnelData.TryParse(octets, out var read, out _) && read == header;
    });

    [Fact]
    public void TryParse_EveryTruncation_IsTruncated() =>
        Golden.AssertEveryTruncationIsTruncated(s_golden, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            UdpTunnelData.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_ARegistrationRequest_IsUnexpectedAtOctet0()
    {
        Assert.False(UdpTunnelData.TryParse([1, 4, 0, 0], out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), fault);
    }
}
