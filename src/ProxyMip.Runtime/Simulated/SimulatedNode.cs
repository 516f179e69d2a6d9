using System.Collections.Immutable;
using ProxyMip.Config;
using ProxyMip.Engine.Core;
using ProxyMip.Engine.SubnetMaps;
using ProxyMip.Runtime.Control;
using ProxyMip.Runtime.Diagnostics;
using ProxyMip.Simulation.Nodes;

namespace ProxyMip.Runtime.Simulated;

/// <summary>The console's side of one node of the network in memory. The engine behind it is the very one a real node runs.</summary>
public sealed class SimulatedNode : INodeControl
{
    private static readonly TimeSpan MaintenanceLimit = TimeSpan.FromSeconds(60);

    private readonly EngineNode _node;
    private readonly NetworkLoop _loop;
    private readonly EventLog _events = new();
    private readonly CounterHistory _history = new();
    private readonly SnapshotBuilder _snapshots;
    private NodeConfiguration _configuration = NodeConfiguration.Default;

    internal SimulatedNode(EngineNode node, NetworkLoop loop)
    {
        (_node, _loop) = (node, loop);
        _snapshots = new(node);
        Summary = new(node.Id, node.Name, Describe(node), node is AccessPointNode);
        Current = new() { TakenAt = node.Clock.Now.Wall, Uptime = TimeSpan.Zero };
        node.Driver.Journal.Added = entry => _events.Write(EventOf(entry.Moment, entry.Entry));
    }

    /// <summary>Its entry in the switcher.</summary>
    public NodeSummary Summary { get; }

    /// <inheritdoc />
    public string Id => _node.Id;

    /// <inheritdoc />
    public NodeSnapshot Current { get; private set; }

    /// <inheritdoc />
    public ImmutableDictionary<EventSeverity, long> EventCounts => _events.Counts;

    /// <inheritdoc />
    public event Action? Changed;

    /// <inheritdoc />
    public ImmutableArray<EventRecord> Events(EventQuery query) => _events.Find(query);

    /// <inheritdoc />
    public Task PurgeEventsAsync(string user, CancellationToken cancel) => _loop.DoAsync(_ =>
    {
        _events.Purge();
        Write(new(Severity.SystemInfo, "log-purged", $"The event log was purged by {user}."));
    }, cancel);

    /// <inheritdoc />
    public void WriteEvent(EventSeverity severity, string code, string text) =>
        _ = _loop.DoAsync(_ => Write(new((Severity)severity, code, text)), CancellationToken.None);

    /// <inheritdoc />
    public Task ClearStatisticsAsync(string user, CancellationToken cancel) => _loop.DoAsync(_ =>
    {
        _node.Driver.Handle(new CountersCleared(user));
        _history.NoteCleared();
    }, cancel);

    /// <inheritdoc />
    public Task<Control.SubnetMapMaintenance> RefreshSubnetMapAsync(CancellationToken cancel) => MaintainAsync(new SubnetMapRefreshRequested(), cancel);

    /// <inheritdoc />
    public Task<Control.SubnetMapMaintenance> ClearSubnetMapAsync(CancellationToken cancel) => MaintainAsync(new SubnetMapClearRequested(), cancel);

    /// <inheritdoc />
    public Task<ApplyPreview> PrepareAsync(NodeConfiguration candidate, CancellationToken cancel) =>
        _loop.AskAsync(_ => _snapshots.Preview(_configuration, candidate), cancel);

    /// <inheritdoc />
    public Task ApplyAsync(NodeConfiguration configuration, CancellationToken cancel) => _loop.DoAsync(_ => Configure(configuration), cancel);

    /// <inheritdoc />
    public ImmutableArray<CounterSample> CounterHistory(TimeSpan window) => _history.Since(Current.TakenAt - window);

    /// <summary>Puts a configuration in force; on the loop, or before it runs.</summary>
    internal void Configure(NodeConfiguration configuration)
    {
        _configuration = configuration;
        var platform = new NodePlatform { Interfaces = _node.Settings!.Interfaces, Epoch = 0 };
        var settings = SettingsBuilder.Build(configuration, platform, _node is AccessPointNode);
        if (_node is AccessPointNode point)
            point.ServiceSets = [.. configuration.ServiceSets.All.Select(set => set.Name)];
        _node.Reconfigure(settings);
    }

    /// <summary>Takes a snapshot; on the loop.</summary>
    internal void Publish()
    {
        Current = _snapshots.Take(_configuration, Current);
        _history.Sample(Current.TakenAt, Current.Counters);
        Changed?.Invoke();
    }

    /// <summary>The network has stopped: what is shown is the last known state.</summary>
    internal void ShowStopped()
    {
        Current = Current with { EngineRunning = false };
        Changed?.Invoke();
    }

    private async Task<Control.SubnetMapMaintenance> MaintainAsync(EngineEvent request, CancellationToken cancel)
    {
        var ended = new TaskCompletionSource<Control.SubnetMapMaintenance>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (_snapshots.LastMaintenance is { } done)
                ended.TrySetResult(done);
        }
        Changed += Look;
        try
        {
            await _loop.DoAsync(_ =>
            {
                _snapshots.Begin(Current);
                _node.Driver.Handle(request);
            }, cancel);
            return await ended.Task.WaitAsync(MaintenanceLimit, cancel);
        }
        catch (TimeoutException)
        {
            return new(0, Current.SubnetMap.Length, false);
        }
        finally
        {
            Changed -= Look;
        }
    }

    private void Write(EngineReport entry) => _events.Write(EventOf(_node.Clock.Now, entry));

    private static EventRecord EventOf(Moment moment, EngineReport entry) => new(0, moment.Wall, moment.Uptime, (EventSeverity)entry.Severity, entry.Code,
        entry.Text, entry.Client, entry.Station, entry.Severity is Severity.ProtocolAlert or Severity.ProtocolFatal or Severity.ProtocolInfo or Severity.ProtocolWarning);

    private static string Describe(EngineNode node) => node switch
    {
        AccessPointNode => $"access point {node.Address}",
        { Settings: { HomeAgent: not null, ForeignAgent: not null } } => $"home and foreign agent {node.Address}",
        { Settings.HomeAgent: not null } => $"home agent {node.Address}",
        _ => $"foreign agent {node.Address}",
    };
}
