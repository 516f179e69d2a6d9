using System.Buffers.Binary;
using System.Globalization;
using CsCheck;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Registration;
using ProxyMip.Engine.Tests.Visitors;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Registration;

public sealed class ReplyCheckTests
{
    private static readonly Vector s_accepted = VectorFile.Load("replies")["rrp-accepted"];

    public static TheoryData<string> ProxyVectors => VectorFile.Names("replies", IsForProxy);

    [Theory]
    [Requirement("APX-063", "MSG-015")]
    [MemberData(nameof(ProxyVectors))]
    public void Check_ReplyVector_Passes(string name)
    {
        var vector = VectorFile.Load("replies")[name];
        Assert.Null(Check(vector, out var reply));
        Assert.Equal(vector.Fields.GetProperty("code").GetByte(), (byte)reply.Reply.Code);
    }

    [Fact]
    [Requirement("APX-061")]
    public void Check_AcceptanceWithoutMobileHome_IsDropped() =>
        Assert.Equal(AccessPointDropReason.ReplyMobileHome, Check(VectorFile.Load("malformed")["bad-rrp-accept-no-mhae"], out _));

    [Fact]
    [Requirement("APX-060", "MSG-051")]
    public void Check_LowHalfOfTheIdentificationDiffers_IsDropped() =>
        Assert.Equal(AccessPointDropReason.ReplyIdentification, Check(VectorFile.Load("malformed")["bad-rrp-low-word"], out _));

    [Fact]
    public void Check_ShorterThanTheFixedPart_IsDropped() =>
        Assert.Equal(AccessPointDropReason.ReplyMalformed, Check(VectorFile.Load("malformed")["bad-rrp-16-bytes"].Octets, Pending(s_accepted), out _));

    [Fact]
    public void Check_ExtensionPastTheEnd_IsDropped() =>
        Assert.Equal(AccessPointDropReason.ReplyMalformed, Check(s_accepted.Octets[..^1], Pending(s_accepted), out _));

    [Fact]
    public void Check_ARequest_IsDropped() =>
        Assert.Equal(AccessPointDropReason.ReplyMalformed, Check(VectorFile.Load("requests")["rrq-hmac-md5"].Octets, Pending(s_accepted), out _));

    [Fact]
    public void Check_NoPendingRequest_IsDropped() => Assert.Equal(AccessPointDropReason.ReplyUnexpected, Check(s_accepted.Octets, null, out _));

    [Fact]
    public void Check_FromAnotherAgentThanTheOneAsked_IsDropped() =>
        Assert.Equal(AccessPointDropReason.ReplyWrongSource, ReplyCheck.Check(Datagram(s_accepted.Octets, Town.OtherAgent), Pending(s_accepted), out _));

    [Fact]
    public void Check_OneBitOfTheAuthenticatorFlipped_IsDropped()
    {
        var octets = s_accepted.Octets.ToArray();
        octets[^1] ^= 1;
        Assert.Equal(AccessPointDropReason.ReplyMobileHome, Check(octets, Pending(s_accepted), out _));
    }

    [Fact]
    public void Check_AnotherSpi_IsDropped() =>
        Assert.Equal(AccessPointDropReason.ReplyMobileHome, Check(s_accepted.Octets, Pending(s_accepted) with { Association = Town.OtherAssociation with { Key = Town.Association.Key } }, out _));

    [Fact]
    [Requirement("APX-061")]
    public void Check_TwoMobileHomeExtensions_IsDropped()
    {
        byte[] octets = [.. s_accepted.Octets, .. s_accepted.Octets.AsSpan(RegistrationReply.FixedSize)];
        Assert.Equal(AccessPointDropReason.ReplyMobileHome, Check(octets, Pending(s_accepted), out _));
    }

    [Fact]
    [Requirement("APX-062")]
    public void Check_AssociationWithTheAgentButNoMobileForeign_IsDropped() =>
        Assert.Equal(AccessPointDropReason.ReplyMobileForeign, Check(s_accepted.Octets, Pending(s_accepted) with { ForeignAgentAssociation = Town.OtherAssociation }, out _));

    [Fact]
    [Requirement("APX-062")]
    public void Check_MobileForeignOfAnotherKey_IsDropped()
    {
        var vector = VectorFile.Load("replies")["rrp-67-mfae"];
        var wrong = RequestWriterTests.Association(vector, 33)! with { Key = Town.Association.Key };
        Assert.Equal(AccessPointDropReason.ReplyMobileForeign, Check(vector.Octets, Pending(vector) with { ForeignAgentAssociation = wrong }, out _));
    }

    [Fact]
    [Requirement("MSG-002")]
    public void Check_UnknownExtensionOfType0To127_IsDropped()
    {
        byte[] octets = [.. s_accepted.Octets, 99, 1, 0];
        Assert.Equal(AccessPointDropReason.ReplyUnknownExtension, Check(octets, Pending(s_accepted), out _));
    }

    [Fact]
    [Requirement("MSG-003", "MSG-021")]
    public void Check_UnknownExtensionOfType128To255BeforeTheAuthenticator_IsCoveredAndSkipped()
    {
        Span<byte> octets = stackalloc byte[128];
        s_accepted.Octets.AsSpan(0, RegistrationReply.FixedSize).CopyTo(octets);
        byte[] unknown = [222, 3, 1, 2, 3];
        unknown.CopyTo(octets[RegistrationReply.FixedSize..]);
        var written = RegistrationReply.FixedSize + unknown.Length;
        written += AccessPointBench.Sign(octets, written, Protocol.MobileIp.Extensions.ExtensionType.MobileHomeAuthentication, Town.Association);
        Assert.Null(Check(octets[..written].ToArray(), Pending(s_accepted), out _));
    }

    [Fact]
    public void Check_131WithoutAValidAuthenticator_IsDoubtfulOnce()
    {
        var vector = VectorFile.Load("replies")["rrp-131"];
        var pending = Pending(vector) with { Association = Town.OtherAssociation };
        Assert.Null(Check(vector.Octets, pending, out var reply));
        Assert.True(reply.IsDoubtful);
        Assert.Equal(AccessPointDropReason.ReplyMobileHome, Check(vector.Octets, pending with { DoubtfulRefusalSeen = true }, out _));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(63)]
    [InlineData(201)]
    [InlineData(255)]
    public void Check_CodeNobodyAssigned_IsDropped(byte code)
    {
        var octets = s_accepted.Octets.ToArray();
        octets[1] = code;
        Assert.Equal(AccessPointDropReason.ReplyUnknownCode, Check(octets, Pending(s_accepted), out _));
    }

    [Fact]
    [Requirement("MSG-059")]
    public void Check_ForeignAgentError_IsFound()
    {
        Assert.Null(Check(VectorFile.Load("replies")["rrp-fa-error-ext"], out var reply));
        Assert.Equal(ReplyCode.HomeAgentFailedAuthentication, reply.ForeignAgentError);
    }

    [Fact]
    [Requirement("MSG-060")]
    public void Check_ForeignAgentErrorThatCannotBeInterpreted_CountsAsUnspecified()
    {
        byte[] octets = [.. s_accepted.Octets, 45, 2, 0, 200];
        Assert.Null(Check(octets, Pending(s_accepted), out var reply));
        Assert.Equal(ReplyCode.ForeignAgentUnspecified, reply.ForeignAgentError);
    }

    [Fact]
    public void Check_ChallengeAndRedirection_AreKept()
    {
        byte[] octets = [.. VectorFile.Load("replies")["rrp-66"].Octets, 132, 4, 1, 2, 3, 4, 139, 5, 2, 10, 30, 0, 9];
        Assert.Null(Check(octets, Pending(s_accepted), out var reply));
        Assert.Equal(new([1, 2, 3, 4]), reply.Challenge);
        Assert.Equal(Ipv4Address.Parse("10.30.0.9"), reply.RedirectedTo);
    }

    [Fact]
    [Requirement("MSG-065")]
    public void Check_AnyOctets_NeverThrows() => Gen.Byte.Array[0, 120].Sample(octets =>
    {
        if (octets.Length > 0)
            octets[0] = 3;
        if (octets.Length >= 8)
            BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(4), Town.Visitor.Value);
        Check(octets, Pending(s_accepted), out _);
    });

    private static bool IsForProxy(Vector vector) =>
        !vector.Expect.TryGetProperty("role", out var role) || role.GetString() == "AP-proxy";

    private static AccessPointDropReason? Check(Vector vector, out CheckedReply reply) => Check(vector.Octets, Pending(vector), out reply);

    private static AccessPointDropReason? Check(byte[] octets, PendingRequest? pending, out CheckedReply reply) => ReplyCheck.Check(Datagram(octets, Town.Agent), pending, out reply);

    private static DatagramReceived Datagram(byte[] octets, Ipv4Address source) => new(Town.Wire, Town.AgentLink, source, Town.Visitor, 64, 434, 434, octets);

    private static PendingRequest Pending(Vector vector)
    {
        var context = vector.Context.GetProperty("pending_request");
        return new()
        {
            Client = Ipv4Address.Parse(context.GetProperty("home_address").GetString()!),
            Station = Town.Station,
            Port = Town.Wire,
            Agent = Ipv4Address.Parse(context.GetProperty("sent_to").GetString()!),
            AgentLink = Town.AgentLink,
            CareOfAddress = Town.Agent,
            HomeAgent = Ipv4Address.Parse(context.GetProperty("home_agent").GetString()!),
            Lifetime = new(context.GetProperty("lifetime").GetUInt16()),
            Identification = ulong.Parse(context.GetProperty("identification_hex").GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            SentAt = default,
            Association = RequestWriterTests.Association(vector, 32) ?? Town.Association,
            ForeignAgentAssociation = RequestWriterTests.Association(vector, 33),
        };
    }
}
