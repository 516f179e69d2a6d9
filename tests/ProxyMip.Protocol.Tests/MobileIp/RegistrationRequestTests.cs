using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class RegistrationRequestTests
{
    private static readonly byte[] s_golden = Hex.Parse("""
        01                   # type
        5a                   # 0101 1010: S B D M G r T x from the top bit
        0258                 # lifetime 600 s
        0a1e00c9             # home address
        0a1e0001             # home agent
        0a140001             # care-of address
        ed4ea8c0 80000001    # identification
        """);

    private static readonly RegistrationRequest s_request = new()
    {
        Bits = RegistrationBits.BroadcastDatagrams | RegistrationBits.MinimalEncapsulation | RegistrationBits.Gre | RegistrationBits.ReverseTunnel,
        Lifetime = new(600),
        HomeAddress = Ipv4Address.Parse("10.30.0.201"),
        HomeAgent = Ipv4Address.Parse("10.30.0.1"),
        CareOfAddress = Ipv4Address.Parse("10.20.0.1"),
        Identification = 0xed4ea8c080000001,
    };

    private static readonly Gen<RegistrationRequest> s_any =
        from bits in Gen.Byte
        from lifetime in Gen.UShort
        from addresses in Gen.UInt.Array[3]
        from identification in Gen.ULong
        select new RegistrationRequest
        {
            Bits = (RegistrationBits)bits & RegistrationBits.Defined,
            Lifetime = new(lifetime),
            HomeAddress = new(addresses[0]),
            HomeAgent = new(addresses[1]),
            CareOfAddress = new(addresses[2]),
            Identification = identification,
        };

    public static TheoryData<string> Vectors => VectorFile.Names("requests");

    [Fact]
    [Requirement("MSG-012")]
    public void WriteTo_EveryField_GivesTheGoldenOctets() => Golden.AssertWrites(s_golden, static destination => s_request.WriteTo(destination));

    [Fact]
    [Requirement("MSG-012")]
    public void TryParse_GoldenOctets_GivesEveryField()
    {
        Assert.True(RegistrationRequest.TryParse(s_golden, out var request, out var fault));
        Assert.Equal(WireFault.None, fault);
        Assert.Equal(s_request, request);
    }

    [Theory]
    [InlineData(RegistrationBits.SimultaneousBindings, 0x80)]
    [InlineData(RegistrationBits.BroadcastDatagrams, 0x40)]
    [InlineData(RegistrationBits.DecapsulationByMobileNode, 0x20)]
    [InlineData(RegistrationBits.MinimalEncapsulation, 0x10)]
    [InlineData(RegistrationBits.Gre, 0x08)]
    [InlineData(RegistrationBits.ReverseTunnel, 0x02)]
    [Requirement("MSG-012")]
    public void WriteTo_OneBit_SetsThatBitOfTheSecondOctet(RegistrationBits bit, byte octet) =>
        Assert.Equal(octet, Golden.Write(destination => (s_request with { Bits = bit }).WriteTo(destination))[1]);

    [Fact]
    [Requirement("MSG-014")]
    public void WriteTo_EveryBitOfTheOctet_SendsNeitherRNorX() =>
        Assert.Equal(0xfa, Golden.Write(static destination => (s_request with { Bits = (RegistrationBits)0xff }).WriteTo(destination))[1]);

    [Fact]
    [Requirement("MSG-062")]
    public void TryParse_BitR_IsPassedOver() => Assert.Equal(RegistrationBits.None, BitsOf(0x04));

    [Fact]
    [Requirement("MSG-062")]
    public void TryParse_BitX_IsKeptForTheAgentToRefuse() => Assert.Equal(RegistrationBits.Reserved, BitsOf(0x01));

    [Fact]
    public void TryParse_AnyRequestWritten_IsTheSame() => s_any.Sample(request =>
    {
        var octets = Golden.Write(destination => request.WriteTo(destination));
        return RegistrationRequest.TryParse(octets, out var read, out _) && read == request;
    });

    [Fact]
    public void TryParse_EveryTruncation_IsTruncated() =>
        Golden.AssertEveryTruncationIsTruncated(s_golden, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            RegistrationRequest.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_AnotherType_IsUnexpectedAtOctet0() =>
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), Golden.FaultOf([3, .. s_golden[1..]],
            static (ReadOnlySpan<byte> octets, out WireFault fault) => RegistrationRequest.TryParse(octets, out _, out fault)));

    [Fact]
    public void WriteTo_TooLittleRoom_Throws() => Assert.Throws<ArgumentException>(static () => s_request.WriteTo(new byte[23]));

    [Theory]
    [InlineData(0, "10.20.0.1", true, false)]
    [InlineData(0, "10.30.0.201", true, true)]
    [InlineData(600, "10.30.0.201", false, false)]
    [Requirement("MSG-013")]
    public void IsDeregistration_Lifetime0_AsksForTheEndOfOneOrAllBindings(ushort lifetime, string careOf, bool deregisters, bool all)
    {
        var request = s_request with { Lifetime = new(lifetime), CareOfAddress = Ipv4Address.Parse(careOf) };
        Assert.Equal((deregisters, all), (request.IsDeregistration, request.IsDeregistrationOfAll));
    }

    [Theory, MemberData(nameof(Vectors))]
    [Requirement("MSG-012", "MSG-013", "MSG-066")]
    public void TryParse_Vector_GivesItsFieldsAndWritesItsOctets(string name)
    {
        var vector = VectorFile.Load("requests")[name];
        var fields = vector.Fields;
        Assert.True(RegistrationRequest.TryParse(vector.Octets, out var request, out _));

        Assert.Equal(fields.GetProperty("lifetime").GetUInt16(), request.Lifetime.Seconds);
        Assert.Equal(fields.GetProperty("lifetime").GetUInt16() == ushort.MaxValue, request.Lifetime.IsInfinite);
        Assert.Equal(fields.GetProperty("home_address").GetString(), request.HomeAddress.ToString());
        Assert.Equal(fields.GetProperty("home_agent").GetString(), request.HomeAgent.ToString());
        Assert.Equal(fields.GetProperty("care_of_address").GetString(), request.CareOfAddress.ToString());
        Assert.Equal(fields.GetProperty("identification_hex").GetString(), request.Identification.ToString("x16", null));
        Assert.Equal(fields.GetProperty("flags").EnumerateArray().Select(flag => flag.GetString()), Letters(request.Bits));
        Golden.AssertWrites(vector.Octets[..RegistrationRequest.FixedSize], destination => request.WriteTo(destination));
    }

    private static IEnumerable<string> Letters(RegistrationBits bits) =>
        "SBDMGrTx".Where((_, i) => ((byte)bits & 0x80 >> i) != 0).Select(letter => letter.ToString());

    private static RegistrationBits BitsOf(byte octet)
    {
        byte[] changed = [s_golden[0], octet, .. s_golden[2..]];
        Assert.True(RegistrationRequest.TryParse(changed, out var request, out _));
        return request.Bits;
    }
}
