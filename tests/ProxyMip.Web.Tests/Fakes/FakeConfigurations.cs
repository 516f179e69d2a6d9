using System.Collections.Immutable;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Tests.Fakes;

/// <summary>A control path in memory with the order of the real one: capability, revision, rules, store. One configuration for all nodes.</summary>
internal sealed class FakeConfigurations : IConfigurationService
{
    private ImmutableDictionary<string, long> _revisions = ImmutableDictionary<string, long>.Empty;
    private ImmutableDictionary<string, SectionChange> _changes = ImmutableDictionary<string, SectionChange>.Empty;

    /// <summary>As stored.</summary>
    public NodeConfiguration Stored { get; set; } = NodeConfiguration.Default;

    /// <summary>Sections saved, in order.</summary>
    public List<string> Saves { get; } = [];

    /// <summary>Saves that were tried, whatever became of them.</summary>
    public int Attempts { get; private set; }

    /// <summary>Registrations the next save ends.</summary>
    public ImmutableArray<string> Ends { get; set; } = [];

    /// <summary>Holds saves back until the test lets them go; null: at once.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public event Action<string, string, string>? Committed;

    public Task<LoadedConfiguration> LoadAsync(string nodeId, CancellationToken cancel) => Task.FromResult(new LoadedConfiguration(Stored, _revisions, _changes));

    /// <summary>Somebody else saves a section.</summary>
    public void SaveBehindTheBack(string section, string user, NodeConfiguration configuration) => Store(section, user, configuration);

    public async Task<CommitOutcome> CommitAsync(Caller caller, string nodeId, string section, long revision,
        Func<NodeConfiguration, FaultList, NodeConfiguration?> change, CancellationToken cancel)
    {
        Attempts++;
        if (Gate is { } gate)
            await gate.Task;
        var needed = SectionCapabilities.ToSave(section);
        if ((caller.Capabilities & needed) != needed)
            return Refused(needed);
        if (_revisions.GetValueOrDefault(section) != revision)
            return new CommitOutcome.Conflict(new(Stored, _revisions, _changes));
        var faults = new FaultList();
        var candidate = change(Stored, faults);
        if (candidate is null || faults.HasErrors)
            return new CommitOutcome.Rejected([.. faults.All]);
        if (SectionCapabilities.IdentityChange(section, Stored, candidate) && !caller.Capabilities.HasFlag(UserCapabilities.Ident))
            return Refused(UserCapabilities.Ident);
        Store(section, caller.User, candidate);
        Saves.Add(section);
        Committed?.Invoke(nodeId, section, caller.User);
        return new CommitOutcome.Committed(revision + 1, [.. faults.All], Ends);
    }

    private void Store(string section, string user, NodeConfiguration configuration)
    {
        Stored = configuration;
        _revisions = _revisions.SetItem(section, _revisions.GetValueOrDefault(section) + 1);
        _changes = _changes.SetItem(section, new(user, Samples.Now));
    }

    private static CommitOutcome.Rejected Refused(UserCapabilities needed) => new([new("CAP-01", "", $"You need the {needed} capability for this.")]);
}
