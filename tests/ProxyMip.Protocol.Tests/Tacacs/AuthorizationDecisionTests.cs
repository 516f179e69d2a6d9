using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Tacacs;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Tacacs;

public sealed class AuthorizationDecisionTests
{
    private const string Association = "spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef";
    private static readonly string[] s_requested = [.. AuthorizationService.MobileIp(Ipv4Address.Parse("10.30.0.201"))];

    [Theory]
    [InlineData("service=mobileip", "service", "mobileip", true)]
    [InlineData("addr*10.30.0.201", "addr", "10.30.0.201", false)]
    [InlineData("spi#0=a=b*c", "spi#0", "a=b*c", true)]
    [InlineData("opt*a=b", "opt", "a=b", false)]
    [InlineData("cmd=", "cmd", "", true)]
    [Requirement("TAC-024")]
    public void Argument_IsSplitAtTheFirstSeparator(string text, string name, string value, bool mandatory)
    {
        Assert.True(TacacsArgument.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out var argument));
        Assert.Equal((name, value, mandatory), (TacacsSamples.Text(argument.Name), TacacsSamples.Text(argument.Value), argument.IsMandatory));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("=x")]
    [InlineData("*")]
    public void Argument_WithoutNameOrSeparator_IsNone(string text) =>
        Assert.False(TacacsArgument.TryParse(System.Text.Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    [Requirement("TAC-027")]
    public void PassAdd_Golden_AddsToTheRequest()
    {
        var decision = DecideBody(TacacsSamples.Body("tac-author-pass-add"));
        Assert.Equal(TacacsOutcome.Pass, decision.Outcome);
        Assert.Equal([.. s_requested, Association], decision.Arguments);
    }

    [Fact]
    [Requirement("TAC-027")]
    public void PassAdd_ReturningARequestedName_StandsForTheRequestedOne() =>
        Assert.Equal(["service=mobileip", "protocol=ip", "addr=10.0.0.9"], Decide(TacacsAuthorizationStatus.PassAdd, "addr=10.0.0.9").Arguments);

    [Fact]
    [Requirement("TAC-028")]
    public void PassReplace_UsesTheReturnedArgumentsOnly() => Assert.Equal([Association], Decide(TacacsAuthorizationStatus.PassReplace, Association).Arguments);

    [Fact]
    [Requirement("TAC-025")]
    public void UnknownMandatory_Golden_IsAFailure()
    {
        var decision = DecideBody(TacacsSamples.Body("tac-author-unknown-mandatory"));
        Assert.Equal(TacacsOutcome.Fail, decision.Outcome);
        Assert.Empty(decision.Arguments);
    }

    [Fact]
    [Requirement("TAC-026")]
    public void UnknownOptional_IsIgnored()
    {
        var decision = Decide(TacacsAuthorizationStatus.PassReplace, "colour*blue", Association);
        Assert.Equal(TacacsOutcome.Pass, decision.Outcome);
        Assert.Equal([Association], decision.Arguments);
    }

    [Fact]
    public void ArgumentWithoutSeparator_IsAFailure()
    {
        var body = Hex.Parse("01 01 0000 0000 03 616263");
        Assert.Equal(TacacsOutcome.Fail, DecideBody(body).Outcome);
    }

    [Fact]
    [Requirement("TAC-010", "TAC-029")]
    public void Error_IgnoresItsArgumentsAndAsksTheNextServer()
    {
        var decision = Decide(TacacsAuthorizationStatus.Error, Association, "colour=blue");
        Assert.Equal(TacacsOutcome.NextServer, decision.Outcome);
        Assert.Empty(decision.Arguments);
    }

    [Theory]
    [InlineData(0x10)]
    [InlineData(0x21)]
    [InlineData(0x77)]
    [Requirement("TAC-022")]
    public void FailFollowAndUnknownNumbers_AreFailures(byte status) =>
        Assert.Equal(TacacsOutcome.Fail, Decide((TacacsAuthorizationStatus)status, Association).Outcome);

    [Fact]
    [Requirement("TAC-037", "TAC-038")]
    public void Associations_AreReadInTheSyntaxOfRadius()
    {
        var associations = new List<StoredSecurityAssociation>();
        var refused = new List<SecurityAssociationFault>();
        AuthorizationService.ReadAssociations([.. s_requested, Association, "spi#1=spi ff key hex 00"], associations, refused);
        Assert.Equal(new Spi(0x100), Assert.Single(associations).InboundSpi);
        Assert.Equal([SecurityAssociationFault.SpiReserved], refused);
    }

    [Theory]
    [InlineData("priv-lvl", true)]
    [InlineData("cmd", true)]
    [InlineData("spi#0", false)]
    public void Shell_KnowsItsNames(string name, bool known) => Assert.Equal(known, AuthorizationService.KnowsForShell(name));

    private static AuthorizationDecision Decide(TacacsAuthorizationStatus status, params string[] arguments)
    {
        var response = new AuthorizationResponse { Status = status, Arguments = TacacsArguments.Create(arguments, new byte[400]) };
        return AuthorizationDecision.Of(response, s_requested, AuthorizationService.KnowsForMobileIp);
    }

    private static AuthorizationDecision DecideBody(byte[] body)
    {
        Assert.True(AuthorizationResponse.TryParse(body, out var response, out _));
        return AuthorizationDecision.Of(response, s_requested, AuthorizationService.KnowsForMobileIp);
    }
}
