namespace ProxyMip.Engine.SubnetMaps.Authority;

/// <summary>Deadlines of all sessions. A deadline that moves back costs nothing: its timer fires early and is set anew.</summary>
internal sealed class SessionTimers
{
    private readonly PriorityQueue<ApSession, (TimeSpan At, long Turn)> _timers = new();
    private long _turn;

    /// <summary>The earliest timer.</summary>
    public TimeSpan? WakeAt => _timers.TryPeek(out _, out var next) ? next.At : null;

    /// <summary>Makes sure that a session gets attention when it needs it.</summary>
    public void Arm(ApSession session)
    {
        if (session.IsGone || session.TimerAt <= session.WakeAt)
            return;
        session.TimerAt = session.WakeAt;
        _timers.Enqueue(session, (session.TimerAt, _turn++));
    }

    /// <summary>The next session whose deadline has come.</summary>
    public bool TryTake(TimeSpan now, out ApSession session)
    {
        while (_timers.TryPeek(out session!, out var next) && next.At <= now)
        {
            _timers.Dequeue();
            if (session.IsGone || next.At != session.TimerAt)
                continue;
            session.TimerAt = TimeSpan.MaxValue;
            if (session.WakeAt <= now)
                return true;
            Arm(session);
        }
        return false;
    }
}
