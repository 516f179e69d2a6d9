using System.Text.Json;
using CsCheck;
using ProxyMip.Protocol.Arp;
using ProxyMip.Protocol.Ethernet;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Arp;

public sealed class ArpPacketTests
{
    private static readonly Ipv4Address s_home = Ipv4Address.Parse("10.30.0.201");
    private static readonly Ipv4Address s_askerAddress = Ipv4Address.Parse("10.30.0.55");
    private static readonly MacAddress s_homeAgent = MacAddress.Parse("02:00:0a:1e:00:01");
    private static readonly MacAddress s_node = MacAddress.Parse("00:00:67:02:51:93");
    private static readonly MacAddress s_asker = MacAddress.Parse("02:00:0a:1e:00:55");

    private static readonly Gen<ArpPacket> s_packets = Gen.Select(
        Gen.UShort, Gen.ULong[0, 0xffffffffffff], Gen.UInt, Gen.ULong[0, 0xffffffffffff], Gen.UInt,
        static (operation, senderMac, sender, targetMac, target) => new ArpPacket
        {
            Operation = (ArpOperation)operation,
            SenderMac = new(senderMac),
            SenderAddress = new(sender),
            TargetMac = new(targetMac),
            TargetAddress = new(target),
        });

    public static TheoryData<string> Vectors => VectorFile.Names("arp");

    [Theory, MemberData(nameof(Vectors))]
    public void TryParse_Vector_ReadsEveryField(string name)
    {
        var vector = VectorFile.Load("arp")[name];
        Assert.True(EthernetHeader.TryParse(vector.Octets, out var ethernet, out _));
        var arp = Parse(ethernet.PayloadOf(vector.Octets).ToArray());

        Assert.Equal(EtherType.Arp, ethernet.EtherType);
        Assert.Equal(Mac(vector.Fields, "ethernet_destination"), ethernet.Destination);
        Assert.Equal(Mac(vector.Fields, "ethernet_source"), ethernet.Source);
        Assert.Equal(vector.Fields.GetProperty("operation").GetUInt16(), (ushort)arp.Operation);
        Assert.Equal(Mac(vector.Fields, "sender_mac"), arp.SenderMac);
        Assert.Equal(Address(vector.Fields, "sender_ip"), arp.SenderAddress);
        Assert.Equal(Mac(vector.Fields, "target_mac"), arp.TargetMac);
        Assert.Equal(Address(vector.Fields, "target_ip"), arp.TargetAddress);
    }

    [Fact]
    [Requirement("HAG-067")]
    public void GratuitousRequest_HomeAgentTakesOver_GivesTheVector() =>
        AssertFrame("garp-request-ha-takes-over", ArpPacket.GratuitousRequest(s_home, s_homeAgent), MacAddress.Broadcast);

    [Fact]
    [Requirement("HAG-067", "HAG-068")]
    public void GratuitousReply_HomeAgentTakesOver_GivesTheVector() =>
        AssertFrame("garp-reply-ha-takes-over", ArpPacket.GratuitousReply(s_home, s_homeAgent), MacAddress.Broadcast);

    [Fact]
    public void GratuitousRequest_NodeReturned_CarriesTheNodesAddress() =>
        AssertFrame("garp-node-returned", ArpPacket.GratuitousRequest(s_home, s_node), MacAddress.Broadcast);

    [Fact]
    public void AnswerWith_QuestionForAnAbsentNode_GivesTheVector()
    {
        var question = ArpPacket.RequestFor(s_home, s_asker, s_askerAddress);
        AssertFrame("proxy-arp-reply", question.AnswerWith(s_homeAgent), question.SenderMac);
    }

    [Fact]
    public void AsksFor_QuestionOfAnother_IsTrue() => Assert.True(ArpPacket.RequestFor(s_home, s_asker, s_askerAddress).AsksFor(s_home));

    [Fact]
    public void AsksFor_ProbeForTheAddress_IsTrue() => Assert.True(ArpPacket.RequestFor(s_home, s_asker, Ipv4Address.Any).AsksFor(s_home));

    [Fact]
    public void AsksFor_GratuitousRequestOfTheOwner_IsFalse() => Assert.False(ArpPacket.GratuitousRequest(s_home, s_node).AsksFor(s_home));

    [Fact]
    public void AsksFor_QuestionForAnotherAddress_IsFalse() =>
        Assert.False(ArpPacket.RequestFor(s_askerAddress, s_asker, s_askerAddress).AsksFor(s_home));

    [Fact]
    public void AsksFor_Reply_IsFalse() =>
        Assert.False((ArpPacket.RequestFor(s_home, s_asker, s_askerAddress) with { Operation = ArpOperation.Reply }).AsksFor(s_home));

    [Fact]
    public void IsGratuitous_RequestAndReplyForm_AreBothRecognised()
    {
        Assert.True(ArpPacket.GratuitousRequest(s_home, s_node).IsGratuitous);
        Assert.True(ArpPacket.GratuitousReply(s_home, s_node).IsGratuitous);
        Assert.False(ArpPacket.RequestFor(s_home, s_asker, s_askerAddress).IsGratuitous);
    }

    [Fact]
    public void IsProbe_SenderUnknown_IsTrueForRequestsOnly()
    {
        var probe = ArpPacket.RequestFor(s_home, s_asker, Ipv4Address.Any);
        Assert.True(probe.IsProbe);
        Assert.False((probe with { Operation = ArpOperation.Reply }).IsProbe);
        Assert.False(ArpPacket.RequestFor(Ipv4Address.Any, s_asker, Ipv4Address.Any).IsGratuitous);
    }

    [Theory]
    [InlineData(0, "0006", WireFaultKind.UnexpectedValue, 0)] // IEEE 802 hardware
    [InlineData(2, "86dd", WireFaultKind.UnexpectedValue, 2)]
    [InlineData(4, "08", WireFaultKind.BadLength, 4)]
    [InlineData(5, "10", WireFaultKind.BadLength, 5)]
    public void TryParse_OtherAddressFamilies_AreRefused(int at, string hex, WireFaultKind kind, int offset)
    {
        var octets = Golden.Write(ArpPacket.GratuitousRequest(s_home, s_node).WriteTo);
        Hex.Parse(hex).CopyTo(octets, at);
        Assert.Equal(new(kind, offset), Golden.FaultOf(octets, TryParse));
    }

    [Fact]
    public void TryParse_CutAnywhere_IsTruncated() =>
        Golden.AssertEveryTruncationIsTruncated(Golden.Write(ArpPacket.GratuitousRequest(s_home, s_node).WriteTo), TryParse);

    [Fact]
    public void TryParse_EthernetPaddingBehind_IsIgnored()
    {
        var packet = ArpPacket.GratuitousReply(s_home, s_node);
        Assert.Equal(packet, Parse([.. Golden.Write(packet.WriteTo), .. new byte[18]]));
    }

    [Fact]
    public void WriteTo_AnyPacket_ParsesBack() => s_packets.Sample(packet => Parse(Golden.Write(packet.WriteTo)) == packet);

    [Fact]
    public void TryParse_AnyOctets_NeverThrows() =>
        Gen.Byte.Array[0, 60].Sample(octets => ArpPacket.TryParse(octets, out _, out var fault) != fault.IsFault);

    private static void AssertFrame(string vector, ArpPacket packet, MacAddress receiver) =>
        Golden.AssertWrites(VectorFile.Load("arp")[vector].Octets, destination => packet.WriteFrameTo(receiver, destination));

    private static bool TryParse(ReadOnlySpan<byte> octets, out WireFault fault) => ArpPacket.TryParse(octets, out _, out fault);

    private static ArpPacket Parse(byte[] octets)
    {
        Assert.True(ArpPacket.TryParse(octets, out var packet, out var fault), fault.ToString());
        return packet;
    }

    private static MacAddress Mac(JsonElement fields, string name) => MacAddress.Parse(fields.GetProperty(name).GetString()!);

    private static Ipv4Address Address(JsonElement fields, string name) => Ipv4Address.Parse(fields.GetProperty(name).GetString()!);
}
