using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

/// <summary>Our requests against packets of an independent encoder, checked by FreeRADIUS and tshark (vectors/radius.json).</summary>
public sealed class RadiusRequestGoldenTests
{
    private static readonly Ipv4Address s_nas = Ipv4Address.Parse("10.20.0.2");
    private static readonly Ipv4Address s_node = Ipv4Address.Parse("10.30.0.201");
    private static readonly MacAddress s_station = MacAddress.Parse("00:00:67:02:51:93");

    private static AssociationRequest Association => new()
    {
        MobileNode = s_node,
        NasAddress = s_nas,
        NasIdentifier = "ap-20-2",
        NasPort = 38,
        Station = s_station,
        CalledStation = "02000a140002:bnetwork30",
    };

    [Fact]
    [Requirement("RAD-001", "RAD-008", "RAD-009", "RAD-011", "RAD-024", "RAD-025", "RAD-035", "RAD-036")]
    public void AssociationRequest_Golden_IsWrittenOctetForOctet()
    {
        var buffer = RadiusSamples.Buffer();
        var size = Association.WriteTo(buffer, 42, RadiusSamples.RequestAuthenticator, RadiusSamples.Secret, "cisco"u8);
        Assert.Equal(Hex.Format(RadiusSamples.Octets("rad-sa-request")), Hex.Format(buffer.AsSpan(0, size)));
    }

    [Fact]
    public void AssociationRequest_OfAHomeAgent_NamesNeitherStationNorPort()
    {
        var buffer = RadiusSamples.Buffer();
        var size = new AssociationRequest { MobileNode = s_node, NasAddress = s_nas }
            .WriteTo(buffer, 1, RadiusSamples.RequestAuthenticator, RadiusSamples.Secret, "cisco"u8);
        Assert.True(RadiusPacket.TryParse(buffer.AsSpan(0, size), out var packet, out _));
        Assert.Equal((0, 0), (packet.Count(RadiusAttributeType.CallingStationId), packet.Count(RadiusAttributeType.NasPort)));
    }

    [Fact]
    [Requirement("RAD-031")]
    public void StationRequest_Golden_IsWrittenOctetForOctet()
    {
        var buffer = RadiusSamples.Buffer();
        var size = new StationRequest { Station = s_station, NasAddress = s_nas, NasPort = 38 }
            .WriteTo(buffer, 43, RadiusSamples.SecondRequestAuthenticator, RadiusSamples.Secret, "000067025193"u8);
        Assert.Equal(Hex.Format(RadiusSamples.Octets("rad-mac-auth")), Hex.Format(buffer.AsSpan(0, size)));
    }

    [Fact]
    [Requirement("RAD-015")]
    public void LoginRequest_Golden_IsWrittenOctetForOctet()
    {
        var buffer = RadiusSamples.Buffer();
        var size = new LoginRequest { UserName = "admin", NasAddress = s_nas }
            .WriteTo(buffer, 44, RadiusSamples.SecondRequestAuthenticator, RadiusSamples.Secret, "a longer pass phrase!"u8);
        Assert.Equal(Hex.Format(RadiusSamples.Octets("rad-admin-login")), Hex.Format(buffer.AsSpan(0, size)));
    }

    [Fact]
    [Requirement("RAD-010", "RAD-016")]
    public void LoginRequest_Chap_CarriesAResponseAndNoPassword()
    {
        var buffer = RadiusSamples.Buffer();
        var size = new LoginRequest { UserName = "admin", NasAddress = s_nas }
            .WriteChapTo(buffer, 44, RadiusSamples.SecondRequestAuthenticator, RadiusSamples.Secret, 9, "letmein-16-chars"u8);
        Assert.Equal(RadiusVerdict.Accepted, RadiusRequest.Check(buffer.AsSpan(0, size), RadiusSamples.Secret, out var packet));
        Assert.Equal(0, packet.Count(RadiusAttributeType.UserPassword));
        Assert.True(ChapPassword.Verify(packet, "letmein-16-chars"u8));
        Assert.False(ChapPassword.Verify(packet, "letmein-16-charS"u8));
    }

    [Fact]
    [Requirement("RAD-032", "RAD-033", "RAD-034")]
    public void AccountingRequest_Golden_IsWrittenOctetForOctet()
    {
        var buffer = RadiusSamples.Buffer();
        var size = Accounting(RadiusAccountingStatus.Start).WriteTo(buffer, 45, RadiusSamples.Secret);
        Assert.Equal(Hex.Format(RadiusSamples.Octets("rad-acct-start")), Hex.Format(buffer.AsSpan(0, size)));
    }

    [Fact]
    [Requirement("RAD-034")]
    public void AccountingRequest_WithEveryMember_PassesTheServersChecks()
    {
        var buffer = RadiusSamples.Buffer();
        var size = (Accounting(RadiusAccountingStatus.Stop) with { SessionTime = 77, Delay = 2 }).WriteTo(buffer, 46, RadiusSamples.Secret);
        Assert.Equal(RadiusVerdict.Accepted, RadiusRequest.Check(buffer.AsSpan(0, size), RadiusSamples.Secret, out var packet));
        Assert.Equal((1, 1), (packet.Count(RadiusAttributeType.AcctSessionTime), packet.Count(RadiusAttributeType.AcctDelayTime)));
    }

    [Theory]
    [InlineData("rad-sa-accept", RadiusCode.AccessAccept)]
    [InlineData("rad-sa-accept-two", RadiusCode.AccessAccept)]
    [InlineData("rad-sa-reject", RadiusCode.AccessReject)]
    [Requirement("RAD-023")]
    public void Response_RewrittenAttributeByAttribute_GetsTheSameAuthenticators(string name, RadiusCode code)
    {
        var golden = RadiusSamples.Octets(name);
        Assert.True(RadiusPacket.TryParse(golden, out var packet, out _));
        var buffer = RadiusSamples.Buffer();
        var writer = new RadiusPacketWriter(buffer, code, packet.Identifier, default);
        foreach (var attribute in packet.Attributes)
        {
            if (attribute.Type == RadiusAttributeType.MessageAuthenticator)
                writer.ReserveMessageAuthenticator();
            else
                writer.WriteOctets(attribute.Type, attribute.Value);
        }
        var size = writer.FinishResponse(RadiusSamples.RequestAuthenticator, RadiusSamples.Secret);
        Assert.Equal(Hex.Format(golden), Hex.Format(buffer.AsSpan(0, size)));
    }

    [Fact]
    public void Request_WrittenAThousandTimes_AllocatesNothingForTheWire()
    {
        var buffer = RadiusSamples.Buffer();
        WriteAndSign(buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            WriteAndSign(buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void WriteAndSign(byte[] buffer)
    {
        var packet = RadiusPacketWriter.AccessRequest(buffer, 1, RadiusSamples.RequestAuthenticator);
        packet.WriteText(RadiusAttributeType.UserName, "10.30.0.201");
        packet.WriteUserPassword("cisco"u8, RadiusSamples.Secret);
        packet.WriteVendor(RadiusVendor.Cisco, 1, "x=y"u8);
        packet.FinishAccessRequest(RadiusSamples.Secret);
    }

    private static AccountingRequest Accounting(RadiusAccountingStatus status) => new()
    {
        Status = status,
        SessionId = "00000001",
        MobileNode = s_node,
        NasAddress = s_nas,
        NasPort = 38,
        Station = s_station,
    };
}
