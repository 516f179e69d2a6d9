using ProxyMip.Engine.Core;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>The revocation vectors at the home agent: it sends the one and takes the other.</summary>
public sealed class RevocationVectorTests
{
    [Fact]
    [Requirement("HAG-074")]
    public void Revocation_HasTheOctetsOfTheVectorAndEndsWithItsAcknowledgement()
    {
        var bench = new AgentBench(Town.HomeNode(settings => settings with
        {
            Revocation = true,
            ForeignAgentAssociations = Town.With(Town.ForeignAgent, Town.AgentsKey),
        }));
        bench.Handle(new RequestMaker { Behind = Hex.Parse("89 06 0000 ed4ea8bf"), Agents = Town.AgentsKey }.Later(-1).AtHomeAgent());

        bench.Handle(new RequestMaker { CareOfAddress = AgentBench.Ip("10.21.0.1") }.AtHomeAgent());
        var revocation = bench.Actions.OfType<SendDatagram>().Single(datagram => datagram.Destination == Town.ForeignAgent);
        bench.Handle(VectorBench.Arrival(VectorFile.Load("revocation")["rev-ack"], Town.OuterPort));

        Assert.Equal(Hex.Format(VectorFile.Load("revocation")["rev-from-ha"].Octets), Hex.Format(revocation.Payload.Span));
        Assert.DoesNotContain(bench.Pass(TimeSpan.FromSeconds(100)), item => item.Action is SendDatagram);
    }
}
