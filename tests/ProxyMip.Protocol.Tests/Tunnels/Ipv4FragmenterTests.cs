using CsCheck;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tunnels;

public sealed class Ipv4FragmenterTests
{
    // Copied: router alert (148), stream id (136). Not copied: record route (7), timestamp (68).
    private static readonly byte[] s_options = Hex.Parse("94 04 00 00 | 07 07 04 00 00 00 00 | 01 | 88 04 12 34 | 44 04 05 00");

    [Fact]
    [Requirement("TUN-028")]
    public void TryNext_2000OctetsIntoA1480Tunnel_GivesTwoPieces()
    {
        var pieces = Cut(Packets.Sized(Packets.Header with { Identification = 7 }, 2000), 1480);
        var headers = pieces.ConvertAll(piece => Packets.Parse(piece));
        Assert.Equal([1476, 544], headers.ConvertAll(header => (int)header.TotalLength)); // 1456 is the multiple of 8 below 1460
        Assert.Equal([0, 1456], headers.ConvertAll(header => header.FragmentOffset));
        Assert.Equal([true, false], headers.ConvertAll(header => header.MoreFragments));
        Assert.All(headers, header => Assert.Equal(7, header.Identification));
    }

    [Fact]
    public void TryNext_PacketThatFits_ComesOutUnchanged()
    {
        var packet = Packets.Sized(Packets.Header with { DontFragment = true }, 1480);
        Assert.Equal(packet, Assert.Single(Cut(packet, 1480)));
    }

    [Fact]
    public void TryNext_LinkPaddingBehindThePacket_IsLeftOut()
    {
        var packet = Packets.Sized(Packets.Header, 40);
        Assert.Equal(packet, Assert.Single(Cut([.. packet, .. new byte[6]], 1480)));
    }

    [Fact]
    public void TryNext_PacketWithOptions_KeepsAllInTheFirstAndCopiedOnesAfter()
    {
        var pieces = Cut(Packets.Sized(Packets.Header, 400, s_options), 200);
        Assert.Equal(s_options, OptionsOf(pieces[0]));
        Assert.All(pieces.Skip(1), piece => Assert.Equal(Hex.Parse("94040000 88041234"), OptionsOf(piece)));
    }

    [Fact]
    public void TryNext_MiddleFragment_StaysAMiddleFragment()
    {
        var middle = Packets.Sized(Packets.Header with { FragmentOffset = 1480, MoreFragments = true }, 1020);
        var headers = Cut(middle, 576).ConvertAll(piece => Packets.Parse(piece));
        Assert.Equal([1480, 2032], headers.ConvertAll(header => header.FragmentOffset));
        Assert.All(headers, header => Assert.True(header.MoreFragments));
    }

    [Fact]
    public void TryCreate_DontFragment_IsRefused()
    {
        var packet = Packets.Sized(Packets.Header with { DontFragment = true }, 1481);
        Assert.False(Ipv4Fragmenter.TryCreate(packet, Packets.Parse(packet), 1480, out _));
    }

    [Fact]
    public void TryCreate_NoRoomForEightOctets_IsRefused()
    {
        var packet = Packets.Sized(Packets.Header, 100);
        Assert.False(Ipv4Fragmenter.TryCreate(packet, Packets.Parse(packet), 27, out _));
        Assert.True(Ipv4Fragmenter.TryCreate(packet, Packets.Parse(packet), 28, out _));
    }

    [Fact]
    public void TryCreate_FragmentBeyondTheLongestPacket_IsRefused()
    {
        var packet = Packets.Sized(Packets.Header with { FragmentOffset = 65_528 }, 1400);
        Assert.False(Ipv4Fragmenter.TryCreate(packet, Packets.Parse(packet), 576, out _));
    }

    [Fact]
    [Requirement("TUN-028")]
    public void TryNext_AnyPacketAndMtu_PiecesFitAndMakeThePacketAgain() =>
        Gen.Select(Gen.Int[60, 4000], Gen.Int[68, 1500], Gen.Bool).Sample((size, mtu, withOptions) =>
        {
            var packet = Packets.Sized(Packets.Header, size, withOptions ? s_options : []);
            var whole = Packets.Parse(packet);
            var payload = new byte[whole.PayloadLength];
            var filled = 0;
            foreach (var piece in Cut(packet, mtu))
            {
                var header = Packets.Parse(piece);
                Assert.InRange(piece.Length, 1, mtu);
                Assert.Equal(filled + header.PayloadLength < payload.Length, header.MoreFragments);
                header.PayloadOf(piece).CopyTo(payload.AsSpan(header.FragmentOffset));
                filled += header.PayloadLength;
            }
            return filled == payload.Length && whole.PayloadOf(packet).SequenceEqual(payload);
        });

    [Theory]
    [InlineData("", "")]
    [InlineData("01 94 04 00 00 00 00 00", "94040000")]            // no operation, alert, end of list
    [InlineData("00 94 04 00", "")]                                // behind the end nothing counts
    [InlineData("94 04 00 00 88 01 00 00", "94040000")]            // length 1 is impossible
    [InlineData("94 04 00 00 88 09 00 00", "94040000")]            // length beyond the header
    [InlineData("07 07 04 00 00 00 00 94", "")]                    // no length behind the last type
    [InlineData("83 07 04 0a 00 00 01 00", "8307040a00000100")]    // loose source route, padded
    public void CopyForFragment_Options_KeepsThoseWithTheCopyBit(string options, string copied)
    {
        Span<byte> destination = new byte[Ipv4Options.MaxSize];
        var written = Ipv4Options.CopyForFragment(Hex.Parse(options), destination);
        Assert.Equal(Hex.Format(Hex.Parse(copied)), Hex.Format(destination[..written]));
    }

    [Fact]
    public void CopyForFragment_AnyOptions_FitsWhereTheyWere() =>
        Gen.Byte.Array[0, 10].Select(octets => octets.SelectMany(octet => new[] { octet, (byte)(octet % 7), octet, (byte)0 }).ToArray())
            .Sample(options => Ipv4Options.CopyForFragment(options, new byte[options.Length]) is var written && written <= options.Length && written % 4 == 0);

    private static byte[] OptionsOf(byte[] piece) => Packets.Parse(piece).OptionsOf(piece).ToArray();

    private static List<byte[]> Cut(byte[] packet, int mtu)
    {
        Assert.True(Ipv4Fragmenter.TryCreate(packet, Packets.Parse(packet), mtu, out var fragmenter));
        var pieces = new List<byte[]>();
        Span<byte> room = new byte[Math.Min(mtu, packet.Length)];
        while (fragmenter.TryNext(room, out var written))
            pieces.Add(room[..written].ToArray());
        return pieces;
    }
}
