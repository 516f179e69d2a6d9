using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class RegistrationReplyTests
{
    private static readonly byte[] s_golden = Hex.Parse("""
        03                   # type
        45                   # code 69
        012c                 # lifetime 300 s
        0a1e00c9             # home address
        0a1e0001             # home agent
        ed4ea8c0 80000001    # identification
        """);

    private static readonly RegistrationReply s_reply = new()
    {
        Code = ReplyCode.RequestedLifetimeTooLong,
        Lifetime = new(300),
        HomeAddress = Ipv4Address.Parse("10.30.0.201"),
        HomeAgent = Ipv4Address.Parse("10.30.0.1"),
        Identification = 0xed4ea8c080000001,
    };

    private static readonly Gen<RegistrationReply> s_any =
        from code in Gen.Byte
        from lifetime in Gen.UShort
        from addresses in Gen.UInt.Array[2]
        from identification in Gen.ULong
        select new RegistrationReply
        {
            Code = (ReplyCode)code,
            Lifetime = new(lifetime),
            HomeAddress = new(addresses[0]),
            HomeAgent = new(addresses[1]),
            Identification = identification,
        };

    public static TheoryData<string> Vectors => VectorFile.Names("replies");

    [Fact]
    [Requirement("MSG-015")]
    public void WriteTo_EveryField_GivesTheGoldenOctets() => Golden.AssertWrites(s_golden, static destination => s_reply.WriteTo(destination));

    [Fact]
    [Requirement("MSG-015")]
    public void TryParse_GoldenOctets_GivesEveryField()
    {
        Assert.True(RegistrationReply.TryParse(s_golden, out var reply, out var fault));
        Assert.Equal(WireFault.None, fault);
        Assert.Equal(s_reply, reply);
    }

    [Fact]
    public void TryParse_AnyReplyWritten_IsTheSame() => s_any.Sample(reply =>
    {
        var octets = Golden.Write(destination => reply.WriteTo(destination));
        return RegistrationReply.TryParse(octets, out var read, out _) && read == reply;
    });

    [Fact]
    public void TryParse_EveryTruncation_IsTruncated() =>
        Golden.AssertEveryTruncationIsTruncated(s_golden, static (ReadOnlySpan<byte> octets, out WireFault fault) =>
            RegistrationReply.TryParse(octets, out _, out fault));

    [Fact]
    public void TryParse_AnotherType_IsUnexpectedAtOctet0() =>
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), Golden.FaultOf([1, .. s_golden[1..]],
            static (ReadOnlySpan<byte> octets, out WireFault fault) => RegistrationReply.TryParse(octets, out _, out fault)));

    [Theory]
    [InlineData(0, 300, null)]
    [InlineData(1, 300, null)]
    [InlineData(69, null, 300)]
    [InlineData(66, null, null)]
    [InlineData(133, null, null)]
    [InlineData(194, null, null)]
    [InlineData(2, null, null)]
    [Requirement("MSG-016")]
    public void Lifetime_Code_MeansGrantedOrOfferedOrNothing(byte code, int? granted, int? offered)
    {
        var reply = s_reply with { Code = (ReplyCode)code };
        Assert.Equal(((ushort?)granted, (ushort?)offered), (reply.GrantedLifetime?.Seconds, reply.LongestLifetimeOffered?.Seconds));
    }

    [Theory, MemberData(nameof(Vectors))]
    [Requirement("MSG-015", "MSG-016", "MSG-066")]
    public void TryParse_Vector_GivesItsFieldsAndWritesItsOctets(string name)
    {
        var vector = VectorFile.Load("replies")[name];
        var fields = vector.Fields;
        Assert.True(RegistrationReply.TryParse(vector.Octets, out var reply, out _));

        Assert.Equal(fields.GetProperty("code").GetByte(), (byte)reply.Code);
        Assert.Equal(fields.GetProperty("lifetime").GetUInt16(), reply.Lifetime.Seconds);
        Assert.Equal(fields.GetProperty("home_address").GetString(), reply.HomeAddress.ToString());
        Assert.Equal(fields.GetProperty("home_agent").GetString(), reply.HomeAgent.ToString());
        Assert.Equal(fields.GetProperty("identification_hex").GetString(), reply.Identification.ToString("x16", null));
        Golden.AssertWrites(vector.Octets[..RegistrationReply.FixedSize], destination => reply.WriteTo(destination));
    }
}
