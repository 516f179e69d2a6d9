using ProxyMip.Protocol.Tunnels;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class IpInIpTests
{
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    [Requirement("TUN-003", "TUN-004")]
    public void TryEncapsulate_DontFragment_IsSetWhenThePacketOrTheTunnelWantsIt(bool inner, bool tunnel, bool outer)
    {
        var packet = Encapsulate(Packets.Header with { DontFragment = inner }, Packets.Forward with { DontFragment = tunnel });
        Assert.Equal(outer, Packets.Parse(packet).DontFragment);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    [Requirement("TUN-005")]
    public void TryEncapsulate_InnerTimeToLive_DoesNotMatterOutside(byte timeToLive)
    {
        var packet = Encapsulate(Packets.Header with { TimeToLive = timeToLive }, Packets.Forward);
        Assert.Equal(64, Packets.Parse(packet).TimeToLive);
    }

    [Fact]
    [Requirement("TUN-006")]
    public void TryEncapsulate_InnerOptions_StayInside()
    {
        var inner = Packets.Of(Packets.Header, [1, 2], Hex.Parse("94040000"));
        var outer = new byte[100];
        Assert.True(IpInIp.TryEncapsulate(inner, Packets.Forward, outer, out var written, out _));
        var header = Packets.Parse(outer.AsSpan(0, written));
        Assert.Equal(Ipv4Header.FixedSize, header.HeaderLength);
        Assert.Equal(Hex.Parse("94040000"), Packets.Parse(header.PayloadOf(outer)).OptionsOf(header.PayloadOf(outer)).ToArray());
    }

    [Theory]
    [InlineData(true, 2, 1)]
    [InlineData(true, 255, 254)]
    [InlineData(false, 1, 1)]
    [InlineData(false, 64, 64)]
    [Requirement("TUN-007")]
    public void TryEncapsulate_TimeToLive_IsDecrementedOnceWhenForwarding(bool forwarding, byte before, byte after)
    {
        var packet = Encapsulate(Packets.Header with { TimeToLive = before }, Packets.Forward with { Forwarding = forwarding });
        Assert.Equal(after, Packets.Parse(packet.AsSpan(IpInIp.Overhead)).TimeToLive);
    }

    [Theory]
    [InlineData(true, 1, TunnelFaultKind.TimeToLiveExpired)]
    [InlineData(true, 0, TunnelFaultKind.TimeToLiveZero)]
    [InlineData(false, 0, TunnelFaultKind.TimeToLiveZero)]
    [Requirement("TUN-008")]
    public void TryEncapsulate_NoTimeToLiveLeft_IsRefusedAndNothingWritten(bool forwarding, byte timeToLive, TunnelFaultKind kind)
    {
        var inner = Packets.Of(Packets.Header with { TimeToLive = timeToLive }, [1]);
        var outer = new byte[100];
        Assert.False(IpInIp.TryEncapsulate(inner, Packets.Forward with { Forwarding = forwarding }, outer, out var written, out var fault));
        Assert.Equal((new TunnelFault(kind, 8), 0), (fault, written));
        Assert.Equal(new byte[100], outer);
    }

    [Fact]
    public void TryEncapsulate_LongestPacketThatFits_IsTaken() =>
        Assert.Equal(65_535, Encapsulate(Packets.Sized(Packets.Header, 65_515), Packets.Forward).Length);

    [Fact]
    public void TryEncapsulate_OneOctetMore_IsTooLong()
    {
        Assert.False(IpInIp.TryEncapsulate(Packets.Sized(Packets.Header, 65_516), Packets.Forward, new byte[70_000], out _, out var fault));
        Assert.Equal(new(TunnelFaultKind.TooLong, 2), fault);
    }

    [Fact]
    public void TryEncapsulate_LinkPaddingBehindThePacket_IsLeftOut()
    {
        var inner = Packets.Of(Packets.Header, [1, 2, 3]);
        Assert.Equal(inner.Length + IpInIp.Overhead, Encapsulate([.. inner, .. new byte[20]], Packets.Forward).Length);
    }

    [Fact]
    public void TryEncapsulate_FragmentOfAPacket_IsCarriedAsItIs()
    {
        var inner = Packets.Sized(Packets.Header with { MoreFragments = true, FragmentOffset = 800 }, 100);
        var outer = Encapsulate(inner, Packets.Forward with { Forwarding = false });
        Assert.Equal(inner, outer[IpInIp.Overhead..]);
        Assert.False(Packets.Parse(outer).IsFragment);
    }

    [Theory]
    [InlineData(0, 0x65, TunnelFaultKind.BadVersion, 0)]
    [InlineData(0, 0x43, TunnelFaultKind.BadLength, 0)]
    [InlineData(3, 10, TunnelFaultKind.BadLength, 2)]
    [InlineData(3, 200, TunnelFaultKind.Truncated, 21)]
    [InlineData(11, 0, TunnelFaultKind.BadHeaderChecksum, 10)]
    [Requirement("TUN-050")]
    public void TryEncapsulate_BadHeader_IsRefused(int at, byte value, TunnelFaultKind kind, int offset)
    {
        var inner = Packets.Of(Packets.Header, [1]);
        inner[at] = value;
        Assert.False(IpInIp.TryEncapsulate(inner, Packets.Forward, new byte[300], out _, out var fault));
        Assert.Equal(new(kind, offset), fault);
    }

    [Theory]
    [InlineData(20, 0x65, TunnelFaultKind.BadVersion, 20)]
    [InlineData(20, 0x43, TunnelFaultKind.BadLength, 20)]
    [InlineData(20, 0x4f, TunnelFaultKind.Truncated, 41)]
    [InlineData(23, 10, TunnelFaultKind.BadLength, 22)]
    [InlineData(23, 22, TunnelFaultKind.Truncated, 41)]
    [InlineData(31, 0, TunnelFaultKind.BadHeaderChecksum, 30)]
    [InlineData(11, 0, TunnelFaultKind.BadHeaderChecksum, 10)]
    [InlineData(0, 0x46, TunnelFaultKind.BadHeaderChecksum, 10)]
    [Requirement("TUN-050")]
    public void TryDecapsulate_BadHeader_IsRefused(int at, byte value, TunnelFaultKind kind, int offset)
    {
        var packet = Encapsulate(Packets.Of(Packets.Header, [1]), Packets.Forward);
        packet[at] = value;
        Assert.False(IpInIp.TryDecapsulate(packet, out _, out var fault));
        Assert.Equal(new(kind, offset), fault);
    }

    [Fact]
    public void TryDecapsulate_OuterFragment_IsRefused()
    {
        var inner = Packets.Of(Packets.Header, [1, 2, 3, 4]);
        foreach (var header in new Ipv4Header[] { new() { MoreFragments = true }, new() { FragmentOffset = 8 } })
        {
            var packet = Packets.Of(header with { Protocol = IpProtocol.IpInIp }, inner);
            Assert.False(IpInIp.TryDecapsulate(packet, out _, out var fault));
            Assert.Equal(new(TunnelFaultKind.OuterFragment, 6), fault);
        }
    }

    [Fact]
    public void TryDecapsulate_AnotherProtocol_IsRefused()
    {
        var packet = Packets.Of(Packets.Header, [1]);
        Assert.False(IpInIp.TryDecapsulate(packet, out _, out var fault));
        Assert.Equal(new(TunnelFaultKind.WrongProtocol, 9), fault);
    }

    [Fact]
    public void TryDecapsulate_OuterOptions_ArePassedOver()
    {
        var inner = Packets.Of(Packets.Header, [1, 2, 3, 4]);
        var packet = Packets.Of(new() { Protocol = IpProtocol.IpInIp }, inner, Hex.Parse("94040000"));
        Assert.True(IpInIp.TryDecapsulate(packet, out var found, out _));
        Assert.Equal((24, inner.Length), (found.Offset, found.Length));
    }

    [Fact]
    public void TryDecapsulate_InnerShorterThanTheRoom_EndsAtItsOwnLength()
    {
        var inner = Packets.Of(Packets.Header, [1, 2, 3, 4]);
        var packet = Packets.Of(new() { Protocol = IpProtocol.IpInIp }, [.. inner, 0, 0, 0]);
        Assert.True(IpInIp.TryDecapsulate(packet, out var found, out _));
        Assert.Equal(inner, found.Of(packet).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [Requirement("TUN-010", "TUN-012")]
    public void TryDecapsulate_InnerTimeToLive_IsLeftAlone(byte timeToLive)
    {
        var inner = Packets.Of(Packets.Header with { TimeToLive = timeToLive }, [1, 2, 3, 4]);
        var packet = Encapsulate(inner, Packets.Forward with { Forwarding = false });
        Assert.True(IpInIp.TryDecapsulate(packet, out var found, out _));
        Assert.Equal(inner, found.Of(packet).ToArray());
    }

    private static byte[] Encapsulate(Ipv4Header inner, TunnelHeader header) => Encapsulate(Packets.Of(inner, [1, 2, 3]), header);

    private static byte[] Encapsulate(byte[] inner, TunnelHeader header)
    {
        var outer = new byte[inner.Length + IpInIp.Overhead];
        Assert.True(IpInIp.TryEncapsulate(inner, header, outer, out var written, out var fault), fault.ToString());
        return outer[..written];
    }
}
