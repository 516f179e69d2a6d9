using ProxyMip.Engine.Core;
using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Links;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Nodes;

/// <summary>One device of the network in memory: ports, IP, two clocks, and a power switch.</summary>
public abstract class NetworkNode : IFrameReceiver, IIpUser
{
    private readonly List<NetworkPort> _ports = [];

    private protected NetworkNode(string id, NodeKind kind, VirtualNetwork network, bool forwards)
    {
        Id = id;
        Name = id;
        Kind = kind;
        Network = network;
        Entropy = network.Entropy.Fork(id);
        Clock = new(network.Timeline, network.Beginning);
        Ip = new(network.Timeline, this) { Forwards = forwards };
    }

    /// <summary>Unique id, as in the topology.</summary>
    public string Id { get; }

    /// <summary>Name for people.</summary>
    public string Name { get; init; }

    /// <summary>What it is.</summary>
    public NodeKind Kind { get; }

    /// <summary>The network it belongs to.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>Its clocks.</summary>
    public NodeClock Clock { get; }

    /// <summary>Its IP layer.</summary>
    public IpLayer Ip { get; }

    /// <summary>Whether it is switched on.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Its network cards.</summary>
    public IReadOnlyList<NetworkPort> Ports => _ports;

    /// <summary>Where it is drawn, 0 to 1 from the left.</summary>
    public double X { get; set; }

    /// <summary>Where it is drawn, 0 to 1 from the top.</summary>
    public double Y { get; set; }

    /// <summary>Its first address; 0.0.0.0 when it has none.</summary>
    public Ipv4Address Address => Ip.Interfaces.Count > 0 ? Ip.Interfaces[0].Address : Ipv4Address.Any;

    private protected SeededEntropy Entropy { get; }

    /// <summary>Switches it on; nothing happens when it is on already.</summary>
    public void PowerOn()
    {
        if (IsUp)
            return;
        IsUp = true;
        Clock.Restart();
        Started();
        Network.Announce(this);
    }

    /// <summary>Cuts its power: no goodbye, nothing is sent any more.</summary>
    /// <param name="keepMemory">Whether what it keeps on disk survives.</param>
    public void PowerOff(bool keepMemory = true)
    {
        if (!IsUp)
            return;
        Stopping(keepMemory);
        IsUp = false;
        Ip.ForgetNeighbours();
        Network.Announce(this);
    }

    /// <summary>Adds a network card.</summary>
    internal NetworkPort AddPort(string name, MacAddress mac)
    {
        var port = new NetworkPort(this, new PortId(_ports.Count + 1), name, mac);
        _ports.Add(port);
        return port;
    }

    /// <summary>The port with a number.</summary>
    internal NetworkPort PortOf(PortId id) => _ports[id.Value - 1];

    /// <inheritdoc />
    public virtual void Receive(NetworkPort port, Frame frame)
    {
        if (Ip.On(port) is { } on)
            Ip.Receive(on, frame);
    }

    /// <inheritdoc />
    public virtual bool Takes(in ArrivedPacket packet) => false;

    /// <inheritdoc />
    public virtual bool Takes(IpInterface on, in Protocol.Arp.ArpPacket arp) => false;

    /// <inheritdoc />
    public abstract bool Datagram(in ArrivedPacket packet, in UdpHeader header, ReadOnlyMemory<byte> payload);

    /// <inheritdoc />
    public abstract void Icmp(in ArrivedPacket packet);

    /// <inheritdoc />
    public virtual bool Other(in ArrivedPacket packet) => false;

    private protected virtual void Started()
    {
    }

    private protected virtual void Stopping(bool keepMemory)
    {
    }
}
