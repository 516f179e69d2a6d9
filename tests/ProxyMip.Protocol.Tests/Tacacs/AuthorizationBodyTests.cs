using CsCheck;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tacacs;

public sealed class AuthorizationBodyTests
{
    [Fact]
    [Requirement("TAC-023", "TAC-030", "TAC-037")]
    public void Request_GoldenMobileIp_IsReadAndWritten()
    {
        var body = TacacsSamples.Body("tac-author-mobileip");
        Assert.True(AuthorizationRequest.TryParse(body, out var request, out _));
        Assert.Equal((TacacsAuthenticationMethod.None, "10.30.0.201"), (request.Method, TacacsSamples.Text(request.User)));
        Assert.Equal(AuthorizationService.MobileIp(Ipv4Address.Parse("10.30.0.201")), TacacsSamples.Texts(request.Arguments));
        var buffer = TacacsSamples.Buffer(request.Size);
        request.WriteTo(buffer);
        Assert.Equal(Hex.Format(body), Hex.Format(buffer));
    }

    [Fact]
    [Requirement("TAC-023", "TAC-030", "TAC-037")]
    public void Request_BuiltForAMobileNode_IsTheGoldenBody()
    {
        var request = new AuthorizationRequest
        {
            Method = TacacsAuthenticationMethod.None,
            User = "10.30.0.201"u8,
            Arguments = TacacsArguments.Create([.. AuthorizationService.MobileIp(Ipv4Address.Parse("10.30.0.201"))], TacacsSamples.Buffer(100)),
        };
        var buffer = TacacsSamples.Buffer(request.Size);
        request.WriteTo(buffer);
        Assert.Equal(Hex.Format(TacacsSamples.Body("tac-author-mobileip")), Hex.Format(buffer));
    }

    [Fact]
    [Requirement("TAC-030", "TAC-031")]
    public void ShellArguments_CarryServiceAndAnEmptyCommand() => Assert.Equal(["service=shell", "cmd="], AuthorizationService.Shell);

    [Theory]
    [InlineData("tac-author-pass-add")]
    [InlineData("tac-author-unknown-mandatory")]
    public void Response_Golden_IsReadAndWritten(string name)
    {
        var body = TacacsSamples.Body(name);
        Assert.True(AuthorizationResponse.TryParse(body, out var response, out _));
        Assert.Equal("spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef", TacacsSamples.Texts(response.Arguments)[0]);
        var buffer = TacacsSamples.Buffer(response.Size);
        response.WriteTo(buffer);
        Assert.Equal(Hex.Format(body), Hex.Format(buffer));
    }

    [Fact]
    public void Response_WithMessageAndData_KeepsThemApart()
    {
        var written = new AuthorizationResponse { Status = TacacsAuthorizationStatus.Fail, ServerMessage = "no"u8, Data = "log"u8 };
        var buffer = TacacsSamples.Buffer(written.Size);
        written.WriteTo(buffer);
        Assert.Equal("1000 0002 0003 6e6f 6c6f67".Replace(" ", "", StringComparison.Ordinal), Hex.Format(buffer));
        Assert.True(AuthorizationResponse.TryParse(buffer, out var response, out _));
        Assert.Equal(("no", "log", 0), (TacacsSamples.Text(response.ServerMessage), TacacsSamples.Text(response.Data), response.Arguments.Count));
    }

    [Fact]
    public void AccountingRequest_WrittenThenRead_IsTheSame()
    {
        var written = new TacacsAccountingRequest
        {
            Bits = TacacsAccountingBits.Start,
            Subject = new() { User = "admin"u8, Port = "http"u8, Arguments = TacacsArguments.Create(["service=shell", "task_id=7"], TacacsSamples.Buffer(50)) },
        };
        var buffer = TacacsSamples.Buffer(written.Size);
        Assert.Equal(buffer.Length, written.WriteTo(buffer));
        Assert.Equal("02" + "00000000" + "05040002" + "0d09" + Hex.Format("adminhttpservice=shelltask_id=7"u8), Hex.Format(buffer));
        Assert.True(TacacsAccountingRequest.TryParse(buffer, out var request, out _));
        Assert.Equal((TacacsAccountingBits.Start, "admin"), (request.Bits, TacacsSamples.Text(request.Subject.User)));
        Assert.Equal(["service=shell", "task_id=7"], TacacsSamples.Texts(request.Subject.Arguments));
    }

    [Theory]
    [InlineData("0003 0002 01 626164 6f6b", TacacsAccountingStatus.Success, TacacsOutcome.Pass)]
    [InlineData("0003 0002 02 626164 6f6b", TacacsAccountingStatus.Error, TacacsOutcome.NextServer)]
    [InlineData("0003 0002 21 626164 6f6b", TacacsAccountingStatus.Follow, TacacsOutcome.Fail)]
    public void AccountingReply_IsReadAndWritten(string hex, TacacsAccountingStatus status, TacacsOutcome outcome)
    {
        var body = Hex.Parse(hex);
        Assert.True(TacacsAccountingReply.TryParse(body, out var reply, out _));
        Assert.Equal((status, outcome, "bad", "ok"), (reply.Status, reply.Outcome, TacacsSamples.Text(reply.ServerMessage), TacacsSamples.Text(reply.Data)));
        var buffer = TacacsSamples.Buffer(reply.Size);
        reply.WriteTo(buffer);
        Assert.Equal(Hex.Format(body), Hex.Format(buffer));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [Requirement("TAC-012")]
    public void Body_EveryTruncationAndAnExtraOctet_IsRefused(int kind)
    {
        var body = kind switch
        {
            0 => TacacsSamples.Body("tac-author-mobileip"),
            1 => TacacsSamples.Body("tac-author-unknown-mandatory"),
            2 => [2, .. TacacsSamples.Body("tac-author-mobileip")],
            _ => Hex.Parse("0003 0002 01 626164 6f6b"),
        };
        for (var length = 0; length < body.Length; length++)
            Assert.Equal(WireFaultKind.Truncated, Fault(kind, body[..length]).Kind);
        Assert.Equal(new WireFault(WireFaultKind.BadLength, body.Length), Fault(kind, [.. body, 0]));
    }

    [Fact]
    public void Bodies_AnyOctets_NeverThrow() => Gen.Byte.Array[0, 64].Sample(body =>
    {
        for (var kind = 0; kind < 4; kind++)
            _ = Fault(kind, body);
    }, iter: 2000);

    [Fact]
    [Requirement("TAC-023")]
    public void Arguments_WrittenThenRead_AreTheSame() =>
        Gen.Select(Gen.String[Gen.Char['a', 'z'], 1, 20], Gen.Bool, Gen.String[Gen.Char[' ', '~'], 0, 230]).Array[0, 20].Sample(parts =>
        {
            string[] texts = [.. parts.Select(part => part.Item1 + (part.Item2 ? '=' : '*') + part.Item3)];
            var written = new AuthorizationResponse { Status = TacacsAuthorizationStatus.PassAdd, Arguments = TacacsArguments.Create(texts, TacacsSamples.Buffer(6000)) };
            var buffer = TacacsSamples.Buffer(written.Size);
            written.WriteTo(buffer);
            Assert.True(AuthorizationResponse.TryParse(buffer, out var response, out _));
            Assert.Equal(texts, TacacsSamples.Texts(response.Arguments));
        });

    [Theory]
    [InlineData("a")]
    [InlineData("=b")]
    [InlineData("no separator")]
    [Requirement("TAC-023")]
    public void Arguments_OfTheWrongForm_AreADefectOfTheCaller(string text) =>
        Assert.Throws<ArgumentException>(() => TacacsArguments.Create([text], new byte[100]));

    [Fact]
    [Requirement("TAC-023")]
    public void Arguments_Above255Octets_AreADefectOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => TacacsArguments.Create(["a=" + new string('x', 254)], new byte[400]));

    private static WireFault Fault(int kind, byte[] body)
    {
        WireFault fault;
        _ = kind switch
        {
            0 => AuthorizationRequest.TryParse(body, out _, out fault),
            1 => AuthorizationResponse.TryParse(body, out _, out fault),
            2 => TacacsAccountingRequest.TryParse(body, out _, out fault),
            _ => TacacsAccountingReply.TryParse(body, out _, out fault),
        };
        return fault;
    }
}
