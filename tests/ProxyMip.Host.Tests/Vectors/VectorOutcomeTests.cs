using System.Text.Json.Nodes;
using CsCheck;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Host.Tests.Vectors;

/// <summary>Outcomes of vectors that stand in no file: other values, other states of the receiver.</summary>
public sealed class VectorOutcomeTests
{
    private static readonly string[] s_passed = ["1 passed, 0 failed"];

    // Any mobile node, its agents near or far, at any time within three decades.
    private static readonly Gen<RegistrationRequest> s_requests =
        from near in Gen.Bool
        from a in Gen.Int[1, 254]
        from b in Gen.Int[2, 254]
        from lifetime in Gen.UShort[1, ushort.MaxValue]
        from seconds in Gen.UInt[0, 0x3000_0000]
        from random in Gen.UInt
        select new RegistrationRequest
        {
            Lifetime = new(lifetime),
            HomeAddress = Ipv4Address.Parse($"10.{a}.{b}.{b}"),
            HomeAgent = Ipv4Address.Parse(near ? $"10.{a}.{b}.1" : $"172.16.{b}.{a}"),
            CareOfAddress = Ipv4Address.Parse($"192.168.{a}.{b}"),
            Identification = ((ulong)(0xe000_0000 + seconds) << 32) | random,
        };

    [Fact]
    public Task Request_WithAnyValues_IsAcceptedByBothAgents() => s_requests.Array[20].SampleAsync(async requests =>
    {
        var vectors = requests.Select(request => MadeVectors.Request(request, new()
        {
            ["FA"] = new JsonObject { ["outcome"] = "accept", ["then"] = "relay to home agent" },
            ["HA"] = new JsonObject { ["outcome"] = "reply", ["code"] = 0, ["lifetime"] = (int)request.Lifetime.Seconds, ["bindings_left"] = 1 },
        }));
        Assert.Equal(["20 passed, 0 failed"], (await VectorSamples.RunAsync(vectors)).Lines);
    }, iter: 4);

    [Fact]
    public Task Reply_ToAnyRequest_IsAcceptedByTheAccessPoint() => s_requests.Array[10].SampleAsync(async requests =>
    {
        var vectors = requests.Select(request => MadeVectors.Reply(ReplyTo(request), request,
            new() { ["outcome"] = "accept", ["role"] = "AP-proxy", ["registered"] = true, ["lifetime"] = (int)request.Lifetime.Seconds }));
        Assert.Equal(["10 passed, 0 failed"], (await VectorSamples.RunAsync(vectors)).Lines);
    }, iter: 3);

    [Theory]
    [InlineData(65, RegistrationBits.None)]
    [InlineData(66, RegistrationBits.None)]
    [InlineData(72, RegistrationBits.MinimalEncapsulation)]
    [InlineData(74, RegistrationBits.ReverseTunnel)]
    [InlineData(75, RegistrationBits.None)]
    [InlineData(77, RegistrationBits.None)]
    [InlineData(105, RegistrationBits.None)]
    public async Task Request_ForeignAgentMayDeny_PassesWithThatCode(int code, RegistrationBits bits)
    {
        var vector = MadeVectors.Request(MadeVectors.PlainRequest with { Bits = bits }, MadeVectors.Answer("FA", code));
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Theory]
    [InlineData(1, RegistrationBits.SimultaneousBindings)]
    [InlineData(0, RegistrationBits.SimultaneousBindings)]
    [InlineData(129, RegistrationBits.None)]
    [InlineData(130, RegistrationBits.None)]
    [InlineData(131, RegistrationBits.None)]
    [InlineData(132, RegistrationBits.None)]
    [InlineData(135, RegistrationBits.SimultaneousBindings)]
    [InlineData(137, RegistrationBits.ReverseTunnel)]
    [InlineData(138, RegistrationBits.None)]
    [InlineData(139, RegistrationBits.Gre)]
    [InlineData(139, RegistrationBits.MinimalEncapsulation)]
    public async Task Request_HomeAgentMayAnswer_PassesWithThatCode(int code, RegistrationBits bits)
    {
        var vector = MadeVectors.Request(MadeVectors.PlainRequest with { Bits = bits }, MadeVectors.Answer("HA", code));
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Theory]
    [InlineData("FA", 70)]
    [InlineData("FA", 72)]
    [InlineData("FA", 74)]
    [InlineData("FA", 76)]
    [InlineData("HA", 1)]
    [InlineData("HA", 134)]
    [InlineData("HA", 135)]
    [InlineData("HA", 136)]
    [InlineData("HA", 137)]
    [InlineData("HA", 139)]
    [InlineData("HA", 149)]
    public async Task Request_WithoutReasonForThatCode_Fails(string role, int code)
    {
        var result = await VectorSamples.RunAsync(MadeVectors.Request(MadeVectors.PlainRequest, MadeVectors.Answer(role, code)));
        Assert.Equal("0 passed, 1 failed", result.Lines[^1]);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", 133)]
    [InlineData("2036-01-01T00:00:00Z", 133)]
    public async Task Request_FarFromTheClock_IsAnsweredWithTheClock(string clock, int code)
    {
        var vector = MadeVectors.Request(MadeVectors.PlainRequest, MadeVectors.Answer("HA", code));
        vector["context"] = new JsonObject { ["ha_clock_utc"] = clock };
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Fact]
    public async Task Request_LongerThanTheHomeAgentAllows_IsAcceptedShorter()
    {
        var vector = MadeVectors.Request(MadeVectors.PlainRequest, new()
        {
            ["HA"] = new JsonObject { ["outcome"] = "reply", ["code"] = 0, ["lifetime"] = 300 },
        });
        vector["context"] = new JsonObject { ["ha_max_lifetime"] = 300 };
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Fact]
    public async Task Request_LongerThanTheForeignAgentAllows_IsDeniedWithItsLimit()
    {
        var vector = MadeVectors.Request(MadeVectors.PlainRequest, new()
        {
            ["FA"] = new JsonObject { ["outcome"] = "reply", ["code"] = 69, ["lifetime"] = 300 },
        });
        vector["context"] = new JsonObject { ["fa_max_lifetime"] = 300 };
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Fact]
    public async Task Request_WithForeignHome_IsVerifiedByTheHomeAgent()
    {
        var vector = MadeVectors.Request(MadeVectors.PlainRequest, MadeVectors.Accept("HA"), foreignHome: true);
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Fact]
    public async Task Deregistration_OfAll_LeavesNoBinding()
    {
        var atHome = MadeVectors.PlainRequest with { Lifetime = new(0), CareOfAddress = MadeVectors.PlainRequest.HomeAddress };
        var vector = MadeVectors.Request(atHome, new() { ["HA"] = new JsonObject { ["outcome"] = "accept", ["code"] = 0, ["lifetime"] = 0, ["bindings_left"] = 0 } });
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Fact]
    public async Task Request_OfAnUnknownNode_IsDiscardedForThatReason()
    {
        var vector = MadeVectors.Request(MadeVectors.PlainRequest,
            new() { ["outcome"] = "discard", ["role"] = "HA", ["reason"] = "no security association with this node" });
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Fact]
    public async Task Reply_WithoutPendingRequest_IsDiscarded()
    {
        var vector = MadeVectors.Reply(ReplyTo(MadeVectors.PlainRequest), MadeVectors.PlainRequest, new() { ["outcome"] = "discard", ["role"] = "AP-proxy", ["reason"] = "no pending request" });
        vector.Remove("context");
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Fact]
    public async Task Reply_WithAnotherIdentification_IsDiscarded()
    {
        var reply = ReplyTo(MadeVectors.PlainRequest) with { Identification = MadeVectors.PlainRequest.Identification + 1 };
        var vector = MadeVectors.Reply(reply, MadeVectors.PlainRequest, new() { ["outcome"] = "discard", ["role"] = "AP-proxy", ["reason"] = "low word of the identification" });
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    [Fact]
    public async Task Reply_WithAClock_MakesTheAccessPointAskAgain()
    {
        var pending = MadeVectors.PlainRequest;
        var reply = ReplyTo(pending) with { Code = ReplyCode.IdentificationMismatch, Identification = pending.Identification + (250UL << 32) };
        var vector = MadeVectors.Reply(reply, pending, new()
        {
            ["outcome"] = "accept",
            ["role"] = "AP-proxy",
            ["denied_by"] = "HA",
            ["clock_offset_seconds"] = 250,
            ["then"] = "send a new request at once with the corrected timestamp",
        });
        Assert.Equal(s_passed, (await VectorSamples.RunAsync(vector)).Lines);
    }

    private static RegistrationReply ReplyTo(in RegistrationRequest request) => new()
    {
        Code = ReplyCode.Accepted,
        Lifetime = request.Lifetime,
        HomeAddress = request.HomeAddress,
        HomeAgent = request.HomeAgent,
        Identification = request.Identification,
    };
}
