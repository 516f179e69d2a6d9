using System.Collections.Immutable;
using System.Text.Json;
using ProxyMip.Config;
using ProxyMip.Runtime.Control;

namespace ProxyMip.Web.Forms;

/// <summary>What the button bar knows of a page: nothing of fields.</summary>
public interface IConfigDraft
{
    /// <summary>Whether something was changed since the page was loaded or saved.</summary>
    bool IsDirty { get; }

    /// <summary>Whether a save is under way.</summary>
    bool IsBusy { get; }

    /// <summary>Whether the user may save.</summary>
    bool CanCommit { get; }

    /// <summary>Saves; true when it was stored.</summary>
    Task<bool> CommitAsync();

    /// <summary>Saves the factory values of this page.</summary>
    Task<bool> RestoreDefaultsAsync();
}

/// <summary>
/// The state of one setup page: the form as typed, the revision it was loaded with, findings, conflicts. Holds no rules: those are in ProxyMip.Config.
/// </summary>
/// <typeparam name="TInput">The form.</typeparam>
public sealed class ConfigDraft<TInput> : IConfigDraft
    where TInput : class
{
    private readonly DraftSource<TInput> _source;
    private readonly CancellationToken _lifetime;
    private string _baseline = "";
    private long _revision;

    /// <summary>A draft of a section; call <see cref="LoadAsync"/> before use.</summary>
    public ConfigDraft(DraftSource<TInput> source, CancellationToken lifetime) => (_source, _lifetime) = (source, lifetime);

    /// <summary>The form as typed; null until loaded.</summary>
    public TInput? Form { get; private set; }

    /// <summary>The whole configuration as loaded, for what a page shows of other sections.</summary>
    public NodeConfiguration Stored { get; private set; } = NodeConfiguration.Default;

    /// <summary>Findings of the last save.</summary>
    public ImmutableArray<FieldFault> Faults { get; private set; } = [];

    /// <summary>Registrations the last save ended.</summary>
    public ImmutableArray<string> Ended { get; private set; } = [];

    /// <summary>Somebody else's version, when the last save met one (CON-01).</summary>
    public ConflictView<TInput>? Conflict { get; private set; }

    /// <summary>Whether the last save was stored ("Saved" is shown).</summary>
    public bool Saved { get; private set; }

    /// <inheritdoc />
    public bool IsBusy { get; private set; }

    /// <inheritdoc />
    public bool CanCommit => (_source.Caller.Capabilities & _source.Needs) == _source.Needs;

    /// <summary>The capability a save needs.</summary>
    public UserCapabilities Needs => _source.Needs;

    /// <inheritdoc />
    public bool IsDirty => Form is not null && Serialize(Form) != _baseline;

    /// <summary>Raised when anything above changed.</summary>
    public event Action? Changed;

    /// <summary>Reads the stored section into a fresh form.</summary>
    public async Task LoadAsync()
    {
        Take(await _source.Service.LoadAsync(_source.NodeId, _lifetime));
        (Faults, Conflict, Saved, Ended) = ([], null, false, []);
        Changed?.Invoke();
    }

    /// <inheritdoc />
    public Task<bool> CommitAsync() => SaveAsync((node, faults) => _source.Build(Form!, node, faults));

    /// <inheritdoc />
    public Task<bool> RestoreDefaultsAsync() => SaveAsync((node, _) => _source.Restore(node));

    /// <summary>After a conflict: the other version is taken, own edits are dropped.</summary>
    public Task TakeTheirsAsync() => LoadAsync();

    /// <summary>After a conflict: the own form is saved on top of the other version.</summary>
    public Task<bool> ApplyMineAsync()
    {
        if (Conflict is { } conflict)
        {
            _revision = conflict.Revision;
            Conflict = null;
        }
        return CommitAsync();
    }

    /// <summary>Finding at a field, to be shown under it; null when none.</summary>
    public FieldFault? FaultAt(string field) => Faults.FirstOrDefault(fault => fault.Field == field && fault.Level == FaultLevel.Error);

    /// <summary>Drops a finding once its field was changed.</summary>
    public void Touch(string field)
    {
        Faults = Faults.RemoveAll(fault => fault.Field == field);
        Saved = false;
        Changed?.Invoke();
    }

    /// <summary>Shows findings that did not come from a save, such as those of Add.</summary>
    public void Show(IEnumerable<FieldFault> faults)
    {
        (Faults, Saved) = ([.. faults], false);
        Changed?.Invoke();
    }

    private async Task<bool> SaveAsync(Func<NodeConfiguration, FaultList, NodeConfiguration?> change)
    {
        if (IsBusy || Form is null)
            return false;
        (IsBusy, Saved, Ended) = (true, false, []);
        Changed?.Invoke();
        try
        {
            var outcome = await _source.Service.CommitAsync(_source.Caller, _source.NodeId, _source.Section, _revision, change, _lifetime);
            return await TakeAsync(outcome);
        }
        finally
        {
            IsBusy = false;
            Changed?.Invoke();
        }
    }

    private async Task<bool> TakeAsync(CommitOutcome outcome)
    {
        switch (outcome)
        {
            case CommitOutcome.Committed committed:
                Take(await _source.Service.LoadAsync(_source.NodeId, _lifetime));
                (Faults, Conflict, Saved, Ended) = (committed.Notices, null, true, committed.EndedRegistrations);
                return true;
            case CommitOutcome.Rejected rejected:
                Faults = rejected.Faults;
                return false;
            case CommitOutcome.Conflict conflict:
                var by = conflict.Current.LastChange.GetValueOrDefault(_source.Section);
                Conflict = new(_source.From(conflict.Current.Configuration), conflict.Current.Revisions.GetValueOrDefault(_source.Section), by);
                return false;
            default:
                return false;
        }
    }

    private void Take(LoadedConfiguration loaded)
    {
        Stored = loaded.Configuration;
        Form = _source.From(loaded.Configuration);
        _baseline = Serialize(Form);
        _revision = loaded.Revisions.GetValueOrDefault(_source.Section);
    }

    private static string Serialize(TInput form) => JsonSerializer.Serialize(form);
}

/// <summary>Somebody else's version of a page.</summary>
/// <param name="Theirs">Their form.</param>
/// <param name="Revision">Its revision.</param>
/// <param name="By">Who saved it and when.</param>
public sealed record ConflictView<TInput>(TInput Theirs, long Revision, SectionChange? By);

/// <summary>Where a draft comes from and goes to.</summary>
/// <typeparam name="TInput">The form.</typeparam>
public sealed record DraftSource<TInput>
{
    /// <summary>The control path.</summary>
    public required IConfigurationService Service { get; init; }

    /// <summary>Who acts.</summary>
    public required Caller Caller { get; init; }

    /// <summary>Which node.</summary>
    public required string NodeId { get; init; }

    /// <summary>Section name.</summary>
    public required string Section { get; init; }

    /// <summary>Capability a save needs.</summary>
    public UserCapabilities Needs { get; init; } = UserCapabilities.Write;

    /// <summary>The form for a configuration.</summary>
    public required Func<NodeConfiguration, TInput> From { get; init; }

    /// <summary>The configuration a form makes, or null with errors.</summary>
    public required Func<TInput, NodeConfiguration, FaultList, NodeConfiguration?> Build { get; init; }

    /// <summary>The configuration with the factory values of this page.</summary>
    public required Func<NodeConfiguration, NodeConfiguration> Restore { get; init; }
}
