using ProxyMip.Engine.Core;

namespace ProxyMip.Simulation.Engines;

/// <summary>One entry of the event log of a node.</summary>
/// <param name="At">Time of the network.</param>
/// <param name="Moment">The clocks of the node.</param>
/// <param name="Entry">What happened.</param>
public sealed record JournalEntry(TimeSpan At, Moment Moment, EngineReport Entry);

/// <summary>The last entries of the event log of a node, oldest first. Survives restarts of the node: it is the network that remembers.</summary>
public sealed class EngineJournal
{
    private const int Capacity = 1000;

    private readonly Queue<JournalEntry> _entries = new();

    /// <summary>Entries still kept.</summary>
    public IReadOnlyCollection<JournalEntry> Entries => _entries;

    /// <summary>Entries written so far, dropped ones included.</summary>
    public long Written { get; private set; }

    /// <summary>Called for every entry; null for none.</summary>
    public Action<JournalEntry>? Added { get; set; }

    internal void Write(JournalEntry entry)
    {
        if (_entries.Count == Capacity)
            _entries.Dequeue();
        _entries.Enqueue(entry);
        Written++;
        Added?.Invoke(entry);
    }
}
