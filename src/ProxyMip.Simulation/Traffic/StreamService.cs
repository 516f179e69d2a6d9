using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Traffic;

/// <summary>The reliable streams of one host: listeners, connections, and resets for what it does not know.</summary>
public sealed class StreamService : IScheduled
{
    private const ushort FirstEphemeralPort = 49152;
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(60);

    private readonly Timeline _timeline;
    private readonly SeededEntropy _entropy;
    private readonly IpLayer _ip;
    private readonly Dictionary<StreamEnds, StreamConnection> _connections = [];
    private readonly Dictionary<ushort, Action<StreamConnection>> _listeners = [];
    private readonly Dictionary<Ipv4Address, int> _pathMtu = [];
    private ushort _nextPort = FirstEphemeralPort;

    internal StreamService(Timeline timeline, SeededEntropy entropy, IpLayer ip, StreamPolicy policy)
    {
        _timeline = timeline;
        _entropy = entropy;
        _ip = ip;
        Policy = policy;
    }

    /// <summary>Timing.</summary>
    public StreamPolicy Policy { get; }

    /// <summary>Connections that are not ended, and those closed a moment ago.</summary>
    public IReadOnlyCollection<StreamConnection> Connections => _connections.Values;

    /// <summary>Resets sent for segments of connections this host does not know.</summary>
    public long ResetsSent { get; private set; }

    /// <summary>Connections that received octets never sent on them.</summary>
    public long CorruptedStreams { get; private set; }

    /// <summary>Accepts connections on a port.</summary>
    /// <param name="port">The port.</param>
    /// <param name="accepted">Called with every connection that is begun.</param>
    public void Listen(ushort port, Action<StreamConnection> accepted) => _listeners[port] = accepted;

    /// <summary>Opens a connection.</summary>
    public StreamConnection Connect(Ipv4Address local, Ipv4Address remote, ushort remotePort)
    {
        var ends = new StreamEnds(local, NextPort(local, remote, remotePort), remote, remotePort);
        var connection = new StreamConnection(_timeline, this, ends, _entropy.NextUInt32(), StreamState.Opening, MaximumSizeTowards(remote));
        _connections[ends] = connection;
        connection.Open();
        return connection;
    }

    /// <summary>Loses everything without a word, as a host does that loses power.</summary>
    internal void Forget()
    {
        _connections.Clear();
        _pathMtu.Clear();
    }

    /// <summary>A connection has ended; one that was closed in order stays known for a while to acknowledge what still comes (RFC 9293 §3.3.2).</summary>
    internal void Ended(StreamConnection connection)
    {
        if (connection.Failure == StreamFailure.Corrupted)
            CorruptedStreams++;
        if (connection.State == StreamState.Closed)
            _timeline.After(Linger, this, 0, connection);
        else
            _connections.Remove(connection.Ends);
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        var connection = (StreamConnection)payload!;
        if (_connections.TryGetValue(connection.Ends, out var current) && current == connection)
            _connections.Remove(connection.Ends);
    }

    internal bool Take(in ArrivedPacket packet)
    {
        var header = packet.Header;
        var octets = packet.Payload.Span;
        if (!StreamSegment.TryParse(octets, header.Source, header.Destination, out var segment, out _))
            return true; // damaged: silence
        var data = octets[segment.HeaderLength..];
        var ends = new StreamEnds(header.Destination, segment.DestinationPort, header.Source, segment.SourcePort);
        if (_connections.TryGetValue(ends, out var connection))
            connection.Take(segment, data);
        else if (segment.Bits == SegmentBits.Synchronise && _listeners.TryGetValue(segment.DestinationPort, out var accepted))
            Accept(ends, segment, accepted);
        else if (!segment.Has(SegmentBits.Reset))
            Refuse(ends, segment, data.Length);
        return true;
    }

    internal void Send(StreamConnection connection, in StreamSegment segment, ReadOnlySpan<byte> data) => Send(connection.Ends, segment, data);

    /// <summary>A router on the way takes smaller packets only (RFC 1191).</summary>
    internal void PathShrunk(Ipv4Address remote, int mtu)
    {
        mtu = Math.Max(mtu, 68);
        if (_pathMtu.TryGetValue(remote, out var known) && known <= mtu)
            return;
        _pathMtu[remote] = mtu;
        foreach (var connection in _connections.Values.Where(one => one.Ends.Remote == remote).ToArray())
            connection.Shrink(mtu - Ipv4Header.FixedSize - StreamSegment.FixedSize);
    }

    private void Accept(StreamEnds ends, in StreamSegment segment, Action<StreamConnection> accepted)
    {
        var connection = new StreamConnection(_timeline, this, ends, _entropy.NextUInt32(), StreamState.Answering, MaximumSizeTowards(ends.Remote));
        _connections[ends] = connection;
        accepted(connection);
        connection.Take(segment, default);
    }

    private void Refuse(StreamEnds ends, in StreamSegment segment, int dataLength)
    {
        ResetsSent++;
        var reset = new StreamSegment { SourcePort = ends.LocalPort, DestinationPort = ends.RemotePort };
        if (segment.Has(SegmentBits.Acknowledge))
            reset = reset with { Sequence = segment.Acknowledgement, Bits = SegmentBits.Reset };
        else
        {
            var length = (uint)dataLength + (segment.Has(SegmentBits.Synchronise) ? 1u : 0) + (segment.Has(SegmentBits.Finish) ? 1u : 0);
            reset = reset with { Acknowledgement = segment.Sequence + length, Bits = SegmentBits.Reset | SegmentBits.Acknowledge };
        }
        Send(ends, reset, default);
    }

    private void Send(StreamEnds ends, in StreamSegment segment, ReadOnlySpan<byte> data)
    {
        Span<byte> octets = stackalloc byte[StreamSegment.FixedSize + 4 + data.Length];
        var written = segment.WriteTo(octets, ends.Local, ends.Remote, data);
        var header = new Ipv4Header
        {
            Source = ends.Local,
            Destination = ends.Remote,
            DontFragment = true,
            Identification = _ip.NextIdentification(),
        };
        _ip.Send(FrameRoom.Packet(header, IpProtocol.Tcp, octets[..written]));
    }

    private int MaximumSizeTowards(Ipv4Address remote)
    {
        var mtu = _ip.Routes.Find(remote)?.Interface.Mtu ?? Ipv4Header.MinReassemblySize;
        if (_pathMtu.TryGetValue(remote, out var known))
            mtu = Math.Min(mtu, known);
        return mtu - Ipv4Header.FixedSize - StreamSegment.FixedSize;
    }

    private ushort NextPort(Ipv4Address local, Ipv4Address remote, ushort remotePort)
    {
        do
            _nextPort = _nextPort == ushort.MaxValue ? FirstEphemeralPort : (ushort)(_nextPort + 1);
        while (_connections.ContainsKey(new(local, _nextPort, remote, remotePort)));
        return _nextPort;
    }
}
