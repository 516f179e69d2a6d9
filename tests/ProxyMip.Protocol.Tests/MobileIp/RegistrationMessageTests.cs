using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Tests.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class RegistrationMessageTests
{
    private static readonly OctetParser s_parse = static (ReadOnlySpan<byte> octets, out WireFault fault) =>
        RegistrationMessage.TryParse(octets, out _, out fault);

    private static readonly Gen<byte> s_type = Gen.Int[0, 5].Select(i => new byte[] { 1, 3, 4, 7, 15, 200 }[i]);

    private static readonly Vector s_vendor = VectorFile.Load("requests")["rrq-vendor-extensions"];

    // The wire's part of the verdict on each malformed vector; the others are well formed, and an agent finds the fault.
    private static readonly Dictionary<string, WireFault> s_faults = new()
    {
        ["bad-rrq-20-bytes"] = new(WireFaultKind.Truncated, 0),
        ["bad-rrp-16-bytes"] = new(WireFaultKind.Truncated, 0),
        ["bad-type-2"] = new(WireFaultKind.UnexpectedValue, 0),
        ["bad-ext-runs-past-end"] = new(WireFaultKind.Truncated, 26),
        ["bad-ext-no-length"] = new(WireFaultKind.Truncated, 47),
        ["bad-unknown-non-skippable"] = new(WireFaultKind.UnknownExtension, 24),
        ["bad-mhae-too-short"] = new(WireFaultKind.BadLength, 24),
    };

    public static TheoryData<string> MalformedVectors => VectorFile.Names("malformed", vector => vector.Layer == "udp-payload");

    public static TheoryData<string, string> ValidVectors()
    {
        var data = new TheoryData<string, string>();
        foreach (var file in new[] { "requests", "replies", "revocation" })
        {
            foreach (var vector in VectorFile.Load(file).Vectors)
                data.Add(file, vector.Name);
        }
        return data;
    }

    [Theory, MemberData(nameof(MalformedVectors))]
    [Requirement("MSG-002", "MSG-003")]
    public void TryParse_MalformedVector_IsRefusedWhereTheWireAloneCanTell(string name) =>
        Assert.Equal(s_faults.GetValueOrDefault(name), Golden.FaultOf(VectorFile.Load("malformed")[name].Octets, s_parse));

    [Theory, MemberData(nameof(ValidVectors))]
    [Requirement("MSG-066")]
    public void TryParse_ValidVector_IsTheDatagramItself(string file, string name)
    {
        var octets = VectorFile.Load(file)[name].Octets;
        Assert.True(RegistrationMessage.TryParse(octets, out var message, out _));
        byte[] again = [.. FixedPart(message)];
        foreach (var extension in message.Extensions)
            again = [.. again, .. extension.Octets];
        Assert.Equal(Hex.Format(octets), Hex.Format(again));
    }

    [Fact]
    public void TryParse_FaultInTheExtensions_KeepsTheFixedPartForTheAnswer()
    {
        Assert.False(RegistrationMessage.TryParse(VectorFile.Load("malformed")["bad-ext-runs-past-end"].Octets, out var message, out var fault));
        Assert.Equal(WireFaultKind.Truncated, fault.Kind);
        Assert.True(message.HasFixedPart);
        Assert.True(message.TryGetRequest(out var request));
        Assert.Equal("10.30.0.201", request.HomeAddress.ToString());
    }

    [Fact]
    public void TryParse_FaultInTheFixedPart_KeepsNothing()
    {
        Assert.False(RegistrationMessage.TryParse(VectorFile.Load("malformed")["bad-rrq-20-bytes"].Octets, out var message, out _));
        Assert.False(message.HasFixedPart);
        Assert.False(message.TryGetRequest(out _));
        Assert.False(message.TryFind(ExtensionType.MobileHomeAuthentication, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(255)]
    public void TryParse_AnotherType_IsUnexpectedAtOctet0(byte type) =>
        Assert.Equal(new WireFault(WireFaultKind.UnexpectedValue, 0), Golden.FaultOf([type, .. new byte[40]], s_parse));

    [Fact]
    public void TryParse_NoOctets_IsTruncated() => Assert.Equal(new WireFault(WireFaultKind.Truncated, 0), Golden.FaultOf([], s_parse));

    [Fact]
    public void TryGet_MessageOfAnotherType_IsFalse()
    {
        Assert.True(RegistrationMessage.TryParse(VectorFile.Load("revocation")["rev-ack"].Octets, out var message, out _));
        Assert.True(message.TryGetRevocationAcknowledgement(out _));
        Assert.False(message.TryGetRevocation(out _));
        Assert.False(message.TryGetReply(out _));
        Assert.False(message.TryGetRequest(out _));
    }

    [Fact]
    [Requirement("MSG-056")]
    public void TryFind_NormalVendorExtension_IsReachedBehindACriticalOne()
    {
        Assert.True(RegistrationMessage.TryParse(s_vendor.Octets, out var message, out _));
        Assert.True(message.TryFind(ExtensionType.NormalVendor, out var extension));
        Assert.Equal(38, extension.Offset);
        Assert.True(NormalVendorExtension.TryParse(extension.Octets, out var vendor, out _));
        Assert.Equal((9u, (ushort)7), (vendor.VendorId, vendor.VendorType));
    }

    [Fact]
    [Requirement("MSG-063")]
    public void TryFind_CriticalVendorExtension_EndsWhereTheNextStarts()
    {
        Assert.True(RegistrationMessage.TryParse(s_vendor.Octets, out var message, out _));
        Assert.True(message.TryFind(ExtensionType.CriticalVendor, out var extension));
        Assert.Equal((24, 38), (extension.Offset, extension.End));
        Assert.True(CriticalVendorExtension.TryParse(extension.Octets, out var vendor, out _));
        Assert.Equal("41424344", Hex.Format(vendor.Value));
    }

    [Fact]
    public void TryFind_Subtype_IsTheFirstOfThatSubtype()
    {
        Assert.True(RegistrationMessage.TryParse(VectorFile.Load("requests")["rrq-pmipv4-skippable"].Octets, out var message, out _));
        Assert.Equal(2, message.Count(ExtensionType.ProxySkippable));
        Assert.True(message.TryFind(ExtensionType.ProxySkippable, (byte)ProxySkippableSubtype.AccessTechnology, out var extension));
        Assert.Equal(34, extension.Offset);
        Assert.False(message.TryFind(ExtensionType.ProxySkippable, (byte)ProxySkippableSubtype.SubscriberIdentifier, out _));
    }

    [Fact]
    public void TryFindSingle_TwoOfAType_IsFalse()
    {
        Assert.True(RegistrationMessage.TryParse(VectorFile.Load("malformed")["bad-two-mfae"].Octets, out var message, out _));
        Assert.Equal(2, message.Count(ExtensionType.MobileForeignAuthentication));
        Assert.False(message.TryFindSingle(ExtensionType.MobileForeignAuthentication, out _));
        Assert.True(message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out _));
        Assert.False(message.TryFindSingle(ExtensionType.ForeignHomeAuthentication, out _));
    }

    [Fact]
    public void TryFindSingle_TypeThatIsNoAuthentication_IsFalse()
    {
        Assert.True(RegistrationMessage.TryParse(VectorFile.Load("requests")["rrq-nai-home-zero"].Octets, out var message, out _));
        Assert.False(message.TryFindSingle(ExtensionType.MobileNodeNai, out _));
    }

    [Theory]
    [InlineData("requests", "rrq-hmac-md5", 46)]
    [InlineData("requests", "rrq-mfae", 46)]
    [InlineData("requests", "rrq-reverse-tunnel-encap-delivery", 46)]
    [InlineData("requests", "rrq-nai-home-zero", 65)]
    [InlineData("requests", "rrq-challenge-mnaaa", 88)]
    [InlineData("requests", "rrq-pmipv4-per-node-auth", 24)]
    [InlineData("replies", "rrp-ha-to-fa-fhae", 42)]
    [InlineData("replies", "rrp-fa-error-ext", 42)]
    [InlineData("replies", "rrp-66", 20)]
    public void AuthorizedPart_Message_EndsBehindTheLastAuthorizationEnablingExtension(string file, string name, int end)
    {
        var octets = VectorFile.Load(file)[name].Octets;
        Assert.True(RegistrationMessage.TryParse(octets, out var message, out _));
        Assert.Equal(octets[..end], message.AuthorizedPart.ToArray());
    }

    [Fact]
    [Requirement("MSG-065")]
    public void TryParse_AnyOctets_NeverThrows() =>
        Gen.Select(s_type, Gen.Byte.Array[0, 200]).Sample((type, rest) => Exercise([type, .. rest]));

    [Fact]
    [Requirement("MSG-065")]
    public void TryParse_VectorWithOctetsChangedOrCut_NeverThrows()
    {
        var vectors = VectorFile.Load("requests").Vectors.Concat(VectorFile.Load("replies").Vectors).Select(vector => vector.Octets).ToArray();
        Gen.Select(Gen.Int[0, vectors.Length - 1], Gen.Select(Gen.Int[0, 200], Gen.Byte).Array[0, 4], Gen.Int[0, 100]).Sample((index, changes, cut) =>
        {
            var octets = vectors[index];
            byte[] changed = [.. octets[..^Math.Min(cut, octets.Length)]];
            foreach (var (at, value) in changes)
            {
                if (at < changed.Length)
                    changed[at] = value;
            }
            Exercise(changed);
        });
    }

    private static ReadOnlySpan<byte> FixedPart(RegistrationMessage message)
    {
        var octets = new byte[message.FixedSize];
        _ = message.TryGetRequest(out var request) ? request.WriteTo(octets)
            : message.TryGetReply(out var reply) ? reply.WriteTo(octets)
            : message.TryGetRevocation(out var revocation) ? revocation.WriteTo(octets)
            : message.TryGetRevocationAcknowledgement(out var acknowledgement) ? acknowledgement.WriteTo(octets)
            : 0;
        return octets;
    }

    // Everything a receiver may ask of octets it does not trust.
    private static void Exercise(byte[] octets)
    {
        var parsed = RegistrationMessage.TryParse(octets, out var message, out var fault);
        Assert.NotEqual(parsed, fault.IsFault);
        Assert.True(message.AuthorizedPart.Length <= octets.Length);
        foreach (var extension in message.Extensions)
        {
            var whole = extension.Octets;
            foreach (var parse in ExtensionParsers.All)
                Assert.NotEqual(parse(whole, out var inner), inner.IsFault);
            Assert.Equal(extension.Type.IsAuthentication(), AuthenticationExtension.TryRead(extension, out _));
        }
    }
}
