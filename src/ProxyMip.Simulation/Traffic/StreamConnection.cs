using ProxyMip.Protocol.Wire;
using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Traffic;

/// <summary>The two ends of a connection.</summary>
public readonly record struct StreamEnds(Ipv4Address Local, ushort LocalPort, Ipv4Address Remote, ushort RemotePort);

/// <summary>
/// One end of a reliable stream: sequence numbers, acknowledgements, retransmission with back-off, fast retransmission and a congestion window. It breaks
/// when the other end resets it or when nothing is acknowledged for too long, exactly where an unmodified host's connection would.
/// </summary>
public sealed partial class StreamConnection : IScheduled
{
    private const int RetransmitDue = 0;

    private readonly Timeline _timeline;
    private readonly StreamService _service;
    private readonly StreamPolicy _policy;
    private readonly RetransmissionTimer _timer;
    private readonly ReceivedRanges _received = new();
    private readonly uint _localStart;
    private uint _remoteStart;
    private int _timerNumber;
    private bool _timerRuns;

    internal StreamConnection(Timeline timeline, StreamService service, StreamEnds ends, uint localStart, StreamState state, int maximumSize)
    {
        _timeline = timeline;
        _service = service;
        _policy = service.Policy;
        _timer = new(_policy);
        _localStart = localStart;
        Ends = ends;
        State = state;
        OpenedAt = LastProgressAt = _quietSince = timeline.Now;
        MaximumSize = maximumSize;
        _window = 10 * maximumSize;
        _threshold = int.MaxValue;
    }

    /// <summary>Who talks to whom.</summary>
    public StreamEnds Ends { get; }

    /// <summary>How far it is.</summary>
    public StreamState State { get; private set; }

    /// <summary>Why it broke.</summary>
    public StreamFailure Failure { get; private set; }

    /// <summary>When it was begun.</summary>
    public TimeSpan OpenedAt { get; }

    /// <summary>When it broke or was closed; null while neither happened.</summary>
    public TimeSpan? EndedAt { get; private set; }

    /// <summary>Octets received in order so far.</summary>
    public long OctetsReceived => _received.InOrder;

    /// <summary>Octets the other end has acknowledged.</summary>
    public long OctetsAcknowledged => _acknowledged;

    /// <summary>Octets handed over for sending.</summary>
    public long OctetsWritten => _written;

    /// <summary>Segments sent again.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>When octets last arrived in order or were acknowledged.</summary>
    public TimeSpan LastProgressAt { get; private set; }

    /// <summary>Longest time between two steps forward; at the end that only receives, idle times of the sender count too.</summary>
    public TimeSpan LongestGap { get; private set; }

    /// <summary>Largest segment sent, octets of data.</summary>
    public int MaximumSize { get; private set; }

    /// <summary>The smoothed round trip; null before the first measurement.</summary>
    public TimeSpan? RoundTrip => _timer.RoundTrip;

    /// <summary>Whether data are waiting and none were acknowledged for longer than a second.</summary>
    public bool IsStalled => State == StreamState.Open && _acknowledged < _written && _timeline.Now - LastProgressAt > TimeSpan.FromSeconds(1);

    /// <summary>Called when the connection opens, makes progress or ends; null for none.</summary>
    public Action<StreamConnection>? Changed { get; set; }

    /// <summary>Hands over more octets. Their values follow from their place in the stream.</summary>
    public void Write(long octets)
    {
        if (State is StreamState.Closed or StreamState.Broken || _finishAt >= 0)
            return;
        if (_acknowledged == _written)
            LastProgressAt = _timeline.Now; // nothing was waited for until now
        _written += octets;
        Pump();
    }

    /// <summary>Says that there is no more to send; the connection closes when both ends have said so.</summary>
    public void Close()
    {
        if (State is StreamState.Closed or StreamState.Broken || _finishAt >= 0)
            return;
        _finishAt = _written;
        Pump();
    }

    /// <summary>Breaks the connection and tells the other end.</summary>
    public void Abort()
    {
        if (State is StreamState.Closed or StreamState.Broken)
            return;
        Emit(SegmentBits.Reset | SegmentBits.Acknowledge, SequenceOf(_next), default);
        End(StreamState.Broken, StreamFailure.Reset);
    }

    internal void Open()
    {
        Emit(SegmentBits.Synchronise, _localStart, default);
        StartTimer();
    }

    /// <summary>Takes a segment for this connection.</summary>
    internal void Take(in StreamSegment segment, ReadOnlySpan<byte> data)
    {
        if (State == StreamState.Closed && (segment.Has(SegmentBits.Finish) || !data.IsEmpty))
            AcknowledgeNow(); // the last acknowledgement was lost
        if (State is StreamState.Closed or StreamState.Broken)
            return;
        if (segment.Has(SegmentBits.Reset))
        {
            if (IsAcceptableReset(segment))
                End(StreamState.Broken, State == StreamState.Opening ? StreamFailure.Refused : StreamFailure.Reset);
            return;
        }
        if (segment.Has(SegmentBits.Synchronise))
        {
            Synchronise(segment);
            return;
        }
        if (State == StreamState.Opening || !segment.Has(SegmentBits.Acknowledge))
            return;
        if (State == StreamState.Answering && segment.Acknowledgement == _localStart + 1)
            Establish(segment);
        Acknowledged(segment, data.Length);
        if (State != StreamState.Broken && (data.Length > 0 || segment.Has(SegmentBits.Finish)))
            TakeData(segment, data);
        CloseIfDone();
    }

    // Anything inside the window resets; what lies outside is old or forged.
    private bool IsAcceptableReset(in StreamSegment segment)
    {
        if (State == StreamState.Opening)
            return segment.Acknowledgement == _localStart + 1;
        var offset = OffsetOf(segment.Sequence);
        return offset >= _received.InOrder && offset <= _received.InOrder + _policy.Window;
    }

    private void Synchronise(in StreamSegment segment)
    {
        if (State == StreamState.Opening)
        {
            if (!segment.Has(SegmentBits.Acknowledge) || segment.Acknowledgement != _localStart + 1)
                return;
            _remoteStart = segment.Sequence;
            Establish(segment);
            AcknowledgeNow();
            Pump();
        }
        else if (State == StreamState.Answering)
        {
            _remoteStart = segment.Sequence;
            if (segment.MaximumSize is { } size)
                MaximumSize = Math.Min(MaximumSize, size);
            Emit(SegmentBits.Synchronise | SegmentBits.Acknowledge, _localStart, default);
            StartTimer();
        }
        else
            AcknowledgeNow(); // a late SYN of our own opening, RFC 9293 §3.10.7.4
    }

    private void Establish(in StreamSegment segment)
    {
        if (segment.MaximumSize is { } size)
            MaximumSize = Math.Min(MaximumSize, size);
        State = StreamState.Open;
        StopTimer();
        Progress();
        Changed?.Invoke(this);
    }

    private void TakeData(in StreamSegment segment, ReadOnlySpan<byte> data)
    {
        var start = OffsetOf(segment.Sequence);
        var end = start + data.Length;
        if (start <= _received.InOrder + _policy.Window)
        {
            if (!StreamContent.Matches(data, start, _remoteStart))
            {
                Emit(SegmentBits.Reset | SegmentBits.Acknowledge, SequenceOf(_next), default);
                End(StreamState.Broken, StreamFailure.Corrupted);
                return;
            }
            if (segment.Has(SegmentBits.Finish))
                _remoteFinish = end;
            if (data.Length > 0 && _received.Add(start, end))
                Progress();
            if (_remoteFinish >= 0 && _received.InOrder >= _remoteFinish)
                _finished = true;
        }
        AcknowledgeNow();
        Changed?.Invoke(this);
    }

    private void Progress()
    {
        NoteGap();
        LastProgressAt = _timeline.Now;
    }

    private void NoteGap()
    {
        var gap = _timeline.Now - LastProgressAt;
        if (gap > LongestGap)
            LongestGap = gap;
    }

    private void CloseIfDone()
    {
        if (State == StreamState.Open && _finished && _finishAt >= 0 && _finishAcknowledged)
            End(StreamState.Closed, StreamFailure.None);
    }

    private void End(StreamState state, StreamFailure failure)
    {
        NoteGap();
        (State, Failure, EndedAt) = (state, failure, _timeline.Now);
        StopTimer();
        _service.Ended(this);
        Changed?.Invoke(this);
    }
}
