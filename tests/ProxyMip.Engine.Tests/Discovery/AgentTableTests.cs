using System.Collections.Immutable;
using CsCheck;
using ProxyMip.Engine.Discovery;
using ProxyMip.Engine.Tests.Visitors;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Discovery;

public sealed class AgentTableTests
{
    [Fact]
    public void Hear_UnknownAgent_IsFound()
    {
        var (live, change) = AgentTable.Hear([], Agent());
        Assert.Equal(AgentChange.Found, change);
        Assert.Single(live);
    }

    [Fact]
    public void Hear_SameContentAgain_IsNoChangeButLivesLonger()
    {
        var (live, change) = AgentTable.Hear([Agent()], Agent() with { Sequence = 11, HeardAt = TimeSpan.FromSeconds(50), ExpiresAt = TimeSpan.FromSeconds(150) });
        Assert.Null(change);
        Assert.Equal(TimeSpan.FromSeconds(150), live[0].ExpiresAt);
    }

    [Fact]
    public void Hear_AnyFieldDiffers_IsUpdated()
    {
        HeardAgent[] changed =
        [
            Agent() with { Bits = MobilityAgentBits.ForeignAgent | MobilityAgentBits.Busy },
            Agent() with { LinkAddress = Town.OtherAgentLink },
            Agent() with { RegistrationLifetime = 60 },
            Agent() with { CareOfAddresses = [Town.OtherAgent] },
            Agent() with { Challenge = [1, 2, 3, 4] },
            Agent() with { Routers = [new(Town.Agent, 5, 24)] },
        ];
        Assert.All(changed, agent => Assert.Equal(AgentChange.Updated, AgentTable.Hear([Agent()], agent).Change));
    }

    [Theory]
    [Requirement("APX-046", "IRDP-092", "IRDP-093")]
    [InlineData(900, 3, AgentChange.Rebooted)]
    [InlineData(900, 255, AgentChange.Rebooted)]
    [InlineData(900, 256, null)]
    [InlineData(65535, 256, null)]
    [InlineData(65535, 0, AgentChange.Rebooted)]
    [InlineData(10, 10, null)]
    [InlineData(10, 11, null)]
    public void Hear_SequenceNumber_TellsRebootFromRollover(int before, int after, AgentChange? expected) =>
        Assert.Equal(expected, AgentTable.Hear([Agent() with { Sequence = (ushort)before }], Agent() with { Sequence = (ushort)after }).Change);

    [Fact]
    public void Hear_LifetimeZero_DropsTheAgentAtOnce()
    {
        var goodbye = Agent() with { ExpiresAt = Agent().HeardAt };
        Assert.Equal((0, AgentChange.Lost), (AgentTable.Hear([Agent()], goodbye).Live.Length, AgentTable.Hear([Agent()], goodbye).Change));
        Assert.Null(AgentTable.Hear([], goodbye).Change);
    }

    [Fact]
    [Requirement("IRDP-040", "IRDP-090")]
    public void Expire_LifetimeOver_SplitsOffTheLost()
    {
        ImmutableArray<HeardAgent> live = [Agent(), Agent() with { Address = Town.OtherAgent, ExpiresAt = TimeSpan.FromSeconds(500) }];
        Assert.Empty(AgentTable.Expire(live, Town.At(99.9)).Lost);
        var (left, lost) = AgentTable.Expire(live, Town.At(100));
        Assert.Equal((Town.OtherAgent, Town.Agent), (left.Single().Address, lost.Single().Address));
        Assert.Equal(TimeSpan.FromSeconds(100), AgentTable.NextExpiry(live));
        Assert.Null(AgentTable.NextExpiry([]));
    }

    [Fact]
    public void Hear_AnyOrder_KeepsTheListSortedAndWithinCapacity() => Gen.UInt[1, 200].Array[0, 300].Sample(numbers =>
    {
        ImmutableArray<HeardAgent> live = [];
        foreach (var number in numbers)
            live = AgentTable.Hear(live, Agent() with { Address = new Ipv4Address(number) }).Live;
        Assert.Equal(live.Select(agent => agent.Address).Distinct().Order(), live.Select(agent => agent.Address));
        Assert.Equal(Math.Min(AgentTable.Capacity, numbers.Distinct().Count()), live.Length);
    }, iter: 200);

    private static HeardAgent Agent() => new()
    {
        Address = Town.Agent,
        LinkAddress = Town.AgentLink,
        Port = Town.Wire,
        Bits = MobilityAgentBits.ForeignAgent,
        Sequence = 10,
        RegistrationLifetime = 1800,
        CareOfAddresses = [Town.Agent],
        HeardAt = TimeSpan.Zero,
        ExpiresAt = TimeSpan.FromSeconds(100),
    };
}
