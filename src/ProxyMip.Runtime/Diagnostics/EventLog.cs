using System.Collections.Immutable;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Runtime.Diagnostics;

/// <summary>The event log of a node: the newest entries, counts per severity since start. Safe for readers on other threads.</summary>
public sealed class EventLog
{
    /// <summary>Entries kept; older ones are dropped.</summary>
    public const int Capacity = 5000;

    private readonly Lock _gate = new();
    private readonly LinkedList<EventRecord> _newestFirst = new();
    private readonly Dictionary<EventSeverity, long> _counts = [];
    private long _next = 1;

    /// <summary>Entries per severity since start, dropped and purged ones included.</summary>
    public ImmutableDictionary<EventSeverity, long> Counts
    {
        get
        {
            lock (_gate)
                return _counts.ToImmutableDictionary();
        }
    }

    /// <summary>Appends an entry; its id is given here.</summary>
    public void Write(EventRecord entry)
    {
        lock (_gate)
        {
            _newestFirst.AddFirst(entry with { Id = _next++ });
            _counts[entry.Severity] = _counts.GetValueOrDefault(entry.Severity) + 1;
            if (_newestFirst.Count > Capacity)
                _newestFirst.RemoveLast();
        }
    }

    /// <summary>Empties the log.</summary>
    public void Purge()
    {
        lock (_gate)
            _newestFirst.Clear();
    }

    /// <summary>Entries that match, newest first.</summary>
    public ImmutableArray<EventRecord> Find(EventQuery query)
    {
        lock (_gate)
            return [.. _newestFirst.Where(query.Matches).Skip(query.Index).Take(query.Count)];
    }
}
