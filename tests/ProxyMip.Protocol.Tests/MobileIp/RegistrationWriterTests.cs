using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class RegistrationWriterTests
{
    private static readonly MobilityAuthenticator s_home = Authenticator("1234567890abcdef1234567890abcdef");
    private static readonly MobilityAuthenticator s_foreign = Authenticator("00112233445566778899aabbccddeeff");
    private static readonly MobilityAuthenticator s_agents = Authenticator("ffeeddccbbaa99887766554433221100");
    private static readonly byte[] s_aaaKey = "aaa-shared-secret"u8.ToArray();
    private static readonly Spi s_homeSpi = new(0x100);
    private static readonly Spi s_foreignSpi = new(0x200);
    private static readonly Spi s_agentsSpi = new(0x300);

    private static readonly RegistrationRequest s_request = Request("rrq-hmac-md5");
    private static readonly RegistrationReply s_accepted = Reply("rrp-accepted");

    // Writes one vector with the methods a sender would use.
    private delegate void Fill(ref RegistrationWriter writer);

    [Fact]
    [Requirement("MSG-029", "MSG-066")]
    public void Complete_PlainRequest_IsTheVector() => AssertRequest("rrq-hmac-md5", SignHome);

    [Fact]
    [Requirement("MSG-037", "APX-021")]
    public void Complete_RequestWithForeignAssociation_IsTheVector() => AssertRequest("rrq-mfae", static (ref RegistrationWriter writer) =>
    {
        SignHome(ref writer);
        writer.Sign(ExtensionType.MobileForeignAuthentication, s_foreignSpi, s_foreign);
    });

    [Fact]
    [Requirement("MSG-053")]
    public void Complete_RequestByName_IsTheVector() => AssertRequest("rrq-nai-home-zero", static (ref RegistrationWriter writer) =>
    {
        writer.Append(new MobileNodeNaiExtension { Nai = "mn201@example.net"u8 });
        SignHome(ref writer);
    });

    [Fact]
    [Requirement("MSG-037")]
    public void Complete_RequestWithDeliveryStyle_IsTheVector() => AssertRequest("rrq-reverse-tunnel-encap-delivery", static (ref RegistrationWriter writer) =>
    {
        SignHome(ref writer);
        writer.AppendDeliveryStyle();
    });

    [Fact]
    [Requirement("MSG-037")]
    public void Complete_RequestWithMobileAaa_IsTheVector() => AssertRequest("rrq-challenge-mnaaa", static (ref RegistrationWriter writer) =>
    {
        SignHome(ref writer);
        writer.Append(new MobileForeignChallengeExtension { Challenge = Hex.Parse("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf") });
        writer.Sign(ExtensionType.GeneralizedAuthentication, new(0x400), new(AuthenticationAlgorithm.HmacMd5, new(s_aaaKey)));
    });

    [Fact]
    public void Complete_RequestInChapStyle_IsTheVector() => AssertRequest("rrq-challenge-chap-spi2", static (ref RegistrationWriter writer) =>
    {
        var challenge = Hex.Parse("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf");
        SignHome(ref writer);
        writer.Append(new MobileForeignChallengeExtension { Challenge = challenge });
        writer.SignChap(new(new(s_aaaKey)), challenge);
    });

    [Fact]
    [Requirement("APX-091")]
    public void Complete_ProxyRequest_IsTheVector() => AssertRequest("rrq-pmipv4-skippable", static (ref RegistrationWriter writer) =>
    {
        writer.Append(new DeviceIdentifierExtension { IdentifierType = DeviceIdentifierType.Ethernet, Identifier = Hex.Parse("000067025193") });
        writer.Append(new AccessTechnologyExtension { Technology = AccessTechnology.WirelessLan });
        writer.Append(new MobileNodeNaiExtension { Nai = "000067025193@wlan.example.net"u8 });
        SignHome(ref writer);
    });

    [Fact]
    public void Complete_RequestAuthenticatedPerNode_IsTheVector() => AssertRequest("rrq-pmipv4-per-node-auth", static (ref RegistrationWriter writer) =>
    {
        writer.Append(new PerNodeAuthenticationExtension { Method = PerNodeAuthenticationMethod.ForeignHomeAuthentication });
        writer.Append(new MobileNodeNaiExtension { Nai = "mn201@example.net"u8 });
        writer.Sign(ExtensionType.ForeignHomeAuthentication, s_agentsSpi, s_agents);
    });

    [Fact]
    public void Complete_RequestWithVendorExtensions_IsTheVector() => AssertRequest("rrq-vendor-extensions", static (ref RegistrationWriter writer) =>
    {
        writer.Append(new CriticalVendorExtension { VendorId = 9, VendorType = 1, Value = "ABCD"u8 });
        writer.Append(new NormalVendorExtension { VendorId = 9, VendorType = 7, Value = "xyz"u8 });
        SignHome(ref writer);
    });

    [Fact]
    public void Complete_RequestForUdpTunnel_IsTheVector() => AssertRequest("rrq-udp-tunnel", static (ref RegistrationWriter writer) =>
    {
        writer.Append(new UdpTunnelRequestExtension { Bits = UdpTunnelBits.Force, Encapsulation = TunnelEncapsulation.IpInIp });
        SignHome(ref writer);
    });

    [Fact]
    [Requirement("MSG-029", "MSG-038")]
    public void Complete_ReplyForAForeignAgent_IsTheVector() => AssertReply("rrp-ha-to-fa-fhae", static (ref RegistrationWriter writer) =>
    {
        SignHome(ref writer);
        writer.Sign(ExtensionType.ForeignHomeAuthentication, s_agentsSpi, s_agents);
    });

    [Fact]
    public void Complete_ReplyWithUdpTunnel_IsTheVector() => AssertReply("rrp-udp-tunnel", static (ref RegistrationWriter writer) =>
    {
        writer.Append(new UdpTunnelReplyExtension { IsForced = true, KeepaliveInterval = 110 });
        SignHome(ref writer);
    });

    [Fact]
    public void Complete_DenialByAForeignAgent_NeedsNoMobileHome() => AssertReply("rrp-66", static (ref RegistrationWriter _) => { });

    [Fact]
    public void Complete_Revocation_IsTheVector()
    {
        var vector = VectorFile.Load("revocation")["rev-from-ha"];
        Assert.True(RevocationMessage.TryParse(vector.Octets, out var revocation, out _));
        Golden.AssertWrites(vector.Octets, destination =>
        {
            var writer = new RegistrationWriter(destination, revocation);
            writer.Sign(ExtensionType.ForeignHomeAuthentication, s_agentsSpi, s_agents);
            return writer.Complete().Length;
        });
    }

    [Fact]
    public void Complete_RevocationAcknowledgement_IsTheVector()
    {
        var vector = VectorFile.Load("revocation")["rev-ack"];
        Assert.True(RevocationAcknowledgement.TryParse(vector.Octets, out var acknowledgement, out _));
        Golden.AssertWrites(vector.Octets, destination =>
        {
            var writer = new RegistrationWriter(destination, acknowledgement);
            writer.Sign(ExtensionType.ForeignHomeAuthentication, s_agentsSpi, s_agents);
            return writer.Complete().Length;
        });
    }

    [Fact]
    [Requirement("FAG-027", "MSG-066")]
    public void Relay_RequestWithDeliveryStyle_KeepsTheAuthorizedPartAndSignsBehindIt() => Golden.AssertWrites(Octets("requests", "rrq-relayed-fhae"), static destination =>
    {
        Assert.True(RegistrationMessage.TryParse(Octets("requests", "rrq-reverse-tunnel-encap-delivery"), out var received, out _));
        var writer = new RegistrationWriter(destination, received.AuthorizedPart);
        writer.Sign(ExtensionType.ForeignHomeAuthentication, s_agentsSpi, s_agents);
        return writer.Complete().Length;
    });

    [Fact]
    public void Relay_AcceptedReplyRefused_AppendsAnFaErrorAndNothingElse() => Golden.AssertWrites(Octets("replies", "rrp-fa-error-ext"), static destination =>
    {
        Assert.True(RegistrationMessage.TryParse(Octets("replies", "rrp-ha-to-fa-fhae"), out var received, out _));
        var writer = new RegistrationWriter(destination, received.AuthorizedPart);
        writer.Append(new ForeignAgentErrorExtension { Status = ReplyCode.HomeAgentFailedAuthentication });
        return writer.Complete().Length;
    });

    [Theory]
    [InlineData("83 01 61 21 04 00000200 20 04 00000100")] // a Mobile-Foreign authentication in front of the Mobile-Home
    [InlineData("82 00 20 04 00000100")] // delivery style in front of it, without T
    [InlineData("")] // nothing that authorizes
    [Requirement("MSG-065")]
    public void Relay_MessageInAnOrderOfItsOwn_IsNoReasonToThrow(string extensions)
    {
        var octets = new byte[100];
        s_request.WriteTo(octets);
        byte[] received = [.. octets[..RegistrationRequest.FixedSize], .. Hex.Parse(extensions)];
        Assert.True(RegistrationMessage.TryParse(received, out var message, out _));
        var writer = new RegistrationWriter(octets, message.AuthorizedPart);
        writer.Sign(ExtensionType.ForeignHomeAuthentication, s_agentsSpi, s_agents);
        Assert.Equal(message.AuthorizedPart.Length + 22, writer.Complete().Length);
    }

    [Fact]
    [Requirement("MSG-032")]
    public void Sign_ForeignHomeOnARelayedDeregistration_Throws()
    {
        Assert.True(RegistrationMessage.TryParse(Octets("requests", "rrq-dereg-one"), out var received, out _));
        var relayed = received.AuthorizedPart.ToArray();
        Assert.Throws<InvalidOperationException>(() =>
        {
            var writer = new RegistrationWriter(new byte[100], relayed);
            writer.Sign(ExtensionType.ForeignHomeAuthentication, s_agentsSpi, s_agents);
        });
    }

    [Fact]
    [Requirement("MSG-029")]
    public void Complete_RequestWithoutAuthorization_Throws() =>
        Assert.Throws<InvalidOperationException>(static () => new RegistrationWriter(new byte[100], s_request).Complete().Length);

    [Fact]
    [Requirement("MSG-029")]
    public void Complete_HomeAgentReplyWithoutAuthorization_Throws() =>
        Assert.Throws<InvalidOperationException>(static () => new RegistrationWriter(new byte[100], s_accepted).Complete().Length);

    [Fact]
    public void CompleteUnauthorized_ReplyToAStranger_IsItsFixedPart() =>
        Assert.Equal(20, new RegistrationWriter(new byte[100], s_accepted with { Code = ReplyCode.UnknownHomeAgentAddress }).CompleteUnauthorized().Length);

    [Fact]
    [Requirement("APX-083")]
    public void AppendDeliveryStyle_WithoutReverseTunnel_Throws() => Assert.Throws<InvalidOperationException>(static () =>
    {
        var writer = new RegistrationWriter(new byte[100], s_request);
        SignHome(ref writer);
        writer.AppendDeliveryStyle();
    });

    [Fact]
    public void Append_WhereItMustNotStand_WritesNothing()
    {
        var writer = new RegistrationWriter(new byte[100], s_request);
        SignHome(ref writer);
        var before = writer.Written;
        try
        {
            writer.Append(new MobileNodeNaiExtension { Nai = "late"u8 });
            Assert.Fail("A name behind the authenticator was taken.");
        }
        catch (InvalidOperationException)
        {
            Assert.Equal(before, writer.Written);
        }
    }

    [Fact]
    public void AppendOctets_UnknownExtension_IsCopiedAsItIs()
    {
        var writer = new RegistrationWriter(new byte[100], s_request);
        writer.AppendOctets([222, 2, 8, 9]);
        Assert.Equal([222, 2, 8, 9], writer.Message[RegistrationRequest.FixedSize..].ToArray());
    }

    [Fact]
    public void Sign_TooLittleRoom_Throws() => Assert.Throws<ArgumentException>(static () =>
    {
        var writer = new RegistrationWriter(new byte[45], s_request);
        SignHome(ref writer);
    });

    [Fact]
    public void Relay_OctetsThatAreNoMessage_Throws() =>
        Assert.Throws<ArgumentException>(static () => new RegistrationWriter(new byte[100], [1, 2, 3]).Written);

    [Fact]
    public void Append_EveryExtension_IsFoundAgain()
    {
        var writer = new RegistrationWriter(new byte[400], s_request);
        writer.Append(new InterfaceIdentifierExtension { Identifier = "wl0"u8 });
        writer.Append(new SubscriberIdentifierExtension { IdentifierType = SubscriberIdentifierType.Imsi, Identifier = "26201"u8 });
        writer.Append(new DynamicHomeAgentExtension { Subtype = DynamicHomeAgentSubtype.Requested, HomeAgent = s_request.HomeAgent });
        writer.Append(new NaiCarryingExtension { Subtype = NaiCarryingSubtype.HomeAgent, Nai = "ha@x"u8 });
        SignHome(ref writer);
        writer.Append(new GreKeyExtension { Key = 7 });
        writer.Append(new RevocationSupportExtension { Timestamp = 1 });
        writer.Append(new MessageStringExtension { Subtype = MessageStringSubtype.ForeignAgent, Text = "hello"u8 });
        writer.Sign(ExtensionType.ForeignHomeAuthentication, s_agentsSpi, s_agents);

        Assert.True(RegistrationMessage.TryParse(writer.Complete(), out var message, out _));
        List<int> found = [];
        foreach (var extension in message.Extensions)
            found.Add((int)extension.Type);
        Assert.Equal([147, 147, 139, 136, 32, 48, 137, 145, 34], found);
    }

    private static void SignHome(ref RegistrationWriter writer) => writer.Sign(ExtensionType.MobileHomeAuthentication, s_homeSpi, s_home);

    private static void AssertRequest(string name, Fill fill) => Golden.AssertWrites(Octets("requests", name), destination =>
    {
        var writer = new RegistrationWriter(destination, Request(name));
        fill(ref writer);
        return writer.Complete().Length;
    });

    private static void AssertReply(string name, Fill fill) => Golden.AssertWrites(Octets("replies", name), destination =>
    {
        var writer = new RegistrationWriter(destination, Reply(name));
        fill(ref writer);
        return writer.Complete().Length;
    });

    private static RegistrationRequest Request(string name)
    {
        Assert.True(RegistrationRequest.TryParse(Octets("requests", name), out var request, out _));
        return request;
    }

    private static RegistrationReply Reply(string name)
    {
        Assert.True(RegistrationReply.TryParse(Octets("replies", name), out var reply, out _));
        return reply;
    }

    private static byte[] Octets(string file, string name) => VectorFile.Load(file)[name].Octets;

    private static MobilityAuthenticator Authenticator(string key) => new(AuthenticationAlgorithm.HmacMd5, new(Hex.Parse(key)));
}
