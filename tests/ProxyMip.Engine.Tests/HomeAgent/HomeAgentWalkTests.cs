using CsCheck;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.HomeAgent;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Engine.Tests.Agents;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.Tests.HomeAgent;

/// <summary>Random walks: whatever comes in whatever order, the bindings stay what the accepted requests made them.</summary>
public sealed class HomeAgentWalkTests
{
    private const ushort LongestLifetime = 40;
    private const int MostPerNode = 2;

    private static readonly Gen<Step> s_step = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 60], Gen.Bool,
        (kind, node, careOf, number, flag) => new Step(kind, node, careOf, number, flag));

    [Fact]
    public void Walk_OfAnyRequestsRestartsAndTime_KeepsTheInvariants() =>
        s_step.Array[1, 60].Sample(steps =>
        {
            var walk = new Walk();
            foreach (var step in steps)
                walk.Take(step);
        }, iter: 200);

    private sealed record Step(int Kind, int Node, int CareOf, int Number, bool Flag);

    private sealed class Walk
    {
        private readonly Dictionary<(Ipv4Address Node, Ipv4Address CareOf), TimeSpan> _expected = [];
        private readonly Dictionary<Ipv4Address, ulong> _highest = [];
        private readonly List<DatagramReceived> _sent = [];
        private readonly PathTables _paths = new();
        private AgentBench _bench = Fresh(TimeSpan.FromSeconds(1), AgentBench.VectorTime);

        public void Take(Step step)
        {
            switch (step.Kind)
            {
                case <= 4:
                    Register(step);
                    break;
                case 5:
                    Pass(TimeSpan.FromSeconds(step.Number / 2.0));
                    break;
                case 6 when _sent.Count > 0:
                    Replay(_sent[step.Number % _sent.Count]);
                    break;
                case 7:
                    Forge(step);
                    break;
                case 8 when step.Flag:
                    Restart(TimeSpan.FromSeconds(step.Number));
                    break;
                default:
                    Pass(TimeSpan.FromMilliseconds(300));
                    break;
            }
            Check();
        }

        private static AgentBench Fresh(TimeSpan uptime, DateTimeOffset wall) =>
            new(Town.HomeNode(settings => settings with { MaximumLifetime = LongestLifetime, MaximumBindingsPerNode = MostPerNode, MaximumBindings = 6 }))
            {
                Now = new(uptime, wall),
            };

        private void Register(Step step)
        {
            Pass(TimeSpan.FromMilliseconds(1)); // so that each Identification is newer
            var request = Request(step);
            var arrival = request.AtHomeAgent(AgentBench.Ip("10.20.0.1"));
            Handle(arrival);
            var reply = _bench.Reply;
            Assert.Equal((uint)request.Identification, (uint)reply.Identification);
            if (!reply.Code.IsAccepted())
            {
                Assert.Contains(reply.Code, new[] { ReplyCode.TooManySimultaneousBindings, ReplyCode.HomeAgentInsufficientResources });
                return;
            }
            _sent.Add(arrival); // one that was denied was not used up: played back within the tolerance, it may still be granted
            Assert.True(reply.Lifetime.Seconds <= request.Lifetime && reply.Lifetime.Seconds <= LongestLifetime);
            Expect(request, reply);
        }

        private void Expect(RequestMaker request, RegistrationReply reply)
        {
            var simultaneous = request.Bits.HasFlag(RegistrationBits.SimultaneousBindings);
            foreach (var key in _expected.Keys.Where(key => key.Node == request.HomeAddress).ToList())
            {
                var all = request.Lifetime > 0 ? !simultaneous : request.CareOfAddress == request.HomeAddress;
                if (all || key.CareOf == request.CareOfAddress)
                    _expected.Remove(key);
            }
            if (request.Lifetime > 0)
                _expected[(request.HomeAddress, request.CareOfAddress)] = _bench.Now.Uptime + TimeSpan.FromSeconds(reply.Lifetime.Seconds);
            Assert.True(!_highest.TryGetValue(request.HomeAddress, out var before) || NtpTimestamp.IsLater(request.Identification, before));
            _highest[request.HomeAddress] = request.Identification;
        }

        private RequestMaker Request(Step step)
        {
            var node = new Ipv4Address(Town.MobileNode.Value + (uint)step.Node);
            return new()
            {
                HomeAddress = node,
                CareOfAddress = step.Number % 7 == 0 && step.Kind == 4 ? node : new Ipv4Address(0x0a140001 + (uint)step.CareOf * 65536),
                Lifetime = step.Kind == 4 ? (ushort)0 : (ushort)(1 + step.Number),
                Bits = step.Flag ? RegistrationBits.SimultaneousBindings : RegistrationBits.None,
                Identification = NtpTimestamp.From(_bench.Now.Wall, (uint)step.Number),
            };
        }

        private void Replay(DatagramReceived old)
        {
            var duplicates = _bench.HomeAgent.Counters.DuplicatesAnswered;
            Handle(old);
            if (_bench.Actions.OfType<SendDatagram>().Any() && _bench.HomeAgent.Counters.DuplicatesAnswered == duplicates)
                Assert.Equal(ReplyCode.IdentificationMismatch, _bench.Reply.Code);
            Assert.DoesNotContain(_bench.Actions, action => action is SendArp or SetBindingPath);
        }

        private void Forge(Step step)
        {
            Handle((Request(step) with { Node = Town.NodeForeignKey }).AtHomeAgent(AgentBench.Ip("10.20.0.1")));
            Assert.DoesNotContain(_bench.Actions, action => action is SendArp or PathChange);
        }

        private void Restart(TimeSpan down)
        {
            var state = _bench.Node.Role<HomeAgentRole>()!.Export(_bench.Now);
            var shift = _bench.Now.Uptime + down;
            foreach (var key in _expected.Keys.ToList())
            {
                if (_expected[key] <= shift)
                    _expected.Remove(key);
                else
                    _expected[key] -= shift;
            }
            foreach (var bindings in _paths.Bindings.ToList())
                _paths.Apply(new RemoveBindingPath(bindings[0].HomeAddress, null));
            _bench = Fresh(TimeSpan.Zero, _bench.Now.Wall + down);
            Handle(new HomeAgentStateRestored(state));
        }

        private void Pass(TimeSpan time)
        {
            foreach (var (_, action) in _bench.Pass(time))
                Apply(action);
            foreach (var key in _expected.Keys.Where(key => _expected[key] <= _bench.Now.Uptime).ToList())
                _expected.Remove(key);
        }

        private void Handle(EngineEvent input)
        {
            foreach (var action in _bench.Handle(input))
                Apply(action);
        }

        private void Apply(EngineAction action)
        {
            if (action is PathChange change)
                _paths.Apply(change);
        }

        private void Check()
        {
            var bindings = _bench.HomeAgent.Bindings;
            Assert.Equal(_expected.OrderBy(item => item.Key.Node).ThenBy(item => item.Key.CareOf).Select(item => (item.Key.Node, item.Key.CareOf, item.Value - _bench.Now.Uptime)),
                bindings.Select(binding => (binding.HomeAddress, binding.CareOfAddress, binding.Remaining!.Value)));
            Assert.Equal(bindings.Select(binding => (binding.HomeAddress, binding.CareOfAddress)),
                _paths.Bindings.SelectMany(paths => paths).Select(path => (path.HomeAddress, path.Tunnel.Remote)).Order());
            Assert.All(bindings.GroupBy(binding => binding.HomeAddress), group => Assert.InRange(group.Count(), 1, MostPerNode));
            Assert.All(_bench.Node.Role<HomeAgentRole>()!.Export(_bench.Now).Nodes, node => Assert.Equal(_highest[node.HomeAddress], node.HighestIdentification));
        }
    }
}
