using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class DeliveryStyleExtensionTests
{
    private static readonly byte[] s_golden = Hex.Parse("82 00"); // from the vector rrq-reverse-tunnel-encap-delivery

    [Fact]
    public void WriteTo_Always_GivesTheGoldenOctets() => Golden.AssertWrites(s_golden, DeliveryStyleExtension.WriteTo);

    [Fact]
    public void TryParse_OtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_golden, 1, DeliveryStyleExtension.TryParse);

    [Fact]
    public void TryParse_Content_IsBadLength() =>
        Assert.Equal(new WireFault(WireFaultKind.BadLength, 2), Golden.FaultOf([130, 1, 0], DeliveryStyleExtension.TryParse));
}
