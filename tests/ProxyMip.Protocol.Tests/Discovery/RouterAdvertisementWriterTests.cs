using CsCheck;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Protocol.Tests.Discovery;

public sealed class RouterAdvertisementWriterTests
{
    private static readonly Ipv4Address s_router = Ipv4Address.Parse("10.20.0.1");

    // The one with an unknown extension is no agent's of ours.
    public static TheoryData<string> Vectors => VectorFile.Names("adverts", vector => vector.Name != "adv-unknown-skippable");

    [Theory, MemberData(nameof(Vectors))]
    [Requirement("IRDP-001", "IRDP-003", "IRDP-004", "IRDP-049", "IRDP-051", "IRDP-060", "IRDP-062", "MSG-066")]
    public void Complete_FieldsOfAVector_GivesItsOctets(string name)
    {
        var octets = VectorFile.Load("adverts")[name].IpPayload;
        Golden.AssertWrites(octets, destination => Rewrite(octets, destination));
    }

    [Fact]
    [Requirement("IRDP-062")]
    public void Complete_OddLength_EndsWithOneOctetOfPadding()
    {
        var octets = Golden.Write(static destination =>
        {
            var writer = Agent(destination);
            writer.AddChallenge([1, 2, 3, 4, 5]);
            return writer.Complete();
        });
        Assert.Equal(0, octets.Length % 2);
        Assert.Equal([24, 5, 1, 2, 3, 4, 5, 0], octets[^8..]);
    }

    [Fact]
    public void AddNai_Name_IsFoundAgain()
    {
        var octets = Golden.Write(static destination =>
        {
            var writer = Agent(destination);
            writer.AddNai(new NaiCarryingExtension { Subtype = NaiCarryingSubtype.HomeAgent, Nai = "fa@x"u8 });
            return writer.Complete();
        });
        Assert.True(RouterAdvertisement.TryParse(octets, out var advertisement, out _));
        string? name = null;
        foreach (var extension in advertisement.Extensions)
        {
            if (extension.Type == DiscoveryExtensionType.NaiCarrying && NaiCarryingExtension.TryParse(extension.Octets, out var nai, out _))
                name = Hex.Format(nai.Nai);
        }
        Assert.Equal(Hex.Format("fa@x"u8), name);
    }

    [Fact]
    public void TryParse_AnyAgentAdvertisementWritten_IsTheSame() =>
        Gen.Select(Gen.Select(Gen.UInt, Gen.Int).Array[0, 20], Gen.UShort, Gen.UInt.Array[1, 10], Gen.Byte.Array[0, 60], Gen.Bool)
            .Sample((routers, lifetime, careOf, challenge, mobilityOnly) =>
            {
                var code = mobilityOnly ? AdvertisementCode.MobilityOnly : AdvertisementCode.RoutesCommonTraffic;
                var addresses = careOf.Select(address => new Ipv4Address(address)).ToArray();
                var octets = Golden.Write(destination =>
                {
                    var writer = new RouterAdvertisementWriter(destination, code, lifetime);
                    foreach (var (address, preference) in routers)
                        writer.AddRouter(new(address), preference);
                    writer.AddMobilityAgent(new(7), new(600), MobilityAgentBits.ForeignAgent, addresses);
                    writer.AddPrefixLengths([.. routers.Select((_, i) => (byte)i)]);
                    writer.AddChallenge(challenge);
                    return writer.Complete();
                });
                return RouterAdvertisement.TryParse(octets, out var read, out _)
                    && read.Code == code
                    && read.Lifetime == lifetime
                    && read.Routers.ToArray().SequenceEqual(routers.Select((item, i) => new RouterEntry(new(item.Item1), item.Item2) { PrefixLength = i }))
                    && read.MobilityAgent.CareOfAddresses.ToArray().SequenceEqual(addresses)
                    && read.Challenge.SequenceEqual(challenge);
            });

    [Fact]
    [Requirement("IRDP-052", "IRDP-053")]
    public void AddMobilityAgent_NeitherHomeNorForeignAgent_Throws() => Assert.Throws<ArgumentException>(static () =>
    {
        var writer = new RouterAdvertisementWriter(new byte[100], AdvertisementCode.RoutesCommonTraffic, 9);
        writer.AddMobilityAgent(default, default, MobilityAgentBits.Gre, [s_router]);
    });

    [Fact]
    public void AddMobilityAgent_Twice_Throws() => AssertDefect(static writer => writer.AddMobilityAgent(default, default, MobilityAgentBits.HomeAgent, []));

    [Fact]
    public void AddRouter_BehindAnExtension_Throws() => AssertDefect(static writer => writer.AddRouter(s_router, 0));

    [Fact]
    public void AddPrefixLengths_AnotherNumberThanRouters_Throws() => AssertDefect(static writer => writer.AddPrefixLengths([24]));

    [Fact]
    public void AddPrefixLengths_Twice_Throws() => AssertDefect(static writer =>
    {
        writer.AddPrefixLengths([]);
        writer.AddPrefixLengths([]);
    });

    [Fact]
    public void AddRouter_The256th_Throws() => Assert.Throws<InvalidOperationException>(static () =>
    {
        var writer = new RouterAdvertisementWriter(new byte[4000], AdvertisementCode.RoutesCommonTraffic, 9);
        for (var i = 0; i < 256; i++)
            writer.AddRouter(s_router, 0);
    });

    [Theory]
    [InlineData(AdvertisementCode.RoutesCommonTraffic, 0)]
    [InlineData(AdvertisementCode.MobilityOnly, 1)]
    [Requirement("IRDP-035", "IRDP-031")]
    public void Complete_PlainRouterWithoutAddressOrWithCode16_Throws(AdvertisementCode code, int routers) => Assert.Throws<InvalidOperationException>(() =>
    {
        var writer = new RouterAdvertisementWriter(new byte[100], code, 9);
        for (var i = 0; i < routers; i++)
            writer.AddRouter(s_router, 0);
        writer.Complete();
    });

    private static RouterAdvertisementWriter Agent(Span<byte> destination)
    {
        var writer = new RouterAdvertisementWriter(destination, AdvertisementCode.RoutesCommonTraffic, 9);
        writer.AddMobilityAgent(default, new(600), MobilityAgentBits.ForeignAgent, [s_router]);
        return writer;
    }

    private static void AssertDefect(Action<RouterAdvertisementWriter> misuse) => Assert.Throws<InvalidOperationException>(() => misuse(Agent(new byte[200])));

    private static int Rewrite(byte[] octets, Span<byte> destination)
    {
        Assert.True(RouterAdvertisement.TryParse(octets, out var read, out _));
        var writer = new RouterAdvertisementWriter(destination, read.Code, read.Lifetime);
        var prefixes = new List<byte>();
        foreach (var router in read.Routers)
        {
            writer.AddRouter(router.Address, router.Preference);
            if (router.PrefixLength is { } length)
                prefixes.Add((byte)length);
        }
        if (read.IsAgentAdvertisement)
        {
            var agent = read.MobilityAgent;
            writer.AddMobilityAgent(agent.Sequence, agent.RegistrationLifetime, agent.Bits, agent.CareOfAddresses.ToArray());
        }
        if (prefixes.Count > 0)
            writer.AddPrefixLengths([.. prefixes]);
        if (!read.Challenge.IsEmpty)
            writer.AddChallenge(read.Challenge);
        return writer.Complete();
    }
}
