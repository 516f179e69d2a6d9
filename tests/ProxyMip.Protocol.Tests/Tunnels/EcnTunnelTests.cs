using ProxyMip.Protocol.Tunnels;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class EcnTunnelTests
{
    // RFC 6040, figure 4: rows are the inner code point on arrival, columns the outer one; null is drop.
    public static TheoryData<Ecn, Ecn, Ecn?> ExitTable => new()
    {
        { Ecn.NotEct, Ecn.NotEct, Ecn.NotEct },
        { Ecn.NotEct, Ecn.Ect0, Ecn.NotEct },
        { Ecn.NotEct, Ecn.Ect1, Ecn.NotEct },
        { Ecn.NotEct, Ecn.Ce, null },
        { Ecn.Ect0, Ecn.NotEct, Ecn.Ect0 },
        { Ecn.Ect0, Ecn.Ect0, Ecn.Ect0 },
        { Ecn.Ect0, Ecn.Ect1, Ecn.Ect1 },
        { Ecn.Ect0, Ecn.Ce, Ecn.Ce },
        { Ecn.Ect1, Ecn.NotEct, Ecn.Ect1 },
        { Ecn.Ect1, Ecn.Ect0, Ecn.Ect1 },
        { Ecn.Ect1, Ecn.Ect1, Ecn.Ect1 },
        { Ecn.Ect1, Ecn.Ce, Ecn.Ce },
        { Ecn.Ce, Ecn.NotEct, Ecn.Ce },
        { Ecn.Ce, Ecn.Ect0, Ecn.Ce },
        { Ecn.Ce, Ecn.Ect1, Ecn.Ce },
        { Ecn.Ce, Ecn.Ce, Ecn.Ce },
    };

    public static TheoryData<Ecn> CodePoints => [Ecn.NotEct, Ecn.Ect0, Ecn.Ect1, Ecn.Ce];

    [Theory, MemberData(nameof(ExitTable))]
    [Requirement("TUN-031")]
    public void TryExit_EveryCell_IsThatOfTheRfc(Ecn inner, Ecn outer, Ecn? leaving)
    {
        Assert.Equal(leaving is not null, EcnTunnel.TryExit(inner, outer, out var result));
        if (leaving is not null)
            Assert.Equal(leaving, result);
    }

    [Theory, MemberData(nameof(ExitTable))]
    [Requirement("TUN-031")]
    public void TryDecapsulate_EveryCell_MarksTheInnerHeaderAndItsChecksum(Ecn inner, Ecn outer, Ecn? leaving)
    {
        var original = Packets.Of(Packets.Header with { Ecn = inner, Dscp = 10 }, [1, 2, 3]);
        var packet = Packets.Of(
            new() { Ecn = outer, Protocol = IpProtocol.IpInIp, Source = Packets.HomeAgent, Destination = Packets.CareOf }, original);

        Assert.Equal(leaving is not null, IpInIp.TryDecapsulate(packet, out var found, out var fault));
        if (leaving is { } expected)
            Assert.Equal(Packets.Of(Packets.Header with { Ecn = expected, Dscp = 10 }, [1, 2, 3]), found.Of(packet).ToArray());
        else
            Assert.Equal(new(TunnelFaultKind.CongestionMarkLost, 21), fault);
    }

    [Theory, MemberData(nameof(CodePoints))]
    [Requirement("TUN-030")]
    public void Enter_EveryCodePoint_IsCopied(Ecn codePoint)
    {
        var inner = Packets.Of(Packets.Header with { Ecn = codePoint, Dscp = 46 }, [1]);
        var outer = new byte[100];
        Assert.True(IpInIp.TryEncapsulate(inner, Packets.Forward, outer, out var written, out _));
        Assert.Equal(codePoint, EcnTunnel.Enter(codePoint));
        Assert.Equal((codePoint, 46), (Packets.Parse(outer.AsSpan(0, written)).Ecn, Packets.Parse(outer.AsSpan(0, written)).Dscp));
    }
}
