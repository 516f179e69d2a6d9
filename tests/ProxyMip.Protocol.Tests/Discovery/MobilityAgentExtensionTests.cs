using CsCheck;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Discovery;

public sealed class MobilityAgentExtensionTests
{
    // From the vector adv-ha-fa-two-coa.
    private static readonly byte[] s_golden = Hex.Parse("""
        10 0e       # type, length 6 + 4 x 2
        1001        # sequence 4097
        0708        # registration lifetime 1800 s
        bd00        # R H F M G T
        0a140001    # care-of addresses
        0a1400fe
        """);

    private static readonly Ipv4Address[] s_careOf = [Ipv4Address.Parse("10.20.0.1"), Ipv4Address.Parse("10.20.0.254")];

    private static readonly OctetParser s_parse = static (ReadOnlySpan<byte> octets, out WireFault fault) =>
        MobilityAgentExtension.TryParse(octets, out _, out fault);

    [Fact]
    [Requirement("IRDP-051")]
    public void Write_EveryField_GivesTheGoldenOctets() => Golden.AssertWrites(s_golden, static destination => MobilityAgentExtension.Write(
        destination,
        new(4097),
        new(1800),
        MobilityAgentBits.RegistrationRequired | MobilityAgentBits.HomeAgent | MobilityAgentBits.ForeignAgent | MobilityAgentBits.MinimalEncapsulation
            | MobilityAgentBits.Gre | MobilityAgentBits.ReverseTunnel,
        s_careOf));

    [Fact]
    [Requirement("IRDP-051", "IRDP-059")]
    public void TryParse_GoldenOctets_GivesEveryField()
    {
        Assert.True(MobilityAgentExtension.TryParse(s_golden, out var agent, out _));
        Assert.Equal((4097, 1800), (agent.Sequence.Value, agent.RegistrationLifetime.Seconds));
        Assert.True(agent.IsHomeAgent && agent.IsForeignAgent && agent.TakesNewRegistrations);
        Assert.Equal(s_careOf, agent.CareOfAddresses.ToArray());
        Assert.Equal(s_golden.Length, agent.Size);
    }

    [Theory]
    [InlineData(MobilityAgentBits.RegistrationRequired, 0x8000)]
    [InlineData(MobilityAgentBits.Busy, 0x4000)]
    [InlineData(MobilityAgentBits.HomeAgent, 0x2000)]
    [InlineData(MobilityAgentBits.MinimalEncapsulation, 0x0800)]
    [InlineData(MobilityAgentBits.Gre, 0x0400)]
    [InlineData(MobilityAgentBits.ReverseTunnel, 0x0100)]
    [InlineData(MobilityAgentBits.UdpTunnel, 0x0080)]
    [InlineData(MobilityAgentBits.Revocation, 0x0040)]
    [InlineData(MobilityAgentBits.RegionalRegistration, 0x0020)]
    [Requirement("IRDP-051")]
    public void Write_OneBitBesideF_SetsThatBit(MobilityAgentBits bit, ushort expected)
    {
        var octets = Golden.Write(destination =>
            MobilityAgentExtension.Write(destination, default, default, bit | MobilityAgentBits.ForeignAgent, s_careOf));
        Assert.Equal(expected | 0x1000, octets[6] << 8 | octets[7]);
    }

    [Fact]
    public void Write_EveryBitOfTheField_SendsNeitherRNorTheReservedOnes()
    {
        var octets = Golden.Write(static destination =>
            MobilityAgentExtension.Write(destination, default, default, (MobilityAgentBits)0xffff, s_careOf));
        Assert.Equal([0xfd, 0xe0], octets[6..8]);
    }

    [Fact]
    [Requirement("IRDP-086")]
    public void TryParse_ReservedBits_ArePassedOver()
    {
        byte[] octets = [.. s_golden];
        octets[6] |= 0x02;
        octets[7] |= 0x1f;
        Assert.True(MobilityAgentExtension.TryParse(octets, out var agent, out _));
        Assert.Equal((MobilityAgentBits)0xbd00, agent.Bits);
    }

    [Theory]
    [InlineData(0x4000)]
    [InlineData(0x8000)]
    [InlineData(0xc000)]
    public void TryParse_BusyOrRequiredWithoutForeignAgent_IsTakenOutAndReported(ushort bits)
    {
        byte[] octets = [16, 6, 0, 1, 0, 9, (byte)(bits >> 8 | 0x20), 0];
        Assert.True(MobilityAgentExtension.TryParse(octets, out var agent, out _));
        Assert.Equal((MobilityAgentBits.HomeAgent, (MobilityAgentBits)bits), (agent.Bits, agent.IgnoredBits));
    }

    [Fact]
    public void TakesNewRegistrations_BusyForeignAgent_IsFalse()
    {
        Assert.True(MobilityAgentExtension.TryParse(Hex.Parse("100a 0001 0258 5000 0a140001"), out var agent, out _));
        Assert.False(agent.TakesNewRegistrations);
    }

    [Theory]
    [InlineData("10 08 0001 0258 1000 0a14", 1)] // 6 + 2
    [InlineData("10 05 0001 0258 10", 1)]
    [InlineData("10 00", 1)]
    [Requirement("IRDP-101")]
    public void TryParse_LengthOtherThan6And4N_IsBadLengthAtTheLength(string octets, int offset) =>
        Assert.Equal(new WireFault(WireFaultKind.BadLength, offset), Golden.FaultOf(Hex.Parse(octets), s_parse));

    [Theory]
    [InlineData("10 06 0001 0258 0c00")] // neither H nor F
    [InlineData("10 06 0001 0258 1000")] // F without care-of address
    [InlineData("10 06 0001 0258 3000")]
    [Requirement("IRDP-102")]
    public void TryParse_WhatNoAgentMaySend_IsForbiddenAtTheFlags(string octets) =>
        Assert.Equal(new WireFault(WireFaultKind.ForbiddenValue, 6), Golden.FaultOf(Hex.Parse(octets), s_parse));

    [Fact]
    public void TryParse_AnotherType_IsUnexpectedAtOctet0() =>
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), Golden.FaultOf([19, .. s_golden[1..]], s_parse));

    [Fact]
    public void TryParse_EveryTruncation_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(s_golden, s_parse);

    [Theory]
    [InlineData((MobilityAgentBits)0, 1, MobilityAgentRefusal.NeitherHomeNorForeignAgent)]
    [InlineData(MobilityAgentBits.Gre, 1, MobilityAgentRefusal.NeitherHomeNorForeignAgent)]
    [InlineData(MobilityAgentBits.ForeignAgent, 0, MobilityAgentRefusal.ForeignAgentWithoutCareOfAddress)]
    [InlineData(MobilityAgentBits.HomeAgent | MobilityAgentBits.Busy, 0, MobilityAgentRefusal.BusyWithoutForeignAgent)]
    [InlineData(MobilityAgentBits.HomeAgent | MobilityAgentBits.RegistrationRequired, 0, MobilityAgentRefusal.RegistrationRequiredWithoutForeignAgent)]
    [InlineData(MobilityAgentBits.ForeignAgent, 63, MobilityAgentRefusal.TooManyCareOfAddresses)]
    [InlineData(MobilityAgentBits.ForeignAgent, 62, MobilityAgentRefusal.None)]
    [InlineData(MobilityAgentBits.HomeAgent, 0, MobilityAgentRefusal.None)]
    [InlineData(MobilityAgentBits.ForeignAgent | MobilityAgentBits.Busy | MobilityAgentBits.RegistrationRequired, 1, MobilityAgentRefusal.None)]
    [Requirement("IRDP-052", "IRDP-053", "IRDP-054", "IRDP-055")]
    public void Write_WhatASenderMustNotSend_IsRefusedWithItsReason(MobilityAgentBits bits, int careOf, MobilityAgentRefusal expected)
    {
        Assert.Equal(expected, MobilityAgentExtension.Check(bits, careOf));
        var thrown = Record.Exception(() => MobilityAgentExtension.Write(new byte[300], default, default, bits, new Ipv4Address[careOf]));
        Assert.Equal(expected != MobilityAgentRefusal.None, thrown is ArgumentException);
    }

    [Fact]
    public void TryParse_AnyWritten_IsTheSame() =>
        Gen.Select(Gen.UShort, Gen.UShort, Gen.UShort, Gen.UInt.Array[1, 62]).Sample((sequence, lifetime, bits, careOf) =>
        {
            var addresses = careOf.Select(address => new Ipv4Address(address)).ToArray();
            var sent = (MobilityAgentBits)bits | MobilityAgentBits.ForeignAgent;
            var octets = Golden.Write(destination => MobilityAgentExtension.Write(destination, new(sequence), new(lifetime), sent, addresses));
            return MobilityAgentExtension.TryParse(octets, out var agent, out _)
                && agent.Sequence.Value == sequence
                && agent.RegistrationLifetime.Seconds == lifetime
                && agent.Bits == (sent & MobilityAgentBits.Defined)
                && agent.CareOfAddresses.ToArray().SequenceEqual(addresses);
        });
}
