using System.Collections.Immutable;
using ProxyMip.Config;

namespace ProxyMip.Runtime.Control;

/// <summary>
/// What pages may see and do of one node. Snapshots are immutable; nothing here blocks on the engine. Capability checks happen in the services that
/// call this, never in a page.
/// </summary>
public interface INodeControl
{
    /// <summary>Id of the node.</summary>
    string Id { get; }

    /// <summary>The latest snapshot, at most a quarter of a second old while the engine runs; the last known one otherwise.</summary>
    NodeSnapshot Current { get; }

    /// <summary>Raised after <see cref="Current"/> was replaced, at most four times a second, on any thread.</summary>
    event Action? Changed;

    /// <summary>The event log, newest first, after a filter.</summary>
    ImmutableArray<EventRecord> Events(EventQuery query);

    /// <summary>Number of events per severity since start.</summary>
    ImmutableDictionary<EventSeverity, long> EventCounts { get; }

    /// <summary>Empties the log, leaving one entry that says who did it.</summary>
    Task PurgeEventsAsync(string user, CancellationToken cancel);

    /// <summary>Writes an entry of the console itself, such as a failed login.</summary>
    void WriteEvent(EventSeverity severity, string code, string text);

    /// <summary>Zeroes the twelve counters for everybody and notes who did it.</summary>
    Task ClearStatisticsAsync(string user, CancellationToken cancel);

    /// <summary>Validates and renews the subnet map (Refresh); completes when the answers are in or nobody answered.</summary>
    Task<SubnetMapMaintenance> RefreshSubnetMapAsync(CancellationToken cancel);

    /// <summary>Drops subnet map entries that are no longer valid (Clear).</summary>
    Task<SubnetMapMaintenance> ClearSubnetMapAsync(CancellationToken cancel);

    /// <summary>Checks whether a configuration could be put in force, and says what it would end, without changing anything.</summary>
    Task<ApplyPreview> PrepareAsync(NodeConfiguration candidate, CancellationToken cancel);

    /// <summary>Puts a stored configuration in force. Existing registrations stay unless the preview named them.</summary>
    Task ApplyAsync(NodeConfiguration configuration, CancellationToken cancel);

    /// <summary>The counters over time: one sample a minute, kept 7 days, oldest first.</summary>
    ImmutableArray<CounterSample> CounterHistory(TimeSpan window);
}

/// <summary>What Refresh or Clear on the subnet map did.</summary>
/// <param name="Removed">Entries removed.</param>
/// <param name="Before">Entries there were.</param>
/// <param name="AapAnswered">False: no authoritative access point answered and nothing was removed.</param>
public sealed record SubnetMapMaintenance(int Removed, int Before, bool AapAnswered);

/// <summary>What a configuration would do when applied.</summary>
/// <param name="Faults">Reasons it cannot be applied; empty: it can.</param>
/// <param name="EndedRegistrations">Clients whose registration it would end, with the reason.</param>
public sealed record ApplyPreview(ImmutableArray<FieldFault> Faults, ImmutableArray<string> EndedRegistrations)
{
    /// <summary>It can be applied and ends nothing.</summary>
    public static ApplyPreview Clean { get; } = new([], []);
}

/// <summary>The twelve counters at one time.</summary>
/// <param name="At">UTC.</param>
/// <param name="Counters">Values since the last Clear.</param>
/// <param name="ClearedHere">Clear was pressed since the sample before.</param>
public sealed record CounterSample(DateTimeOffset At, CounterValues Counters, bool ClearedHere);
