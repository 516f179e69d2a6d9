using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class IcmpErrorTests
{
    // Checksums: the complement of the words added up by hand.
    public static TheoryData<string, IcmpError> Errors => new()
    {
        { "03 01 | fc fe | 00000000", IcmpError.Unreachable(UnreachableCode.Host) },
        { "03 04 | f7 33 | 0000 05c8", IcmpError.FragmentationNeeded(1480) },
        { "0b 00 | f4 ff | 00000000", IcmpError.TimeExceeded() },
        { "0c 00 | e0 ff | 13 000000", IcmpError.ParameterProblem(0x13) },
        { "05 01 | f0 dd | 0a1e 0003", new() { Type = IcmpType.Redirect, Code = 1, Gateway = Ipv4Address.Parse("10.30.0.3") } },
        { "04 00 | fb ff | 00000000", new() { Type = IcmpType.SourceQuench } },
    };

    [Theory, MemberData(nameof(Errors))]
    public void TryParse_GoldenOctets_ReadsEveryField(string hex, IcmpError expected)
    {
        Assert.True(IcmpError.TryParse(Hex.Parse(hex), out var error, out var fault), fault.ToString());
        Assert.Equal(expected, error);
    }

    [Theory, MemberData(nameof(Errors))]
    public void WriteTo_GoldenError_GivesTheOctets(string hex, IcmpError error) =>
        Golden.AssertWrites(Hex.Parse(hex), destination => error.WriteTo(destination, []));

    [Theory, MemberData(nameof(Errors))]
    public void TryParse_CutAnywhere_IsTruncated(string hex, IcmpError error)
    {
        Golden.AssertEveryTruncationIsTruncated(Hex.Parse(hex), TryParse);
        Assert.True(IcmpError.IsError(error.Type));
    }

    [Theory]
    [InlineData("08 00 f7ff 00000000", WireFaultKind.UnexpectedValue, 0)]
    [InlineData("03 01 fcff 00000000", WireFaultKind.BadChecksum, 2)]
    public void TryParse_WrongMessage_ReportsWhereAndWhy(string hex, WireFaultKind kind, int offset) =>
        Assert.Equal(new(kind, offset), Golden.FaultOf(Hex.Parse(hex), TryParse));

    [Fact]
    public void WriteTo_AnyErrorAndQuote_ParsesBack() =>
        Gen.Select(Gen.Int[0, 5], Gen.UShort, Gen.Byte, Gen.UInt, Gen.Byte.Array[0, 99]).Sample((which, mtu, at, gateway, quoted) =>
        {
            var error = which switch
            {
                0 => IcmpError.Unreachable(UnreachableCode.Port),
                1 => IcmpError.FragmentationNeeded(mtu),
                2 => IcmpError.TimeExceeded(),
                3 => IcmpError.ParameterProblem(at),
                4 => new() { Type = IcmpType.SourceQuench },
                _ => new() { Type = IcmpType.Redirect, Code = at, Gateway = new(gateway) },
            };
            var message = Golden.Write(destination => error.WriteTo(destination, quoted));
            return IcmpError.TryParse(message, out var read, out _) && read == error && IcmpError.QuotedOf(message).SequenceEqual(quoted);
        });

    [Fact]
    public void WritePacketTo_ShortPacket_QuotesAllOfItToItsSender()
    {
        var faulty = Packets.Of(Packets.Header, [1, 2, 3, 4]);
        var packet = Golden.Write(destination => IcmpError.TimeExceeded().WritePacketTo(
            destination, Packets.HomeAgent, 77, [.. faulty, 0, 0], Packets.Parse(faulty)));
        var header = Packets.Parse(packet);

        Assert.Equal((Packets.HomeAgent, Packets.Correspondent), (header.Source, header.Destination));
        Assert.Equal((IcmpProtocol, (ushort)77), (header.Protocol, header.Identification));
        Assert.Equal((48, 64), (header.Dscp, header.TimeToLive)); // precedence 6 (RFC 1812 §4.3.2.5)
        Assert.True(IcmpError.TryParse(header.PayloadOf(packet), out var error, out _));
        Assert.Equal(IcmpError.TimeExceeded(), error);
        Assert.Equal(faulty, IcmpError.QuotedOf(header.PayloadOf(packet)).ToArray());
    }

    [Fact]
    public void WritePacketTo_LongPacket_StopsAt576Octets()
    {
        var faulty = Packets.Sized(Packets.Header, 1500);
        var packet = Golden.Write(destination => IcmpError.FragmentationNeeded(1480).WritePacketTo(
            destination, Packets.HomeAgent, 0, faulty, Packets.Parse(faulty)));
        Assert.Equal(576, packet.Length);
        Assert.Equal(faulty[..548], packet[28..]);
    }

    [Fact]
    public void TryParse_AnyOctets_NeverThrows() =>
        Gen.Byte.Array[0, 40].Sample(octets => IcmpError.TryParse(octets, out _, out var fault) != fault.IsFault);

    private const IpProtocol IcmpProtocol = IpProtocol.Icmp;

    private static bool TryParse(ReadOnlySpan<byte> octets, out WireFault fault) => IcmpError.TryParse(octets, out _, out fault);
}
