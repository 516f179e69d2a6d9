using System.Collections.Immutable;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;
using ProxyMip.Runtime.Ports;
using ProxyMip.Store;

namespace ProxyMip.Host.Serving;

/// <summary>The runtime's configuration port over the store.</summary>
public sealed class StoredConfigurations(ConsoleStore store) : IConfigurationStore
{
    /// <inheritdoc />
    public async Task<LoadedConfiguration> LoadAsync(string nodeId, NodeConfiguration basis, CancellationToken cancel)
    {
        var (configuration, stamps) = await store.LoadAsync(nodeId, basis, cancel);
        return new(configuration, stamps.ToImmutableDictionary(stamp => stamp.Key, stamp => stamp.Value.Revision),
            stamps.ToImmutableDictionary(stamp => stamp.Key, stamp => new SectionChange(stamp.Value.User, stamp.Value.At)));
    }

    /// <inheritdoc />
    public async Task<bool> TrySaveAsync(Caller caller, string nodeId, string section, long revision, NodeConfiguration before, NodeConfiguration after,
        CancellationToken cancel) =>
        await store.SaveAsync(new(nodeId, section, revision, caller.User, caller.Source), before, after, cancel) is null;

    /// <inheritdoc />
    public Task AuditAsync(Caller caller, string nodeId, string action, string outcome, CancellationToken cancel) =>
        store.WriteAuditAsync(new(caller.User, caller.Source, action) { Node = nodeId, Outcome = outcome }, cancel);
}
