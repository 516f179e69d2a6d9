using System.Text.Json;
using CsCheck;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Discovery;

public sealed class RouterAdvertisementTests
{
    private const string Foreign = "10 0a 012c 0258 1000 0a140001"; // a mobility extension: F, one care-of address

    private static readonly OctetParser s_parse = static (ReadOnlySpan<byte> octets, out WireFault fault) =>
        RouterAdvertisement.TryParse(octets, out _, out fault);

    public static TheoryData<string> Vectors => VectorFile.Names("adverts");

    [Theory, MemberData(nameof(Vectors))]
    [Requirement("IRDP-001", "IRDP-003", "IRDP-004", "IRDP-051", "IRDP-057", "IRDP-058", "IRDP-059", "IRDP-063", "IRDP-084", "IRDP-088")]
    public void TryParse_Vector_GivesItsFields(string name)
    {
        var vector = VectorFile.Load("adverts")[name];
        var fields = vector.Fields;
        Assert.True(RouterAdvertisement.TryParse(vector.IpPayload, out var advertisement, out var fault));
        Assert.Equal(WireFault.None, fault);

        Assert.Equal(fields.GetProperty("icmp_code").GetByte(), (byte)advertisement.Code);
        Assert.Equal(fields.GetProperty("lifetime").GetUInt16(), advertisement.Lifetime);
        Assert.Equal(
            fields.GetProperty("router_addresses").EnumerateArray().Select(item => (item.GetProperty("address").GetString(), item.GetProperty("preference").GetInt32())),
            advertisement.Routers.ToArray().Select(entry => ((string?)entry.Address.ToString(), entry.Preference)));
        Assert.Equal(fields.TryGetProperty("mobility", out var mobility), advertisement.IsAgentAdvertisement);
        if (advertisement.IsAgentAdvertisement)
            AssertMobility(mobility, advertisement.MobilityAgent);
        Assert.Equal(
            fields.TryGetProperty("prefix_lengths", out var lengths) ? lengths.EnumerateArray().Select(item => (int?)item.GetInt32()) : advertisement.Routers.ToArray().Select(_ => (int?)null),
            advertisement.Routers.ToArray().Select(entry => entry.PrefixLength));
        Assert.Equal(fields.TryGetProperty("challenge_hex", out var challenge) ? challenge.GetString() : "", Hex.Format(advertisement.Challenge));
    }

    [Theory]
    [InlineData("bad-adv-checksum", WireFaultKind.BadChecksum, 2)]
    [InlineData("bad-adv-num-addrs", WireFaultKind.Truncated, 8)]
    [InlineData("bad-adv-entry-size-1", WireFaultKind.BadLength, 5)]
    [InlineData("bad-adv-mob-length-8", WireFaultKind.BadLength, 17)]
    [InlineData("bad-adv-f-no-coa", WireFaultKind.ForbiddenValue, 22)]
    [InlineData("bad-adv-no-h-no-f", WireFaultKind.ForbiddenValue, 22)]
    [InlineData("bad-adv-unknown-non-skippable", WireFaultKind.UnknownExtension, 28)]
    [InlineData("bad-adv-ext-overrun", WireFaultKind.Truncated, 30)]
    [Requirement("IRDP-030", "IRDP-032", "IRDP-033", "IRDP-087", "IRDP-101", "IRDP-102")]
    public void TryParse_MalformedVector_IsRefusedAtTheOctetAtFault(string name, WireFaultKind kind, int offset) =>
        Assert.Equal(new WireFault(kind, offset), Golden.FaultOf(VectorFile.Load("malformed")[name].IpPayload, s_parse));

    [Theory]
    [InlineData("09 00 0000 00 02 0009")]
    [InlineData("09 00 0000 00 02 0009 c8 01 07")]
    [Requirement("IRDP-035")]
    public void TryParse_PlainRouterWithoutAddress_IsForbiddenAtTheCount(string octets) =>
        Assert.Equal(new WireFault(WireFaultKind.ForbiddenValue, 4), Golden.FaultOf(Checked(octets), s_parse));

    [Theory]
    [InlineData("09 01 0000 01 02 0009 0a140001 00000000" + Foreign)] // no such code
    [InlineData("09 10 0000 01 02 0009 0a140001 00000000")] // 16 from a plain router
    [Requirement("IRDP-031")]
    public void TryParse_CodeNeither0NorAnAgents16_IsUnexpectedAtTheCode(string octets) =>
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 1), Golden.FaultOf(Checked(octets), s_parse));

    [Fact]
    public void TryParse_AnotherType_IsUnexpectedAtOctet0() =>
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), Golden.FaultOf(Checked("0a 00 0000 01 02 0009 0a140001 00000000"), s_parse));

    [Fact]
    [Requirement("IRDP-034")]
    public void TryParse_EntriesOf3Words_SkipsTheThirdOfEach()
    {
        var octets = Checked("09 00 0000 02 03 0009 0a140001 00000005 deadbeef 0a140002 ffffffff deadbeef" + Foreign);
        Assert.True(RouterAdvertisement.TryParse(octets, out var advertisement, out _));
        Assert.Equal([new(Ipv4Address.Parse("10.20.0.1"), 5), new(Ipv4Address.Parse("10.20.0.2"), -1)], advertisement.Routers.ToArray());
        Assert.True(advertisement.IsAgentAdvertisement);
    }

    [Theory]
    [InlineData("13 02 1818")] // one too many
    [InlineData("13 00")]
    [InlineData("13 01 21")] // above 32
    [Requirement("IRDP-103")]
    public void TryParse_WrongPrefixLengths_ArePassedOverAndReported(string extension)
    {
        var octets = Checked("09 00 0000 01 02 0009 0a140001 00000000" + Foreign + extension);
        Assert.True(RouterAdvertisement.TryParse(octets, out var advertisement, out _));
        Assert.True(advertisement.PrefixLengthsIgnored);
        Assert.Null(Assert.Single(advertisement.Routers.ToArray()).PrefixLength);
    }

    [Fact]
    [Requirement("IRDP-061")]
    public void TryParse_PrefixLengths_BelongToRouterAddressesOnly()
    {
        var octets = Checked("09 00 0000 01 02 0009 0a140001 00000000 10 0e 012c 0258 1000 0a140001 0a140002 13 01 18");
        Assert.True(RouterAdvertisement.TryParse(octets, out var advertisement, out _));
        Assert.False(advertisement.PrefixLengthsIgnored);
        Assert.Equal(24, Assert.Single(advertisement.Routers.ToArray()).PrefixLength);
        Assert.Equal(2, advertisement.MobilityAgent.CareOfAddresses.Count);
    }

    [Fact]
    [Requirement("IRDP-012")]
    public void MayBeDefault_LowestPreference_IsFalse()
    {
        Assert.True(RouterAdvertisement.TryParse(VectorFile.Load("adverts")["adv-prefix-lengths"].IpPayload, out var advertisement, out _));
        Assert.Equal([true, false], advertisement.Routers.ToArray().Select(entry => entry.MayBeDefault));
    }

    [Fact]
    [Requirement("IRDP-089")]
    public void TryParse_TypesOfRegistrationMessages_AreUnknownHere()
    {
        var octets = Checked("09 00 0000 01 02 0009 0a140001 00000000" + Foreign + "20 14 00000100 000102030405060708090a0b0c0d0e0f");
        Assert.Equal(new WireFault(WireFaultKind.UnknownExtension, 28), Golden.FaultOf(octets, s_parse));
    }

    [Fact]
    [Requirement("IRDP-088", "IRDP-063")]
    public void Extensions_UnknownSkippableAndPadding_AreReached()
    {
        var octets = Checked("09 00 0000 00 02 0009" + Foreign + "c8 05 68656c6c6f 88 03 01 6861 00");
        Assert.True(RouterAdvertisement.TryParse(octets, out var advertisement, out _));
        List<(byte, int, string)> found = [];
        foreach (var extension in advertisement.Extensions)
            found.Add(((byte)extension.Type, extension.Offset, Hex.Format(extension.Octets)));
        Assert.Equal([(16, 8, Hex.Format(Hex.Parse(Foreign))), (200, 20, "c80568656c6c6f"), (136, 27, "8803016861"), (0, 32, "00")], found);
    }

    [Fact]
    public void TryParse_SecondMobilityExtension_IsPassedOver()
    {
        var octets = Checked("09 00 0000 00 02 0009" + Foreign + "10 06 0001 0001 2000");
        Assert.True(RouterAdvertisement.TryParse(octets, out var advertisement, out _));
        Assert.Equal(300, advertisement.MobilityAgent.Sequence.Value);
    }

    [Fact]
    [Requirement("MSG-065")]
    public void TryParse_EveryTruncationWithAChecksumMadeGood_IsRefusedOrShorter()
    {
        var whole = VectorFile.Load("adverts")["adv-challenge"].IpPayload;
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = WithChecksum(whole[..length]);
            // Only a cut between two extensions leaves an advertisement, and one without the challenge.
            Assert.Equal(length == 28 || length == 16, RouterAdvertisement.TryParse(cut, out var advertisement, out var fault));
            Assert.Equal(advertisement.Challenge.IsEmpty, fault.IsFault || length < whole.Length);
        }
    }

    [Fact]
    [Requirement("MSG-065")]
    public void TryParse_AnyOctetsWithAChecksumMadeGood_NeverThrows() => Gen.Byte.Array[0, 200].Sample(rest =>
    {
        var octets = WithChecksum([9, 0, .. rest]);
        if (octets.Length > 5)
            octets = WithChecksum([.. octets[..4], (byte)(octets[4] % 4), (byte)(octets[5] % 4), .. octets[6..]]);
        var parsed = RouterAdvertisement.TryParse(octets, out var advertisement, out var fault);
        Assert.NotEqual(parsed, fault.IsFault);
        Assert.Equal(advertisement.Routers.Count, advertisement.Routers.ToArray().Length);
        foreach (var extension in advertisement.Extensions)
            Assert.InRange(extension.Offset + extension.Octets.Length, 9, octets.Length);
    });

    private static void AssertMobility(JsonElement expected, MobilityAgentExtension agent)
    {
        Assert.Equal(expected.GetProperty("sequence").GetUInt16(), agent.Sequence.Value);
        Assert.Equal(expected.GetProperty("registration_lifetime").GetUInt16(), agent.RegistrationLifetime.Seconds);
        Assert.Equal(expected.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()), Letters(agent.Bits));
        Assert.Equal(
            expected.GetProperty("care_of_addresses").EnumerateArray().Select(address => address.GetString()),
            agent.CareOfAddresses.ToArray().Select(address => address.ToString()));
    }

    private static IEnumerable<string> Letters(MobilityAgentBits bits) =>
        "RBHFMGrTUXI".Where((_, i) => ((ushort)bits & 0x8000 >> i) != 0).Select(letter => letter.ToString());

    private static byte[] Checked(string hex) => WithChecksum(Hex.Parse(hex));

    private static byte[] WithChecksum(byte[] message)
    {
        byte[] result = [.. message];
        if (result.Length < 4)
            return result;
        result[2] = result[3] = 0;
        var checksum = InternetChecksum.Compute(result);
        result[2] = (byte)(checksum >> 8);
        result[3] = (byte)checksum;
        return result;
    }
}
