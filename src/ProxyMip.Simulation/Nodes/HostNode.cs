using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Traffic;

namespace ProxyMip.Simulation.Nodes;

/// <summary>
/// An unmodified host: one network card, one address, a default gateway. It knows nothing of Mobile IP and believes for ever that it is at home.
/// </summary>
public class HostNode : NetworkNode
{
    private readonly Dictionary<ushort, DatagramSink> _sinks = [];
    private readonly List<EchoProbe> _echoes = [];
    private readonly List<DatagramProbe> _probes = [];

    internal HostNode(string id, NodeKind kind, VirtualNetwork network)
        : base(id, kind, network, forwards: false) =>
        Streams = new(network.Timeline, Entropy, Ip, network.StreamPolicy);

    /// <summary>Reliable streams.</summary>
    public StreamService Streams { get; }

    /// <summary>The router towards everything else; null when there is none.</summary>
    public Ipv4Address? Gateway { get; private set; }

    /// <summary>Whether it asks for its gateway as soon as it has a link, as most systems do to see where they are (RFC 4436 §2).</summary>
    public bool ProbesGatewayOnLink { get; set; } = true;

    /// <summary>Echo requests and answers of this host.</summary>
    public IReadOnlyList<EchoProbe> Echoes => _echoes;

    /// <summary>Datagram probes sent by this host.</summary>
    public IReadOnlyList<DatagramProbe> Probes => _probes;

    /// <summary>Unicast packets that reached this host though they are for another address. There must never be one.</summary>
    public long Misdelivered => Ip.Counters.NotForUs;

    /// <summary>ICMP errors received about own packets.</summary>
    public long ErrorsReceived { get; private set; }

    /// <summary>Gives it its network card, address and gateway.</summary>
    internal void Configure(MacAddress mac, Ipv4Address address, Ipv4Prefix subnet, Ipv4Address? gateway)
    {
        var on = Ip.AddInterface(AddPort("eth0", mac), address, subnet);
        Gateway = gateway;
        if (gateway is { } router)
            Ip.Routes.Set(new(new(default, 0), on, router));
    }

    /// <summary>The carrier came: caches are flushed, and the gateway is asked for.</summary>
    internal void LinkUp()
    {
        Ip.ForgetNeighbours();
        if (ProbesGatewayOnLink && Gateway is { } gateway && IsUp)
            IpLayer.Probe(Ip.Interfaces[0], gateway);
    }

    /// <summary>A probe that asks an address for echo; it does nothing until it is started.</summary>
    public EchoProbe Ping(Ipv4Address target)
    {
        var probe = new EchoProbe(Network.Timeline, Ip, () => Address, target, (ushort)(_echoes.Count + 1));
        _echoes.Add(probe);
        return probe;
    }

    /// <summary>A probe that sends numbered datagrams; it does nothing until it is started.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="port">Source and destination port.</param>
    /// <param name="size">Octets of payload, at least 16.</param>
    public DatagramProbe Probe(Ipv4Address target, ushort port, int size = 64)
    {
        var probe = new DatagramProbe(Network.Timeline, Ip, () => Address, target, port, size);
        _probes.Add(probe);
        return probe;
    }

    /// <summary>Counts the datagrams of a probe that come to a port.</summary>
    public DatagramSink Sink(ushort port) => _sinks.TryGetValue(port, out var sink) ? sink : _sinks[port] = new();

    /// <inheritdoc />
    public override bool Datagram(in ArrivedPacket packet, in UdpHeader header, ReadOnlyMemory<byte> payload)
    {
        if (!_sinks.TryGetValue(header.DestinationPort, out var sink))
            return false;
        sink.Take(payload.Span, Network.Now);
        return true;
    }

    /// <inheritdoc />
    public override void Icmp(in ArrivedPacket packet)
    {
        var message = packet.Payload.Span;
        if (IcmpEcho.TryParse(message, out var echo, out _))
        {
            foreach (var probe in _echoes)
            {
                if (probe.Identifier == echo.Identifier)
                    probe.Answer(echo);
            }
        }
        else if (IcmpError.TryParse(message, out var error, out _))
            TakeError(error, IcmpError.QuotedOf(message));
    }

    /// <inheritdoc />
    public override bool Other(in ArrivedPacket packet) => packet.Header.Protocol == IpProtocol.Tcp && Streams.Take(packet);

    private void TakeError(in IcmpError error, ReadOnlySpan<byte> quoted)
    {
        if (!Ipv4Header.TryParseQuoted(quoted, out var header, out _) || !Ip.Owns(header.Source))
            return;
        ErrorsReceived++;
        if (error.IsUnreachable(UnreachableCode.FragmentationNeeded))
            Streams.PathShrunk(header.Destination, error.NextHopMtu);
        foreach (var probe in _echoes)
        {
            if (header.Protocol == IpProtocol.Icmp && probe.Target == header.Destination)
                probe.Error();
        }
    }

    private protected override void Stopping(bool keepMemory)
    {
        Streams.Forget();
        foreach (var probe in _echoes)
            probe.Stop();
        foreach (var probe in _probes)
            probe.Stop();
    }
}
