using System.Diagnostics;
using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class TunnelTests
{
    public static TheoryData<TunnelProtocol> Protocols => [.. Enum.GetValues<TunnelProtocol>()];

    [Theory, MemberData(nameof(Protocols))]
    [Requirement("TUN-007", "TUN-010", "TUN-012")]
    public void TryDecapsulate_AnyPacketEncapsulated_DiffersByOneTimeToLive(TunnelProtocol protocol) => Packets.Forwardable.Sample(inner =>
    {
        Span<byte> outer = new byte[inner.Length + Tunnel.MaxOverhead];
        Assert.True(Tunnel.TryEncapsulate(protocol, inner, Packets.Forward, outer, out var written, out _));
        Assert.Equal(inner.Length + Tunnel.Overhead(protocol, Packets.Forward, Packets.Parse(inner).Source), written);
        Assert.True(Tunnel.TryDecapsulate(outer[..written], out var found, out _));
        Assert.True(Ipv4Header.TryDecrementTimeToLive(inner));
        return found.Of(outer).SequenceEqual(inner) && found.Protocol == protocol;
    });

    [Theory, MemberData(nameof(Protocols))]
    public void TryEncapsulate_EveryTruncation_IsRefused(TunnelProtocol protocol)
    {
        var inner = Packets.Of(Packets.Header, [1, 2, 3], Hex.Parse("94040000"));
        for (var length = 0; length < inner.Length; length++)
        {
            Assert.False(Tunnel.TryEncapsulate(protocol, inner.AsSpan(0, length), Packets.Forward, new byte[200], out _, out var fault));
            Assert.Equal(new(TunnelFaultKind.Truncated, length), fault);
        }
    }

    [Theory, MemberData(nameof(Protocols))]
    public void TryDecapsulate_EveryTruncation_IsRefused(TunnelProtocol protocol)
    {
        var outer = new byte[100];
        Assert.True(Tunnel.TryEncapsulate(protocol, Packets.Of(Packets.Header, [1, 2, 3]), Packets.Forward, outer, out var written, out _));
        for (var length = 0; length < written; length++)
        {
            Assert.False(Tunnel.TryDecapsulate(outer.AsSpan(0, length), out _, out var fault));
            Assert.Equal(new(TunnelFaultKind.Truncated, length), fault);
        }
    }

    [Fact]
    public void TryDecapsulate_AnyOctets_NeverThrows() =>
        Gen.Byte.Array[0, 120].Sample(octets => Tunnel.TryDecapsulate(octets, out _, out var fault) != fault.IsFault);

    [Theory, MemberData(nameof(Protocols))]
    public void TryDecapsulate_AnyPayloadOfASoundOuterHeader_NeverThrows(TunnelProtocol protocol) => Gen.Byte.Array[0, 80].Sample(payload =>
        Tunnel.TryDecapsulate(Packets.Of(Packets.Header with { Protocol = (IpProtocol)protocol }, payload), out _, out var fault) != fault.IsFault);

    [Theory, MemberData(nameof(Protocols))]
    public void TryDecapsulate_AnyOctetsOfTheTunnelChanged_NeverThrows(TunnelProtocol protocol) =>
        Gen.Select(Packets.Forwardable, Gen.Int[20, 50], Gen.Byte).Sample((inner, at, value) =>
        {
            var outer = new byte[inner.Length + Tunnel.MaxOverhead];
            Assert.True(Tunnel.TryEncapsulate(protocol, inner, Packets.Forward, outer, out var written, out _));
            outer[Math.Min(at, written - 1)] = value;
            return Tunnel.TryDecapsulate(outer.AsSpan(0, written), out _, out var fault) != fault.IsFault;
        });

    [Fact]
    public void TryEncapsulate_AnyOctets_NeverThrows() => Gen.Select(Gen.Byte.Array[0, 80], Gen.Enum<TunnelProtocol>()).Sample((octets, protocol) =>
        Tunnel.TryEncapsulate(protocol, octets, Packets.Forward, new byte[200], out _, out var fault) != fault.IsFault);

    [Fact]
    public void Overhead_NoEncapsulation_IsADefectOfTheCaller() =>
        Assert.Throws<UnreachableException>(() => Tunnel.Overhead((TunnelProtocol)99, Packets.Forward, default));

    [Fact]
    [Requirement("TUN-013")]
    public void WouldLoop_SourceIsAnOwnAddress_IsTrue() =>
        Assert.True(TunnelEntry.WouldLoop(Packets.HomeAgent, Packets.CareOf, [Ipv4Address.Parse("10.1.1.1"), Packets.HomeAgent]));

    [Fact]
    [Requirement("TUN-014")]
    public void WouldLoop_SourceIsTheTunnelExit_IsTrue() => Assert.True(TunnelEntry.WouldLoop(Packets.CareOf, Packets.CareOf, []));

    [Fact]
    [Requirement("TUN-013", "TUN-014")]
    public void WouldLoop_SourceIsSomeoneElse_IsFalse() =>
        Assert.False(TunnelEntry.WouldLoop(Packets.Correspondent, Packets.CareOf, [Packets.HomeAgent]));
}
