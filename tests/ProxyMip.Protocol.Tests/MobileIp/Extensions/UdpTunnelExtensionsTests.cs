using CsCheck;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class UdpTunnelExtensionsTests
{
    // From the vectors rrq-udp-tunnel and rrp-udp-tunnel.
    private static readonly byte[] s_requestOctets = Hex.Parse("90 06 | 00 00 | 80 | 04 | 0000");
    private static readonly byte[] s_replyOctets = Hex.Parse("2c 06 | 00 00 | 8000 | 006e");

    private static readonly UdpTunnelRequestExtension s_request = new() { Bits = UdpTunnelBits.Force, Encapsulation = TunnelEncapsulation.IpInIp };
    private static readonly UdpTunnelReplyExtension s_reply = new() { IsForced = true, KeepaliveInterval = 110 };

    [Fact]
    public void WriteTo_Request_GivesTheGoldenOctets() => Golden.AssertWrites(s_requestOctets, static destination => s_request.WriteTo(destination));

    [Fact]
    public void WriteTo_Reply_GivesTheGoldenOctets() => Golden.AssertWrites(s_replyOctets, static destination => s_reply.WriteTo(destination));

    [Fact]
    public void TryParse_AnyRequestWritten_IsTheSame() => Gen.Select(Gen.Bool, Gen.Bool, Gen.Byte).Sample((force, required, encapsulation) =>
    {
        var request = new UdpTunnelRequestExtension
        {
            Bits = (force ? UdpTunnelBits.Force : 0) | (required ? UdpTunnelBits.RegistrationRequired : 0),
            Encapsulation = (TunnelEncapsulation)encapsulation,
        };
        var octets = Golden.Write(destination => request.WriteTo(destination));
        return octets.Length == UdpTunnelRequestExtension.Size && UdpTunnelRequestExtension.TryParse(octets, out var read, out _) && read == request;
    });

    [Fact]
    public void TryParse_AnyReplyWritten_IsTheSame() => Gen.Select(Gen.Byte, Gen.Bool, Gen.UShort).Sample((code, forced, keepalive) =>
    {
        var reply = new UdpTunnelReplyExtension { ReplyCode = code, IsForced = forced, KeepaliveInterval = keepalive };
        var octets = Golden.Write(destination => reply.WriteTo(destination));
        return octets.Length == UdpTunnelReplyExtension.Size && UdpTunnelReplyExtension.TryParse(octets, out var read, out _) && read == reply;
    });

    [Theory]
    [InlineData(0, true)]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(255, false)]
    public void IsGranted_ReplyCode_IsBelow64(byte code, bool expected) => Assert.Equal(expected, (s_reply with { ReplyCode = code }).IsGranted);

    [Fact]
    public void TryParse_RequestWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesAllButOneLength(s_requestOctets, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            UdpTunnelRequestExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_ReplyWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesAllButOneLength(s_replyOctets, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            UdpTunnelReplyExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_RequestWithReservedOctetsAtTheEnd_IsForbidden()
    {
        Assert.False(UdpTunnelRequestExtension.TryParse(Hex.Parse("9006 0000 8004 0001"), out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.ForbiddenValue, 6), fault);
    }

    [Fact]
    public void TryParse_AnotherSubtype_IsUnexpected()
    {
        Assert.False(UdpTunnelRequestExtension.TryParse(Hex.Parse("9006 0100 8004 0000"), out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 2), fault);
        Assert.False(UdpTunnelReplyExtension.TryParse(Hex.Parse("2c06 0100 8000 006e"), out _, out fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 2), fault);
    }

    [Fact]
    public void TryParse_ReservedBits_ArePassedOver()
    {
        Assert.True(UdpTunnelRequestExtension.TryParse(Hex.Parse("9006 00ff bf04 0000"), out var request, out _));
        Assert.Equal(s_request, request);
        Assert.True(UdpTunnelReplyExtension.TryParse(Hex.Parse("2c06 0000 ffff 006e"), out var reply, out _));
        Assert.Equal(s_reply, reply);
    }
}
