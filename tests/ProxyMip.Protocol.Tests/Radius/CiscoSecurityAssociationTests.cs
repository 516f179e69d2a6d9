using CsCheck;
using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

public sealed class CiscoSecurityAssociationTests
{
    private const string Key = "1234567890abcdef1234567890abcdef";

    private static readonly string[] s_words =
    [
        "mobileip:", "spi", "#0", "=", "*", "\"", " ", "spi 100", " key hex ", "key ascii ", Key, "decimal", "replay timestamp", "within", "algorithm md5", "mode",
        "\t", "inbound-spi", "\0", "é", "spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef",
    ];

    [Theory]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("mobileip:spi=spi 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("spi=spi 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("mobileip:spi#0 = spi 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("  mobileip : spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef  ")]
    [InlineData("mobileip:spi#0*spi 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("mobileip:spi#0 * spi 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("mobileip:spi#0=\"spi 100 key hex 1234567890abcdef1234567890abcdef\"")]
    [InlineData("spi#0 = \" spi 100 key hex 1234567890abcdef1234567890abcdef \"")]
    [InlineData("\"mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef\"")]
    [InlineData("mobileip:spi#0=spi decimal 256 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("mobileip:spi#0=spi hex 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("mobileip:spi#0=key hex 1234567890abcdef1234567890abcdef spi 100")]
    [InlineData("MobileIP:SPI#0=SPI 100 KEY HEX 1234567890ABCDEF1234567890ABCDEF")]
    [InlineData("mobileip:spi#0=spi  00000100\tkey   hex 1234567890abcdef1234567890abcdef")]
    [InlineData("mobileip:spi#0=inbound-spi 100 outbound-spi 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("mobileip:spi#12=spi 100 key hex 1234567890abcdef1234567890abcdef")]
    [InlineData("mobileip:spi#0=spi 100 key hex \"1234567890abcdef1234567890abcdef\"")]
    [Requirement("RAD-037", "RAD-045")]
    public void Association_EverySpelling_GivesSpi256AndTheKey(string text)
    {
        var association = Read(text);
        Assert.Equal((new Spi(256), new Spi(256)), (association.InboundSpi, association.OutboundSpi));
        Assert.Equal(Key, Hex.Format(association.Key.Octets));
        Assert.Null(association.Algorithm);
        Assert.Null(association.Tolerance);
        Assert.False(association.KeyIsText);
    }

    [Theory]
    [InlineData("spi#0=x", null)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef", 0)]
    [InlineData("mobileip:spi#7=spi 100 key hex 1234567890abcdef1234567890abcdef", 7)]
    [InlineData("mobileip:spi=spi 100 key hex 1234567890abcdef1234567890abcdef", null)]
    public void Association_Number_IsKept(string text, int? number)
    {
        var association = CiscoSecurityAssociation.TryParse(text, out var read, out _) ? read : null;
        Assert.Equal(number, association?.Number);
    }

    [Theory]
    [InlineData("1f4", 0x1f4u)]
    [InlineData("FFFFFFFF", 0xffffffffu)]
    [InlineData("decimal 4294967295", 0xffffffffu)]
    [InlineData("decimal 1000", 1000u)]
    [InlineData("1000", 0x1000u)]
    [Requirement("RAD-045")]
    public void Association_SpiDigits_AreHexadecimalUnlessDecimal(string spi, uint value) =>
        Assert.Equal(new Spi(value), Read($"mobileip:spi#0=spi {spi} key hex {Key}").InboundSpi);

    [Fact]
    public void Association_InboundAndOutboundSpi_AreKeptApart()
    {
        var association = Read($"mobileip:spi#0=outbound-spi decimal 300 inbound-spi 200 key hex {Key}");
        Assert.Equal((new Spi(0x200), new Spi(300)), (association.InboundSpi, association.OutboundSpi));
    }

    [Theory]
    [InlineData("algorithm hmac-md5", AuthenticationAlgorithm.HmacMd5)]
    [InlineData("algorithm md5 mode prefix-suffix", AuthenticationAlgorithm.Md5PrefixSuffix)]
    [InlineData("algorithm md5", AuthenticationAlgorithm.Md5PrefixSuffix)]
    [InlineData("replay timestamp algorithm hmac-md5", AuthenticationAlgorithm.HmacMd5)]
    [InlineData("algorithm md5 mode prefix-suffix replay timestamp within 7", AuthenticationAlgorithm.Md5PrefixSuffix)]
    [InlineData("replay timestamp within 7 algorithm md5 mode prefix-suffix", AuthenticationAlgorithm.Md5PrefixSuffix)]
    public void Association_Algorithm_IsReadInAnyOrder(string options, AuthenticationAlgorithm algorithm)
    {
        Assert.Equal(algorithm, Read($"mobileip:spi#0=spi 100 key hex {Key} {options}").Algorithm);
        Assert.Equal(algorithm, Read($"mobileip:spi#0={options} spi 100 key hex {Key}").Algorithm);
    }

    [Theory]
    [InlineData("replay timestamp", null)]
    [InlineData("replay timestamp within 7", 7)]
    [InlineData("replay timestamp within 255 algorithm hmac-md5", 255)]
    public void Association_Tolerance_IsSeconds(string options, int? seconds) =>
        Assert.Equal(seconds, (int?)Read($"mobileip:spi#0=spi 100 key hex {Key} {options}").Tolerance?.TotalSeconds);

    [Fact]
    public void Association_KeyInText_IsItsOctetsAndDeservesAWarning()
    {
        var association = Read("mobileip:spi#0=spi 100 key ascii 0123456789abcdefX");
        Assert.Equal("0123456789abcdefX"u8.ToArray(), association.Key.Octets.ToArray());
        Assert.True(association.KeyIsText);
    }

    [Fact]
    public void Association_KeyInTextFromOctets_KeepsEveryOctet()
    {
        byte[] text = [.. "spi=spi 100 key ascii 0123456789abcde"u8, 0xe9];
        Assert.True(CiscoSecurityAssociation.TryParse(text, out var association, out _));
        Assert.Equal(0xe9, association!.Key.Octets[^1]);
    }

    [Fact]
    public void Association_LongKey_IsTakenWhole() =>
        Assert.Equal(40, Read($"mobileip:spi#0=spi 100 key hex {new string('a', 80)}").Key.Octets.Length);

    [Theory]
    [InlineData("mobileip:spi#0=spi ff key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiReserved)]
    [InlineData("mobileip:spi#0=spi 0 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiReserved)]
    [InlineData("mobileip:spi#0=spi decimal 255 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiReserved)]
    [InlineData("mobileip:spi#0=inbound-spi 100 outbound-spi ff key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiReserved)]
    [InlineData("mobileip:spi#0=key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiMissing)]
    [InlineData("mobileip:spi#0=inbound-spi 100 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiMissing)]
    [InlineData("mobileip:spi#0=key hex 1234567890abcdef1234567890abcdef spi", SecurityAssociationFault.SpiMissing)]
    [InlineData("mobileip:spi#0=key hex 1234567890abcdef1234567890abcdef spi decimal", SecurityAssociationFault.SpiMissing)]
    [InlineData("mobileip:spi#0=", SecurityAssociationFault.SpiMissing)]
    [InlineData("mobileip:spi#0=spi 0x100 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiUnreadable)]
    [InlineData("mobileip:spi#0=spi 123456789 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiUnreadable)]
    [InlineData("mobileip:spi#0=spi decimal 4294967296 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiUnreadable)]
    [InlineData("mobileip:spi#0=spi decimal 1f4 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.SpiUnreadable)]
    [InlineData("mobileip:spi#0=spi 100", SecurityAssociationFault.KeyMissing)]
    [InlineData("mobileip:spi#0=spi 100 key", SecurityAssociationFault.KeyMissing)]
    [InlineData("mobileip:spi#0=spi 100 key hex", SecurityAssociationFault.KeyMissing)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcde", SecurityAssociationFault.KeyUnreadable)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdeg", SecurityAssociationFault.KeyUnreadable)]
    [InlineData("mobileip:spi#0=spi 100 key base64 1234567890abcdef1234567890abcdef", SecurityAssociationFault.KeyUnreadable)]
    [InlineData("mobileip:spi#0=spi 100 key ascii 0123456789abcde\u0416", SecurityAssociationFault.KeyUnreadable)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcd", SecurityAssociationFault.KeyShort)]
    [InlineData("mobileip:spi#0=spi 100 key ascii 0123456789abcde", SecurityAssociationFault.KeyShort)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef algorithm sha1", SecurityAssociationFault.AlgorithmUnknown)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef algorithm md5 mode suffix", SecurityAssociationFault.AlgorithmUnknown)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef algorithm", SecurityAssociationFault.AlgorithmUnknown)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef replay nonce", SecurityAssociationFault.ReplayUnknown)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef replay timestamp within 0", SecurityAssociationFault.ReplayUnknown)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef replay timestamp within 65536", SecurityAssociationFault.ReplayUnknown)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef replay timestamp within", SecurityAssociationFault.ReplayUnknown)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef lifetime 5", SecurityAssociationFault.WordUnknown)]
    [InlineData("mobileip:spi#0=spi 100 spi 200 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.Repeated)]
    [InlineData("mobileip:spi#0=spi 100 inbound-spi 200 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.Repeated)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef key ascii x", SecurityAssociationFault.Repeated)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef algorithm md5 algorithm md5", SecurityAssociationFault.Repeated)]
    [InlineData("mobileip:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef replay timestamp replay timestamp", SecurityAssociationFault.Repeated)]
    [InlineData("mobileip:spi#x=spi 100 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.OtherAttribute)]
    [InlineData("mobileip:spi#-1=spi 100 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.OtherAttribute)]
    [InlineData("mobileip:home-agent=10.0.0.1", SecurityAssociationFault.OtherAttribute)]
    [InlineData("shell:priv-lvl=15", SecurityAssociationFault.OtherAttribute)]
    [InlineData("shell:spi#0=spi 100 key hex 1234567890abcdef1234567890abcdef", SecurityAssociationFault.OtherAttribute)]
    [InlineData("mobileip:spi#0", SecurityAssociationFault.OtherAttribute)]
    [InlineData("", SecurityAssociationFault.OtherAttribute)]
    [Requirement("RAD-046")]
    public void Association_Unusable_IsRefusedForItsReason(string text, SecurityAssociationFault fault)
    {
        Assert.False(CiscoSecurityAssociation.TryParse(text, out var association, out var found));
        Assert.Null(association);
        Assert.Equal(fault, found);
    }

    [Fact]
    public void Association_TextAbove255Octets_IsNone() => Assert.False(CiscoSecurityAssociation.TryParse(new byte[256], out _, out _));

    [Fact]
    [Requirement("RAD-050")]
    public void Association_InText_NeverShowsItsKey()
    {
        var association = Read($"mobileip:spi#0=spi 100 key hex {Key}");
        Assert.DoesNotContain(Key, association.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Association_AnyText_NeverThrows() =>
        Gen.Int[0, s_words.Length - 1].Array[0, 12].Sample(words =>
        {
            var text = string.Concat(words.Select(word => s_words[word]));
            Assert.Equal(CiscoSecurityAssociation.TryParse(text, out var association, out var fault), fault == SecurityAssociationFault.None);
            Assert.Equal(association is null, fault != SecurityAssociationFault.None);
        }, iter: 5000);

    private static StoredSecurityAssociation Read(string text)
    {
        Assert.True(CiscoSecurityAssociation.TryParse(text, out var association, out var fault), fault.ToString());
        return association!;
    }
}
