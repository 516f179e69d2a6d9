using System.Diagnostics;
using CsCheck;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;
using ProxyMip.Testing;

namespace ProxyMip.Engine.Tests.ForeignAgent;

/// <summary>Random walks of requests, replies and time, any octets, and the load a foreign agent carries.</summary>
public sealed class ForeignAgentWalkTests(ITestOutputHelper output)
{
    private const ushort LongestLifetime = 30;
    private const int MostVisitors = 3;
    private const int MostPending = 6;

    private static readonly Gen<Step> s_step = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 4], Gen.Int[0, 60], Gen.Bool,
        (kind, node, number, flag) => new Step(kind, node, number, flag));

    [Fact]
    public void Walk_OfAnyRequestsRepliesAndTime_KeepsTheInvariants() =>
        s_step.Array[1, 60].Sample(steps =>
        {
            var walk = new Walk();
            foreach (var step in steps)
                walk.Take(step);
        }, iter: 300);

    [Fact]
    [Requirement("MSG-065")]
    public void AnyOctets_CauseNeitherExceptionNorStateBeyondTheLimits()
    {
        var bench = new AgentBench(Town.ForeignNode(settings => settings with { MaximumPending = 50, Revocation = true, Challenge = false }));
        var entropy = new SequenceEntropy(5);
        var noise = new byte[8];
        for (var i = 0; i < 20_000; i++)
        {
            var octets = (i % 3) switch
            {
                0 => new RequestMaker { Before = Hex.Parse("83 01 61"), Behind = Hex.Parse("82 00 84 02 0102") }.Make(),
                1 => VectorFile.Load("replies").Vectors[i % 20].Octets.ToArray(),
                _ => new byte[i % 90],
            };
            entropy.Fill(noise);
            for (var change = 0; change < 1 + i % 4 && octets.Length > 0; change++)
                octets[noise[change] % octets.Length] = noise[change + 4];
            if (i % 3 == 2 && octets.Length > 0)
                octets[0] = (byte)(i % 16);
            bench.Handle(new DatagramReceived(Town.VisitorPort, AgentBench.Mac(noise[0]), new(entropy.NextUInt32()), Town.ForeignAgent, noise[1], noise[2], 434, octets));
            bench.Handle(new IcmpReceived(Town.VisitorPort, AgentBench.Mac(noise[0]), new(entropy.NextUInt32()), Town.ForeignAgent, noise[1], octets));
        }

        Assert.InRange(bench.ForeignAgent.Pending.Length, 0, 50);
    }

    [Fact]
    [Requirement("FAG-084")]
    public void Relaying_IsMeasuredAndPrinted()
    {
        const int count = 20_000;
        var bench = new AgentBench(Town.ForeignNode(settings => settings with
        {
            MaximumPending = count,
            MaximumVisitors = count,
            HomeAgentAssociations = Town.With(Town.HomeAgent, Town.AgentsKey),
        }));
        var requests = Enumerable.Range(0, count).Select(i => new RequestMaker { HomeAddress = new(0x0a400001 + (uint)i), Identification = 0xed4ea8c000000000 + (uint)i }.AtForeignAgent()).ToArray();
        var relayed = new List<SendDatagram>(count);

        var watch = Stopwatch.StartNew();
        foreach (var request in requests)
            relayed.AddRange(bench.Handle(request).OfType<SendDatagram>());
        output.WriteLine($"requests relayed per second: {count / watch.Elapsed.TotalSeconds:F0}");
        var replies = relayed.Select(datagram => (HomeAgentReply.To(datagram) with { Agents = Town.AgentsKey }).Make()).ToArray();
        watch.Restart();
        foreach (var reply in replies)
            bench.Handle(reply);
        output.WriteLine($"replies passed on per second: {count / watch.Elapsed.TotalSeconds:F0}");

        Assert.Equal(count, bench.ForeignAgent.Visitors.Length);
        Assert.Equal(count, bench.ForeignAgent.Counters.RepliesRelayed);
    }

    private sealed record Step(int Kind, int Node, int Number, bool Flag);

    private sealed class Walk
    {
        private readonly AgentBench _bench = new(Town.ForeignNode(settings => settings with
        {
            MaximumLifetime = LongestLifetime,
            MaximumVisitors = MostVisitors,
            MaximumPending = MostPending,
            MaximumPendingPerNode = 2,
        }));

        private readonly PathTables _paths = new();
        private readonly List<SendDatagram> _relayed = [];
        private readonly Dictionary<Ipv4Address, TimeSpan> _ends = [];
        private uint _low;

        public void Take(Step step)
        {
            switch (step.Kind)
            {
                case <= 3:
                    Ask(step);
                    break;
                case <= 6 when _relayed.Count > 0:
                    Answer(_relayed[step.Number % _relayed.Count], step);
                    break;
                case 7:
                    Pass(TimeSpan.FromSeconds(step.Number / 4.0));
                    break;
                default:
                    Pass(TimeSpan.FromMilliseconds(200));
                    break;
            }
            Check();
        }

        private void Ask(Step step)
        {
            var request = new RequestMaker
            {
                HomeAddress = new(Town.MobileNode.Value + (uint)step.Node),
                Lifetime = step.Kind == 3 ? (ushort)0 : (ushort)(1 + step.Number % 40),
                Identification = 0xed4ea8c000000000 + ++_low,
                Bits = step.Flag ? RegistrationBits.ReverseTunnel : RegistrationBits.None,
            };
            var sent = Handle(request.AtForeignAgent(link: AgentBench.Mac(0x300 + (ulong)step.Node))).OfType<SendDatagram>().SingleOrDefault();
            if (sent is null)
                return;
            if (sent.Destination == Town.HomeAgent)
            {
                Assert.Equal(Hex.Format(request.Make()), Hex.Format(sent.Payload.Span));
                _relayed.Add(sent);
            }
            else
                Assert.Contains(AgentBench.ReplyOf(sent).Code, new[] { ReplyCode.RequestedLifetimeTooLong, ReplyCode.ForeignAgentInsufficientResources });
        }

        private void Answer(SendDatagram relayed, Step step)
        {
            var reply = HomeAgentReply.To(relayed, step.Kind == 4 ? ReplyCode.IdentificationMismatch : ReplyCode.Accepted);
            if (step.Flag && reply.Reply.Lifetime.Seconds > 0)
                reply = reply.With(fields => fields with { Lifetime = new((ushort)(1 + step.Number)) });
            var wasPending = _bench.ForeignAgent.Pending.Any(pending => pending.Identification == reply.Reply.Identification);
            var room = _bench.ForeignAgent.Visitors.Length < MostVisitors || _ends.ContainsKey(reply.Reply.HomeAddress);
            var sent = Handle(reply.Make()).OfType<SendDatagram>().ToList();
            Assert.Equal(wasPending ? 1 : 0, sent.Count);
            if (!wasPending || !reply.Reply.Code.IsAccepted())
                return;
            if (reply.Reply.Lifetime.IsZero)
                _ends.Remove(reply.Reply.HomeAddress);
            else if (room)
                _ends[reply.Reply.HomeAddress] = _bench.Now.Uptime
                    + TimeSpan.FromSeconds(Math.Min(LongestLifetime, Math.Min(reply.Reply.Lifetime.Seconds, AgentBench.RequestOf(relayed).Lifetime.Seconds)));
        }

        private void Pass(TimeSpan time)
        {
            foreach (var (_, action) in _bench.Pass(time))
                Apply(action);
            foreach (var node in _ends.Keys.Where(node => _ends[node] <= _bench.Now.Uptime).ToList())
                _ends.Remove(node);
        }

        private IReadOnlyList<EngineAction> Handle(EngineEvent input)
        {
            var actions = _bench.Handle(input);
            foreach (var action in actions)
                Apply(action);
            return actions;
        }

        private void Apply(EngineAction action)
        {
            if (action is PathChange change)
                _paths.Apply(change);
        }

        private void Check()
        {
            var now = _bench.ForeignAgent;
            Assert.Equal(_ends.OrderBy(item => item.Key).Select(item => (item.Key, item.Value - _bench.Now.Uptime)), now.Visitors.Select(visitor => (visitor.HomeAddress, visitor.Remaining!.Value)));
            Assert.Equal(now.Visitors.Select(visitor => (visitor.HomeAddress, visitor.LinkAddress)), _paths.Visitors.OrderBy(path => path.HomeAddress).Select(path => (path.HomeAddress, path.LinkAddress)));
            Assert.InRange(now.Visitors.Length, 0, MostVisitors);
            Assert.InRange(now.Pending.Length, 0, MostPending + MostVisitors * 2);
            Assert.All(now.Pending, pending => Assert.InRange(pending.Remaining!.Value, TimeSpan.Zero, TimeSpan.FromSeconds(7)));
        }
    }
}
