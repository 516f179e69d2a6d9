using System.Diagnostics;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>Runs alone: other tests would allocate into what is measured.</summary>
[CollectionDefinition(nameof(HomeAgentLoadTests), DisableParallelization = true)]
public sealed class AloneOnTheHeap;

/// <summary>Measures, and prints, what a home agent with many bindings costs. Time is never asserted on; memory is.</summary>
[Collection(nameof(HomeAgentLoadTests))]
public sealed class HomeAgentLoadTests(ITestOutputHelper output)
{
    private const int Many = 100_000;

    [Fact]
    [Requirement("HAG-088")]
    public void HundredThousandBindings_AreHeldInLessThanAKibibyteEach()
    {
        var bench = Bench();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Register(bench, 0, Many, 0);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Many;
        output.WriteLine($"octets per binding: {each:F0}");

        Assert.Equal(Many, bench.Node.Role<HomeAgentRole>()!.Export(bench.Now).Nodes.Sum(node => node.Bindings.Length));
        Assert.InRange(each, 1, 1024);
    }

    [Fact]
    public void Throughput_WithManyBindings_IsPrinted()
    {
        var bench = Bench();
        Register(bench, 0, 1000, 0); // warm up
        _ = Best(bench, 1000);
        var few = Best(bench, 1000);
        Register(bench, 1000, Many - 1000, 0);
        var many = Best(bench, Many);
        var watch = Stopwatch.StartNew();
        var state = bench.Node.Role<HomeAgentRole>()!.Export(bench.Now);
        var export = watch.Elapsed;
        var restarted = Bench();
        restarted.Now = new(TimeSpan.Zero, bench.Now.Wall);
        watch.Restart();
        restarted.Handle(new HomeAgentStateRestored(state));
        output.WriteLine($"renewals per second: {few:F0} with 1,000 bindings, {many:F0} with {Many:N0} ({many / few:P0})");
        output.WriteLine($"export of {Many:N0} nodes: {export.TotalMilliseconds:F0} ms, read back: {watch.Elapsed.TotalMilliseconds:F0} ms");

        Assert.Equal(Many, restarted.HomeAgent.Bindings.Length);
    }

    // The best of several rounds: the machine has other things to do.
    private static double Best(AgentBench bench, int nodes) => Enumerable.Range(0, 6).Max(_ => Rate(bench, nodes, 5000));

    // Renewals of nodes spread over the table; signing the requests is not part of what is measured.
    private static double Rate(AgentBench bench, int nodes, int count)
    {
        var requests = new DatagramReceived[count];
        bench.Move(bench.Now.Uptime + TimeSpan.FromSeconds(count / nodes + 5));
        for (var i = 0; i < count; i++)
            requests[i] = Request(bench, (int)(i * 7919L % nodes), (uint)i);
        var before = Accepted(bench);
        var watch = Stopwatch.StartNew();
        foreach (var request in requests)
            bench.Handle(request);
        var rate = count / watch.Elapsed.TotalSeconds;
        Assert.Equal(count, Accepted(bench) - before);
        return rate;
    }

    private static long Accepted(AgentBench bench) => bench.HomeAgent.Counters.Answers[Protocol.MobileIp.ReplyCode.Accepted];

    private static void Register(AgentBench bench, int first, int count, uint entropy)
    {
        for (var i = first; i < first + count; i++)
        {
            bench.Handle(Request(bench, i, entropy));
            if (i % 1000 == 0)
                bench.Pass(TimeSpan.FromMilliseconds(20));
        }
        bench.Pass(TimeSpan.FromSeconds(5));
    }

    private static DatagramReceived Request(AgentBench bench, int node, uint entropy) => new RequestMaker
    {
        HomeAddress = new(0x0a400001u + (uint)node),
        HomeAgent = AgentBench.Ip("10.127.0.1"),
        CareOfAddress = new(0x0b000001u + (uint)node % 500),
        Lifetime = 3600,
        Identification = Protocol.MobileIp.NtpTimestamp.From(bench.Now.Wall) + entropy,
        Agents = null,
    }.AtHomeAgent(destination: AgentBench.Ip("10.127.0.1"));

    private static AgentBench Bench()
    {
        var home = new PortId(1);
        return new(new NodeSettings
        {
            Name = "ha",
            Interfaces = [new(home, "home", PortKind.Wired, Town.HomeAgentMac, AgentBench.Ip("10.127.0.1"), Ipv4Prefix.Parse("10.64.0.0/10"))],
            HomeAgent = new()
            {
                Networks = [new(Ipv4Prefix.Parse("10.64.0.0/10"), home, AgentBench.Ip("10.127.0.1"))],
                MobileNodeAssociations = new([new(AgentBench.Ip("10.64.0.1"), AgentBench.Ip("10.126.0.0"), Town.NodeKey)]),
            },
        });
    }
}
