using ProxyMip.Host.Vectors;

namespace ProxyMip.Host.Tests.Vectors;

public sealed class ReasonsTests
{
    [Theory]
    [InlineData("wrong authenticator", Reasons.WrongAuthenticator)]
    [InlineData("Mobile-Home authenticator wrong", Reasons.WrongAuthenticator)]
    [InlineData("missing Mobile-Home extension", Reasons.MissingMobileHome)]
    [InlineData("message shorter than 24 bytes", Reasons.Short)]
    [InlineData("unknown non skippable extension", Reasons.UnknownExtension)]
    [InlineData("bad UDP checksum", Reasons.UdpChecksum)]
    [InlineData("HMAC", Reasons.Hmac)]
    [InlineData("sequence number already seen", Reasons.Replay)]
    [InlineData("GRE version 1", Reasons.GreVersion)]
    public void Reason_InOtherWords_IsRecognised(string words, string reason) => Assert.True(Reasons.Match(words, [reason]));

    [Theory]
    [InlineData("wrong authenticator", Reasons.MissingMobileHome)]
    [InlineData("missing Mobile-Home extension", Reasons.MissingForeignHome)]
    [InlineData("UDP checksum", Reasons.IcmpChecksum)]
    [InlineData("receiver address", Reasons.Sender)]
    [InlineData("the moon is full", Reasons.Short)]
    [InlineData("", Reasons.Short)]
    public void Reason_OfAnotherKind_IsNot(string words, string reason) => Assert.False(Reasons.Match(words, [reason]));

    [Fact]
    public void Reason_AmongSeveralFound_IsEnough() => Assert.True(Reasons.Match("wrong HMAC", [Reasons.Size, Reasons.Hmac]));

    [Fact]
    public void Reason_WhenNoneWasFound_IsNot() => Assert.False(Reasons.Match("wrong HMAC", []));
}
