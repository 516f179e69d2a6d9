using ProxyMip.Simulation.Nodes;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Traffic;

/// <summary>
/// Traffic between a mobile node and a host that never ends: a stream from the host, opened anew after it broke, and echo requests from the mobile node.
/// What the console shows to prove that a connection survives.
/// </summary>
public sealed class StandingTraffic : IScheduled
{
    private const ushort FirstPort = 8000;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly ushort _port;
    private readonly long _octetsPerSecond;
    private readonly TimeSpan _echoInterval;
    private long _receivedBefore;
    private TimeSpan _gapBefore;
    private StreamConnection? _accepted;

    /// <summary>Prepares the traffic; <see cref="Start"/> begins it.</summary>
    /// <param name="mobile">The mobile node.</param>
    /// <param name="peer">The host.</param>
    /// <param name="octetsPerSecond">Rate of the stream; 0: none.</param>
    /// <param name="echoInterval">Time between two echo requests; zero: none.</param>
    public StandingTraffic(MobileNode mobile, HostNode peer, long octetsPerSecond, TimeSpan echoInterval)
    {
        ArgumentNullException.ThrowIfNull(mobile);
        ArgumentNullException.ThrowIfNull(peer);
        (Mobile, Peer, _octetsPerSecond, _echoInterval) = (mobile, peer, octetsPerSecond, echoInterval);
        _port = (ushort)(FirstPort + mobile.Echoes.Count);
        Echo = mobile.Ping(peer.Address);
    }

    /// <summary>The mobile node.</summary>
    public MobileNode Mobile { get; }

    /// <summary>The host.</summary>
    public HostNode Peer { get; }

    /// <summary>The sending end of the stream; null before the first one.</summary>
    public StreamConnection? Stream { get; private set; }

    /// <summary>The echo requests.</summary>
    public EchoProbe Echo { get; }

    /// <summary>Times the stream broke.</summary>
    public int Breaks { get; private set; }

    /// <summary>Octets the mobile node received in order, over all streams.</summary>
    public long OctetsReceived => _receivedBefore + (_accepted?.OctetsReceived ?? 0);

    /// <summary>Longest time without progress, over all streams.</summary>
    public TimeSpan LongestGap => Stream is { } stream && stream.LongestGap > _gapBefore ? stream.LongestGap : _gapBefore;

    /// <summary>Begins.</summary>
    public void Start()
    {
        if (_echoInterval > TimeSpan.Zero)
            Echo.Start(_echoInterval);
        if (_octetsPerSecond <= 0)
            return;
        Mobile.Streams.Listen(_port, Accepted);
        Open();
    }

    private void Accepted(StreamConnection connection)
    {
        _receivedBefore += _accepted?.OctetsReceived ?? 0;
        _accepted = connection;
    }

    private void Open()
    {
        Stream = Peer.Streams.Connect(Peer.Address, Mobile.Address, _port);
        Stream.Changed = Watch;
        StreamFeed.Start(Peer.Network.Timeline, Stream, Math.Max(1, (long)(_octetsPerSecond * Pace.TotalSeconds)), Pace);
    }

    private void Watch(StreamConnection connection)
    {
        if (connection.State is not StreamState.Broken || connection != Stream)
            return;
        if (connection.OctetsAcknowledged > 0)
            Breaks++; // one that never opened is no connection that broke
        if (connection.LongestGap > _gapBefore)
            _gapBefore = connection.LongestGap;
        Peer.Network.Timeline.After(Pause, this, 0);
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        if (Peer.IsUp)
            Open();
        else
            Peer.Network.Timeline.After(Pause, this, 0);
    }
}
