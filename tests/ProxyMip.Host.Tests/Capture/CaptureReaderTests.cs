using CsCheck;
using ProxyMip.Host.Capture;
using ProxyMip.Host.Decoding;
using ProxyMip.Host.Tests.Commands;
using ProxyMip.Testing;

namespace ProxyMip.Host.Tests.Capture;

public sealed class CaptureReaderTests
{
    private static readonly byte[] s_packet = VectorFile.Load("requests")["rrq-hmac-md5"].Datagram!;
    private static readonly byte[] s_arp = VectorFile.Load("arp")["proxy-arp-reply"].Octets;

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void Pcap_EitherByteOrderAndClock_GivesItsFrames(bool bigEndian, bool nanoseconds)
    {
        var fraction = nanoseconds ? 250_000_000u : 250_000u;
        var file = new CaptureSamples(bigEndian).PcapHeader(nanoseconds, 101).PcapRecord(1_772_366_400, fraction, s_packet).PcapRecord(1_772_366_401, 0, s_packet[..30], 74).File;
        var capture = CaptureReader.Read(file);
        Assert.Null(capture.Fault);
        Assert.Equal([(1, DecodeLayer.Ipv4, s_packet.Length, 74L), (2, DecodeLayer.Ipv4, 30, 74L)],
            capture.Frames.Select(frame => (frame.Number, frame.Layer, frame.Octets.Length, frame.OriginalLength)));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero), capture.Frames[0].Time);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Pcapng_EitherByteOrder_GivesItsFrames(bool bigEndian)
    {
        var file = new CaptureSamples(bigEndian).Section().Interface(1).Interface(276, 9, 3600)
            .Enhanced(0, 1_772_366_400_250_000, s_arp).Block(99, body => body.U32(7)).Enhanced(1, 1_772_366_400_000_000_500, [0]).Simple(s_arp).File;
        var capture = CaptureReader.Read(file);
        Assert.Null(capture.Fault);
        Assert.Equal([DecodeLayer.Ethernet, DecodeLayer.Cooked2, DecodeLayer.Ethernet], capture.Frames.Select(frame => frame.Layer));
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 250, TimeSpan.Zero), capture.Frames[0].Time);
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 13, 0, 0, TimeSpan.Zero), capture.Frames[1].Time.AddTicks(-capture.Frames[1].Time.Ticks % 1000));
        Assert.Equal(s_arp, capture.Frames[2].Octets.ToArray());
    }

    [Fact]
    public void Pcapng_ResolutionInPowersOfTwo_IsRead()
    {
        var file = new CaptureSamples(false).Section().Interface(1, 0x8a).Enhanced(0, 1_772_366_400UL * 1024 + 512, s_arp).File;
        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, 500, TimeSpan.Zero), CaptureReader.Read(file).Frames[0].Time);
    }

    [Fact]
    public void Pcapng_TimeOutsideEveryCalendar_IsTheEpoch()
    {
        var file = new CaptureSamples(false).Section().Interface(1, 0).Enhanced(0, ulong.MaxValue, s_arp).File;
        Assert.Equal(DateTimeOffset.UnixEpoch, CaptureReader.Read(file).Frames[0].Time);
    }

    [Fact]
    public void Pcapng_SecondSectionOfTheOtherByteOrder_StartsNewInterfaces()
    {
        byte[] file = [.. new CaptureSamples(false).Section().Interface(1).Enhanced(0, 0, s_arp).File, .. new CaptureSamples(true).Section().Interface(228).Enhanced(0, 0, s_packet).File];
        Assert.Equal([DecodeLayer.Ethernet, DecodeLayer.Ipv4], CaptureReader.Read(file).Frames.Select(frame => frame.Layer));
    }

    [Fact]
    public void Pcapng_SimpleBlockCutBySnapLength_IsShort()
    {
        var file = new CaptureSamples(false).Section().Interface(1, snapLength: 20).Simple(s_arp[..20], 42).File;
        Assert.Equal((20, 42L), (CaptureReader.Read(file).Frames[0].Octets.Length, CaptureReader.Read(file).Frames[0].OriginalLength));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Capture_Broken_SaysWhereAndKeepsTheFramesBefore(string kind, int frames, string fault)
    {
        var capture = CaptureReader.Read(BrokenFile(kind));
        Assert.Equal(frames, capture.Frames.Count);
        Assert.Contains(fault, capture.Fault, StringComparison.Ordinal);
    }

    public static TheoryData<string, int, string> Broken => new()
    {
        { "foreign", 0, "neither a pcap nor a pcapng" },
        { "empty", 0, "neither a pcap nor a pcapng" },
        { "pcap-header", 0, "ends inside its header" },
        { "pcap-record", 1, "ends inside frame 2" },
        { "pcap-length", 1, "frame 2 claims 4294967295 octets" },
        { "pcap-link", 0, "link type is 105" },
        { "ng-order", 0, "section header without a byte order" },
        { "ng-cut", 1, "ends inside block 4" },
        { "ng-length", 1, "block 4 has the impossible length 13" },
        { "ng-lengths", 1, "block 4 has two different lengths" },
        { "ng-interface", 1, "block 4 names interface 5, and there are 1" },
        { "ng-no-interface", 0, "block 2 is a packet in front of every interface" },
        { "ng-packet", 1, "block 4 is too short for a packet" },
        { "ng-frame", 1, "block 4 claims a frame of 999 octets" },
        { "ng-option", 0, "block 2 has an option longer than itself" },
        { "ng-interface-short", 0, "block 2 is too short for an interface" },
    };

    [Fact]
    public void Capture_EveryTruncation_NeverThrows()
    {
        var pcap = new CaptureSamples(true).PcapHeader(false, 1).PcapRecord(1, 2, s_arp).File;
        var pcapng = new CaptureSamples(false).Section().Interface(1, 6, 1).Enhanced(0, 5, s_arp).Simple(s_arp).File;
        foreach (var file in new[] { pcap, pcapng })
        {
            for (var length = 0; length < file.Length; length++)
                Assert.True(CaptureReader.Read(file.AsMemory(0, length)) is { Fault: not null } or { Frames.Count: < 2 });
        }
    }

    [Fact]
    public void Capture_AnyOctetsChanged_NeverThrow()
    {
        var pcapng = new CaptureSamples(false).Section().Interface(1, 6, 1).Enhanced(0, 5, s_arp).Simple(s_arp).File;
        Gen.Select(Gen.Int[8, pcapng.Length - 1], Gen.Byte).Array[1, 6].Sample(changes =>
        {
            byte[] file = [.. pcapng];
            foreach (var (at, value) in changes)
                file[at] = value;
            foreach (var frame in CaptureReader.Read(file).Frames)
                PacketDecoder.Decode(frame.Octets.Span, frame.Layer, new(new(), frame.Time));
        }, iter: 2000);
    }

    [Fact]
    public async Task Decode_PcapFile_PrintsEveryFrame()
    {
        using var folder = new TemporaryFolder();
        var cooked = Hex.Parse("0000 0001 0006 0200 0a14 0001 0000 0800" + Hex.Format(s_packet));
        var path = folder.Write("town.pcap", new CaptureSamples(false).PcapHeader(false, 113).PcapRecord(1_772_366_400, 0, cooked).PcapRecord(1_772_366_400, 1, cooked).File);
        var result = await ProgramRun.Of("decode", path);
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["Frame 1: 2026-03-01 12:00:00.000Z, 90 octets", "Frame 2: 2026-03-01 12:00:00.000Z, 90 octets"],
            result.Lines.Where(line => line.StartsWith("Frame", StringComparison.Ordinal)));
        Assert.Equal(2, result.Lines.Count(line => line.Trim() == "Registration Request"));
    }

    [Fact]
    public async Task Decode_PcapngOnStandardInputAsJson_IsAnArrayOfFrames()
    {
        var cooked = Hex.Parse("0800 0000 00000003 0001 04 06 02000a1400010000" + Hex.Format(s_packet));
        var file = new CaptureSamples(true).Section().Interface(1).Interface(276).Enhanced(0, 0, s_arp).Enhanced(1, 0, cooked).File;
        var result = await ProgramRun.WithInput(file, "decode", "--json");
        using var json = System.Text.Json.JsonDocument.Parse(result.Output);
        Assert.Equal(["Ethernet II", "Linux cooked capture v2"],
            json.RootElement.EnumerateArray().Select(frame => frame.GetProperty("decoded").GetProperty("layer").GetString()));
    }

    [Fact]
    public async Task Decode_RadiusConversation_VerifiesTheAnswerWithItsRequest()
    {
        var request = VectorFile.Load("radius")["rad-sa-request"].Datagram!;
        var answer = VectorFile.Load("radius")["rad-sa-accept"].Datagram!;
        var file = new CaptureSamples(false).PcapHeader(true, 228).PcapRecord(1, 0, request).PcapRecord(2, 0, answer).File;
        var result = await ProgramRun.WithInput(file, "decode", "--radius-secret", "mip-shared-secret-01");
        Assert.EndsWith("(right)", Assert.Single(result.Lines, line => line.Contains("Response Authenticator", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_TruncatedFile_PrintsWhatIsThereAndEndsWith2()
    {
        using var folder = new TemporaryFolder();
        var whole = new CaptureSamples(false).PcapHeader(false, 101).PcapRecord(1, 0, s_packet).PcapRecord(2, 0, s_packet).File;
        var result = await ProgramRun.Of("decode", folder.Write("cut.pcap", whole[..^1]));
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Frame 1", result.Output, StringComparison.Ordinal);
        Assert.EndsWith("cut.pcap' is not a whole capture file: it ends inside frame 2.\n", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_ForeignFile_EndsWith2AndOneSentence()
    {
        using var folder = new TemporaryFolder();
        var result = await ProgramRun.Of("decode", folder.Write("photo.pcap", "not a capture"));
        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.EndsWith("it is neither a pcap nor a pcapng file.\n", result.Error, StringComparison.Ordinal);
    }

    private static byte[] BrokenFile(string kind)
    {
        var pcap = new CaptureSamples(false).PcapHeader(false, 1).PcapRecord(1, 0, s_arp);
        var good = new CaptureSamples(false).Section().Interface(1).Enhanced(0, 0, s_arp);
        return kind switch
        {
            "foreign" => [1, 2, 3, 4, 5],
            "empty" => [],
            "pcap-header" => pcap.File[..20],
            "pcap-record" => pcap.U32(0).File,
            "pcap-length" => pcap.U32(0).U32(0).U32(uint.MaxValue).U32(0).File,
            "pcap-link" => new CaptureSamples(true).PcapHeader(false, 105).File,
            "ng-order" => new CaptureSamples(true).U32(0x0a0d0d0a).U32(28).U32(0x01020304).U32(0).U32(0).U32(0).U32(28).File,
            "ng-cut" => good.U32(6).U32(64).U32(0).File,
            "ng-length" => good.U32(6).U32(13).U32(0).File,
            "ng-lengths" => good.U32(99).U32(12).U32(16).File,
            "ng-interface" => good.Enhanced(5, 0, s_arp).File,
            "ng-no-interface" => new CaptureSamples(false).Section().Simple(s_arp).File,
            "ng-packet" => good.Block(6, body => body.U32(0)).File,
            "ng-frame" => good.Block(6, body => body.U32(0).U32(0).U32(0).U32(999).U32(999)).File,
            "ng-option" => new CaptureSamples(false).Section().Block(1, body => body.U16(1).U16(0).U32(0).U16(9).U16(40)).File,
            _ => new CaptureSamples(false).Section().Block(1, body => body.U32(1)).File,
        };
    }
}
