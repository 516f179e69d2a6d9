using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Replay;

/// <summary>Nonces at the home agent (RFC 5944 §5.7.2, protocol reference section 7).</summary>
public sealed class NonceReplayTests
{
    private static readonly SecurityAssociation s_association = Town.NodeKey with { Replay = ReplayMethod.Nonce };

    [Fact]
    [Requirement("MSG-041", "MSG-052")]
    public void Request_WithTheNonceOfTheLastReply_IsAcceptedAndGetsAnotherOne()
    {
        var bench = Bench();
        var seen = new HashSet<ulong>();
        var request = new RequestMaker { Node = s_association, Identification = 5 };
        bench.Handle(request.AtHomeAgent());
        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
        for (uint i = 0; i < 5; i++)
        {
            Assert.True(seen.Add(bench.Reply.Identification >> 32));
            request = request with { Identification = Identifications.RequestWithNonce(bench.Reply.Identification, i) };
            bench.Handle(request.AtHomeAgent());
            Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
            Assert.Equal(i, (uint)bench.Reply.Identification);
        }
    }

    [Fact]
    public void Request_WithAnOldNonce_Is133AndBringsTheNextOne()
    {
        var bench = Bench();
        bench.Handle(new RequestMaker { Node = s_association, Identification = 5 }.AtHomeAgent());
        var first = Identifications.RequestWithNonce(bench.Reply.Identification, 1);
        bench.Handle(new RequestMaker { Node = s_association, Identification = first }.AtHomeAgent());
        bench.Pass(TimeSpan.FromSeconds(1));

        bench.Handle(new RequestMaker { Node = s_association, Identification = first, Lifetime = 99 }.AtHomeAgent());
        Assert.Equal(ReplyCode.IdentificationMismatch, bench.Reply.Code);
        bench.Handle(new RequestMaker { Node = s_association, Identification = Identifications.RequestWithNonce(bench.Reply.Identification, 2) }.AtHomeAgent());
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
    }

    [Fact]
    public void Retransmission_UnderNonces_GetsTheSameReply()
    {
        var bench = Bench();
        bench.Handle(new RequestMaker { Node = s_association, Identification = 5 }.AtHomeAgent());
        var request = new RequestMaker { Node = s_association, Identification = Identifications.RequestWithNonce(bench.Reply.Identification, 1) }.AtHomeAgent();
        bench.Handle(request);
        var reply = bench.Reply;

        bench.Handle(request);

        Assert.Equal(reply, bench.Reply);
    }

    [Fact]
    public void Denial_OfAnAuthenticatedRequest_BringsAFreshNonceToo()
    {
        var bench = Bench();
        bench.Handle(new RequestMaker { Node = s_association, Identification = 5 }.AtHomeAgent());
        bench.Handle(new RequestMaker
        {
            Node = s_association,
            Bits = RegistrationBits.Reserved,
            Identification = Identifications.RequestWithNonce(bench.Reply.Identification, 1),
        }.AtHomeAgent());
        Assert.Equal(ReplyCode.PoorlyFormedRequest, bench.Reply.Code);

        bench.Handle(new RequestMaker { Node = s_association, Identification = Identifications.RequestWithNonce(bench.Reply.Identification, 2) }.AtHomeAgent());
        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
    }

    [Fact]
    public void Forgery_DoesNotMoveTheNonceOfTheNode()
    {
        var bench = Bench();
        bench.Handle(new RequestMaker { Node = s_association, Identification = 5 }.AtHomeAgent());
        var nonce = bench.Reply.Identification;
        bench.Handle(new RequestMaker { Node = Town.NodeForeignKey, Identification = 6 }.AtHomeAgent());
        Assert.Equal(ReplyCode.MobileNodeFailedAuthentication, bench.Reply.Code);

        bench.Handle(new RequestMaker { Node = s_association, Identification = Identifications.RequestWithNonce(nonce, 1) }.AtHomeAgent());

        Assert.Equal(ReplyCode.Accepted, bench.Reply.Code);
    }

    private static AgentBench Bench() => new(Town.HomeNode(settings => settings with { MobileNodeAssociations = Town.HomeNodes(s_association) }));
}
