using ProxyMip.Protocol.Radius;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

public sealed class RadiusResponseTests
{
    [Theory]
    [InlineData("rad-sa-accept")]
    [InlineData("rad-sa-accept-two")]
    [InlineData("rad-sa-reject")]
    [Requirement("RAD-005", "RAD-022", "RAD-023")]
    public void Response_Golden_IsAccepted(string name) => Assert.Equal(RadiusVerdict.Accepted, RadiusSamples.CheckAnswer(RadiusSamples.Octets(name)));

    [Theory]
    [InlineData("bad-rad-response-authenticator", RadiusVerdict.ResponseAuthenticator)]
    [InlineData("bad-rad-no-message-authenticator", RadiusVerdict.MessageAuthenticatorMissing)]
    [InlineData("bad-rad-message-authenticator", RadiusVerdict.MessageAuthenticator)]
    [InlineData("bad-rad-attribute-length-1", RadiusVerdict.AttributeLength)]
    [InlineData("bad-rad-shorter-than-length", RadiusVerdict.Length)]
    [InlineData("bad-rad-identifier", RadiusVerdict.Identifier)]
    [Requirement("RAD-002", "RAD-005", "RAD-014", "RAD-022", "RAD-026")]
    public void Response_Broken_IsDiscardedForItsReason(string name, RadiusVerdict verdict) =>
        Assert.Equal(verdict, RadiusSamples.CheckAnswer(RadiusSamples.Octets(name)));

    [Theory]
    [InlineData(99)]
    [InlineData(1)]
    [InlineData(5)]
    [Requirement("RAD-003")]
    public void Response_OfAnUnexpectedCode_IsDiscarded(byte code) =>
        Assert.Equal(RadiusVerdict.UnexpectedCode, RadiusSamples.CheckAnswer(RadiusSamples.Answer((RadiusCode)code, true, _ => { })));

    [Fact]
    public void AccountingResponse_WithoutMessageAuthenticator_IsAccepted() => Assert.Equal(RadiusVerdict.Accepted,
        RadiusResponse.Check(RadiusSamples.Octets("rad-acct-response"), RadiusCode.AccountingRequest, 45,
            Hex.Parse("8a82573e5a8a19358f60c78bc11caa45"), RadiusSamples.Secret, default, out _));

    [Fact]
    public void Response_WithAnotherSecret_FailsItsResponseAuthenticator() => Assert.Equal(RadiusVerdict.ResponseAuthenticator,
        RadiusResponse.Check(RadiusSamples.Octets("rad-sa-accept"), RadiusCode.AccessRequest, 42, RadiusSamples.RequestAuthenticator,
            new(new("mip-shared-secret-02"u8)), default, out _));

    [Fact]
    [Requirement("RAD-005")]
    public void Response_ToAnotherRequest_FailsItsResponseAuthenticator() => Assert.Equal(RadiusVerdict.ResponseAuthenticator,
        RadiusResponse.Check(RadiusSamples.Octets("rad-sa-accept"), RadiusCode.AccessRequest, 42, RadiusSamples.SecondRequestAuthenticator,
            RadiusSamples.Secret, default, out _));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [Requirement("RAD-022")]
    public void Response_MessageAuthenticatorAnywhere_IsVerified(int position)
    {
        var buffer = RadiusSamples.Buffer();
        var writer = new RadiusPacketWriter(buffer, RadiusCode.AccessAccept, 42, default);
        for (var i = 0; i < 3; i++)
        {
            if (i == position)
                writer.ReserveMessageAuthenticator();
            writer.WriteInteger(RadiusAttributeType.SessionTimeout, (uint)i);
        }
        var size = writer.FinishResponse(RadiusSamples.RequestAuthenticator, RadiusSamples.Secret);
        Assert.Equal(RadiusVerdict.Accepted, RadiusSamples.CheckAnswer(buffer.AsSpan(0, size)));
    }

    [Fact]
    public void Response_WithTwoMessageAuthenticators_IsDiscarded() => Assert.Equal(RadiusVerdict.MessageAuthenticator,
        RadiusSamples.CheckAnswer(RadiusSamples.Answer(RadiusCode.AccessAccept, true, a => a.Add(RadiusAttributeType.MessageAuthenticator, new byte[16]))));

    [Fact]
    public void Response_WithAMessageAuthenticatorOf15Octets_IsDiscarded() => Assert.Equal(RadiusVerdict.MessageAuthenticator,
        RadiusSamples.CheckAnswer(RadiusSamples.Answer(RadiusCode.AccessAccept, false, a => a.Add(RadiusAttributeType.MessageAuthenticator, new byte[15]))));

    [Theory]
    [InlineData(MessageAuthenticatorMode.Require, false, RadiusVerdict.MessageAuthenticatorMissing)]
    [InlineData(MessageAuthenticatorMode.Require, true, RadiusVerdict.MessageAuthenticatorMissing)]
    [InlineData(MessageAuthenticatorMode.Auto, false, RadiusVerdict.Accepted)]
    [InlineData(MessageAuthenticatorMode.Auto, true, RadiusVerdict.MessageAuthenticatorMissing)]
    [InlineData(MessageAuthenticatorMode.AcceptMissing, false, RadiusVerdict.Accepted)]
    [InlineData(MessageAuthenticatorMode.AcceptMissing, true, RadiusVerdict.Accepted)]
    [Requirement("RAD-026", "RAD-027")]
    public void Response_WithoutMessageAuthenticator_IsJudgedByTheMode(MessageAuthenticatorMode mode, bool seen, RadiusVerdict verdict) =>
        Assert.Equal(verdict, RadiusResponse.Check(RadiusSamples.Octets("bad-rad-no-message-authenticator"), RadiusCode.AccessRequest, 42,
            RadiusSamples.RequestAuthenticator, RadiusSamples.Secret, new(mode, seen), out _));

    [Theory]
    [InlineData(MessageAuthenticatorMode.Auto)]
    [InlineData(MessageAuthenticatorMode.AcceptMissing)]
    [Requirement("RAD-022", "RAD-027")]
    public void Response_WithAWrongMessageAuthenticator_IsDiscardedInEveryMode(MessageAuthenticatorMode mode) =>
        Assert.Equal(RadiusVerdict.MessageAuthenticator, RadiusSamples.CheckAnswer(RadiusSamples.Octets("bad-rad-message-authenticator"), mode));

    [Fact]
    [Requirement("RAD-027")]
    public void Policy_AutoAfterAnAnswerThatCarriedOne_RequiresIt()
    {
        var policy = new MessageAuthenticatorPolicy(MessageAuthenticatorMode.Auto);
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Octets("bad-rad-no-message-authenticator"), out var without, out _));
        Assert.False(policy.After(without).IsRequired);
        Assert.True(RadiusPacket.TryParse(RadiusSamples.Octets("rad-sa-accept"), out var with, out _));
        Assert.True(policy.After(with).IsRequired);
    }

    [Fact]
    [Requirement("RAD-005", "RAD-022")]
    public void Response_AnySingleOctetChanged_IsNeverAccepted()
    {
        var golden = RadiusSamples.Octets("rad-sa-accept");
        for (var at = 0; at < golden.Length; at++)
        {
            byte[] changed = [.. golden];
            changed[at] ^= 0x01;
            Assert.NotEqual(RadiusVerdict.Accepted, RadiusSamples.CheckAnswer(changed));
        }
    }
}
