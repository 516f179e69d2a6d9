using ProxyMip.Protocol.Radius;
using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Radius;

public sealed class RadiusSecurityAssociationsTests
{
    private static readonly byte[] s_key = Hex.Parse("00112233445566778899aabbccddeeff");

    [Fact]
    [Requirement("RAD-037", "RAD-045")]
    public void Accept_Golden_GivesItsAssociation()
    {
        var (associations, refused) = Read(RadiusSamples.Octets("rad-sa-accept"));
        var association = Assert.Single(associations);
        Assert.Equal((new Spi(0x100), "1234567890abcdef1234567890abcdef", null), (association.OutboundSpi, Hex.Format(association.Key.Octets), association.Algorithm));
        Assert.Empty(refused);
    }

    [Fact]
    [Requirement("RAD-037")]
    public void Accept_GoldenWithTwo_GivesBothInOrder()
    {
        var (associations, _) = Read(RadiusSamples.Octets("rad-sa-accept-two"));
        Assert.Equal([(0, 0x100u, AuthenticationAlgorithm.Md5PrefixSuffix, TimeSpan.FromSeconds(7)), (1, 0x1f4u, AuthenticationAlgorithm.HmacMd5, null)],
            associations.Select(a => (a.Number!.Value, a.InboundSpi.Value, a.Algorithm!.Value, a.Tolerance)));
    }

    [Fact]
    [Requirement("RAD-046")]
    public void Accept_WithAReservedSpi_IgnoresThatOneOnly()
    {
        var (associations, refused) = Read(RadiusSamples.Answer(RadiusCode.AccessAccept, true, a =>
        {
            a.AddPair("mobileip:spi#0=spi ff key hex 00112233445566778899aabbccddeeff");
            a.AddPair("mobileip:spi#1=spi 300 key hex 00112233445566778899aabbccddeeff");
        }));
        Assert.Equal(0x300u, Assert.Single(associations).InboundSpi.Value);
        Assert.Equal([SecurityAssociationFault.SpiReserved], refused);
    }

    [Fact]
    [Requirement("RAD-019", "RAD-037")]
    public void Accept_WithTwoPairsInOneAttribute_GivesBoth()
    {
        var first = "spi#0=spi 100 key hex 00112233445566778899aabbccddeeff"u8;
        var second = "spi#1=spi 200 key hex 00112233445566778899aabbccddeeff"u8;
        byte[] value = [0, 0, 0, 9, 1, (byte)(2 + first.Length), .. first, 1, (byte)(2 + second.Length), .. second];
        var (associations, _) = Read(RadiusSamples.Answer(RadiusCode.AccessAccept, true, a => a.Add(RadiusAttributeType.VendorSpecific, value)));
        Assert.Equal([0x100u, 0x200u], associations.Select(a => a.InboundSpi.Value));
    }

    [Fact]
    [Requirement("RAD-018")]
    public void Accept_WithOtherVendorsAndOtherTypes_IgnoresThem()
    {
        var pair = "spi#0=spi 100 key hex 00112233445566778899aabbccddeeff"u8.ToArray();
        var (associations, refused) = Read(RadiusSamples.Answer(RadiusCode.AccessAccept, true, a =>
        {
            a.Add(RadiusAttributeType.VendorSpecific, [0, 0, 0x27, 0x0f, 1, (byte)(2 + pair.Length), .. pair]); // vendor 9999
            a.Add(RadiusAttributeType.VendorSpecific, [0, 0, 0, 9, 2, (byte)(2 + pair.Length), .. pair]);
            a.Add(RadiusAttributeType.VendorSpecific, [0, 0, 0, 9, 1]);
            a.AddPair("shell:priv-lvl=15");
        }));
        Assert.Empty(associations);
        Assert.Empty(refused);
    }

    [Theory]
    [InlineData("0000159f", 57, 58, false)]
    [InlineData("000060b5", 11, 10, true)]
    public void Accept_WithSpiAndSaltedKey_GivesAnAssociation(string vendor, byte spiType, byte keyType, bool continuation)
    {
        var (associations, _) = Read(Split(vendor, spiType, keyType, continuation, "00000123", s_key));
        var association = Assert.Single(associations);
        Assert.Equal((0x123u, Hex.Format(s_key)), (association.InboundSpi.Value, Hex.Format(association.Key.Octets)));
    }

    [Theory]
    [InlineData("000000ff", 16, SecurityAssociationFault.SpiReserved)]
    [InlineData("00000100", 15, SecurityAssociationFault.KeyShort)]
    [InlineData("00000100", 0, SecurityAssociationFault.KeyMissing)]
    [InlineData("", 16, SecurityAssociationFault.SpiMissing)]
    public void Accept_WithAnUnusableSaltedAssociation_SaysWhy(string spi, int keySize, SecurityAssociationFault fault)
    {
        var (associations, refused) = Read(Split("0000159f", 57, 58, false, spi, s_key[..keySize]));
        Assert.Empty(associations);
        Assert.Equal([fault], refused);
    }

    [Fact]
    public void Accept_WithAKeyThatIsNotSalted_SaysSo()
    {
        var (_, refused) = Read(RadiusSamples.Answer(RadiusCode.AccessAccept, true, a =>
            a.Add(RadiusAttributeType.VendorSpecific, Hex.Parse("0000159f | 39 06 00000100 | 3a 12 00112233445566778899aabbccddeeff"))));
        Assert.Equal([SecurityAssociationFault.KeyUnreadable], refused);
    }

    private static byte[] Split(string vendor, byte spiType, byte keyType, bool continuation, string spi, byte[] key)
    {
        byte[] extra = continuation ? [0] : [];
        return RadiusSamples.Answer(RadiusCode.AccessAccept, true, a =>
        {
            if (spi.Length > 0)
                a.Add(RadiusAttributeType.VendorSpecific, [.. Hex.Parse(vendor), spiType, (byte)(6 + extra.Length), .. extra, .. Hex.Parse(spi)]);
            if (key.Length == 0)
                return;
            var hidden = new byte[SaltedKey.HiddenSize(key.Length)];
            SaltedKey.Hide(key, 0x1234, RadiusSamples.Secret, RadiusSamples.RequestAuthenticator, hidden);
            a.Add(RadiusAttributeType.VendorSpecific, [.. Hex.Parse(vendor), keyType, (byte)(2 + extra.Length + hidden.Length), .. extra, .. hidden]);
        });
    }

    private static (List<StoredSecurityAssociation> Associations, List<SecurityAssociationFault> Refused) Read(byte[] octets)
    {
        Assert.Equal(RadiusVerdict.Accepted, RadiusResponse.Check(octets, RadiusCode.AccessRequest, 42, RadiusSamples.RequestAuthenticator,
            RadiusSamples.Secret, default, out var packet));
        var associations = new List<StoredSecurityAssociation>();
        var refused = new List<SecurityAssociationFault>();
        RadiusSecurityAssociations.Read(packet, RadiusSamples.RequestAuthenticator, RadiusSamples.Secret, associations, refused);
        return (associations, refused);
    }
}
