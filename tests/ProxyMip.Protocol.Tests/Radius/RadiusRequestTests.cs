using ProxyMip.Protocol.Radius;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

public sealed class RadiusRequestTests
{
    private delegate void Fill(ref RadiusPacketWriter packet);

    [Theory]
    [InlineData("rad-sa-request")]
    [InlineData("rad-mac-auth")]
    [InlineData("rad-admin-login")]
    [InlineData("rad-acct-start")]
    public void Request_Golden_IsAccepted(string name) =>
        Assert.Equal(RadiusVerdict.Accepted, RadiusRequest.Check(RadiusSamples.Octets(name), RadiusSamples.Secret, out _));

    [Fact]
    public void AccessRequest_WithAFlippedBit_FailsItsMessageAuthenticator()
    {
        byte[] octets = [.. RadiusSamples.Octets("rad-sa-request")];
        octets[^1] ^= 1;
        Assert.Equal(RadiusVerdict.MessageAuthenticator, RadiusRequest.Check(octets, RadiusSamples.Secret, out _));
    }

    [Fact]
    [Requirement("RAD-032")]
    public void AccountingRequest_WithAFlippedBit_FailsItsAuthenticator()
    {
        byte[] octets = [.. RadiusSamples.Octets("rad-acct-start")];
        octets[^1] ^= 1;
        Assert.Equal(RadiusVerdict.RequestAuthenticator, RadiusRequest.Check(octets, RadiusSamples.Secret, out _));
    }

    [Fact]
    public void AccessRequest_WithoutMessageAuthenticator_IsRefused()
    {
        var buffer = RadiusSamples.Buffer();
        var packet = new RadiusPacketWriter(buffer, RadiusCode.AccessRequest, 1, RadiusSamples.RequestAuthenticator);
        packet.WriteAddress(RadiusAttributeType.NasIpAddress, default);
        packet.WriteUserPassword("x"u8, RadiusSamples.Secret);
        var size = packet.FinishAccessRequest(RadiusSamples.Secret);
        Assert.Equal(RadiusVerdict.MessageAuthenticatorMissing, RadiusRequest.Check(buffer.AsSpan(0, size), RadiusSamples.Secret, out _));
    }

    [Fact]
    [Requirement("RAD-009")]
    public void AccessRequest_WithoutNasIdentity_IsRefused() => Assert.Equal(RadiusVerdict.NasIdentity,
        CheckAccess((ref packet) => packet.WriteUserPassword("x"u8, RadiusSamples.Secret)));

    [Fact]
    [Requirement("RAD-010")]
    public void AccessRequest_WithoutCredentials_IsRefused() => Assert.Equal(RadiusVerdict.Credentials,
        CheckAccess((ref packet) => packet.WriteText(RadiusAttributeType.NasIdentifier, "ap")));

    [Fact]
    [Requirement("RAD-010")]
    public void AccessRequest_WithTwoKindsOfCredentials_IsRefused() => Assert.Equal(RadiusVerdict.Credentials,
        CheckAccess((ref packet) =>
        {
            packet.WriteText(RadiusAttributeType.NasIdentifier, "ap");
            packet.WriteUserPassword("x"u8, RadiusSamples.Secret);
            packet.WriteChapPassword(1, "x"u8);
        }));

    [Fact]
    [Requirement("RAD-010")]
    public void AccessRequest_WithStateAlone_IsAccepted() => Assert.Equal(RadiusVerdict.Accepted,
        CheckAccess((ref packet) =>
        {
            packet.WriteText(RadiusAttributeType.NasIdentifier, "ap");
            packet.WriteOctets(RadiusAttributeType.State, [1]);
        }));

    [Theory]
    [InlineData(RadiusAttributeType.UserPassword)]
    [InlineData(RadiusAttributeType.ChapPassword)]
    [InlineData(RadiusAttributeType.ReplyMessage)]
    [InlineData(RadiusAttributeType.State)]
    [Requirement("RAD-034")]
    public void AccountingRequest_WithAForbiddenAttribute_IsRefused(RadiusAttributeType type) => Assert.Equal(RadiusVerdict.ForbiddenAttribute,
        CheckAccounting((ref packet) => packet.WriteOctets(type, new byte[17])));

    [Fact]
    [Requirement("RAD-009")]
    public void AccountingRequest_WithoutNasIdentity_IsRefused() => Assert.Equal(RadiusVerdict.NasIdentity,
        CheckAccounting((ref packet) => packet.WriteInteger(RadiusAttributeType.AcctStatusType, 1)));

    [Fact]
    [Requirement("RAD-033")]
    public void AccountingRequest_WithoutSession_IsRefused() => Assert.Equal(RadiusVerdict.AccountingAttributes,
        CheckAccounting((ref packet) =>
        {
            packet.WriteText(RadiusAttributeType.NasIdentifier, "ap");
            packet.WriteInteger(RadiusAttributeType.AcctStatusType, 1);
        }));

    [Fact]
    public void AccountingRequest_WithAWrongMessageAuthenticator_IsRefused() => Assert.Equal(RadiusVerdict.MessageAuthenticator,
        CheckAccounting((ref packet) => packet.WriteOctets(RadiusAttributeType.MessageAuthenticator, new byte[16])));

    [Fact]
    public void AccountingRequest_WithAMessageAuthenticator_VerifiesBoth() => Assert.Equal(RadiusVerdict.Accepted,
        CheckAccounting((ref packet) =>
        {
            packet.WriteText(RadiusAttributeType.NasIdentifier, "ap");
            packet.WriteInteger(RadiusAttributeType.AcctStatusType, 1);
            packet.ReserveMessageAuthenticator();
            packet.WriteText(RadiusAttributeType.AcctSessionId, "7");
        }));

    [Fact]
    [Requirement("RAD-003")]
    public void Request_OfACodeThatIsNone_IsRefused() =>
        Assert.Equal(RadiusVerdict.UnexpectedCode, RadiusRequest.Check(RadiusSamples.Octets("rad-sa-accept"), RadiusSamples.Secret, out _));

    [Fact]
    [Requirement("RAD-006")]
    public void Secret_Empty_IsRefused() => Assert.Throws<ArgumentException>(() => new RadiusSecret(new([])));

    [Theory]
    [InlineData("15 characters..", true)]
    [InlineData("16 characters...", false)]
    [Requirement("RAD-007")]
    public void Secret_Below16Octets_DeservesAWarning(string secret, bool isShort) =>
        Assert.Equal(isShort, new RadiusSecret(new(System.Text.Encoding.ASCII.GetBytes(secret))).IsShort);

    private static RadiusVerdict CheckAccess(Fill fill)
    {
        var buffer = RadiusSamples.Buffer();
        var packet = RadiusPacketWriter.AccessRequest(buffer, 1, RadiusSamples.RequestAuthenticator);
        fill(ref packet);
        return RadiusRequest.Check(buffer.AsSpan(0, packet.FinishAccessRequest(RadiusSamples.Secret)), RadiusSamples.Secret, out _);
    }

    private static RadiusVerdict CheckAccounting(Fill fill)
    {
        var buffer = RadiusSamples.Buffer();
        var packet = new RadiusPacketWriter(buffer, RadiusCode.AccountingRequest, 1, default);
        fill(ref packet);
        return RadiusRequest.Check(buffer.AsSpan(0, packet.FinishAccountingRequest(RadiusSamples.Secret)), RadiusSamples.Secret, out _);
    }
}
