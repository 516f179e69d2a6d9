using ProxyMip.Engine.Associations;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.PacketPath;
using ProxyMip.Protocol.MobileIp;
using ProxyMip.Protocol.MobileIp.Extensions;
using ProxyMip.Protocol.Security;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Campaigns;

/// <summary>
/// One home agent engine with many bindings, fed with requests one by one and without a network around it: what a machine costs per request and per
/// binding. Clocks and memory are read by the caller.
/// </summary>
public sealed class HomeAgentLoad
{
    private const ushort RegistrationPort = 434;

    private static readonly Ipv4Prefix HomeNetwork = new(new(0x0a400000), 10); // 10.64.0.0/10
    private static readonly Ipv4Address Address = new(HomeNetwork.Network.Value + 1);
    private static readonly Ipv4Address CareOf = Ipv4Address.Parse("10.20.0.1");
    private static readonly MacAddress AgentMac = new(0x020000000001);
    private static readonly MacAddress NextHop = new(0x020000000002);
    private static readonly Spi Spi = new(0x100);
    private static readonly SecretKey Key = new(Convert.FromHexString("1234567890abcdef1234567890abcdef"));

    private readonly int _nodes;
    private readonly SeededEntropy _entropy;
    private readonly MobilityAuthenticator _authenticator = new(AuthenticationAlgorithm.HmacMd5, Key);
    private readonly DateTimeOffset _beginning = Topologies.NetworkBuilder.DefaultBeginning;
    private readonly PathTables _tables = new();
    private readonly List<EngineAction> _actions = [];
    private readonly ProxyAgent _agent;
    private TimeSpan _uptime;

    /// <summary>An agent without bindings.</summary>
    /// <param name="nodes">Mobile nodes that will register, up to four million.</param>
    /// <param name="seed">Where chance comes from.</param>
    public HomeAgentLoad(int nodes, ulong seed)
    {
        _nodes = nodes;
        _entropy = new(seed);
        var association = new AssociationRange(new(Address.Value + 1), HomeNetwork.DirectedBroadcast, new(Spi, AuthenticationAlgorithm.HmacMd5, Key));
        var port = new PortId(1);
        _agent = new(new()
        {
            Name = "home agent",
            Interfaces = [new(port, "eth0", PortKind.Wired, AgentMac, Address, HomeNetwork)],
            HomeAgent = new()
            {
                Networks = [new(HomeNetwork, port, Address)],
                Advertising = new() { Periodic = false },
                MobileNodeAssociations = new([association]),
                MaximumBindings = Math.Max(200_000, nodes),
            },
        });
        Wake();
    }

    /// <summary>Bindings the packet path knows.</summary>
    public int Bindings => _tables.Bindings.Count;

    /// <summary>Requests answered by an acceptance.</summary>
    public long Accepted { get; private set; }

    /// <summary>Requests answered otherwise or not at all.</summary>
    public long Refused { get; private set; }

    /// <summary>Makes signed requests of mobile nodes in turn, to be fed later: making them is not the agent's work.</summary>
    /// <param name="first">Number of the first node.</param>
    /// <param name="count">How many requests.</param>
    /// <param name="interval">Time between two of them.</param>
    public IReadOnlyList<DatagramReceived> Prepare(int first, int count, TimeSpan interval)
    {
        var requests = new DatagramReceived[count];
        var at = _uptime;
        for (var i = 0; i < count; i++)
        {
            at += interval;
            requests[i] = Request(new(Address.Value + 1 + (uint)((first + i) % _nodes)), at);
        }
        return requests;
    }

    /// <summary>Feeds prepared requests; time passes as they were prepared.</summary>
    public void Feed(IReadOnlyList<DatagramReceived> requests, TimeSpan interval)
    {
        ArgumentNullException.ThrowIfNull(requests);
        foreach (var request in requests)
        {
            _uptime += interval;
            if (_agent.WakeAt <= _uptime)
                Wake();
            _agent.Handle(request, Now, _entropy, _actions);
            CarryOut(isAnswer: true);
        }
    }

    private Moment Now => new(_uptime, _beginning + _uptime);

    private void Wake()
    {
        _agent.Handle(Woken.Instance, Now, _entropy, _actions);
        CarryOut(isAnswer: false);
    }

    private void CarryOut(bool isAnswer)
    {
        var accepted = false;
        foreach (var action in _actions)
        {
            if (action is PathChange change)
                _tables.Apply(change);
            else if (action is SendDatagram { SourcePort: RegistrationPort } reply)
                accepted |= RegistrationReply.TryParse(reply.Payload.Span, out var read, out _) && read.Code == ReplyCode.Accepted;
        }
        _actions.Clear();
        if (!isAnswer)
            return;
        if (accepted)
            Accepted++;
        else
            Refused++;
    }

    private DatagramReceived Request(Ipv4Address node, TimeSpan at)
    {
        Span<byte> octets = stackalloc byte[128];
        var writer = new RegistrationWriter(octets, new RegistrationRequest
        {
            Lifetime = new(3600),
            HomeAddress = node,
            HomeAgent = Address,
            CareOfAddress = CareOf,
            Identification = NtpTimestamp.From(_beginning + at, node.Value),
        });
        writer.Sign(ExtensionType.MobileHomeAuthentication, Spi, _authenticator);
        return new(new(1), NextHop, CareOf, Address, 64, 50_000, RegistrationPort, writer.Complete().ToArray());
    }
}
