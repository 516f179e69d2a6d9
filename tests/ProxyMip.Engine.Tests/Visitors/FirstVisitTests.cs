using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Visitors;

namespace ProxyMip.Engine.Tests.Visitors;

public sealed class FirstVisitTests
{
    [Fact]
    public void Visitor_MapAssociationAndAgentPresent_RegistersAndIsForwarded()
    {
        var bench = new AccessPointBench().Ready().Hear();
        Assert.Single(bench.Requests);
        bench.Run(0.1).Reply();
        Assert.Equal(ClientPhase.Registered, bench.Client.Phase);
        Assert.Equal([StationPath.Hold, StationPath.Hold, StationPath.Visitor], bench.Paths.Select(path => path.Path));
    }
}
