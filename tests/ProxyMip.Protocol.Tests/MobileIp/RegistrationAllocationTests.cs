using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.MobileIp;

public sealed class RegistrationAllocationTests
{
    private const int Many = 100_000; // after the two tests of a million, which are what a foreign agent does most

    private static readonly Spi s_spi = new(0x100);
    private static readonly SecretKey s_key = new(Hex.Parse("1234567890abcdef1234567890abcdef"));
    private static readonly MobilityAuthenticator s_hmac = new(AuthenticationAlgorithm.HmacMd5, s_key);
    private static readonly MobilityAuthenticator s_keyed = new(AuthenticationAlgorithm.Md5PrefixSuffix, s_key);
    private static readonly Ipv4Address[] s_careOf = [Ipv4Address.Parse("10.20.0.1")];

    [Fact]
    public void Verify_AMillionRequests_AllocatesNothing()
    {
        var datagram = VectorFile.Load("requests")["rrq-pmipv4-skippable"].Octets;
        var verified = 0;
        var allocated = Allocations.Of(Allocations.Million, () =>
        {
            if (RegistrationMessage.TryParse(datagram, out var message, out _)
                && message.TryGetRequest(out _)
                && message.TryFind(ExtensionType.MobileNodeNai, out var name)
                && MobileNodeNaiExtension.TryParse(name.Octets, out _, out _)
                && message.TryFindSingle(ExtensionType.MobileHomeAuthentication, out var authentication)
                && s_hmac.Verify(authentication))
                verified++;
        });
        Assert.Equal(0, allocated);
        Assert.Equal(Allocations.Million + 1, verified);
    }

    [Fact]
    public void Sign_AMillionReplies_AllocatesNothing()
    {
        var reply = new RegistrationReply { Lifetime = new(600), HomeAddress = s_careOf[0], HomeAgent = s_careOf[0], Identification = 1 };
        var buffer = new byte[256];
        long written = 0;
        var allocated = Allocations.Of(Allocations.Million, () =>
        {
            var writer = new RegistrationWriter(buffer, reply);
            writer.Append(new MobileNodeNaiExtension { Nai = "mn201@example.net"u8 });
            writer.Sign(ExtensionType.MobileHomeAuthentication, s_spi, s_hmac);
            writer.Append(new GreKeyExtension { Key = 1 });
            written += writer.Complete().Length;
        });
        Assert.Equal(0, allocated);
        Assert.Equal((Allocations.Million + 1) * (20L + 19 + 22 + 8), written);
    }

    [Fact]
    public void Relay_ManyRequests_AllocatesNothing()
    {
        var datagram = VectorFile.Load("requests")["rrq-reverse-tunnel-encap-delivery"].Octets;
        var buffer = new byte[256];
        long written = 0;
        var allocated = Allocations.Of(Many, () =>
        {
            if (!RegistrationMessage.TryParse(datagram, out var message, out _))
                return;
            var writer = new RegistrationWriter(buffer, message.AuthorizedPart);
            writer.Sign(ExtensionType.ForeignHomeAuthentication, s_spi, s_keyed);
            written += writer.Complete().Length;
        });
        Assert.Equal(0, allocated);
        Assert.Equal((Many + 1) * 68L, written);
    }

    [Fact]
    public void TryParse_ManyMalformedMessages_AllocatesNothing()
    {
        var datagrams = VectorFile.Load("malformed").Vectors.Where(vector => vector.Layer == "udp-payload").Select(vector => vector.Octets).ToArray();
        var next = 0;
        Assert.Equal(0, Allocations.Of(Many, () =>
        {
            _ = RegistrationMessage.TryParse(datagrams[next], out var message, out _) && message.TryFindSingle(ExtensionType.MobileForeignAuthentication, out _);
            next = (next + 1) % datagrams.Length;
        }));
    }

    [Fact]
    public void TryParse_ManyAdvertisements_AllocatesNothing()
    {
        var message = VectorFile.Load("adverts")["adv-prefix-lengths"].IpPayload;
        long seen = 0;
        var allocated = Allocations.Of(Many, () =>
        {
            if (!RouterAdvertisement.TryParse(message, out var advertisement, out _))
                return;
            foreach (var router in advertisement.Routers)
                seen += router.PrefixLength ?? 0;
            foreach (var address in advertisement.MobilityAgent.CareOfAddresses)
                seen += address.IsAny ? 0 : 1;
        });
        Assert.Equal(0, allocated);
        Assert.Equal((Many + 1) * (24L + 22 + 1), seen);
    }

    [Fact]
    public void Complete_ManyAdvertisements_AllocatesNothing()
    {
        var buffer = new byte[128];
        var sequence = AdvertisementSequence.First;
        var allocated = Allocations.Of(Many, () =>
        {
            var writer = new RouterAdvertisementWriter(buffer, AdvertisementCode.RoutesCommonTraffic, 9);
            writer.AddRouter(s_careOf[0], 0);
            writer.AddMobilityAgent(sequence, new(600), MobilityAgentBits.ForeignAgent, s_careOf);
            writer.AddPrefixLengths([24]);
            _ = writer.Complete();
            sequence = sequence.Next;
        });
        Assert.Equal(0, allocated);
        Assert.True(RouterAdvertisement.TryParse(buffer.AsSpan(0, 32), out var last, out _));
        Assert.True(last.MobilityAgent.Sequence.Value >= 256);
    }
}
