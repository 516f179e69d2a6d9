using ProxyMip.Protocol.Capture;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Capture;

public sealed class PcapngTests
{
    [Fact]
    public void SectionHeader_Written_HasMagicVersionAndProgram() => AssertWrites("""
        0a0d0d0a | 00000028     # section header block, 40 octets
        1a2b3c4d                # byte-order magic
        0001 | 0000             # version 1.0
        ffffffffffffffff        # length of the section is not known
        0004 0004 | 74657374    # option: program "test"
        0000 0000               # end of options
        00000028
        """, destination => Pcapng.WriteSectionHeader(destination, "test"), Pcapng.SectionHeaderSize("test"));

    [Fact]
    public void Interface_Written_IsEthernetInHundredNanoseconds() => AssertWrites("""
        00000001 | 00000028     # interface description block, 40 octets
        0001 | 0000             # Ethernet
        00000000                # frames are never cut
        0002 0003 | 6c616e 00   # option: name "lan", padded
        0009 0001 | 07 000000   # option: time in 10^-7 s
        0000 0000
        00000028
        """, destination => Pcapng.WriteInterface(destination, "lan"), Pcapng.InterfaceSize("lan"));

    [Fact]
    public void Packet_Written_HasTimeLengthsAndPadding() => AssertWrites("""
        00000006 | 00000028     # enhanced packet block, 40 octets
        00000002                # interface 2
        00000000 00989681       # one second and 100 ns after 1970
        00000005 | 00000005     # captured, original
        0102030405 000000       # the frame, padded
        00000028
        """, destination => Pcapng.WritePacket(destination, 2, DateTimeOffset.UnixEpoch.AddTicks(10_000_001), [1, 2, 3, 4, 5]), Pcapng.PacketSize(5));

    [Fact]
    public void Packet_NoRoom_Throws() =>
        Assert.Throws<ArgumentException>(() => Pcapng.WritePacket(new byte[Pcapng.PacketSize(4) - 1], 0, DateTimeOffset.UnixEpoch, [1, 2, 3, 4]));

    private static void AssertWrites(string hex, Func<byte[], int> write, int size)
    {
        var expected = Hex.Parse(hex);
        var destination = new byte[expected.Length + 3];
        Array.Fill(destination, (byte)0xA5);

        Assert.Equal(expected.Length, write(destination));
        Assert.Equal(Hex.Format(expected) + "a5a5a5", Hex.Format(destination));
        Assert.Equal(size, expected.Length);
    }
}
