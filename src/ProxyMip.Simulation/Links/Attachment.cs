using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Links;

/// <summary>The cable (or the air) between one port and its segment: two directions with a quality each, and a switch to cut it.</summary>
public sealed class Attachment : IScheduled
{
    private const int AtSegment = 0;
    private const int AtPort = 1;

    private readonly Segment _segment;
    private readonly LinkDirection _up;
    private readonly LinkDirection _down;

    internal Attachment(Segment segment, NetworkPort port, Timeline timeline, SeededEntropy entropy)
    {
        _segment = segment;
        Port = port;
        _up = new(timeline, entropy, this, AtSegment);
        _down = new(timeline, entropy, this, AtPort);
    }

    /// <summary>The port at one end.</summary>
    public NetworkPort Port { get; }

    /// <summary>The segment at the other.</summary>
    public Segment Segment => _segment;

    /// <summary>False after the port left the segment; frames still under way are lost.</summary>
    public bool IsAttached { get; internal set; } = true;

    /// <summary>Whether it carries frames. A cut is seen by nobody: no carrier goes away, frames just vanish.</summary>
    public bool IsUp { get; set; } = true;

    /// <summary>Frames pass between ports of the same island only: a partition of the segment.</summary>
    public int Island { get; set; }

    /// <summary>From the port to the segment.</summary>
    public LinkQuality ToSegment
    {
        get => _up.Quality;
        set => _up.Quality = value;
    }

    /// <summary>From the segment to the port.</summary>
    public LinkQuality FromSegment
    {
        get => _down.Quality;
        set => _down.Quality = value;
    }

    /// <summary>Frames lost on the link in both directions, those lost in a cut included.</summary>
    public long Lost => _up.Lost + _down.Lost + LostInCut;

    /// <summary>Frames lost because the link was cut or the port had left.</summary>
    public long LostInCut { get; private set; }

    internal void Send(Frame frame)
    {
        if (!IsUp || !IsAttached)
            LostInCut++;
        else if (_up.Quality == LinkQuality.Perfect)
            _segment.Arrived(this, frame);
        else
            _up.Carry(frame);
    }

    internal void Deliver(Frame frame)
    {
        if (!IsUp || !IsAttached)
            LostInCut++;
        else
            _down.Carry(frame);
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        if (!IsUp || !IsAttached)
            LostInCut++;
        else if (kind == AtSegment)
            _segment.Arrived(this, (Frame)payload!);
        else
            Port.Arrived((Frame)payload!);
    }
}
