using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class RevocationTests
{
    private static readonly byte[] s_revocation = VectorFile.Load("revocation")["rev-from-ha"].Octets[..RevocationMessage.FixedSize];
    private static readonly byte[] s_acknowledgement = VectorFile.Load("revocation")["rev-ack"].Octets[..RevocationAcknowledgement.FixedSize];

    private static readonly RevocationMessage s_message = new()
    {
        Bits = RevocationBits.SenderIsHomeAgent,
        HomeAddress = Ipv4Address.Parse("10.30.0.201"),
        HomeDomainAddress = Ipv4Address.Parse("10.30.0.1"),
        ForeignDomainAddress = Ipv4Address.Parse("10.20.0.1"),
        RevocationIdentifier = 0xed4ea8c0,
    };

    private static readonly RevocationAcknowledgement s_answer = new()
    {
        HomeAddress = Ipv4Address.Parse("10.30.0.201"),
        RevocationIdentifier = 0xed4ea8c0,
    };

    [Fact]
    [Requirement("MSG-066")]
    public void WriteTo_Revocation_GivesTheOctetsOfTheVector() => Golden.AssertWrites(s_revocation, static destination => s_message.WriteTo(destination));

    [Fact]
    public void TryParse_RevocationOfTheVector_GivesEveryField()
    {
        Assert.True(RevocationMessage.TryParse(s_revocation, out var message, out _));
        Assert.Equal(s_message, message);
    }

    [Fact]
    [Requirement("MSG-066")]
    public void WriteTo_Acknowledgement_GivesTheOctetsOfTheVector() =>
        Golden.AssertWrites(s_acknowledgement, static destination => s_answer.WriteTo(destination));

    [Fact]
    public void TryParse_AcknowledgementOfTheVector_GivesEveryField()
    {
        Assert.True(RevocationAcknowledgement.TryParse(s_acknowledgement, out var answer, out _));
        Assert.Equal(s_answer, answer);
    }

    [Theory]
    [InlineData(RevocationBits.SenderIsHomeAgent, 0x80)]
    [InlineData(RevocationBits.InformMobileNode, 0x40)]
    [InlineData((RevocationBits)0xffff, 0xc0)]
    public void WriteTo_Bits_AreTheTopOfTheThirdOctet(RevocationBits bits, byte octet) =>
        Assert.Equal([octet, 0], Golden.Write(destination => (s_message with { Bits = bits }).WriteTo(destination))[2..4]);

    [Fact]
    public void TryParse_RevocationReservedBits_ArePassedOver()
    {
        byte[] changed = [7, 0xff, 0xbf, 0xff, .. s_revocation[4..]];
        Assert.True(RevocationMessage.TryParse(changed, out var message, out _));
        Assert.Equal(s_message, message);
    }

    [Theory]
    [InlineData(0x8000, true)]
    [InlineData(0xffff, true)]
    [InlineData(0x7fff, false)]
    public void TryParse_AcknowledgementBits_OnlyTheTopOneCounts(ushort bits, bool informed)
    {
        byte[] changed = [15, 0xff, (byte)(bits >> 8), (byte)bits, .. s_acknowledgement[4..]];
        Assert.True(RevocationAcknowledgement.TryParse(changed, out var answer, out _));
        Assert.Equal(informed, answer.MobileNodeInformed);
    }

    [Fact]
    public void TryParse_AnyRevocationWritten_IsTheSame() =>
        Gen.Select(Gen.UInt.Array[4], Gen.Bool, Gen.Bool).Sample((words, home, inform) =>
        {
            var message = new RevocationMessage
            {
                Bits = (home ? RevocationBits.SenderIsHomeAgent : 0) | (inform ? RevocationBits.InformMobileNode : 0),
                HomeAddress = new(words[0]),
                HomeDomainAddress = new(words[1]),
                ForeignDomainAddress = new(words[2]),
                RevocationIdentifier = words[3],
            };
            var octets = Golden.Write(destination => message.WriteTo(destination));
            return RevocationMessage.TryParse(octets, out var read, out _) && read == message;
        });

    [Fact]
    public void TryParse_AnyAcknowledgementWritten_IsTheSame() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Bool).Sample((home, identifier, informed) =>
        {
            var answer = new RevocationAcknowledgement { HomeAddress = new(home), RevocationIdentifier = identifier, MobileNodeInformed = informed };
            var octets = Golden.Write(destination => answer.WriteTo(destination));
            return RevocationAcknowledgement.TryParse(octets, out var read, out _) && read == answer;
        });

    [Fact]
    public void TryParse_EveryTruncationOfARevocation_IsTruncated() =>
        Golden.AssertEveryTruncationIsTruncated(s_revocation, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            RevocationMessage.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_EveryTruncationOfAnAcknowledgement_IsTruncated() =>
        Golden.AssertEveryTruncationIsTruncated(s_acknowledgement, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            RevocationAcknowledgement.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_AnotherType_IsUnexpectedAtOctet0()
    {
        Assert.False(RevocationMessage.TryParse(s_acknowledgement, out _, out var fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), fault);
        Assert.False(RevocationAcknowledgement.TryParse(s_revocation, out _, out fault));
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), fault);
    }
}
