using CsCheck;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Wire;

public sealed class InternetChecksumTests
{
    // RFC 1071 §3: the sum of these octets is ddf2.
    [Fact]
    public void Compute_ExampleOfTheRfc_IsTheComplementOfItsSum() => Assert.Equal(0x220d, InternetChecksum.Compute(Hex.Parse("0001 f203 f4f5 f6f7")));

    [Fact]
    public void Compute_NoOctets_IsAllOnes() => Assert.Equal(0xffff, InternetChecksum.Compute([]));

    [Fact]
    public void Compute_AnyOctets_EqualsTheSumWordByWord() =>
        Gen.Byte.Array[0, 300].Sample(octets => InternetChecksum.Compute(octets) == WordByWord(octets));

    [Fact]
    public void Compute_AllOnes_LosesNoCarry() => Gen.Int[0, 70_000].Sample(length =>
    {
        var octets = new byte[length];
        octets.AsSpan().Fill(0xff);
        return InternetChecksum.Compute(octets) == WordByWord(octets);
    }, iter: 50);

    [Fact]
    public void IsValid_ChecksumPutIn_IsTrueAndAnyBitFlippedIsFalse() =>
        Gen.Select(Gen.Byte.Array[2, 100], Gen.Int[0, 799]).Sample((rest, flip) =>
        {
            var checksum = InternetChecksum.Compute([0, 0, .. rest]);
            byte[] message = [(byte)(checksum >> 8), (byte)checksum, .. rest];
            if (!InternetChecksum.IsValid(message))
                return false;
            flip %= message.Length * 8;
            message[flip / 8] ^= (byte)(1 << flip % 8);
            return !InternetChecksum.IsValid(message);
        });

    [Fact]
    public void Add_InPieces_EqualsTheWhole() => Gen.Select(Gen.Byte.Array[0, 100], Gen.Byte.Array[0, 101]).Sample((first, last) =>
    {
        first = first[..(first.Length & ~1)]; // only the last piece may be odd
        return InternetChecksum.Finish(InternetChecksum.Add(last, InternetChecksum.Add(first))) == InternetChecksum.Compute([.. first, .. last]);
    });

    [Fact]
    public void Update_AnyWordOfANonZeroMessage_EqualsTheSumAnew() =>
        Gen.Select(Gen.UShort.Array[2, 40], Gen.Int[0, 39], Gen.UShort).Sample((words, at, newWord) =>
        {
            at %= words.Length;
            words[(at + 1) % words.Length] |= 1; // a header is never all zeros, where both zeros of the one's complement would fit
            var before = InternetChecksum.Compute(Octets(words));
            var oldWord = words[at];
            words[at] = newWord;
            return InternetChecksum.Update(before, oldWord, newWord) == InternetChecksum.Compute(Octets(words));
        });

    // The UDP datagram of the vector rrq-hmac-md5, made by an independent encoder.
    [Fact]
    public void PseudoHeader_DatagramOfAVector_MakesItsChecksumValid()
    {
        var vector = VectorFile.Load("requests")["rrq-hmac-md5"];
        var udp = vector.IpPayload;
        var sum = InternetChecksum.PseudoHeader(Ipv4Address.Parse("10.30.0.201"), Ipv4Address.Parse("10.20.0.1"), 17, (ushort)udp.Length);
        Assert.True(InternetChecksum.IsValid(udp, sum));
    }

    private static byte[] Octets(ushort[] words) => [.. words.SelectMany(word => new[] { (byte)(word >> 8), (byte)word })];

    private static ushort WordByWord(byte[] octets)
    {
        ulong sum = 0;
        for (var i = 0; i < octets.Length; i += 2)
            sum += (ulong)octets[i] << 8 | (i + 1 < octets.Length ? octets[i + 1] : 0u);
        while (sum > 0xffff)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
