using CsCheck;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp.Extensions;

public sealed class VendorExtensionsTests
{
    // Both from the vector rrq-vendor-extensions.
    private static readonly byte[] s_critical = Hex.Parse("26 | 00 | 000a | 00000009 | 0001 | 41424344");
    private static readonly byte[] s_normal = Hex.Parse("86 0b | 0000 | 00000009 | 0007 | 78797a");

    [Fact]
    [Requirement("MSG-063")]
    public void WriteTo_Critical_GivesTheGoldenOctets() => Golden.AssertWrites(s_critical, static destination =>
        new CriticalVendorExtension { VendorId = 9, VendorType = 1, Value = "ABCD"u8 }.WriteTo(destination));

    [Fact]
    public void WriteTo_Normal_GivesTheGoldenOctets() => Golden.AssertWrites(s_normal, static destination =>
        new NormalVendorExtension { VendorId = 9, VendorType = 7, Value = "xyz"u8 }.WriteTo(destination));

    [Fact]
    [Requirement("MSG-063")]
    public void TryParse_AnyCriticalWritten_IsTheSame() =>
        Gen.Select(Gen.Bool, Gen.UInt, Gen.UShort, Gen.Byte.Array[0, 600]).Sample((early, vendor, type, value) =>
        {
            var octets = Golden.Write(destination =>
                new CriticalVendorExtension { HasEarlyNumber = early, VendorId = vendor, VendorType = type, Value = value }.WriteTo(destination));
            return octets[0] == (early ? 37 : 38)
                && CriticalVendorExtension.TryParse(octets, out var read, out _)
                && read.HasEarlyNumber == early && read.VendorId == vendor && read.VendorType == type && read.Value.SequenceEqual(value);
        });

    [Fact]
    public void TryParse_AnyNormalWritten_IsTheSame() =>
        Gen.Select(Gen.Bool, Gen.UInt, Gen.UShort, Gen.Byte.Array[0, 247]).Sample((early, vendor, type, value) =>
        {
            var octets = Golden.Write(destination =>
                new NormalVendorExtension { HasEarlyNumber = early, VendorId = vendor, VendorType = type, Value = value }.WriteTo(destination));
            return octets[0] == (early ? 133 : 134)
                && NormalVendorExtension.TryParse(octets, out var read, out _)
                && read.HasEarlyNumber == early && read.VendorId == vendor && read.VendorType == type && read.Value.SequenceEqual(value);
        });

    [Fact]
    public void TryParse_CriticalWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_critical, 2, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            CriticalVendorExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_NormalWithOtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_normal, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            NormalVendorExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_LengthWithoutRoomForVendorAndType_IsTruncated()
    {
        Assert.False(CriticalVendorExtension.TryParse(Hex.Parse("26 00 0005 00000009 00"), out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 8), fault);
        Assert.False(NormalVendorExtension.TryParse(Hex.Parse("86 02 0000"), out _, out fault));
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 4), fault);
    }

    [Fact]
    public void WriteTo_ValueBeyondTheLength_Throws()
    {
        var tooLong = new byte[65_530];
        Assert.Throws<ArgumentException>(() => new CriticalVendorExtension { Value = tooLong }.WriteTo(new byte[70_000]));
        Assert.Throws<ArgumentException>(() => new NormalVendorExtension { Value = tooLong.AsSpan(0, 248) }.WriteTo(new byte[300]));
    }
}
