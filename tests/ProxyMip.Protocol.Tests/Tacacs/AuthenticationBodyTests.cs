using CsCheck;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tacacs;

public sealed class AuthenticationBodyTests
{
    [Fact]
    [Requirement("TAC-013", "TAC-018", "TAC-019")]
    public void Start_GoldenPap_IsReadAndWritten()
    {
        var body = TacacsSamples.Body("tac-authen-start-pap");
        Assert.True(AuthenticationStart.TryParse(body, out var start, out _));
        Assert.Equal((TacacsAction.Login, 1, TacacsAuthenticationType.Pap, TacacsAuthenticationService.Login),
            (start.Action, start.PrivilegeLevel, start.AuthenticationType, start.Service));
        Assert.Equal(("admin", "http", "10.9.9.99", "secret"),
            (TacacsSamples.Text(start.User), TacacsSamples.Text(start.Port), TacacsSamples.Text(start.RemoteAddress), TacacsSamples.Text(start.Data)));
        Assert.Equal(TacacsVersion.One, start.Version);
        var buffer = TacacsSamples.Buffer(start.Size);
        start.WriteTo(buffer);
        Assert.Equal(Hex.Format(body), Hex.Format(buffer));
    }

    [Fact]
    [Requirement("TAC-006", "TAC-018")]
    public void Start_GoldenAscii_HasNoRemoteAddressAndMinorVersion0()
    {
        Assert.True(AuthenticationStart.TryParse(TacacsSamples.Body("tac-ascii-start"), out var start, out _));
        Assert.True(start.RemoteAddress.IsEmpty && start.Data.IsEmpty);
        Assert.Equal(TacacsVersion.Default, start.Version);
    }

    [Theory]
    [InlineData(TacacsAuthenticationType.Ascii, TacacsVersion.Default)]
    [InlineData(TacacsAuthenticationType.NotSet, TacacsVersion.Default)]
    [InlineData(TacacsAuthenticationType.Pap, TacacsVersion.One)]
    [InlineData(TacacsAuthenticationType.Chap, TacacsVersion.One)]
    [InlineData(TacacsAuthenticationType.MsChap, TacacsVersion.One)]
    [InlineData(TacacsAuthenticationType.MsChap2, TacacsVersion.One)]
    [Requirement("TAC-018")]
    public void Start_MinorVersion_FollowsTheType(TacacsAuthenticationType type, TacacsVersion version) =>
        Assert.Equal(version, AuthenticationStart.VersionOf(type));

    [Fact]
    public void Start_FieldAbove255Octets_IsADefectOfTheCaller() =>
        Assert.Throws<OverflowException>(() => new AuthenticationStart { User = new byte[256] }.WriteTo(new byte[400]));

    [Fact]
    [Requirement("TAC-020")]
    public void Chap_Data_IsIdentifierChallengeResponse()
    {
        byte[] challenge = [1, 2, 3, 4, 5];
        var data = TacacsSamples.Buffer(TacacsChap.FixedSize + challenge.Length);
        Assert.Equal(data.Length, TacacsChap.Write(7, challenge, "secret"u8, data));
        Assert.True(TacacsChap.TryParse(data, out var chap, out _));
        Assert.Equal((7, "0102030405"), (chap.Identifier, Hex.Format(chap.Challenge)));
        Assert.Equal("8c17ab83e022e6dd5fd0348a6e65729a", Hex.Format(chap.Response)); // MD5 of 07, "secret", 0102030405, by coreutils
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(17)]
    public void Chap_WithoutRoomForAChallenge_IsTruncated(int size)
    {
        Assert.False(TacacsChap.TryParse(new byte[size], out _, out var fault));
        Assert.Equal(WireFaultKind.Truncated, fault.Kind);
    }

    [Theory]
    [InlineData("tac-authen-pass", TacacsAuthenticationStatus.Pass, "", TacacsOutcome.Pass, false)]
    [InlineData("tac-authen-fail", TacacsAuthenticationStatus.Fail, "denied", TacacsOutcome.Fail, false)]
    [InlineData("tac-authen-error", TacacsAuthenticationStatus.Error, "", TacacsOutcome.NextServer, false)]
    [InlineData("tac-ascii-getpass", TacacsAuthenticationStatus.GetPass, "Password: ", TacacsOutcome.Continue, true)]
    [Requirement("TAC-006", "TAC-010", "TAC-014", "TAC-016")]
    public void Reply_Golden_IsReadAndWritten(string name, TacacsAuthenticationStatus status, string message, TacacsOutcome outcome, bool noEcho)
    {
        var body = TacacsSamples.Body(name);
        Assert.True(AuthenticationReply.TryParse(body, out var reply, out _));
        Assert.Equal((status, message, outcome, noEcho), (reply.Status, TacacsSamples.Text(reply.ServerMessage), reply.Outcome, reply.NoEcho));
        var buffer = TacacsSamples.Buffer(reply.Size);
        reply.WriteTo(buffer);
        Assert.Equal(Hex.Format(body), Hex.Format(buffer));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(0x21)]
    [InlineData(0)]
    [InlineData(99)]
    [Requirement("TAC-021", "TAC-022")]
    public void Reply_RestartFollowAndUnknownNumbers_AreFailures(byte status) =>
        Assert.Equal(TacacsOutcome.Fail, new AuthenticationReply { Status = (TacacsAuthenticationStatus)status }.Outcome);

    [Theory]
    [InlineData(TacacsAuthenticationStatus.GetData)]
    [InlineData(TacacsAuthenticationStatus.GetUser)]
    [InlineData(TacacsAuthenticationStatus.GetPass)]
    [Requirement("TAC-017")]
    public void Reply_ThatAsks_WantsAContinue(TacacsAuthenticationStatus status) =>
        Assert.Equal(TacacsOutcome.Continue, new AuthenticationReply { Status = status }.Outcome);

    [Fact]
    [Requirement("TAC-015")]
    public void Continue_Golden_IsReadAndWritten()
    {
        var body = TacacsSamples.Body("tac-ascii-continue");
        Assert.True(AuthenticationContinue.TryParse(body, out var message, out _));
        Assert.Equal(("secret", false), (TacacsSamples.Text(message.UserMessage), message.IsAbort));
        var buffer = TacacsSamples.Buffer(message.Size);
        message.WriteTo(buffer);
        Assert.Equal(Hex.Format(body), Hex.Format(buffer));
    }

    [Fact]
    public void Continue_Abort_CarriesAReason()
    {
        var buffer = TacacsSamples.Buffer(8);
        Assert.Equal(8, new AuthenticationContinue { Bits = 1, Data = "bye"u8 }.WriteTo(buffer));
        Assert.Equal("0000000301627965", Hex.Format(buffer));
        Assert.True(AuthenticationContinue.TryParse(buffer, out var message, out _) && message.IsAbort);
    }

    [Theory]
    [InlineData("tac-authen-start-pap")]
    [InlineData("tac-ascii-getpass")]
    [InlineData("tac-ascii-continue")]
    [Requirement("TAC-012")]
    public void Body_EveryTruncationAndAnExtraOctet_IsRefused(string name)
    {
        var body = TacacsSamples.Body(name);
        for (var length = 0; length < body.Length; length++)
            Assert.Equal(WireFaultKind.Truncated, Fault(name, body[..length]).Kind);
        Assert.Equal(new WireFault(WireFaultKind.BadLength, body.Length), Fault(name, [.. body, 0]));
    }

    [Fact]
    public void Bodies_AnyOctets_NeverThrow() => Gen.Byte.Array[0, 64].Sample(body =>
    {
        foreach (var name in new[] { "tac-authen-start-pap", "tac-ascii-getpass", "tac-ascii-continue" })
            _ = Fault(name, body);
        _ = TacacsChap.TryParse(body, out _, out _);
    }, iter: 2000);

    private static WireFault Fault(string name, byte[] body)
    {
        WireFault fault;
        _ = name switch
        {
            "tac-authen-start-pap" => AuthenticationStart.TryParse(body, out _, out fault),
            "tac-ascii-getpass" => AuthenticationReply.TryParse(body, out _, out fault),
            _ => AuthenticationContinue.TryParse(body, out _, out fault),
        };
        return fault;
    }
}
