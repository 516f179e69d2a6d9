using CsCheck;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Tests.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Discovery;

public sealed class ChallengeExtensionTests
{
    private static readonly byte[] s_golden = Hex.Parse("18 10 | a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"); // from the vector adv-challenge

    [Fact]
    public void WriteTo_Challenge_GivesTheGoldenOctets() =>
        Golden.AssertWrites(s_golden, static destination => new ChallengeExtension { Challenge = s_golden.AsSpan(2) }.WriteTo(destination));

    [Fact]
    public void TryParse_AnyChallengeWritten_IsTheSame() => Gen.Byte.Array[0, 255].Sample(challenge =>
    {
        var octets = Golden.Write(destination => new ChallengeExtension { Challenge = challenge }.WriteTo(destination));
        return ChallengeExtension.TryParse(octets, out var read, out _) && read.Challenge.SequenceEqual(challenge);
    });

    [Fact]
    public void TryParse_OtherTypeOrLength_IsRefused() =>
        ExtensionContract.AssertRefusesOtherTypesAndLengths(s_golden, 1, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            ChallengeExtension.TryParse(octets, out _, out fault));

    [Fact]
    public void WriteTo_ChallengeBeyondTheLength_Throws() =>
        Assert.Throws<ArgumentException>(static () => new ChallengeExtension { Challenge = new byte[256] }.WriteTo(new byte[300]));
}
