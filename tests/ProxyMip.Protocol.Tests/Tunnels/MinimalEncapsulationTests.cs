using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class MinimalEncapsulationTests
{
    private static readonly byte[] s_options = Hex.Parse("94040000 83070400 0000000a");

    [Fact]
    [Requirement("TUN-038")]
    public void TryEncapsulate_PacketWithOptions_PutsTheHeaderBehindThem()
    {
        var inner = Packets.Of(Packets.Header with { TimeToLive = 9 }, [1, 2, 3], s_options);
        var outer = Encapsulate(inner, Packets.Forward with { Forwarding = false });
        var header = Packets.Parse(outer);

        Assert.Equal(s_options, header.OptionsOf(outer).ToArray());
        Assert.Equal((IpProtocol.MinimalEncapsulation, 9), (header.Protocol, header.TimeToLive));
        Assert.True(MinimalForwardingHeader.TryParse(header.PayloadOf(outer), out var forwarding, out _));
        Assert.Equal(
            new() { Protocol = IpProtocol.Udp, OriginalDestination = Packets.Node, OriginalSource = Packets.Correspondent }, forwarding);
        Assert.Equal([1, 2, 3], outer[^3..]);
        AssertRestores(inner, outer);
    }

    [Theory]
    [InlineData(true, 63)]
    [InlineData(false, 64)]
    [Requirement("TUN-036")]
    public void TryEncapsulate_TimeToLive_IsLeftToForwarding(bool forwarding, byte after) => Assert.Equal(
        after, Packets.Parse(Encapsulate(Packets.Of(Packets.Header, [1]), Packets.Forward with { Forwarding = forwarding })).TimeToLive);

    [Theory]
    [InlineData(true, 1, TunnelFaultKind.TimeToLiveExpired)]
    [InlineData(true, 0, TunnelFaultKind.TimeToLiveZero)]
    [InlineData(false, 0, TunnelFaultKind.TimeToLiveZero)]
    [Requirement("TUN-008")]
    public void TryEncapsulate_NoTimeToLiveLeft_IsRefused(bool forwarding, byte timeToLive, TunnelFaultKind kind) => Assert.Equal(
        new(kind, 8), Refusal(Packets.Of(Packets.Header with { TimeToLive = timeToLive }, [1]), Packets.Forward with { Forwarding = forwarding }));

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 8)]
    [InlineData(false, 8)]
    [Requirement("TUN-032")]
    public void TryEncapsulate_Fragment_IsRefused(bool more, int offset) => Assert.Equal(
        new(TunnelFaultKind.InnerFragment, 6),
        Refusal(Packets.Of(Packets.Header with { MoreFragments = more, FragmentOffset = offset }, new byte[8]), Packets.Forward));

    [Fact]
    public void TryEncapsulate_OneOctetTooLong_IsRefused()
    {
        Assert.Equal(65_535, Encapsulate(Packets.Sized(Packets.Header, 65_523), Packets.Forward).Length);
        Assert.Equal(new(TunnelFaultKind.TooLong, 2), Refusal(Packets.Sized(Packets.Header, 65_524), Packets.Forward));
    }

    [Fact]
    public void TryEncapsulate_BadHeader_IsRefused() => Assert.Equal(new(TunnelFaultKind.Truncated, 3), Refusal([0x45, 0, 0], Packets.Forward));

    [Fact]
    [Requirement("TUN-033", "TUN-034")]
    public void OverheadFor_OwnAndForeignPacket_Are8And12Octets()
    {
        Assert.Equal(8, MinimalEncapsulation.OverheadFor(Packets.HomeAgent, Packets.HomeAgent));
        Assert.Equal(12, MinimalEncapsulation.OverheadFor(Packets.Correspondent, Packets.HomeAgent));
    }

    [Fact]
    [Requirement("TUN-038")]
    public void TryDecapsulate_AnyPacketEncapsulated_IsTheSameAgain() =>
        Gen.Select(Packets.Forwardable, Gen.Bool, Gen.Bool).Sample((inner, own, forwarding) =>
        {
            var tunnel = Packets.Forward with { Forwarding = forwarding, Source = own ? Packets.Parse(inner).Source : Packets.HomeAgent };
            var outer = Encapsulate(inner, tunnel);
            if (forwarding)
                Assert.True(Ipv4Header.TryDecrementTimeToLive(inner));
            AssertRestores(inner, outer);
        });

    [Theory]
    [InlineData(0x80, 0x80)]
    [InlineData(0x80, 0xff)]
    [Requirement("TUN-037")]
    public void TryDecapsulate_ReservedBits_AreIgnored(byte before, byte after)
    {
        var inner = Packets.Of(Packets.Header, [1, 2, 3]);
        var outer = Encapsulate(inner, Packets.Forward with { Forwarding = false });
        Assert.Equal(before, outer[21]);
        var checksum = InternetChecksum.Update((ushort)(outer[22] << 8 | outer[23]), (ushort)(17 << 8 | before), (ushort)(17 << 8 | after));
        (outer[21], outer[22], outer[23]) = (after, (byte)(checksum >> 8), (byte)checksum);
        AssertRestores(inner, outer);
    }

    [Fact]
    [Requirement("TUN-035")]
    public void TryDecapsulate_PayloadChanged_IsNotTheHeadersMatter()
    {
        var outer = Encapsulate(Packets.Of(Packets.Header, [1, 2, 3]), Packets.Forward);
        outer[^1] = 99;
        Assert.True(MinimalEncapsulation.TryDecapsulate(outer, out _, out _));
    }

    [Theory]
    [InlineData(9, 4, TunnelFaultKind.BadHeaderChecksum, 10)]
    [InlineData(20, 6, TunnelFaultKind.BadForwardingChecksum, 22)]
    [InlineData(31, 0, TunnelFaultKind.BadForwardingChecksum, 22)]
    public void TryDecapsulate_OneOctetWrong_IsRefusedAndLeftAlone(int at, byte value, TunnelFaultKind kind, int offset)
    {
        var outer = Encapsulate(Packets.Of(Packets.Header, [1, 2, 3]), Packets.Forward);
        outer[at] = value;
        AssertRefused(outer, new(kind, offset));
    }

    [Theory]
    [InlineData(0, 20)]
    [InlineData(7, 24)]  // within the original destination
    [InlineData(11, 28)] // within the original source
    public void TryDecapsulate_ForwardingHeaderCutOff_IsTruncated(int octets, int offset)
    {
        var whole = Encapsulate(Packets.Of(Packets.Header, []), Packets.Forward);
        var outer = Packets.Of(Packets.Header with { Protocol = IpProtocol.MinimalEncapsulation }, whole.AsSpan(20, octets));
        AssertRefused(outer, new(TunnelFaultKind.Truncated, offset));
    }

    [Fact]
    [Requirement("TUN-011")]
    public void TryDecapsulate_TimeToLiveZero_IsRefused()
    {
        var whole = Encapsulate(Packets.Of(Packets.Header, [1]), Packets.Forward);
        var outer = Packets.Of(Packets.Header with { Protocol = IpProtocol.MinimalEncapsulation, TimeToLive = 0 }, whole.AsSpan(20));
        AssertRefused(outer, new(TunnelFaultKind.TimeToLiveZero, 8));
    }

    [Fact]
    public void TryDecapsulate_OuterFragment_IsRefused()
    {
        var whole = Encapsulate(Packets.Of(Packets.Header, new byte[8]), Packets.Forward);
        var outer = Packets.Of(Packets.Header with { Protocol = IpProtocol.MinimalEncapsulation, MoreFragments = true }, whole.AsSpan(20));
        AssertRefused(outer, new(TunnelFaultKind.OuterFragment, 6));
    }

    [Fact]
    public void TryDecapsulate_AnotherProtocol_IsRefused() =>
        AssertRefused(Packets.Of(Packets.Header, [1]), new(TunnelFaultKind.WrongProtocol, 9));

    private static byte[] Encapsulate(byte[] inner, TunnelHeader tunnel)
    {
        var outer = new byte[inner.Length + MinimalEncapsulation.MaxOverhead];
        Assert.True(MinimalEncapsulation.TryEncapsulate(inner, tunnel, outer, out var written, out var fault), fault.ToString());
        return outer[..written];
    }

    private static TunnelFault Refusal(byte[] inner, TunnelHeader tunnel)
    {
        Assert.False(MinimalEncapsulation.TryEncapsulate(inner, tunnel, new byte[70_000], out var written, out var fault));
        Assert.Equal(0, written);
        return fault;
    }

    private static void AssertRestores(byte[] inner, byte[] outer)
    {
        Assert.True(MinimalEncapsulation.TryDecapsulate(outer, out var found, out var fault), fault.ToString());
        Assert.Equal(Hex.Format(inner), Hex.Format(found.Of(outer)));
    }

    private static void AssertRefused(byte[] outer, TunnelFault expected)
    {
        var copy = (byte[])outer.Clone();
        Assert.False(MinimalEncapsulation.TryDecapsulate(outer, out _, out var fault));
        Assert.Equal(expected, fault);
        Assert.Equal(copy, outer);
    }
}
