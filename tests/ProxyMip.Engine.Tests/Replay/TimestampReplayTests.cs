using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Security;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Replay;

/// <summary>Timestamps at the home agent (RFC 5944 §5.7.1, protocol reference section 7, decision D-14).</summary>
public sealed class TimestampReplayTests
{
    [Theory]
    [InlineData(-7.4, ReplyCode.Accepted)]
    [InlineData(6.4, ReplyCode.Accepted)]
    [InlineData(-7.6, ReplyCode.IdentificationMismatch)]
    [InlineData(6.6, ReplyCode.IdentificationMismatch)]
    [Requirement("MSG-040", "MSG-046", "MSG-047")]
    public void Timestamp_WithinSevenSeconds_IsAccepted(double seconds, ReplyCode code)
    {
        // The Identification of the maker is half a second ahead of the clock.
        var bench = new AgentBench(Town.HomeNode());

        bench.Handle(new RequestMaker().Later(seconds).AtHomeAgent());

        Assert.Equal(code, bench.Reply.Code);
    }

    [Fact]
    public void Tolerance_OfTheAssociation_GoesBeforeThatOfTheAgent()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            MobileNodeAssociations = Town.HomeNodes(Town.NodeKey with { Tolerance = TimeSpan.FromSeconds(60) }),
        }));

        bench.Handle(new RequestMaker().Later(-50).AtHomeAgent());

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [Requirement("MSG-046", "HAG-019")]
    public void Timestamp_NotNewerThanTheLastAccepted_Is133(double seconds)
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());

        bench.Handle(new RequestMaker { Lifetime = 500 }.Later(seconds).AtHomeAgent());

        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
        Assert.Equal(600, Assert.Single(bench.HomeAgent.Bindings).Lifetime.Seconds);
    }

    [Fact]
    [Requirement("HAG-085", "HAG-036")]
    public void Duplicate_OfTheLastAcceptedRequest_GetsTheSameReplyAndChangesNothing()
    {
        var bench = new AgentBench(Town.HomeNode());
        var request = new RequestMaker().AtHomeAgent();
        bench.Handle(request);
        var reply = bench.Sent;
        bench.Pass(TimeSpan.FromSeconds(3));

        var actions = bench.Handle(request);

        Assert.Equal(Hex.Format(reply.Payload.Span), Hex.Format(bench.Sent.Payload.Span));
        Assert.DoesNotContain(actions, action => action is PathChange or SendArp);
        Assert.Equal(TimeSpan.FromSeconds(597), Assert.Single(bench.HomeAgent.Bindings).Remaining);
        Assert.Equal(1, bench.HomeAgent.Counters.DuplicatesAnswered);
    }

    [Theory]
    [InlineData("source")]
    [InlineData("port")]
    [InlineData("late")]
    [InlineData("older")]
    public void Duplicate_ThatIsNotExact_Is133(string difference)
    {
        var bench = new AgentBench(Town.HomeNode());
        var request = new RequestMaker().AtHomeAgent();
        bench.Handle(request);
        if (difference == "late")
            bench.Move(bench.Now.Uptime + TimeSpan.FromSeconds(8));
        if (difference == "older")
            bench.Handle(new RequestMaker().Later().AtHomeAgent());

        bench.Handle(difference switch
        {
            "source" => request with { Source = AgentBench.Ip("10.20.0.66") },
            "port" => request with { SourcePort = 4000 },
            _ => request,
        });

        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
    }

    [Fact]
    public void Duplicate_OfADeregistration_GetsTheSameReply()
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker().AtHomeAgent());
        var request = new RequestMaker { Lifetime = 0, CareOfAddress = Town.MobileNode }.Later().OnHomeLink();
        bench.Handle(request);

        bench.Handle(request);

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        Assert.Equal(1, bench.HomeAgent.Counters.DuplicatesAnswered);
    }

    [Fact]
    public void Duplicate_AfterItsBindingHasEnded_Is133()
    {
        var bench = new AgentBench(Town.HomeNode());
        var request = new RequestMaker { Lifetime = 2 }.AtHomeAgent();
        bench.Handle(request);
        bench.Pass(TimeSpan.FromSeconds(3));

        bench.Handle(request);

        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Requirement("HAG-086")]
    public void HighestIdentification_OutlivesTheBindingAndARestart(bool restart)
    {
        var bench = new AgentBench(Town.HomeNode());
        bench.Handle(new RequestMaker { Lifetime = 1 }.Later(3).AtHomeAgent());
        bench.Pass(TimeSpan.FromSeconds(2));
        if (restart)
        {
            var state = bench.Node.Role<HomeAgentRole>()!.Export(bench.Now);
            var wall = bench.Now.Wall;
            bench = new AgentBench(Town.HomeNode()) { Now = new(TimeSpan.Zero, wall) };
            bench.Handle(new HomeAgentStateRestored(state));
        }

        bench.Handle(new RequestMaker().Later(2).AtHomeAgent());
        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
        bench.Handle(new RequestMaker().Later(3.5).AtHomeAgent());
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
    }

    [Fact]
    public void Clock_SteppedBack_DoesNotLetAnOldRequestIn()
    {
        var bench = new AgentBench(Town.HomeNode());
        var old = new RequestMaker().AtHomeAgent();
        bench.Handle(old);
        bench.Handle(new RequestMaker { CareOfAddress = AgentBench.Ip("10.21.0.1") }.Later(5).AtHomeAgent());
        bench.Now = bench.Now with { Wall = bench.Now.Wall - TimeSpan.FromHours(1) };

        bench.Handle(old);

        Assert.Equal(AgentBench.Ip("10.21.0.1"), Assert.Single(bench.HomeAgent.Bindings).CareOfAddress);
        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
    }

    [Fact]
    public void Timestamps_AcrossTheEndOfTheNtpEra_StayInOrder()
    {
        // The 32-bit seconds start again on 2036-02-07 at 06:28:16 UTC.
        var bench = new AgentBench(Town.HomeNode()) { Now = new(TimeSpan.FromSeconds(1), new(2036, 2, 7, 6, 28, 14, TimeSpan.Zero)) };
        var before = NtpTimestamp.From(bench.Now.Wall);
        bench.Handle(new RequestMaker { Identification = before }.AtHomeAgent());
        bench.Move(TimeSpan.FromSeconds(5));

        bench.Handle(new RequestMaker { Identification = NtpTimestamp.From(bench.Now.Wall) }.AtHomeAgent());
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        bench.Handle(new RequestMaker { Identification = before }.AtHomeAgent());
        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
    }

    [Fact]
    public void TenThousandReplays_InAnyOrderAndUnderOtherAssociations_ChangeNothing()
    {
        // Product goal G10 in small: replayed, permuted and cross-SPI requests.
        var other = AgentBench.Ip("10.30.0.202");
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            MobileNodeAssociations = new([new(Town.MobileNode, Town.MobileNode, Town.NodeKey), new(other, other, Town.Association(0x101, "0102030405060708090a0b0c0d0e0f10"))]),
        }));
        var recorded = new List<DatagramReceived>();
        for (var i = 0; i < 100; i++)
        {
            bench.Move(bench.Now.Uptime + TimeSpan.FromSeconds(1));
            var request = new RequestMaker { CareOfAddress = new(0x0a140001u + (uint)i) }.Later(i + 1).AtHomeAgent();
            recorded.Add(request);
            bench.Handle(request);
        }
        var before = bench.HomeAgent;
        var entropy = new SequenceEntropy(7);
        for (var i = 0; i < 10_000; i++)
        {
            var replay = recorded[(int)(entropy.NextFraction() * 99)];
            var octets = replay.Payload.ToArray();
            if (i % 3 == 1)
                octets[7] ^= 3; // the home address of the other node
            if (i % 3 == 2)
                octets[29] ^= 1; // the SPI of the other node
            bench.Handle(replay with { Payload = octets });
        }

        Assert.Equal(before.Bindings, bench.HomeAgent.Bindings);
        Assert.Equal(before.Counters.Answers[ReplyCode.Accepted], bench.HomeAgent.Counters.Answers[ReplyCode.Accepted]);
    }

    [Fact]
    [Requirement("MSG-023", "MSG-024", "MSG-025")]
    public void EveryAlgorithm_UnderAnySpi_IsAccepted()
    {
        foreach (var algorithm in Enum.GetValues<AuthenticationAlgorithm>())
        {
            var association = Town.Association(0xfffffff0 + (uint)algorithm, "00ff00ff00ff00ff00ff00ff00ff00ff0102030405", algorithm);
            var bench = new AgentBench(Town.HomeNode(settings => settings with { MobileNodeAssociations = Town.HomeNodes(association) }));

            bench.Handle(new RequestMaker { Node = association }.AtHomeAgent());

            Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
        }
    }
}
