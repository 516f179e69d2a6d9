using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class ReplyCodeTests
{
    public static TheoryData<ReplyCode> Named => [.. Enum.GetValues<ReplyCode>()];

    [Theory]
    [InlineData(0, ReplyCodeOrigin.Success)]
    [InlineData(8, ReplyCodeOrigin.Success)]
    [InlineData(9, ReplyCodeOrigin.Unassigned)]
    [InlineData(63, ReplyCodeOrigin.Unassigned)]
    [InlineData(64, ReplyCodeOrigin.ForeignAgent)]
    [InlineData(127, ReplyCodeOrigin.ForeignAgent)]
    [InlineData(128, ReplyCodeOrigin.HomeAgent)]
    [InlineData(192, ReplyCodeOrigin.HomeAgent)]
    [InlineData(193, ReplyCodeOrigin.GatewayForeignAgent)]
    [InlineData(194, ReplyCodeOrigin.ForeignAgent)]
    [InlineData(195, ReplyCodeOrigin.GatewayForeignAgent)]
    [InlineData(200, ReplyCodeOrigin.GatewayForeignAgent)]
    [InlineData(201, ReplyCodeOrigin.Unassigned)]
    [InlineData(255, ReplyCodeOrigin.Unassigned)]
    public void Origin_EdgesOfTheRanges_AreThoseOfTheRfc(byte code, ReplyCodeOrigin expected) => Assert.Equal(expected, ((ReplyCode)code).Origin());

    [Fact]
    public void IsFromHomeAgent_EveryNumber_Is0And1And128To192()
    {
        var found = Enumerable.Range(0, 256).Where(code => ((ReplyCode)code).IsFromHomeAgent());
        Assert.Equal([0, 1, .. Enumerable.Range(128, 65)], found);
    }

    [Fact]
    public void IsFromForeignAgent_EveryNumber_Is64To127And194()
    {
        var found = Enumerable.Range(0, 256).Where(code => ((ReplyCode)code).IsFromForeignAgent());
        Assert.Equal([.. Enumerable.Range(64, 64), 194], found);
    }

    [Fact]
    public void IsAccepted_EveryNumber_Is0And1() =>
        Assert.Equal([0, 1], Enumerable.Range(0, 256).Where(code => ((ReplyCode)code).IsAccepted()));

    [Fact]
    public void IsForeignAgentErrorStatus_EveryNumber_IsTheListOfTheRfcs() =>
        Assert.Equal([64, 65, 66, 68, 71, 77, 78, 109], Enumerable.Range(0, 256).Where(code => ((ReplyCode)code).IsForeignAgentErrorStatus()));

    [Theory, MemberData(nameof(Named))]
    public void Describe_NamedCode_SaysSomething(ReplyCode code) => Assert.NotEqual("unknown", code.Describe());

    [Theory, MemberData(nameof(Named))]
    public void Origin_NamedCode_BelongsToSomebody(ReplyCode code) => Assert.NotEqual(ReplyCodeOrigin.Unassigned, code.Origin());

    [Fact]
    public void Describe_NumberWithoutAName_IsUnknown() => Assert.Equal("unknown", ((ReplyCode)200).Describe());

    // The whole catalogue of the protocol reference, section 8: nothing missing, nothing invented.
    [Fact]
    public void Values_All_AreTheCatalogue()
    {
        int[] catalogue =
        [
            0, 1,
            .. Enumerable.Range(64, 19), 88, 89, 90, .. Enumerable.Range(96, 6), .. Enumerable.Range(104, 12), 127,
            .. Enumerable.Range(128, 24), 192, 193, 194,
        ];
        Assert.Equal(catalogue, Enum.GetValues<ReplyCode>().Select(code => (int)code));
    }

    [Fact]
    public void TryParse_NumberWithoutAName_SurvivesTheRoundTrip()
    {
        var reply = new RegistrationReply { Code = (ReplyCode)200 };
        var octets = new byte[RegistrationReply.FixedSize];
        reply.WriteTo(octets);
        Assert.True(RegistrationReply.TryParse(octets, out var read, out WireFault _));
        Assert.Equal(200, (int)read.Code);
    }
}
