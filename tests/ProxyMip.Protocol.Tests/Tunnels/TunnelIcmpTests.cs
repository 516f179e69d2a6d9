using ProxyMip.Protocol.Tunnels;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

// The table of RFC 2003 §4, line by line.
public sealed class TunnelIcmpTests
{
    private static readonly TunnelQuote s_quote = new()
    {
        Protocol = TunnelProtocol.IpInIp,
        Outer = new() { TotalLength = 1500, Protocol = IpProtocol.IpInIp, Source = Packets.HomeAgent, Destination = Packets.CareOf },
        Overhead = 20,
        Original = Packets.Header,
        HasOriginal = true,
    };

    [Theory]
    [InlineData(false, UnreachableCode.Network)]
    [InlineData(true, UnreachableCode.Host)]
    [Requirement("TUN-015")]
    public void Translate_NetworkUnreachable_NamesTheHostOnOurOwnNetwork(bool own, UnreachableCode told) =>
        Assert.Equal(new(TunnelCondition.Unreachable, 0, IcmpError.Unreachable(told)), Translate(UnreachableCode.Network, own));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Requirement("TUN-016")]
    public void Translate_HostUnreachable_IsRelayed(bool own) => Assert.Equal(
        new(TunnelCondition.Unreachable, 0, IcmpError.Unreachable(UnreachableCode.Host)), Translate(UnreachableCode.Host, own));

    [Theory]
    [InlineData(false, UnreachableCode.Network)]
    [InlineData(true, UnreachableCode.Host)]
    [Requirement("TUN-017")]
    public void Translate_ProtocolUnreachable_BecomesNetworkOrHost(bool own, UnreachableCode told) =>
        Assert.Equal(new(TunnelCondition.Unreachable, 0, IcmpError.Unreachable(told)), Translate(UnreachableCode.Protocol, own));

    [Fact]
    [Requirement("TUN-018")]
    public void Translate_PortUnreachable_IsNeverRelayed() => Assert.Equal(default, Translate(UnreachableCode.Port));

    [Fact]
    [Requirement("TUN-020")]
    public void Translate_SourceRouteFailed_IsNeverRelayed() => Assert.Equal(default, Translate(UnreachableCode.SourceRouteFailed));

    [Theory]
    [InlineData(UnreachableCode.NetworkUnknown)]
    [InlineData(UnreachableCode.HostProhibited)]
    [InlineData(UnreachableCode.AdministrativelyProhibited)]
    public void Translate_CodesNewerThanTheRfc_AreTheTunnelsMatter(UnreachableCode code) =>
        Assert.Equal(new(TunnelCondition.Unreachable, 0, IcmpError.Unreachable(UnreachableCode.Network)), Translate(code));

    [Theory]
    [InlineData(20, 1500, 1480)]
    [InlineData(24, 1500, 1476)]
    [InlineData(12, 1400, 1388)]
    [Requirement("TUN-019")]
    public void Translate_TooBig_IsRelayedLessTheOverhead(int overhead, ushort reported, ushort told) => Assert.Equal(
        new(TunnelCondition.TooBig, reported, IcmpError.FragmentationNeeded(told)),
        Translate(IcmpError.FragmentationNeeded(reported), s_quote with { Overhead = overhead }));

    [Fact]
    [Requirement("TUN-019")]
    public void Translate_TooBigOfAnOldRouter_TakesTheNextPlateau() => Assert.Equal(
        new(TunnelCondition.TooBig, 1492, IcmpError.FragmentationNeeded(1472)), Translate(IcmpError.FragmentationNeeded(0), s_quote));

    [Fact]
    public void Translate_TooBigBelowTheSmallestMtu_IsTakenAsThat() => Assert.Equal(
        new(TunnelCondition.TooBig, 68, IcmpError.FragmentationNeeded(48)), Translate(IcmpError.FragmentationNeeded(1), s_quote));

    [Fact]
    [Requirement("TUN-021")]
    public void Translate_SourceQuench_IsNotRelayed() => Assert.Equal(default, Translate(new() { Type = IcmpType.SourceQuench }, s_quote));

    [Fact]
    [Requirement("TUN-022")]
    public void Translate_Redirect_IsNeverRelayed() => Assert.Equal(
        default, Translate(new() { Type = IcmpType.Redirect, Code = 1, Gateway = Packets.CareOf }, s_quote));

    [Fact]
    [Requirement("TUN-023")]
    public void Translate_TimeExceeded_IsReportedAsHostUnreachable() => Assert.Equal(
        new(TunnelCondition.PathTooLong, 0, IcmpError.Unreachable(UnreachableCode.Host)), Translate(IcmpError.TimeExceeded(), s_quote));

    [Theory]
    [InlineData(TunnelProtocol.IpInIp, 20, 19, -1)]  // our own header
    [InlineData(TunnelProtocol.IpInIp, 20, 20, 0)]
    [InlineData(TunnelProtocol.IpInIp, 20, 39, 19)]
    [InlineData(TunnelProtocol.IpInIp, 20, 40, -1)]  // the payload
    [InlineData(TunnelProtocol.Gre, 28, 27, -1)]     // the GRE key
    [InlineData(TunnelProtocol.Gre, 28, 29, 1)]
    [InlineData(TunnelProtocol.MinimalEncapsulation, 12, 1, 1)]
    [InlineData(TunnelProtocol.MinimalEncapsulation, 12, 2, -1)]  // total length: ours
    [InlineData(TunnelProtocol.MinimalEncapsulation, 12, 8, 8)]
    [InlineData(TunnelProtocol.MinimalEncapsulation, 12, 9, -1)]  // protocol: ours
    [InlineData(TunnelProtocol.MinimalEncapsulation, 12, 16, -1)] // destination: ours
    [InlineData(TunnelProtocol.MinimalEncapsulation, 12, 20, -1)] // the forwarding header
    [Requirement("TUN-024")]
    public void Translate_ParameterProblem_IsRelayedOnlyIntoTheOriginalHeader(TunnelProtocol protocol, int overhead, byte at, int told)
    {
        var outcome = Translate(IcmpError.ParameterProblem(at), s_quote with { Protocol = protocol, Overhead = overhead });
        Assert.Equal(new(TunnelCondition.None, 0, told < 0 ? null : IcmpError.ParameterProblem((byte)told)), outcome);
    }

    [Fact]
    public void Translate_ProblemInTheSendersOptions_IsRelayedFromMinimalEncapsulation()
    {
        var quote = s_quote with { Protocol = TunnelProtocol.MinimalEncapsulation, Overhead = 12, Outer = s_quote.Outer with { HeaderLength = 24 } };
        Assert.Equal(IcmpError.ParameterProblem(22), Translate(IcmpError.ParameterProblem(22), quote).Relay);
    }

    [Fact]
    public void Translate_OriginalUnknown_TellsNobodyButRemembers() => Assert.Equal(
        new(TunnelCondition.TooBig, 1400, null), Translate(IcmpError.FragmentationNeeded(1400), s_quote with { HasOriginal = false }));

    [Theory]
    [InlineData(65_535, 32_000)]
    [InlineData(32_000, 17_914)]
    [InlineData(9000, 8166)]
    [InlineData(8166, 4352)]
    [InlineData(4352, 2002)]
    [InlineData(2002, 1492)]
    [InlineData(1500, 1492)]
    [InlineData(1492, 1006)]
    [InlineData(1006, 508)]
    [InlineData(508, 296)]
    [InlineData(296, 68)]
    [InlineData(28, 68)]
    public void PlateauBelow_TotalLength_IsTheNextCommonMtu(int totalLength, ushort mtu) => Assert.Equal(mtu, PathMtu.PlateauBelow(totalLength));

    private static TunnelIcmpOutcome Translate(UnreachableCode code, bool own = false) =>
        TunnelIcmp.Translate(IcmpError.Unreachable(code), s_quote, own);

    private static TunnelIcmpOutcome Translate(IcmpError error, TunnelQuote quote) => TunnelIcmp.Translate(error, quote, false);
}
