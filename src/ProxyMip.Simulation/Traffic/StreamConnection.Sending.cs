using ProxyMip.Simulation.Time;

namespace ProxyMip.Simulation.Traffic;

/// <summary>The sending half: window, acknowledgements, retransmission.</summary>
public sealed partial class StreamConnection
{
    private long _written;
    private long _acknowledged;
    private long _next;
    private long _highest;
    private long _finishAt = -1;
    private long _remoteFinish = -1;
    private bool _finished;
    private bool _finishSent;
    private bool _finishAcknowledged;
    private int _window;
    private int _threshold;
    private int _duplicates;
    private long _recoverUntil = -1;
    private long _measuredOffset = -1;
    private TimeSpan _measuredAt;
    private TimeSpan _quietSince;
    private int _peerWindow = ushort.MaxValue;

    private uint SequenceOf(long offset) => unchecked(_localStart + 1 + (uint)offset);

    /// <summary>The offset of a sequence number of the other end, near what was received already.</summary>
    private long OffsetOf(uint sequence)
    {
        var expected = unchecked(_remoteStart + 1 + (uint)_received.InOrder);
        return _received.InOrder + unchecked((int)(sequence - expected));
    }

    /// <summary>The offset of our own that an acknowledgement names, near what was acknowledged already.</summary>
    private long AcknowledgedOffset(uint acknowledgement) => _acknowledged + unchecked((int)(acknowledgement - SequenceOf(_acknowledged)));

    /// <summary>Sends as much as both windows allow.</summary>
    private void Pump()
    {
        if (State != StreamState.Open)
            return;
        var limit = _acknowledged + Math.Min(_window, _peerWindow);
        while (_next < _written && _next < limit)
        {
            var size = (int)Math.Min(Math.Min(_written - _next, MaximumSize), limit - _next);
            if (size < MaximumSize && size < _written - _next && _next > _acknowledged)
                break; // wait for room for a whole segment
            SendData(_next, size);
            _next += size;
        }
        if (_finishAt >= 0 && _next == _finishAt && !_finishSent)
            SendFinish();
        if ((_next > _acknowledged || (_finishSent && !_finishAcknowledged)) && !_timerRuns)
            StartTimer();
    }

    private void SendData(long offset, int size)
    {
        if (offset < _highest)
            Retransmissions++;
        else if (_measuredOffset < 0)
            (_measuredOffset, _measuredAt) = (offset + size, _timeline.Now);
        if (_next == _acknowledged && offset >= _highest)
            _quietSince = _timeline.Now;
        _highest = Math.Max(_highest, offset + size);
        Span<byte> data = stackalloc byte[size];
        StreamContent.Fill(data, offset, _localStart);
        Emit(SegmentBits.Acknowledge | SegmentBits.Push, SequenceOf(offset), data);
    }

    private void SendFinish()
    {
        if (!_finishSent && _next == _acknowledged)
            _quietSince = _timeline.Now;
        _finishSent = true;
        Emit(SegmentBits.Finish | SegmentBits.Acknowledge, SequenceOf(_finishAt), default);
    }

    private void Acknowledged(in StreamSegment segment, int dataLength)
    {
        _peerWindow = segment.Window;
        var offset = AcknowledgedOffset(segment.Acknowledgement);
        if (_finishSent && offset == _finishAt + 1)
        {
            _finishAcknowledged = true;
            offset = _finishAt;
        }
        if (offset > _highest)
            return; // acknowledges what was never sent
        if (offset > _acknowledged)
            NewlyAcknowledged(offset);
        else if (offset == _acknowledged && dataLength == 0 && _next > _acknowledged)
            Repeated();
        if (_finishAcknowledged && _next == _acknowledged)
            StopTimer();
        Pump();
    }

    private void NewlyAcknowledged(long offset)
    {
        Measure(offset);
        var fresh = (int)Math.Min(offset - _acknowledged, int.MaxValue);
        _acknowledged = offset;
        _next = Math.Max(_next, offset);
        _duplicates = 0;
        _quietSince = _timeline.Now;
        _timer.Progress();
        Progress();
        if (_recoverUntil >= 0 && offset < _recoverUntil)
            Retransmit(); // a partial acknowledgement names the next hole (RFC 6582)
        else if (_recoverUntil >= 0)
            (_recoverUntil, _window) = (-1, Math.Max(_threshold, MaximumSize));
        else
            Grow(fresh);
        StopTimer();
        if (_next > _acknowledged || (_finishSent && !_finishAcknowledged))
            StartTimer();
        Changed?.Invoke(this);
    }

    private void Measure(long offset)
    {
        if (_measuredOffset < 0 || offset < _measuredOffset)
            return;
        _timer.Measured(_timeline.Now - _measuredAt);
        _measuredOffset = -1;
    }

    private void Grow(int fresh)
    {
        if (_window < _threshold)
            _window += Math.Min(fresh, MaximumSize);
        else
            _window += Math.Max(1, MaximumSize * MaximumSize / _window);
        _window = Math.Min(_window, 1 << 20);
    }

    private void Repeated()
    {
        if (++_duplicates != 3 || _recoverUntil >= 0)
            return;
        _threshold = Math.Max((int)(_next - _acknowledged) / 2, 2 * MaximumSize);
        _window = _threshold;
        _recoverUntil = _next;
        Retransmit();
    }

    private void Retransmit()
    {
        _measuredOffset = -1; // Karn: never measure what was sent twice
        var size = (int)Math.Min(Math.Min(_written, _highest) - _acknowledged, MaximumSize);
        if (size > 0)
            SendData(_acknowledged, size);
        else if (_finishSent && !_finishAcknowledged)
            SendFinish();
    }

    /// <summary>Routers on the way take smaller packets only (RFC 1191).</summary>
    internal void Shrink(int maximumSize)
    {
        if (maximumSize >= MaximumSize || maximumSize < 8)
            return;
        MaximumSize = maximumSize;
        if (State != StreamState.Open || _next == _acknowledged)
            return;
        _next = _acknowledged;
        _measuredOffset = -1;
        Pump();
    }

    private void AcknowledgeNow() => Emit(SegmentBits.Acknowledge, SequenceOf(_finishSent ? _finishAt + 1 : _next), default);

    private void Emit(SegmentBits bits, uint sequence, ReadOnlySpan<byte> data)
    {
        var expected = (bits & SegmentBits.Acknowledge) == 0 ? 0 : unchecked(_remoteStart + 1 + (uint)(_received.InOrder + (_finished ? 1 : 0)));
        _service.Send(this, new()
        {
            SourcePort = Ends.LocalPort,
            DestinationPort = Ends.RemotePort,
            Sequence = sequence,
            Acknowledgement = expected,
            Bits = bits,
            Window = _policy.Window,
            MaximumSize = (bits & SegmentBits.Synchronise) != 0 ? (ushort)MaximumSize : null,
        }, data);
    }

    private void StartTimer()
    {
        _timerRuns = true;
        _timeline.After(_timer.Timeout, this, ++_timerNumber);
    }

    private void StopTimer()
    {
        _timerRuns = false;
        _timerNumber++;
    }

    void IScheduled.Fire(int kind, object? payload)
    {
        if (!_timerRuns || kind != _timerNumber || State is StreamState.Closed or StreamState.Broken)
            return;
        _timerRuns = false;
        var limit = State is StreamState.Opening or StreamState.Answering ? _policy.ConnectLimit : _policy.GiveUpAfter;
        if (_timeline.Now - _quietSince >= limit)
        {
            End(StreamState.Broken, StreamFailure.TimedOut);
            return;
        }
        _timer.BackOff();
        Resend();
        StartTimer();
    }

    private void Resend()
    {
        switch (State)
        {
            case StreamState.Opening:
                Emit(SegmentBits.Synchronise, _localStart, default);
                break;
            case StreamState.Answering:
                Emit(SegmentBits.Synchronise | SegmentBits.Acknowledge, _localStart, default);
                break;
            default:
                _threshold = Math.Max((int)(_next - _acknowledged) / 2, 2 * MaximumSize);
                _window = MaximumSize;
                _recoverUntil = -1;
                _duplicates = 0;
                _next = _acknowledged;
                Retransmit();
                _next = Math.Min(_acknowledged + MaximumSize, Math.Min(_written, _highest));
                break;
        }
    }
}
