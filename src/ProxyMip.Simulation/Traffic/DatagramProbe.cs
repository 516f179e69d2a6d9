using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Traffic;

/// <summary>Sends numbered UDP datagrams at a steady pace in one direction, so that every lost packet can be named.</summary>
public sealed class DatagramProbe : IScheduled
{
    private readonly Timeline _timeline;
    private readonly IpLayer _ip;
    private readonly Func<Ipv4Address> _source;
    private readonly byte[] _payload;
    private readonly Dictionary<long, TimeSpan> _sentAt = [];
    private TimeSpan _interval;
    private int _run;

    internal DatagramProbe(Timeline timeline, IpLayer ip, Func<Ipv4Address> source, Ipv4Address target, ushort port, int size)
    {
        _timeline = timeline;
        _ip = ip;
        _source = source;
        Target = target;
        Port = port;
        _payload = new byte[Math.Max(size, DatagramSink.HeaderSize)];
    }

    /// <summary>Where they go.</summary>
    public Ipv4Address Target { get; }

    /// <summary>Source and destination port.</summary>
    public ushort Port { get; }

    /// <summary>Datagrams sent; the first one has the number 1.</summary>
    public long Sent { get; private set; }

    /// <summary>When a datagram was sent; one of the last 100,000.</summary>
    /// <exception cref="KeyNotFoundException">It was not sent, or too long ago.</exception>
    public TimeSpan SentAt(long number) => _sentAt[number];

    /// <summary>Sends one at once and then one per interval.</summary>
    public void Start(TimeSpan interval)
    {
        _interval = interval;
        ((IScheduled)this).Fire(++_run, null);
    }

    /// <summary>Sends no more.</summary>
    public void Stop() => _run++;

    void IScheduled.Fire(int kind, object? payload)
    {
        if (kind != _run)
            return;
        var wire = new WireWriter(_payload);
        wire.WriteUInt64((ulong)++Sent);
        wire.WriteUInt64((ulong)_timeline.Now.Ticks);
        _sentAt[Sent] = _timeline.Now;
        _sentAt.Remove(Sent - 100_000);
        _ip.SendDatagram(_source(), Target, Port, Port, _payload);
        _timeline.After(_interval, this, kind);
    }
}
