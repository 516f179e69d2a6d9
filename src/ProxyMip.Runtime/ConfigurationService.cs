using System.Collections.Immutable;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;
using ProxyMip.Runtime.Ports;

namespace ProxyMip.Runtime;

/// <summary>
/// The control path: capability, rules, preparation in the engine, store, publication. One save per node at a time; whatever fails leaves the old
/// configuration running.
/// </summary>
public sealed class ConfigurationService(INodeDirectory nodes, IConfigurationStore store, IConfigurationBasis basis) : IConfigurationService, IDisposable
{
    private readonly SemaphoreSlim _saving = new(1, 1);

    /// <inheritdoc />
    public event Action<string, string, string>? Committed;

    /// <inheritdoc />
    public void Dispose() => _saving.Dispose();

    /// <inheritdoc />
    public Task<LoadedConfiguration> LoadAsync(string nodeId, CancellationToken cancel) => store.LoadAsync(nodeId, basis.Of(nodeId), cancel);

    /// <inheritdoc />
    public async Task<CommitOutcome> CommitAsync(Caller caller, string nodeId, string section, long revision,
        Func<NodeConfiguration, FaultList, NodeConfiguration?> change, CancellationToken cancel)
    {
        var needed = SectionCapabilities.ToSave(section);
        if ((caller.Capabilities & needed) != needed)
        {
            await store.AuditAsync(caller, nodeId, $"save {section}", $"refused: needs {needed}", cancel);
            return Refused(needed);
        }
        if (nodes.Find(nodeId) is not { } node)
            return new CommitOutcome.Rejected([new("CFG-01", "", "There is no such node any more.")]);
        await _saving.WaitAsync(cancel);
        try
        {
            return await SaveAsync(caller, node, section, revision, change, cancel);
        }
        finally
        {
            _saving.Release();
        }
    }

    private async Task<CommitOutcome> SaveAsync(Caller caller, INodeControl node, string section, long revision,
        Func<NodeConfiguration, FaultList, NodeConfiguration?> change, CancellationToken cancel)
    {
        var stored = await LoadAsync(node.Id, cancel);
        if (stored.Revisions.GetValueOrDefault(section) != revision)
            return new CommitOutcome.Conflict(stored);
        var faults = new FaultList();
        var candidate = change(stored.Configuration, faults);
        if (candidate is null || faults.HasErrors)
            return new CommitOutcome.Rejected([.. faults.All]);
        var identity = SectionCapabilities.IdentityChange(section, stored.Configuration, candidate);
        if (identity && !caller.Capabilities.HasFlag(UserCapabilities.Ident))
            return Refused(UserCapabilities.Ident);
        var preview = await node.PrepareAsync(candidate, cancel);
        if (preview.Faults.Any(fault => fault.Level == FaultLevel.Error))
            return new CommitOutcome.Rejected(preview.Faults);
        if (!await store.TrySaveAsync(caller, node.Id, section, revision, stored.Configuration, candidate, cancel))
            return new CommitOutcome.Conflict(await LoadAsync(node.Id, cancel));
        // Stored: from here on nothing gives up any more.
        await node.ApplyAsync(candidate, CancellationToken.None);
        node.WriteEvent(EventSeverity.SystemInfo, "configuration-saved", $"{caller.User} saved {SectionCapabilities.PageOf(section)}.");
        Committed?.Invoke(node.Id, section, caller.User);
        return new CommitOutcome.Committed(revision + 1, [.. faults.All, .. preview.Faults], preview.EndedRegistrations);
    }

    private static CommitOutcome.Rejected Refused(UserCapabilities needed) => new([new("CAP-01", "", $"You need the {needed} capability for this.")]);
}

/// <summary>The configuration a node starts from before anything was saved: factory values, or those of a topology.</summary>
public interface IConfigurationBasis
{
    /// <summary>The basis of a node.</summary>
    NodeConfiguration Of(string nodeId);
}
