using System.Diagnostics;
using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Discovery;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.Visitors;

/// <summary>Thousands of clients on one access point.</summary>
public sealed class ScaleTests
{
    private const int Many = 5000;

    [Fact]
    [Requirement("APX-103")]
    public void FiveThousandVisitors_OneLifetime_AreAllRenewedSpreadOverFivePercentEitherWay()
    {
        var bench = Registered(Many);
        Assert.Equal(Many, bench.Snapshot.MobileNodes.Length);
        var before = bench.Log.Count;
        bench.RunTo(420);
        Assert.Equal(before, bench.Log.Count);
        while (bench.Agent.WakeAt is { } at && at < TimeSpan.FromSeconds(480))
        {
            bench.RunTo(at.TotalSeconds + 0.1).AnswerAll();
        }
        Assert.Equal(Many, bench.Log.Skip(before).Count(entry => entry.Action is SendDatagram));
        Assert.Equal(Many, bench.Snapshot.MobileNodes.Length);
    }

    [Fact]
    [Requirement("APX-103")]
    public void Renewals_OfThousands_AreSpreadEvenly()
    {
        var bench = Registered(1000);
        bench.Log.Clear();
        bench.RunTo(480);
        var times = bench.Requests.GroupBy(entry => entry.Request.HomeAddress).Select(group => group.Min(entry => entry.At)).ToArray();
        Assert.Equal(1000, times.Length);
        Assert.InRange(times.Min(), 427.5, 432);
        Assert.InRange(times.Max(), 468, 472.6);
        Assert.All(times.GroupBy(at => (int)at / 5), group => Assert.InRange(group.Count(), 0, 180));
    }

    [Fact]
    public void AgentRestarts_ThousandsOfVisitors_RegisterAgainOneAfterTheOther()
    {
        var bench = Registered(1000).Run(5);
        bench.Log.Clear();
        bench.Advertise(sequence: 900).Advertise(sequence: 1);
        Assert.InRange(bench.Requests.Count(), 1, 1);
        bench.Run(5.1);
        var first = bench.Requests.GroupBy(entry => entry.Request.HomeAddress).Select(group => group.Min(entry => entry.At)).Order().ToArray();
        Assert.Equal(1000, first.Length);
        Assert.InRange(first[^1] - first[0], 4.9, 5.1);
    }

    [Fact]
    [Requirement("APX-104")]
    public void SwitchedOff_ThousandsOfVisitors_AreDeregisteredOneAfterTheOther()
    {
        var bench = Registered(1000).Run(5);
        bench.Log.Clear();
        bench.Handle(new SettingsChanged(Town.Node(Settings with { Enabled = false }))).Run(5.1);
        Assert.Equal(1000, bench.Requests.Where(entry => entry.Request.IsDeregistration).Select(entry => entry.Request.HomeAddress).Distinct().Count());
    }

    [Fact]
    public void Event_OfOneAmongThousands_CostsNoMoreThanAmongFew()
    {
        var (few, many) = (PerEvent(Registered(50)), PerEvent(Registered(Many)));
        Assert.True(many < few * 20 + TimeSpan.FromMicroseconds(20), $"{few.TotalMicroseconds:F2} us among 50, {many.TotalMicroseconds:F2} us among {Many}");
    }

    private static TimeSpan PerEvent(AccessPointBench bench)
    {
        var (agent, entropy, actions) = (bench.Agent, new SeededEntropy(), new List<EngineAction>());
        var heard = new StationHeard(Station(7), Address(7), AddressEvidence.SourceAddress);
        var moment = bench.Moment;
        var best = TimeSpan.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < 2000; i++)
            {
                agent.Handle(heard, moment, entropy, actions);
                agent.Handle(Woken.Instance, moment, entropy, actions);
                _ = agent.WakeAt;
            }
            best = watch.Elapsed < best ? watch.Elapsed : best;
        }
        Assert.Empty(actions);
        return best / 2000;
    }

    private static Engine.Registration.AccessPointSettings Settings => Town.Proxy with { Associations = new([new(new(0), new(uint.MaxValue), Town.Association)]), IdleLimit = TimeSpan.FromHours(1) };

    private static MacAddress Station(int number) => new(0x020000000000UL + (uint)number);

    private static Ipv4Address Address(int number) => new(Ipv4Address.Parse("10.30.16.0").Value + (uint)number);

    private static AccessPointBench Registered(int count)
    {
        var bench = new AccessPointBench(Settings) { Silent = true }.Advertise(bits: MobilityAgentBits.ForeignAgent).Map(Town.Row(Town.HomeAgent, 16));
        for (var i = 0; i < count; i++)
        {
            bench.Associate(Station(i)).Hear(Address(i), Station(i)).AnswerAll();
        }
        return bench;
    }
}
