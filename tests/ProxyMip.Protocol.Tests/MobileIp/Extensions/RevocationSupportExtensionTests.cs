using CsCheck;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class RevocationSupportExtensionTests
{
    private static readonly byte[] s_golden = Hex.Parse("89 06 | 8000 | ed4ea8c0"); // assembled by hand from RFC 3543 §3.2
    private static readonly RevocationSupportExtension s_extension = new() { InformsMobileNode = true, Timestamp = 0xed4ea8c0 };

    [Fact]
    public void WriteTo_EveryField_GivesTheGoldenOctets() => Golden.AssertWrites(s_golden, static destination => s_extension.WriteTo(destination));

    [Fact]
    public void TryParse_AnyWritten_IsTheSame() => Gen.Select(Gen.Bool, Gen.UInt).Sample((informs, timestamp) =>
    {
        var extension = new RevocationSupportExtension { InformsMobileNode = informs, Timestamp = timestamp };
        var octets = Golden.Write(destination => extension.WriteTo(destination));
        return octets.Length == RevocationSupportExtension.Size && RevocationSupportExtension.TryParse(octets, out var read, out _) && read == extension;
    });

    [Fact]
    public void TryParse_ReservedBits_ArePassedOver()
    {
        Assert.True(RevocationSupportExtension.TryParse(Hex.Parse("8906 ffff ed4ea8c0"), out var read, out _));
        Assert.Equal(s_extension, read);
    }

    [Fact]
    public void TryParse_OtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesAllButOneLength(s_golden, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            RevocationSupportExtension.TryParse(octets, out _, out fault));
}
