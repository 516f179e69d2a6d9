using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Agents;

/// <summary>Hands a vector to a real role that is set up as the vector files say: the keys in <c>auth</c> known, the clock at the Identification.</summary>
internal static class VectorBench
{
    /// <summary>A home agent for a vector: knows its keys, serves its home agent address and everything the files say it serves.</summary>
    public static AgentBench HomeAgentFor(Vector vector)
    {
        var knowsNode = vector.Name != "bad-unknown-node";
        var used = Key(vector, 32) ?? Town.NodeKey;
        var node = used.Spi.IsReserved ? used with { Spi = Town.NodeKey.Spi } : used; // a reserved one cannot be configured
        var aaa = Key(vector, 36);
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            MobileNodeAssociations = knowsNode ? Town.HomeNodes(node) : AssociationRanges.Empty,
            MobileAaaAssociations = aaa is null ? AssociationRanges.Empty : Town.HomeNodes(aaa),
            ForeignAgentAssociations = Key(vector, 34) is { } agents ? Town.With(Town.ForeignAgent, agents) : settings.ForeignAgentAssociations,
            NamedNodes = settings.NamedNodes.Add("mn201@example.net", new(node, Town.MobileNode)),
            ProxyAgents = [Town.ForeignAgent],
            MaximumLifetime = ushort.MaxValue,
            MaximumBindingsPerNode = 4,
        }));
        bench.Now = bench.Now with { Wall = AgentBench.VectorTime + TimeSpan.FromSeconds(0.5) };
        return bench;
    }

    /// <summary>A foreign agent for a vector: offers care-of address 10.20.0.1 without a limit of its own, GRE, reverse tunnels in both delivery styles.</summary>
    public static AgentBench ForeignAgentFor(Vector vector)
    {
        var knowsNode = vector.Context.ValueKind == JsonValueKind.Object && vector.Context.TryGetProperty("fa_has_association_with_node", out _);
        var limit = Context(vector, "fa_max_lifetime")?.GetInt32() ?? ushort.MaxValue;
        return new(Town.ForeignNode(settings => settings with
        {
            MaximumLifetime = (ushort)limit,
            Gre = Context(vector, "fa_encapsulations") is null,
            MobileNodeAssociations = knowsNode || Key(vector, 33) is not null ? Town.For(Town.MobileNode, Key(vector, 33) ?? Town.NodeForeignKey) : AssociationRanges.Empty,
            HomeAgentAssociations = Key(vector, 34) is { } agents ? Town.With(Town.HomeAgent, agents) : ImmutableDictionary<Ipv4Address, SecurityAssociation>.Empty,
            ReverseTunnel = ReverseTunnelPolicy.Optional,
        }))
        {
            Now = new(TimeSpan.FromSeconds(100), AgentBench.VectorTime + TimeSpan.FromSeconds(0.5)),
        };
    }

    /// <summary>The datagram as it arrives: addresses, TTL and ports out of its IP packet.</summary>
    public static DatagramReceived Arrival(Vector vector, PortId port, Ipv4Address? destination = null)
    {
        Assert.True(Ipv4Header.TryParseQuoted(vector.Datagram!, out var ip, out _));
        Assert.True(UdpHeader.TryParseQuoted(vector.IpPayload, out var udp, out _));
        return new(port, Town.MobileNodeMac, ip.Source, destination ?? ip.Destination, ip.TimeToLive, udp.SourcePort, udp.DestinationPort, vector.Octets);
    }

    /// <summary>What a vector expects of a role: its own entry, or the one for everybody.</summary>
    public static JsonElement ExpectOf(Vector vector, string role) => vector.Expect.TryGetProperty(role, out var own) ? own : vector.Expect;

    /// <summary>Compares the outcome of the last step with what the vector expects.</summary>
    public static void AssertOutcome(AgentBench bench, JsonElement expect, bool repliesWhenAccepting)
    {
        var replies = bench.Actions.OfType<SendDatagram>().Where(datagram => datagram.Payload.Span[0] == 3).Select(AgentBench.ReplyOf).ToList();
        switch (expect.GetProperty("outcome").GetString())
        {
            case "discard":
                Assert.Empty(bench.Actions.OfType<SendDatagram>());
                break;
            case "reply":
                var reply = Assert.Single(replies);
                Assert.Equal(expect.GetProperty("code").GetInt32(), (int)reply.Code);
                AssertMembers(reply, expect);
                break;
            default:
                Assert.Equal(repliesWhenAccepting, replies.Any(answer => answer.Code.IsAccepted()));
                break;
        }
    }

    private static void AssertMembers(RegistrationReply reply, JsonElement expect)
    {
        if (expect.TryGetProperty("lifetime", out var lifetime))
            Assert.Equal(lifetime.GetInt32(), reply.Lifetime.Seconds);
        if (expect.TryGetProperty("home_agent", out var homeAgent))
            Assert.Equal(AgentBench.Ip(homeAgent.GetString()!), reply.HomeAgent);
        if (expect.TryGetProperty("identification_high", out var high))
            Assert.Equal(uint.Parse(high.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture), Words.High(reply.Identification));
        if (expect.TryGetProperty("identification_low", out var low))
            Assert.Equal(uint.Parse(low.GetString()!, NumberStyles.HexNumber, CultureInfo.InvariantCulture), Words.Low(reply.Identification));
    }

    private static JsonElement? Context(Vector vector, string member) =>
        vector.Context.ValueKind == JsonValueKind.Object && vector.Context.TryGetProperty(member, out var value) ? value : null;

    private static SecurityAssociation? Key(Vector vector, int extension)
    {
        var item = vector.Authentications.FirstOrDefault(candidate => candidate.Extension == extension);
        return item is null ? null : new(new(item.Spi), item.Algorithm switch
        {
            "md5-prefix-suffix" => AuthenticationAlgorithm.Md5PrefixSuffix,
            "md5-prefix-suffix-rfc2002" => AuthenticationAlgorithm.Md5PrefixSuffixRfc2002,
            _ => AuthenticationAlgorithm.HmacMd5,
        }, new(item.Key));
    }
}
