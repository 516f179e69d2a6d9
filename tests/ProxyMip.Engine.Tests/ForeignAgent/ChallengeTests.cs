using ProxyMip.Engine.Agents;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.ForeignAgent;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.ForeignAgent;

/// <summary>Challenges (RFC 4721 §2 and §3.2, protocol reference 14.1), as the advertiser and the foreign agent of one node play them.</summary>
public sealed class ChallengeTests
{
    [Fact]
    [Requirement("FAG-075")]
    public void Request_WithoutChallenge_Is105()
    {
        var bench = Bench(out _);

        bench.Handle(new RequestMaker().AtForeignAgent());

        Assert.Equal(ReplyCode.MissingChallenge, bench.Reply.Code);
    }

    [Fact]
    [Requirement("FAG-076")]
    public void Request_WithInventedChallenge_Is104()
    {
        var bench = Bench(out _);

        bench.Handle(Answering([1, 2, 3, 4, 5, 6, 7, 8]).AtForeignAgent());

        Assert.Equal(ReplyCode.UnknownChallenge, bench.Reply.Code);
    }

    [Fact]
    [Requirement("FAG-077")]
    public void Request_WithChallengeButNoProofBehindIt_IsDropped()
    {
        var bench = Bench(out var challenge);

        bench.Handle((Answering(challenge) with { Aaa = null }).AtForeignAgent());

        Assert.Empty(bench.Actions.OfType<SendDatagram>());
        Assert.Equal(1, bench.ForeignAgent.Counters.Discards[DiscardReason.ChallengeWithoutProof]);
    }

    [Fact]
    [Requirement("FAG-076")]
    public void Request_WithTheAdvertisedChallenge_IsRelayedOnceAndThen106()
    {
        var bench = Bench(out var challenge);
        bench.Handle(Answering(challenge).AtForeignAgent());
        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
        bench.Handle(HomeAgentReply.To(bench.Sent, ReplyCode.HomeAgentUnspecified).Make());

        bench.Handle(Answering(challenge).Later(1.3).AtForeignAgent());

        Assert.Equal(ReplyCode.StaleChallenge, bench.Reply.Code);
    }

    [Fact]
    public void Request_OfAnotherNodeWithTheSameChallenge_IsRelayed()
    {
        var bench = Bench(out var challenge);
        bench.Handle(Answering(challenge).AtForeignAgent());

        bench.Handle((Answering(challenge) with { HomeAddress = AgentBench.Ip("10.30.0.202") }).AtForeignAgent(link: AgentBench.Mac(8)));

        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
    }

    [Fact]
    public void Retransmission_OfWhatIsPending_MayRepeatItsChallenge()
    {
        var bench = Bench(out var challenge);
        bench.Handle(Answering(challenge).AtForeignAgent());

        bench.Handle(Answering(challenge).AtForeignAgent());

        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
    }

    [Fact]
    public void OnlyTheLastTwoChallenges_AreTaken()
    {
        var bench = Bench(out var oldest);
        var second = Next(bench);
        Assert.NotEqual(Hex.Format(oldest), Hex.Format(second));
        Next(bench);

        bench.Handle(Answering(second).AtForeignAgent());
        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
        bench.Handle((Answering(oldest) with { HomeAddress = AgentBench.Ip("10.30.0.202") }).AtForeignAgent(link: AgentBench.Mac(8)));
        Assert.Equal(ReplyCode.UnknownChallenge, bench.Reply.Code);
    }

    [Fact]
    public void OlderChallenge_AfterANewerOneWasUsed_Is106()
    {
        var bench = Bench(out var older);
        var newer = Next(bench);
        bench.Handle(Answering(newer).AtForeignAgent());
        bench.Handle(HomeAgentReply.To(bench.Sent, ReplyCode.HomeAgentUnspecified).Make());

        bench.Handle(Answering(older).Later(1.3).AtForeignAgent());

        Assert.Equal(ReplyCode.StaleChallenge, bench.Reply.Code);
    }

    [Fact]
    public void EveryReply_BringsAChallengeForTheNextRequest()
    {
        var bench = Bench(out var challenge);
        bench.Handle(Answering(challenge).AtForeignAgent());
        bench.Handle(HomeAgentReply.To(bench.Sent).Make());
        Assert.True(RegistrationMessage.TryParse(bench.Sent.Payload.Span, out var reply, out _));
        Assert.True(reply.TryFind(ExtensionType.MobileForeignChallenge, out var extension));
        var given = extension.Data.ToArray();

        bench.Handle(Answering(given).Later(1.3).AtForeignAgent());
        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
        bench.Handle(HomeAgentReply.To(bench.Sent, ReplyCode.HomeAgentUnspecified).Make());
        bench.Handle(Answering(challenge).Later(2.6).AtForeignAgent());
        Assert.Equal(ReplyCode.StaleChallenge, bench.Reply.Code);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Node_WithAnAssociation_NeedsNoChallenge(bool answers)
    {
        var bench = Bench(out var challenge, settings => settings with { MobileNodeAssociations = Town.For(Town.MobileNode, Town.NodeForeignKey) });
        var request = answers ? Answering(challenge) with { Aaa = null } : new RequestMaker();

        bench.Handle((request with { Foreign = Town.NodeForeignKey }).AtForeignAgent());

        Assert.Equal(Town.HomeAgent, bench.Sent.Destination);
    }

    [Fact]
    [Requirement("IRDP-099", "IRDP-100")]
    public void SolicitedMulticast_RepeatsTheNewestChallenge()
    {
        var bench = Bench(out var challenge, settings => settings with { Advertising = settings.Advertising with { AnswerByMulticast = true } });
        var solicitation = new byte[RouterSolicitation.Size];
        RouterSolicitation.WriteTo(solicitation);

        bench.Handle(new IcmpReceived(Town.VisitorPort, AgentBench.Mac(4), AgentBench.Ip("10.30.0.9"), Ipv4Address.AllRouters, 1, solicitation));
        var answer = bench.Pass(TimeSpan.FromSeconds(2.1)).Select(item => item.Action).OfType<SendIcmp>().First();

        Assert.Equal(Hex.Format(challenge), Hex.Format(ChallengeIn(answer)));
        Assert.Equal(16, challenge.Length);
    }

    private static AgentBench Bench(out byte[] challenge, Func<ForeignAgentSettings, ForeignAgentSettings>? change = null)
    {
        var bench = new AgentBench(Town.ForeignNode(settings => (change?.Invoke(settings) ?? settings) with { Challenge = true }));
        challenge = Next(bench);
        return bench;
    }

    // Waits for the next periodic advertisement and gives back its challenge.
    private static byte[] Next(AgentBench bench)
    {
        while (true)
        {
            foreach (var (_, action) in bench.Pass(TimeSpan.FromSeconds(1)))
            {
                if (action is SendIcmp advertisement)
                    return ChallengeIn(advertisement);
            }
        }
    }

    private static byte[] ChallengeIn(SendIcmp message)
    {
        Assert.True(RouterAdvertisement.TryParse(message.Message.Span, out var advertisement, out _));
        return advertisement.Challenge.ToArray();
    }

    private static RequestMaker Answering(byte[] challenge) => new() { Behind = [132, (byte)challenge.Length, .. challenge], Aaa = Town.AaaKey };
}
