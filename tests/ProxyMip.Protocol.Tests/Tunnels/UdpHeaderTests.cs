using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class UdpHeaderTests
{
    // The payload of the vector ipip-forward.
    private static readonly byte[] s_datagram = Hex.Parse("""
        13 89               # port 5001
        13 8a               # port 5002
        00 12               # 18 octets
        1d f2               # checksum
        70 61 79 6c 6f 61 64 2d 30 31
        """);

    private static readonly UdpHeader s_header = new() { SourcePort = 5001, DestinationPort = 5002, Length = 18, Checksum = 0x1df2 };

    [Fact]
    public void TryParse_GoldenOctets_ReadsEveryField()
    {
        Assert.True(UdpHeader.TryParse(s_datagram, Packets.Correspondent, Packets.Node, out var header, out _));
        Assert.Equal(s_header, header);
        Assert.Equal("payload-01"u8.ToArray(), header.PayloadOf(s_datagram).ToArray());
    }

    [Fact]
    public void WriteTo_GoldenHeader_GivesTheOctets() => Golden.AssertWrites(
        s_datagram, destination => s_header.WriteTo(destination, Packets.Correspondent, Packets.Node, "payload-01"u8));

    [Fact]
    public void WriteTo_PayloadInPlace_NeedsNoSecondCopy()
    {
        var buffer = new byte[18];
        "payload-01"u8.CopyTo(buffer.AsSpan(UdpHeader.FixedSize));
        s_header.WriteTo(buffer, Packets.Correspondent, Packets.Node, buffer.AsSpan(UdpHeader.FixedSize));
        Assert.Equal(s_datagram, buffer);
    }

    [Fact]
    [Requirement("MSG-011")]
    public void TryParse_VectorWithoutChecksum_IsAccepted() => Assert.Equal(WireFault.None, FaultOfVector("ok-udp-checksum-zero"));

    [Fact]
    [Requirement("MSG-010")]
    public void TryParse_VectorWithWrongChecksum_IsRefused() =>
        Assert.Equal(new(WireFaultKind.BadChecksum, 6), FaultOfVector("bad-udp-checksum"));

    [Fact]
    public void TryParse_OtherAddresses_IsRefused() =>
        Assert.False(UdpHeader.TryParse(s_datagram, Packets.Correspondent, Packets.HomeAgent, out _, out _));

    [Fact]
    public void TryParse_LengthBelowEight_IsRefused()
    {
        var datagram = (byte[])s_datagram.Clone();
        datagram[5] = 7;
        Assert.Equal(new(WireFaultKind.BadLength, 4), Golden.FaultOf(datagram, TryParse));
    }

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(s_datagram, TryParse);

    [Fact]
    public void TryParse_OctetsBehindTheLength_AreIgnored() =>
        Assert.Equal(WireFault.None, Golden.FaultOf([.. s_datagram, 0xff, 0xff, 0xff], TryParse));

    [Fact]
    public void TryParseQuoted_HeaderAlone_IsEnough()
    {
        Assert.True(UdpHeader.TryParseQuoted(s_datagram.AsSpan(0, 8), out var header, out _));
        Assert.Equal(s_header, header);
    }

    [Fact]
    public void WriteTo_ChecksumThatComesOutZero_IsSentAsOnes()
    {
        // The payload is chosen so that everything adds up to ones: then the complement is zero.
        var zero = new UdpHeader();
        var written = Golden.Write(destination => zero.WriteTo(destination, default, default, [0, 0]));
        var rest = (ushort)(written[6] << 8 | written[7]);
        var payload = new[] { (byte)(rest >> 8), (byte)rest };
        var datagram = Golden.Write(destination => zero.WriteTo(destination, default, default, payload));
        Assert.Equal("ffff", Hex.Format(datagram.AsSpan(6, 2)));
        Assert.True(UdpHeader.TryParse(datagram, default, default, out _, out _));
    }

    [Fact]
    [Requirement("MSG-009")]
    public void WriteTo_AnyDatagram_ParsesBackAndNeverSendsZero() =>
        Gen.Select(Gen.UShort, Gen.UShort, Gen.UInt, Gen.UInt, Gen.Byte.Array[0, 300]).Sample((from, to, source, target, payload) =>
        {
            var header = new UdpHeader { SourcePort = from, DestinationPort = to };
            var datagram = Golden.Write(destination => header.WriteTo(destination, new(source), new(target), payload));
            Assert.True(UdpHeader.TryParse(datagram, new(source), new(target), out var read, out _));
            return read.Checksum != 0 && read == header with { Length = (ushort)datagram.Length, Checksum = read.Checksum }
                && read.PayloadOf(datagram).SequenceEqual(payload);
        });

    [Fact]
    public void WriteTo_PayloadTooLong_IsADefectOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => s_header.WriteTo(new byte[70_000], default, default, new byte[UdpHeader.MaxPayload + 1]));

    [Fact]
    public void TryParse_AnyOctets_NeverThrows() => Gen.Byte.Array[0, 40].Sample(
        octets => UdpHeader.TryParse(octets, Packets.Correspondent, Packets.Node, out _, out var fault) != fault.IsFault);

    private static WireFault FaultOfVector(string name)
    {
        var vector = VectorFile.Load("malformed")[name];
        var ip = Packets.Parse(vector.Datagram);
        UdpHeader.TryParse(ip.PayloadOf(vector.Datagram), ip.Source, ip.Destination, out _, out var fault);
        return fault;
    }

    private static bool TryParse(ReadOnlySpan<byte> octets, out WireFault fault) =>
        UdpHeader.TryParse(octets, Packets.Correspondent, Packets.Node, out _, out fault);
}
