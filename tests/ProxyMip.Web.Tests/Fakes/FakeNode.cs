using System.Collections.Immutable;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Tests.Fakes;

/// <summary>A node whose snapshot and answers the test sets, and that notes what pages asked of it.</summary>
internal sealed class FakeNode(string id = "ap-home") : INodeControl
{
    public string Id { get; } = id;

    public NodeSnapshot Current { get; private set; } = Samples.Snapshot();

    public event Action? Changed;

    /// <summary>The log, newest first.</summary>
    public List<EventRecord> Log { get; } = [];

    public ImmutableDictionary<EventSeverity, long> EventCounts { get; set; } = ImmutableDictionary<EventSeverity, long>.Empty;

    /// <summary>Samples of the counters.</summary>
    public ImmutableArray<CounterSample> History { get; set; } = [];

    /// <summary>What was asked, such as "purge by admin".</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The last query for events.</summary>
    public EventQuery? LastQuery { get; private set; }

    /// <summary>The answer to Refresh and Clear of the subnet map; a test may hold it back.</summary>
    public TaskCompletionSource<SubnetMapMaintenance> Maintenance { get; set; } = new();

    /// <summary>The answer to a preparation.</summary>
    public ApplyPreview Preview { get; set; } = ApplyPreview.Clean;

    /// <summary>The configuration put in force last.</summary>
    public NodeConfiguration? InForce { get; private set; }

    /// <summary>Replaces the snapshot and tells the pages.</summary>
    public void Show(NodeSnapshot snapshot)
    {
        Current = snapshot;
        Changed?.Invoke();
    }

    public ImmutableArray<EventRecord> Events(EventQuery query)
    {
        LastQuery = query;
        return [.. Log.Where(query.Matches).Skip(query.Index).Take(query.Count)];
    }

    public Task PurgeEventsAsync(string user, CancellationToken cancel)
    {
        Asked.Add($"purge by {user}");
        Log.Clear();
        return Task.CompletedTask;
    }

    public void WriteEvent(EventSeverity severity, string code, string text) =>
        Log.Insert(0, Samples.Event(Log.Count + 1, severity, text, code));

    public Task ClearStatisticsAsync(string user, CancellationToken cancel)
    {
        Asked.Add($"clear statistics by {user}");
        Show(Current with { Counters = new(), CountersCleared = new(Samples.Now, user) });
        return Task.CompletedTask;
    }

    public Task<SubnetMapMaintenance> RefreshSubnetMapAsync(CancellationToken cancel) => Ask("refresh subnet map");

    public Task<SubnetMapMaintenance> ClearSubnetMapAsync(CancellationToken cancel) => Ask("clear subnet map");

    public Task<ApplyPreview> PrepareAsync(NodeConfiguration candidate, CancellationToken cancel) => Task.FromResult(Preview);

    public Task ApplyAsync(NodeConfiguration configuration, CancellationToken cancel)
    {
        InForce = configuration;
        return Task.CompletedTask;
    }

    public ImmutableArray<CounterSample> CounterHistory(TimeSpan window) => History;

    private Task<SubnetMapMaintenance> Ask(string what)
    {
        Asked.Add(what);
        return Maintenance.Task;
    }
}
