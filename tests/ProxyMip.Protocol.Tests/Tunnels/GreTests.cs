using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class GreTests
{
    [Theory]
    [InlineData("86dd")]
    [InlineData("6558")]
    [InlineData("0000")]
    [Requirement("TUN-044")]
    public void TryDecapsulate_UnknownProtocolType_IsRefused(string type)
    {
        var packet = Packets.Of(Outer, [.. Hex.Parse("0000" + type), .. Packets.Of(Packets.Header, [1])]);
        Assert.False(Gre.TryDecapsulate(packet, out _, out var fault));
        Assert.Equal(new(TunnelFaultKind.GreProtocolType, 22), fault);
    }

    [Fact]
    [Requirement("TUN-045")]
    public void TryEncapsulate_Forwarding_DecrementsThePayloadsTimeToLive()
    {
        var packet = Encapsulate(Packets.Of(Packets.Header, [1]), Packets.Forward);
        Assert.Equal(63, Packets.Parse(packet.AsSpan(Gre.MinOverhead)).TimeToLive);
    }

    [Fact]
    [Requirement("TUN-045")]
    public void TryDecapsulate_PayloadForTheEncapsulator_IsRecognised()
    {
        var packet = Encapsulate(Packets.Of(Packets.Header with { Destination = Packets.HomeAgent }, [1]), Packets.Forward);
        Assert.True(Gre.TryDecapsulate(packet, out var found, out _));
        Assert.True(found.ReturnsToEncapsulator);
        packet = Encapsulate(Packets.Of(Packets.Header, [1]), Packets.Forward);
        Assert.True(Gre.TryDecapsulate(packet, out found, out _));
        Assert.False(found.ReturnsToEncapsulator);
    }

    [Theory]
    [InlineData(false, null, null, 24)]
    [InlineData(true, null, null, 28)]
    [InlineData(false, 1u, null, 28)]
    [InlineData(false, null, 1u, 28)]
    [InlineData(true, 1u, 1u, 36)]
    public void OverheadFor_OptionalFields_AddFourOctetsEach(bool checksum, uint? key, uint? sequence, int overhead) => Assert.Equal(
        overhead, Gre.OverheadFor(Packets.Forward with { GreChecksum = checksum, GreKey = key, GreSequence = sequence }));

    [Fact]
    public void TryDecapsulate_AnyPacketEncapsulated_IsTheSameAgain() =>
        Gen.Select(Packets.Forwardable, Gen.Bool, Gen.UInt.Nullable(), Gen.UInt.Nullable()).Sample((inner, checksum, key, sequence) =>
        {
            var header = Packets.Forward with { Forwarding = false, GreChecksum = checksum, GreKey = key, GreSequence = sequence };
            var outer = Encapsulate(inner, header);
            Assert.True(Gre.TryDecapsulate(outer, out var found, out var fault), fault.ToString());
            return found.Of(outer).SequenceEqual(inner) && found.GreKey == key && found.GreSequence == sequence
                && found.OuterSource == Packets.HomeAgent && found.OuterDestination == Packets.CareOf;
        });

    [Fact]
    public void TryDecapsulate_HeaderCutOff_IsTruncatedWhereItEnds()
    {
        var packet = Packets.Of(Outer, Hex.Parse("2000 0800 0000"));
        Assert.False(Gre.TryDecapsulate(packet, out _, out var fault));
        Assert.Equal(new(TunnelFaultKind.Truncated, 24), fault);
    }

    [Fact]
    public void TryDecapsulate_InnerHeaderBad_ReportsItFromTheStartOfTheOuter()
    {
        var inner = Packets.Of(Packets.Header, [1]);
        inner[0] = 0x65;
        Assert.False(Gre.TryDecapsulate(Packets.Of(Outer, [.. Hex.Parse("0000 0800"), .. inner]), out _, out var fault));
        Assert.Equal(new(TunnelFaultKind.BadVersion, 24), fault);
    }

    [Fact]
    public void TryEncapsulate_OneOctetTooLong_IsRefused()
    {
        Assert.False(Gre.TryEncapsulate(Packets.Sized(Packets.Header, 65_512), Packets.Forward, new byte[70_000], out _, out var fault));
        Assert.Equal(new(TunnelFaultKind.TooLong, 2), fault);
    }

    private static Ipv4Header Outer => new() { Protocol = IpProtocol.Gre, Source = Packets.HomeAgent, Destination = Packets.CareOf };

    private static byte[] Encapsulate(byte[] inner, TunnelHeader header)
    {
        var outer = new byte[inner.Length + Gre.MaxOverhead];
        Assert.True(Gre.TryEncapsulate(inner, header, outer, out var written, out var fault), fault.ToString());
        return outer[..written];
    }
}
