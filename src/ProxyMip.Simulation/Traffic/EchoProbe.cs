using ProxyMip.Protocol.Tunnels;
using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Internet;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Traffic;

/// <summary>Sends echo requests at a steady pace and counts the answers: what "ping" shows.</summary>
public sealed class EchoProbe : IScheduled
{
    private const int DataSize = 56;

    private readonly Timeline _timeline;
    private readonly IpLayer _ip;
    private readonly Func<Ipv4Address> _source;
    private readonly Ipv4Address _target;
    private readonly ushort _identifier;
    private readonly Dictionary<ushort, TimeSpan> _open = [];
    private TimeSpan _interval;
    private int _run;
    private ushort _sequence;

    internal EchoProbe(Timeline timeline, IpLayer ip, Func<Ipv4Address> source, Ipv4Address target, ushort identifier)
    {
        _timeline = timeline;
        _ip = ip;
        _source = source;
        _target = target;
        _identifier = identifier;
    }

    /// <summary>Who is asked.</summary>
    public Ipv4Address Target => _target;

    /// <summary>Tells the answers to this probe from others.</summary>
    internal ushort Identifier => _identifier;

    /// <summary>Requests sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Answers received, each once.</summary>
    public long Answered { get; private set; }

    /// <summary>Answers that came more than once.</summary>
    public long Duplicates { get; private set; }

    /// <summary>ICMP errors about a request.</summary>
    public long Errors { get; private set; }

    /// <summary>When the last answer came; null before the first.</summary>
    public TimeSpan? LastAnswerAt { get; private set; }

    /// <summary>Longest time between two answers.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>Round trip of the last answer.</summary>
    public TimeSpan LastRoundTrip { get; private set; }

    /// <summary>Shortest round trip; zero before the first answer.</summary>
    public TimeSpan ShortestRoundTrip { get; private set; }

    /// <summary>Sends a request at once and then one per interval.</summary>
    public void Start(TimeSpan interval)
    {
        _interval = interval;
        ((IScheduled)this).Fire(++_run, null);
    }

    /// <summary>Sends no more; answers are still counted.</summary>
    public void Stop() => _run++;

    /// <summary>Sends one request now.</summary>
    public void SendOne()
    {
        Span<byte> message = stackalloc byte[IcmpEcho.FixedSize + DataSize];
        Span<byte> data = stackalloc byte[DataSize];
        StreamContent.Fill(data, _sequence, _identifier);
        new IcmpEcho { Identifier = _identifier, SequenceNumber = ++_sequence }.WriteTo(message, data);
        var header = new Ipv4Header { Source = _source(), Destination = _target, Identification = _ip.NextIdentification() };
        _open[_sequence] = _timeline.Now;
        _open.Remove((ushort)(_sequence - 4096));
        Sent++;
        _ip.Send(FrameRoom.Packet(header, IpProtocol.Icmp, message));
    }

    internal void Answer(in IcmpEcho echo)
    {
        if (!_open.Remove(echo.SequenceNumber, out var sentAt))
        {
            Duplicates++;
            return;
        }
        var now = _timeline.Now;
        if (LastAnswerAt is { } last && now - last > LongestGap)
            LongestGap = now - last;
        Answered++;
        LastAnswerAt = now;
        LastRoundTrip = now - sentAt;
        if (Answered == 1 || LastRoundTrip < ShortestRoundTrip)
            ShortestRoundTrip = LastRoundTrip;
    }

    internal void Error() => Errors++;

    void IScheduled.Fire(int kind, object? payload)
    {
        if (kind != _run)
            return;
        SendOne();
        _timeline.After(_interval, this, kind);
    }
}
