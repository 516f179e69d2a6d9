using CsCheck;
using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

public sealed class RadiusPacketTests
{
    [Fact]
    [Requirement("RAD-001")]
    public void Packet_Golden_HeaderIsRead()
    {
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Octets("rad-sa-request"), out var packet, out _));
        Assert.Equal((RadiusCode.AccessRequest, 42, 135, "0f1e2d3c4b5a69788796a5b4c3d2e1f0"),
            (packet.Code, packet.Identifier, packet.Octets.Length, Hex.Format(packet.Authenticator)));
    }

    [Fact]
    public void Packet_Golden_AttributesComeInWireOrderWithTheirOffsets()
    {
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Octets("rad-mac-auth"), out var packet, out _));
        var seen = new List<(int, int, int)>();
        foreach (var attribute in packet.Attributes)
            seen.Add(((int)attribute.Type, attribute.Offset, attribute.Length));
        Assert.Equal([(80, 20, 18), (1, 38, 14), (2, 52, 18), (6, 70, 6), (4, 76, 6), (5, 82, 6), (61, 88, 6), (31, 94, 19)], seen);
    }

    [Fact]
    public void Packet_IntegerAndAddress_AreRead()
    {
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Octets("rad-sa-request"), out var packet, out _));
        Assert.True(packet.TryGet(RadiusAttributeType.NasIpAddress, out var address));
        Assert.True(address.TryReadAddress(out var nas));
        Assert.True(packet.TryGet(RadiusAttributeType.NasPort, out var port));
        Assert.True(port.TryReadInteger(out var number));
        Assert.Equal((Ipv4Address.Parse("10.20.0.2"), 38u), (nas, number));
    }

    [Fact]
    public void Packet_IntegerOfThreeOctets_IsRefused()
    {
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Answer(RadiusCode.AccessAccept, false, a => a.Add(RadiusAttributeType.SessionTimeout, 1, 2, 3)),
            out var packet, out _));
        Assert.True(packet.TryGet(RadiusAttributeType.SessionTimeout, out var attribute));
        Assert.False(attribute.TryReadInteger(out _));
    }

    [Fact]
    [Requirement("RAD-002")]
    public void Packet_PaddingBehindLength_IsIgnored()
    {
        byte[] datagram = [.. RadiusSamples.Octets("rad-sa-reject"), 0xff, 0xff, 0xff];
        Assert.True(RadiusPacket.TryParse(datagram, out var packet, out _));
        Assert.Equal(52, packet.Octets.Length);
    }

    [Fact]
    [Requirement("RAD-002")]
    public void Packet_ShorterThanItsLength_IsTruncatedAtTheLengthField()
    {
        Assert.False(RadiusPacket.TryParse(RadiusSamples.Octets("bad-rad-shorter-than-length"), out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 2), fault);
    }

    [Theory]
    [InlineData(19)]
    [InlineData(4097)]
    [Requirement("RAD-001")]
    public void Packet_LengthOutside20To4096_IsBadLength(int length)
    {
        var datagram = new byte[5000];
        (datagram[0], datagram[2], datagram[3]) = (2, (byte)(length / 256), (byte)(length % 256));
        Assert.False(RadiusPacket.TryParse(datagram, out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.BadLength, 2), fault);
    }

    [Theory]
    [InlineData(20)]
    [InlineData(4096)]
    [Requirement("RAD-001")]
    public void Packet_LengthAtTheBounds_IsRead(int length)
    {
        var datagram = new byte[length];
        (datagram[0], datagram[2], datagram[3]) = (2, (byte)(length / 256), (byte)(length % 256));
        for (var at = 20; at < length; at += 4)
            datagram[at + 1] = 4; // attributes of two octets
        Assert.True(RadiusPacket.TryParse(datagram, out var packet, out _));
        Assert.Equal(length, packet.Octets.Length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [Requirement("RAD-014")]
    public void Packet_AttributeLengthBelowTwo_IsBadLengthAtItsLengthOctet(byte length)
    {
        var datagram = RadiusSamples.Octets("bad-rad-attribute-length-1");
        datagram = [.. datagram];
        datagram[39] = length;
        Assert.False(RadiusPacket.TryParse(datagram, out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.BadLength, 39), fault);
    }

    [Fact]
    public void Packet_AttributePastTheEnd_IsTruncated()
    {
        byte[] datagram = [.. RadiusSamples.Octets("rad-sa-reject")];
        datagram[39]++; // length octet of Reply-Message
        Assert.False(RadiusPacket.TryParse(datagram, out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 40), fault);
    }

    [Fact]
    public void Packet_AttributeWithoutLength_IsTruncated()
    {
        byte[] datagram = [.. RadiusSamples.Octets("rad-acct-response"), 18];
        datagram[3]++;
        Assert.False(RadiusPacket.TryParse(datagram, out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 21), fault);
    }

    [Fact]
    public void Packet_EveryTruncation_IsRefusedBeforeItsAttributes()
    {
        var octets = RadiusSamples.Octets("rad-sa-accept-two");
        for (var length = 0; length < octets.Length; length++)
        {
            Assert.False(RadiusPacket.TryParse(octets.AsSpan(0, length), out _, out var fault));
            Assert.Equal(WireFaultKind.Truncated, fault.Kind);
        }
    }

    [Fact]
    public void Packet_AnyOctets_NeverThrow() => Gen.Byte.Array[0, 300].Sample(octets =>
    {
        if (octets.Length > 4)
            (octets[2], octets[3]) = (0, (byte)octets.Length);
        if (!RadiusPacket.TryParse(octets, out var packet, out _))
            Assert.True(packet.Octets.IsEmpty);
        foreach (var attribute in packet.Attributes)
        {
            if (!VendorSpecific.TryParse(attribute, out var vendor))
                continue;
            foreach (var inner in vendor.Attributes)
                _ = inner.Value.Length;
        }
        RadiusSamples.CheckAnswer(octets);
        RadiusRequest.Check(octets, RadiusSamples.Secret, out _);
    }, iter: 2000);

    [Fact]
    public void Packet_WrittenThenRead_GivesTheSameAttributes() =>
        Gen.Select(Gen.Byte, Gen.Byte.Array[0, 253]).Array[0, 12].Sample(attributes =>
        {
            var buffer = RadiusSamples.Buffer();
            var writer = new RadiusPacketWriter(buffer, (RadiusCode)200, 7, RadiusSamples.RequestAuthenticator);
            foreach (var (type, value) in attributes)
                writer.WriteOctets((RadiusAttributeType)type, value);
            var size = writer.FinishResponse(RadiusSamples.RequestAuthenticator, RadiusSamples.Secret);
            Assert.True(RadiusPacket.TryParse(buffer.AsSpan(0, size), out var packet, out _));
            Assert.Equal(((RadiusCode)200, 7), (packet.Code, packet.Identifier));
            var next = 0;
            foreach (var attribute in packet.Attributes)
            {
                Assert.Equal(((RadiusAttributeType)attributes[next].Item1, Hex.Format(attributes[next].Item2)), (attribute.Type, Hex.Format(attribute.Value)));
                next++;
            }
            Assert.Equal(attributes.Length, next);
        });

    [Fact]
    public void Writer_ValueAbove253Octets_IsADefectOfTheCaller() => Assert.Throws<ArgumentException>(() =>
    {
        var writer = new RadiusPacketWriter(RadiusSamples.Buffer(), RadiusCode.AccessAccept, 1, default);
        writer.WriteOctets(RadiusAttributeType.State, new byte[254]);
    });

    [Fact]
    public void Writer_PacketAbove4096Octets_IsADefectOfTheCaller() => Assert.Throws<ArgumentException>(() =>
    {
        var writer = new RadiusPacketWriter(new byte[8000], RadiusCode.AccessAccept, 1, default);
        for (var i = 0; i < 17; i++)
            writer.WriteOctets(RadiusAttributeType.State, new byte[253]);
    });

    [Fact]
    public void Packet_CheckedAThousandTimes_AllocatesNothing()
    {
        var octets = RadiusSamples.Octets("rad-sa-accept");
        Assert.Equal(RadiusVerdict.Accepted, RadiusSamples.CheckAnswer(octets));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            RadiusSamples.CheckAnswer(octets);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
