using System.Text.Json;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.Tests.Registration;
using ProxyMip.Engine.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>
/// The replies of an independent encoder, octet for octet, taken by the whole role: a request with the Identification, lifetime and agents of the vector's
/// context is pending, and the outcome the vector expects has to follow.
/// </summary>
public sealed class ReplyVectorTests
{
    public static TheoryData<string> Names => VectorFile.Names("replies", vector => vector.Name != "rrp-ha-to-fa-fhae");

    [Theory]
    [Requirement("APX-023", "APX-036", "APX-037", "APX-061", "APX-063", "APX-067", "APX-069", "APX-092", "MSG-016", "MSG-017", "MSG-059")]
    [MemberData(nameof(Names))]
    public void ReplyVector_Pending_HasTheExpectedOutcome(string name)
    {
        var vector = VectorFile.Load("replies")[name];
        var lifetime = vector.Context.GetProperty("pending_request").GetProperty("lifetime").GetInt32();
        var bench = Pending(vector, lifetime);
        Assert.Equal(vector.Context.GetProperty("pending_request").GetProperty("identification_hex").GetString(), $"{bench.LastRequest.Identification:x16}");
        Assert.Equal(lifetime, bench.LastRequest.Lifetime.Seconds);
        var before = bench.Counters;
        bench.Handle(new DatagramReceived(Town.Wire, Town.AgentLink, Town.Agent, Town.Visitor, 64, 434, 434, vector.Octets));
        Expect(bench, before, vector.Expect, lifetime);
    }

    [Theory]
    [InlineData("bad-rrp-accept-no-mhae")]
    [InlineData("bad-rrp-low-word")]
    [InlineData("bad-rrp-16-bytes")]
    public void MalformedVector_Pending_ChangesNothing(string name)
    {
        var vector = VectorFile.Load("malformed")[name];
        var bench = Pending(VectorFile.Load("replies")["rrp-accepted"], 600);
        var before = bench.Counters;
        bench.Handle(new DatagramReceived(Town.Wire, Town.AgentLink, Town.Agent, Town.Visitor, 64, 434, 434, vector.Octets));
        Assert.Equal((before, ClientPhase.Requesting), (bench.Counters, bench.Client.Phase));
    }

    private static void Expect(AccessPointBench bench, AccessPointCounters before, JsonElement expect, int asked)
    {
        if (asked == 0)
        {
            Assert.Equal(before.DeregisterRepliesReceived + 1, bench.Counters.DeregisterRepliesReceived);
            Assert.Empty(bench.Snapshot.MobileNodes);
            return;
        }
        Assert.Equal(1, bench.Counters.RegistrationRepliesReceived);
        var registered = !expect.TryGetProperty("denied_by", out var by) && (!expect.TryGetProperty("registered", out var flag) || flag.GetBoolean());
        Assert.Equal(registered, bench.Client.Phase == ClientPhase.Registered);
        if (expect.TryGetProperty("lifetime", out var lifetime))
            Assert.Equal(lifetime.GetInt32(), bench.Client.Remaining!.Value.TotalSeconds);
        if (by.ValueKind != JsonValueKind.Undefined)
            Assert.Equal(by.GetString() == "FA" ? (1, 0) : (0, 1), (bench.Counters.RegistrationRequestsDeniedByForeignAgent, bench.Counters.RegistrationRequestsDeniedByHomeAgent));
        if (expect.TryGetProperty("counter", out var counter))
            Assert.Equal(1, counter.GetString()!.EndsWith("HA", StringComparison.Ordinal) ? bench.Counters.AuthenticationFailuresForHomeAgent : bench.Counters.AuthenticationFailuresForForeignAgent);
        if (expect.TryGetProperty("retry_lifetime_max", out var longest))
            Assert.Equal(longest.GetInt32(), bench.Run(1).LastRequest.Lifetime.Seconds);
        if (expect.TryGetProperty("clock_offset_seconds", out var offset))
            Assert.Equal(offset.GetInt32(), bench.Snapshot.ClockOffsets.Single().Value.TotalSeconds);
        if (expect.TryGetProperty("home_agent_learned", out var learned))
            Assert.Equal(learned.GetString(), bench.Run(1).LastRequest.HomeAgent.ToString());
        if (expect.TryGetProperty("retry", out var retry) && !retry.GetBoolean())
            Assert.Single(bench.Run(200).Requests);
        if (expect.TryGetProperty("registered", out var kept) && !kept.GetBoolean())
            Assert.True(bench.Run(1).LastRequest.IsDeregistration);
    }

    // Noon and half a second, and random bits that add 1 to the fraction: the Identification all vectors answer.
    private static AccessPointBench Pending(Vector vector, int lifetime)
    {
        var homeAgent = Ipv4Address.Parse(vector.Context.GetProperty("pending_request").GetProperty("home_agent").GetString()!);
        var association = RequestWriterTests.Association(vector, 32) ?? Town.Association;
        var proxy = Town.Proxy with { Associations = new([new(Town.Visitor, Town.Visitor, association)]) };
        if (RequestWriterTests.Association(vector, 33) is { } foreign)
            proxy = proxy with { ForeignAgentAssociations = proxy.ForeignAgentAssociations.Add(Town.Agent, foreign) };
        var bench = new AccessPointBench(proxy, entropy: new ConstantEntropy(1));
        bench.Advertise(bits: MobilityAgentBits.ForeignAgent).Map(Town.Row(homeAgent, 16)).Associate();
        if (lifetime > 0)
            return bench.RunTo(0.5).Hear();
        bench.ClockError = TimeSpan.FromSeconds(-10);
        bench.Hear().Reply(association: association);
        bench.RunTo(10.5);
        return bench.Handle(new SettingsChanged(Town.Node(proxy with { Enabled = false })));
    }

    private sealed class ConstantEntropy(byte last) : EntropySource
    {
        public override void Fill(Span<byte> destination)
        {
            destination.Clear();
            destination[^1] = last;
        }
    }
}
