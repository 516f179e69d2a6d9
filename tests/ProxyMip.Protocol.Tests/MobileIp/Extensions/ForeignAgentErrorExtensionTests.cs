using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class ForeignAgentErrorExtensionTests
{
    private static readonly byte[] s_golden = Hex.Parse("2d 02 | 00 | 44"); // from the vector rrp-fa-error-ext

    [Fact]
    public void WriteTo_Status_GivesTheGoldenOctets() => Golden.AssertWrites(s_golden, static destination =>
        new ForeignAgentErrorExtension { Status = ReplyCode.HomeAgentFailedAuthentication }.WriteTo(destination));

    [Fact]
    public void TryParse_AnyStatusWritten_IsTheSame() => Gen.Byte.Sample(status =>
    {
        var extension = new ForeignAgentErrorExtension { Status = (ReplyCode)status };
        var octets = Golden.Write(destination => extension.WriteTo(destination));
        return octets.Length == ForeignAgentErrorExtension.Size && ForeignAgentErrorExtension.TryParse(octets, out var read, out _) && read == extension;
    });

    [Fact]
    [Requirement("MSG-060")]
    public void TryParse_OtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesAllButOneLength(s_golden, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            ForeignAgentErrorExtension.TryParse(octets, out _, out fault));

    [Fact]
    [Requirement("MSG-060")]
    public void TryParse_AnotherSubtype_IsUnexpected()
    {
        Assert.False(ForeignAgentErrorExtension.TryParse(Hex.Parse("2d02 01 44"), out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 2), fault);
    }
}
