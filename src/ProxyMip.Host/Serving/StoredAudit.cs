using System.Collections.Immutable;
using ProxyMip.Runtime.Control;
using ProxyMip.Store;

namespace ProxyMip.Host.Serving;

/// <summary>The audit trail over the store.</summary>
public sealed class StoredAudit(ConsoleStore store, IConfigurationService configurations) : IAuditTrail
{
    /// <inheritdoc />
    public async Task<ImmutableArray<AuditView>> ReadAsync(Caller caller, int skip, int take, CancellationToken cancel) =>
        caller.Capabilities.HasFlag(UserCapabilities.Admin)
            ? [.. (await store.ReadAuditAsync(skip, take, cancel)).Select(entry => new AuditView(entry.Id, entry.At, entry.User, entry.Source, entry.Action,
                entry.Node, entry.Section, entry.Revision, entry.Before, entry.After, entry.Outcome))]
            : [];

    /// <inheritdoc />
    public async Task<CommitOutcome> PutBackAsync(Caller caller, AuditView entry, CancellationToken cancel)
    {
        if (entry is not { Node: { } node, Section: { } section, Revision: { } revision })
            return new CommitOutcome.Rejected([new("AUD-01", "", "This entry is no save that could be put back.")]);
        var stored = await configurations.LoadAsync(node, cancel);
        var before = revision == 1 ? null : await store.AtRevisionAsync(node, section, revision - 1, stored.Configuration, cancel);
        if (before is null)
            return new CommitOutcome.Rejected([new("AUD-02", "", "There was no saved value before this entry; use Restore Defaults on the page.")]);
        return await configurations.CommitAsync(caller, node, section, stored.Revisions.GetValueOrDefault(section), (_, _) => before, cancel);
    }

    /// <inheritdoc />
    public Task<long?> VerifyAsync(CancellationToken cancel) => store.VerifyAuditAsync(cancel);
}
