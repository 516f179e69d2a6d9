using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

public sealed class VendorSpecificTests
{
    [Fact]
    [Requirement("RAD-019")]
    public void VendorSpecific_WithTwoAttributes_GivesBoth()
    {
        var seen = Walk("00000009 | 01 05 613d31 | 02 04 ffff", out var fault);
        Assert.Equal([(1, "613d31", 26), (2, "ffff", 31)], seen);
        Assert.False(fault.IsFault);
    }

    [Fact]
    public void VendorSpecific_Wimax_HasAContinuationOctet()
    {
        var seen = Walk("000060b5 | 0b 07 80 00000100", out _, out var continues);
        Assert.Equal([(11, "00000100", 26)], seen);
        Assert.True(continues);
    }

    [Fact]
    public void VendorSpecific_AttributeLengthBelowItsHeader_EndsTheWalkAtTheLengthOctet()
    {
        Assert.Empty(Walk("00000009 | 01 01", out var fault));
        Assert.Equal(new WireFault(WireFaultKind.BadLength, 27), fault);
    }

    [Fact]
    public void VendorSpecific_AttributePastTheEnd_EndsTheWalk()
    {
        Assert.Single(Walk("00000009 | 01 03 41 | 02 09 00", out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 31), fault);
    }

    [Fact]
    public void VendorSpecific_WithoutVendorNumber_IsNone()
    {
        Assert.True(RadiusPacket.TryParse(Packet("000009"), out var packet, out _));
        Assert.True(packet.TryGet(RadiusAttributeType.VendorSpecific, out var attribute));
        Assert.False(VendorSpecific.TryParse(attribute, out _));
    }

    [Fact]
    public void VendorSpecific_AnotherAttribute_IsNone()
    {
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Octets("rad-sa-reject"), out var packet, out _));
        Assert.True(packet.TryGet(RadiusAttributeType.ReplyMessage, out var attribute));
        Assert.False(VendorSpecific.TryParse(attribute, out _));
    }

    [Fact]
    public void Writer_Vendor_WritesTheRecommendedForm()
    {
        var buffer = RadiusSamples.Buffer();
        var writer = new RadiusPacketWriter(buffer, RadiusCode.AccessAccept, 1, default);
        writer.WriteVendor(RadiusVendor.Cisco, 1, "a=b"u8);
        Assert.Equal("1a0b00000009" + "0105613d62", Hex.Format(buffer.AsSpan(20, writer.Written - 20)));
    }

    private static byte[] Packet(string vendor) => RadiusSamples.Answer(RadiusCode.AccessAccept, false, a => a.Add(RadiusAttributeType.VendorSpecific, Hex.Parse(vendor)));

    private static List<(int Type, string Value, int Offset)> Walk(string vendor, out WireFault fault) => Walk(vendor, out fault, out _);

    private static List<(int Type, string Value, int Offset)> Walk(string octets, out WireFault fault, out bool continues)
    {
        Assert.True(RadiusPacket.TryParse(Packet(octets), out var packet, out _));
        Assert.True(packet.TryGet(RadiusAttributeType.VendorSpecific, out var attribute));
        Assert.True(VendorSpecific.TryParse(attribute, out var vendor));
        var walk = vendor.Attributes;
        var seen = new List<(int, string, int)>();
        continues = false;
        while (walk.MoveNext())
        {
            seen.Add((walk.Current.Type, Hex.Format(walk.Current.Value), walk.Current.Offset));
            continues |= walk.Current.Continues;
        }
        walk.Succeeded(out fault);
        return seen;
    }
}
