using CsCheck;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Discovery;

public sealed class RouterSolicitationTests
{
    private static readonly byte[] s_golden = Hex.Parse("0a | 00 | f5ff | 00000000"); // from the vector sol-normal

    public static TheoryData<string> Vectors => VectorFile.Names("solicitations");

    [Fact]
    [Requirement("IRDP-002", "IRDP-003")]
    public void WriteTo_Always_GivesTheGoldenOctets() => Golden.AssertWrites(s_golden, RouterSolicitation.WriteTo);

    [Theory, MemberData(nameof(Vectors))]
    [Requirement("IRDP-002", "MSG-066")]
    public void TryParse_Vector_IsAcceptedAndWritesItsOctets(string name)
    {
        var octets = VectorFile.Load("solicitations")[name].IpPayload;
        Assert.Equal(WireFault.None, Golden.FaultOf(octets, RouterSolicitation.TryParse));
        Golden.AssertWrites(octets, RouterSolicitation.WriteTo);
    }

    [Fact]
    [Requirement("IRDP-013")]
    public void TryParse_WrongChecksum_IsBadChecksumAtItsField() =>
        Assert.Equal(new WireFault(WireFaultKind.BadChecksum, 2), Golden.FaultOf(Hex.Parse("0a00 f5fe 00000000"), RouterSolicitation.TryParse));

    [Fact]
    [Requirement("IRDP-014")]
    public void TryParse_VectorWithCode1_IsUnexpectedAtTheCode() =>
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 1), FaultOfVector("bad-sol-code-1"));

    [Fact]
    [Requirement("IRDP-015")]
    public void TryParse_VectorOf4Octets_IsTruncated() =>
        Assert.Equal(new WireFault(WireFaultKind.Truncated, 4), FaultOfVector("bad-sol-4-bytes"));

    [Fact]
    [Requirement("IRDP-015")]
    public void TryParse_EveryTruncation_IsTruncated() => Golden.AssertEveryTruncationIsTruncated(s_golden, RouterSolicitation.TryParse);

    [Fact]
    public void TryParse_AnotherType_IsUnexpectedAtOctet0() =>
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), Golden.FaultOf([9, .. s_golden[1..]], RouterSolicitation.TryParse));

    [Fact]
    [Requirement("IRDP-016")]
    public void TryParse_ReservedFieldAndOctetsBehind_ArePassedOver() =>
        Gen.Byte.Array[4, 60].Sample(rest =>
        {
            byte[] message = [10, 0, 0, 0, .. rest];
            var checksum = InternetChecksum.Compute(message);
            byte[] valid = [10, 0, (byte)(checksum >> 8), (byte)checksum, .. rest];
            return RouterSolicitation.TryParse(valid, out _);
        });

    private static WireFault FaultOfVector(string name) => Golden.FaultOf(VectorFile.Load("malformed")[name].IpPayload, RouterSolicitation.TryParse);
}
