using ProxyMip.Protocol.SubnetMap;
using ProxyMip.Protocol.Wire;

namespace ProxyMip.Engine.SubnetMaps.Probing;

/// <summary>Something that came of probing a row.</summary>
/// <param name="Row">The row.</param>
/// <param name="Outcome">What came of it.</param>
/// <param name="LowWord">Low half of the Identification to send.</param>
internal readonly record struct ProbeNews(MapRow Row, ProbeOutcome Outcome, uint LowWord);

/// <summary>All rows being probed, in order of what is due. At most five probes a second leave, whoever waits.</summary>
internal sealed class ProbeBook
{
    private static readonly TimeSpan s_apart = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<MapRow, ProbeState> _states = [];
    private readonly Dictionary<uint, MapRow> _byLowWord = [];
    private readonly PriorityQueue<MapRow, (TimeSpan At, long Turn)> _due = new();
    private long _turn;
    private TimeSpan _sendAt;

    /// <summary>Rows in the book.</summary>
    public int Count => _states.Count;

    /// <summary>When there is something to do.</summary>
    public TimeSpan? WakeAt => _due.TryPeek(out _, out var next) ? next.At > _sendAt ? next.At : _sendAt : null;

    /// <summary>Whether a row is in the book.</summary>
    public bool Contains(MapRow row) => _states.ContainsKey(row);

    /// <summary>Puts a row in, unless it is there.</summary>
    public void Start(MapRow row, TimeSpan at)
    {
        if (!_states.ContainsKey(row))
            Put(row, ProbeMachine.Start(ProbeMachine.Rounds, at));
    }

    /// <summary>Takes a row out.</summary>
    public void Stop(MapRow row)
    {
        if (_states.Remove(row, out var state))
            _byLowWord.Remove(state.LowWord);
    }

    /// <summary>Wants a verdict on a row now, by at most so many further rounds.</summary>
    public void Hurry(MapRow row, int rounds, TimeSpan now)
    {
        if (_states.TryGetValue(row, out var state))
            Put(row, ProbeMachine.Hurry(state, rounds, now));
    }

    /// <summary>Takes the next step that is due. False: nothing is due, or the next probe has to wait for its turn.</summary>
    /// <param name="now">Uptime.</param>
    /// <param name="random">32 random bits.</param>
    /// <param name="news">What came of it; <see cref="ProbeOutcome.Nothing"/> for an entry that was overtaken.</param>
    public bool TryStep(TimeSpan now, uint random, out ProbeNews news)
    {
        news = default;
        if (WakeAt is not { } at || now < at)
            return false;
        var row = _due.Dequeue();
        if (!_states.TryGetValue(row, out var state) || now < state.WakeAt)
            return true;
        var (next, outcome) = ProbeMachine.Wake(state, Unused(random), now);
        if (next.LowWord != state.LowWord)
            _byLowWord.Remove(state.LowWord);
        if (outcome is ProbeOutcome.SendBroadcast or ProbeOutcome.SendUnicast)
        {
            _byLowWord[next.LowWord] = row;
            _sendAt = now + s_apart;
        }
        if (outcome == ProbeOutcome.Died)
            _states.Remove(row);
        else
            Put(row, next);
        news = new(row, outcome, next.LowWord);
        return true;
    }

    /// <summary>Takes a registration reply: any code counts, from the home agent's address or naming it, when the low word is one of ours.</summary>
    /// <param name="source">IP source of the reply.</param>
    /// <param name="named">Its Home Agent field.</param>
    /// <param name="lowWord">Low half of its Identification.</param>
    /// <param name="now">Uptime.</param>
    /// <param name="row">The row whose home agent is alive.</param>
    public bool TryAnswer(Ipv4Address source, Ipv4Address named, uint lowWord, TimeSpan now, out MapRow row)
    {
        if (!_byLowWord.TryGetValue(lowWord, out row) || (source != row.HomeAgent && named != row.HomeAgent))
            return false;
        var (next, outcome) = ProbeMachine.Answer(_states[row], now);
        if (outcome != ProbeOutcome.Answered)
            return false;
        _byLowWord.Remove(lowWord);
        Put(row, next);
        return true;
    }

    private void Put(MapRow row, ProbeState state)
    {
        _states[row] = state;
        _due.Enqueue(row, (state.WakeAt, _turn++));
    }

    // 0 marks no round; a word in use would mix two rows up.
    private uint Unused(uint random)
    {
        while (random == 0 || _byLowWord.ContainsKey(random))
            random++;
        return random;
    }
}
