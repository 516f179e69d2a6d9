using CsCheck;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class GreKeyExtensionTests
{
    private static readonly byte[] s_golden = Hex.Parse("30 | 00 | 0004 | 00001001"); // from the vector rrq-gre-key

    [Fact]
    public void WriteTo_Key_GivesTheGoldenOctets() =>
        Golden.AssertWrites(s_golden, static destination => new GreKeyExtension { Key = 0x1001 }.WriteTo(destination));

    [Fact]
    public void TryParse_AnyKeyWritten_IsTheSame() => Gen.UInt.Sample(key =>
    {
        var extension = new GreKeyExtension { Key = key };
        var octets = Golden.Write(destination => extension.WriteTo(destination));
        return octets.Length == GreKeyExtension.Size && GreKeyExtension.TryParse(octets, out var read, out _) && read == extension;
    });

    [Fact]
    public void TryParse_OtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesAllButOneLength(s_golden, 2, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            GreKeyExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_AnotherSubtype_IsUnexpected()
    {
        Assert.False(GreKeyExtension.TryParse(Hex.Parse("30 01 0004 00001001"), out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 1), fault);
    }
}
